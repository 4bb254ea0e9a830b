/**
 * The source files of documents. A file is given out only if a document of the run names it, it lies inside the folders
 * that were given, and its bytes have the hash that the document has: another file of that name is not it.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, realpathSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import { intake } from '../run/intake.ts';
import type { Item } from './data.ts';
import { WrongRequest } from './wrong-request.ts';

export interface Sources {
  /** Path of a document's file, or why there is none. */
  find(document: Item): Promise<{ path: string } | { missing: string }>;
  /** Its bytes. @throws WrongRequest saying why they cannot be had */
  read(document: Item): Promise<Uint8Array>;
}

/**
 * @param folders folders or files to look in
 * @throws IntakeError when one does not exist
 */
export function openSources(folders: readonly string[]): Sources {
  let byName = listed();
  const roots = folders.map((folder) => realpathSync(folder));
  const hashes = new Map<string, string>();

  /** A folder that lists its documents (a crawl's) keeps them under other names than the documents have. */
  function listed(): Map<string, string[]> {
    const groups = Map.groupBy(intake(folders).items, ({ path, listed }) => listed?.name ?? basename(path));
    return new Map([...groups].map(([name, items]) => [name, items.map(({ path }) => path)]));
  }

  async function find(document: Item): Promise<{ path: string } | { missing: string }> {
    const name = String(document.file);
    const found = await matching(name, String(document.sha256));
    if (found) return { path: found };
    // It may have been put there since.
    byName = listed();
    const later = await matching(name, String(document.sha256));
    if (later) return { path: later };
    const there = byName.has(name) ? 'a file of this name is there, but with other content' : 'no such file is there';
    return { missing: `${name}: ${there} (looked in ${folders.join(', ')}; give its folder with --sources)` };
  }

  async function matching(name: string, sha256: string): Promise<string | undefined> {
    for (const path of byName.get(name) ?? []) {
      if (!existsSync(path)) continue;
      const real = realpathSync(path);
      if (!roots.some((root) => real === root || real.startsWith(root + sep))) continue;
      if ((await hashOf(real)) === sha256) return real;
    }
    return undefined;
  }

  async function hashOf(path: string): Promise<string> {
    const { mtimeMs, size } = await stat(path);
    const key = `${path} ${mtimeMs} ${size}`;
    const known = hashes.get(key);
    if (known !== undefined) return known;
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    const digest = hash.digest('hex');
    hashes.set(key, digest);
    return digest;
  }

  return {
    find,
    async read(document) {
      const found = await find(document);
      if ('missing' in found) throw new WrongRequest(404, found.missing);
      return readFile(found.path);
    },
  };
}
