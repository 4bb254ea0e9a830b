/** A child process that opens sources with the second readers: a hostile file may take it down, and only it. */
import { readFile } from 'node:fs/promises';
import { tesseractEngine } from '../../extractors/ocr/tesseract.ts';
import { convert } from '../../extractors/office/libreoffice.ts';
import { readDocxAgain } from '../../extractors/second/docx.ts';
import { readPdfAgain } from '../../extractors/second/pdf.ts';
import type { Place, SecondReading } from '../../extractors/second/place.ts';
import { readScanAgain } from '../../extractors/second/scan.ts';

/** How a place is read again. */
export type Way = 'pdf' | 'docx' | 'doc' | 'scan';

export interface Order {
  path: string;
  way: Way;
  places: Place[];
  password?: string;
}

export type Answer = { reading: SecondReading } | { error: string };

async function read({ path, way, places, password }: Order): Promise<SecondReading> {
  const bytes = await readFile(path);
  if (way === 'pdf') return readPdfAgain(bytes, places, password);
  if (way === 'docx') return readDocxAgain(bytes, places);
  if (way === 'doc') {
    const [docx] = await convert(bytes, 'doc', ['docx'], {});
    return readDocxAgain(docx, places);
  }
  const engine = tesseractEngine({ text: ['eng'], numbers: 'eng' });
  try {
    return await readScanAgain(bytes, places, engine, password);
  } finally {
    await engine.close();
  }
}

process.on('message', async (order: Order) => {
  let answer: Answer;
  try {
    answer = { reading: await read(order) };
  } catch (error) {
    answer = { error: error instanceof Error ? error.message : String(error) };
  }
  process.send!(answer);
});
process.on('disconnect', () => process.exit(0));
