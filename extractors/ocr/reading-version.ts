/** The version of the reading of pictures, for keys of caches. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** All code between the picture of a page and its characters; of these two folders nothing else is used for that. */
const FOLDERS = ['../image', '.'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));

let known: string | undefined;

/** A hash of the code, so that nothing is ever taken from a cache that today's code would read otherwise. */
export function readingVersion(): string {
  known ??= hashOfCode();
  return known;
}

function hashOfCode(): string {
  const hash = createHash('sha256');
  for (const folder of FOLDERS)
    for (const file of readdirSync(folder)
      .filter((name) => !name.endsWith('.d.ts'))
      .sort())
      hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}
