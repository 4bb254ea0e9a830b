/** The second reader of PDFs: pdf.js, another engine than the first with other mistakes. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  getDocument,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
  version,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Box } from '../document.ts';
import { ReadError } from '../errors.ts';
import { type PlacedCharacter, placedCharacters } from './pdf-glyphs.ts';
import type { Place, Reading, SecondReading } from './place.ts';

const HOME = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const SETTINGS = {
  cMapUrl: `${join(HOME, 'cmaps')}/`,
  standardFontDataUrl: `${join(HOME, 'standard_fonts')}/`,
  wasmUrl: `${join(HOME, 'wasm')}/`,
  verbosity: 0,
};
/** How far the middle of a character may stand outside the box that it belongs to, in points. */
const REACH = 0.6;

/**
 * Reads the characters inside boxes.
 * @param places with page (from 1) and box (points, origin top left of the displayed page)
 * @throws ReadError `corrupt`, `wrong-password`
 */
export async function readPdfAgain(
  bytes: Uint8Array,
  places: readonly Place[],
  password?: string,
): Promise<SecondReading> {
  // A copy: the library takes the memory away from whoever gives it.
  const task = getDocument({ ...SETTINGS, data: new Uint8Array(bytes), password });
  try {
    const document = await opened(task);
    const readings: Reading[] = new Array(places.length);
    const byPage = Map.groupBy(places.keys(), (i) => places[i].page);
    for (const [number, own] of byPage) {
      const characters = await charactersOf(document, number);
      for (const i of own) readings[i] = readingOf(characters, places[i].box);
    }
    return { reader: `pdf.js ${version}`, readings };
  } finally {
    await task.destroy();
  }
}

async function opened(task: PDFDocumentLoadingTask): Promise<PDFDocumentProxy> {
  try {
    return await task.promise;
  } catch (cause) {
    const { name, message } = cause as Error;
    if (name === 'PasswordException')
      throw new ReadError('wrong-password', 'The file needs another password.', { cause });
    throw new ReadError('corrupt', `The second reader cannot open the file: ${message}`, { cause });
  }
}

/** Nothing where the file has no such page; a sentence where the page cannot be read. */
async function charactersOf(document: PDFDocumentProxy, number: number | null): Promise<PlacedCharacter[] | string> {
  if (number === null || number < 1 || number > document.numPages) return [];
  try {
    const page = await document.getPage(number);
    const characters = await placedCharacters(page);
    page.cleanup();
    return characters;
  } catch (error) {
    return `the second reader cannot read page ${number}: ${(error as Error).message}`;
  }
}

function readingOf(characters: readonly PlacedCharacter[] | string, box: Box | undefined): Reading {
  if (typeof characters === 'string') return { lines: [], unreadable: characters };
  if (!box) return { lines: [] };
  const [x0, y0, x1, y1] = box;
  const inside = characters.filter(
    ({ x, y }) => x >= x0 - REACH && x <= x1 + REACH && y >= y0 - REACH && y <= y1 + REACH,
  );
  return { lines: linesOf(inside, x1 - x0 >= y1 - y0 || inside.length < 2) };
}

/** Characters by writing line: rows of the page, or columns where the box stands upright and its characters do too. */
function linesOf(characters: readonly PlacedCharacter[], lying: boolean): string[] {
  if (characters.length === 0) return [];
  const spreadX = spread(characters.map(({ x }) => x));
  const spreadY = spread(characters.map(({ y }) => y));
  const upright = !lying && spreadY > spreadX * 2;
  if (upright && spreadX < characters[0].size / 2) {
    const down = [...characters].sort((a, b) => a.y - b.y).map(({ text }) => text);
    // Text that runs upwards or downwards: both ways are offered, one of them is how it is read.
    return [down.join(''), [...down].reverse().join('')];
  }
  const lines: PlacedCharacter[][] = [];
  for (const character of [...characters].sort((a, b) => a.y - b.y)) {
    const line = lines.at(-1);
    if (line && character.y - line[0].y < character.size / 2) line.push(character);
    else lines.push([character]);
  }
  return lines.map((line) =>
    [...line]
      .sort((a, b) => a.x - b.x)
      .map(({ text }) => text)
      .join(''),
  );
}

const spread = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
