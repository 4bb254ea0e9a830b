/** A sample of the project as PDF, and the same disclosure with one figure altered. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePdf } from '../../samples/pdf.ts';
import { readStory } from '../../samples/read.ts';

const DATA = new URL('../../samples/data/yunting-2023-final.yaml', import.meta.url);

/** The two files; `from` stands once in the first and is `to` in the second. */
export async function alteredPdf(): Promise<{ before: Uint8Array; after: Uint8Array; from: string; to: string }> {
  const text = readFileSync(DATA, 'utf8');
  const from = [...text.matchAll(/\[\[(\d{2,3}\.\d{2})\|/g)]
    .map(([, amount]) => amount)
    .find((amount) => text.split(amount).length === 2);
  if (!from) throw new Error('the sample has no amount that stands once');
  const to = `${Number(from[0]) === 9 ? 8 : Number(from[0]) + 1}${from.slice(1)}`;
  return { before: await pdfOf(text), after: await pdfOf(text.replace(from, to)), from, to };
}

async function pdfOf(text: string): Promise<Uint8Array> {
  const dir = mkdtempSync(join(tmpdir(), 'pagefact-altered-'));
  try {
    const file = join(dir, 'story.yaml');
    writeFileSync(file, text);
    return (await writePdf(readStory(file, 'story'))).bytes;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
