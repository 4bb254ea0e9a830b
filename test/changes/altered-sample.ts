/** A sample of the project and the same file with one figure altered. */
import { readFileSync } from 'node:fs';
import { archiveEntries } from '../../extractors/docx/archive.ts';
import { LIMITS } from '../../extractors/limits.ts';
import { zip } from '../extractors/docx-fixture.ts';

const FILE = new URL('../../samples/documents/yunting-2023-final.docx', import.meta.url);

/** The two files; `from` stands once in the first and is `to` in the second. */
export async function alteredSample(): Promise<{ before: Uint8Array; after: Uint8Array; from: string; to: string }> {
  const parts: Record<string, Uint8Array> = {};
  for (const entry of await archiveEntries(readFileSync(FILE), LIMITS)) parts[entry.name] = await entry.read();
  const body = Buffer.from(parts['word/document.xml']).toString('utf8');
  // An amount that stands alone in one run of text, once in the whole document.
  const from = [...body.matchAll(/>(\d{1,3}\.\d{2})</g)]
    .map(([, amount]) => amount)
    .find((amount) => body.split(amount).length === 2);
  if (!from) throw new Error('the sample has no amount that stands once');
  const to = `${Number(from[0]) === 9 ? 8 : Number(from[0]) + 1}${from.slice(1)}`;
  const altered = body.replace(`>${from}<`, `>${to}<`);
  return { before: zip(parts), after: zip({ ...parts, 'word/document.xml': altered }), from, to };
}
