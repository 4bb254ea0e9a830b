/** Enough pages to measure with: the native PDFs of a folder, copied. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readDocument } from '../extractors/read.ts';

/**
 * Copies the native PDFs until there are `wanted` pages. Every copy differs in its bytes by a comment after its end.
 * @param to an empty folder
 * @returns how many pages there are
 */
export async function copies(folder: string, wanted: number, to: string): Promise<number> {
  const native: { name: string; bytes: Buffer; pages: number }[] = [];
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.pdf'))
    .sort()) {
    const bytes = readFileSync(join(folder, name));
    const { pages } = await readDocument(bytes, { name, ocr: 'off' });
    if (pages.every((page) => page.kind !== 'scan'))
      native.push({ name: basename(name, '.pdf'), bytes, pages: pages.length });
  }
  if (native.length === 0) throw new Error(`${folder} holds no native PDF`);
  let total = 0;
  for (let copy = 0; total < wanted; copy++) {
    for (const { name, bytes, pages } of native) {
      writeFileSync(join(to, `${name}-${copy}.pdf`), Buffer.concat([bytes, Buffer.from(`\n% copy ${copy}\n`)]));
      total += pages;
    }
  }
  return total;
}
