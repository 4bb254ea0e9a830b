/** Reading one line of a page, its numbers twice. */
import { type Bitmap, crop, type Picture, type PixelBox } from '../image/picture.ts';
import { enlarge } from '../image/scale.ts';
import type { OcrEngine, ReadLine, ReadSymbol } from './engine.ts';
import {
  agreement,
  endsLikePercent,
  findNumbers,
  isMisreadPercent,
  majority,
  mayBeDigits,
  onlyNumber,
  type Stretch,
  textOf,
  type Verdict,
  withoutLooseSigns,
} from './numbers.ts';
import { printedSigns } from './signs.ts';
import { fitToInk, outline } from './symbol-boxes.ts';

/** White around what is read, in pixels at 200 dpi. */
const MARGIN = 10;
/** The third reading sees the number larger: its strokes fall differently onto the engine's own grid. */
const LARGER = 1.5;

/** A page ready for reading: straightened, rulings painted out of both. */
export interface ReadyPage {
  picture: Picture;
  ink: Bitmap;
}

/**
 * Reads a piece of a page.
 * @param box its place in pixels of the page
 * @param shows one line, or a block of lines that could not be parted
 * @returns lines with boxes in pixels of the page, numbers with the confidence of their readings together
 */
export async function readPiece(
  page: ReadyPage,
  box: PixelBox,
  shows: 'line' | 'block',
  engine: OcrEngine,
): Promise<ReadLine[]> {
  const lines = await readBox(page, box, shows, false, engine);
  const result: ReadLine[] = [];
  for (const line of lines) {
    // One line fills its piece; lines of a block have boxes of their own.
    const place = shows === 'line' ? box : line.box;
    const symbols = fitToInk(page.ink, line.symbols, place);
    result.push({ symbols: printedSigns(await checkNumbers(page, symbols, place, engine)), box: place });
  }
  return result;
}

/** Reads each number of a line again, and puts in its place what the readings say together. */
async function checkNumbers(
  page: ReadyPage,
  symbols: ReadSymbol[],
  line: PixelBox,
  engine: OcrEngine,
): Promise<ReadSymbol[]> {
  const stretches = findNumbers(symbols);
  if (stretches.length === 0) return mayBeDigits(symbols) ? readSigns(page, symbols, line, engine) : symbols;
  const checked = [...symbols];
  // From the end, so that a number that gets more or fewer characters does not shift the others.
  for (const found of stretches.reverse()) {
    const stretch = (await percentBehind(page, symbols, found, line, engine))
      ? { ...found, end: symbols.length }
      : found;
    const { symbols: kept, confidence } = await readNumber(page, symbols, stretch, line, engine);
    const sure = kept.map((symbol) => ({ ...symbol, confidence }));
    checked.splice(stretch.start, stretch.end - stretch.start, ...sure);
  }
  return checked;
}

/** Whether the character behind a number is a percent sign, which the reader for text took for a letter. */
async function percentBehind(
  page: ReadyPage,
  symbols: readonly ReadSymbol[],
  stretch: Stretch,
  line: PixelBox,
  engine: OcrEngine,
): Promise<boolean> {
  if (!endsLikePercent(symbols, stretch)) return false;
  const whole = await readAlone(page, line, true, 1, engine);
  return isMisreadPercent(textOf(symbols), textOf(whole)) && whole.every(({ confidence }) => confidence > 0.9);
}

/** Signs that may be digits are read as a number; if the result is none, they stay. */
async function readSigns(
  page: ReadyPage,
  symbols: ReadSymbol[],
  line: PixelBox,
  engine: OcrEngine,
): Promise<ReadSymbol[]> {
  const verdict = onlyNumber(await readAlone(page, line, true, 1, engine));
  return verdict ? verdict.symbols.map((symbol) => ({ ...symbol, confidence: verdict.confidence })) : symbols;
}

async function readNumber(
  page: ReadyPage,
  symbols: ReadSymbol[],
  { start, end }: Stretch,
  line: PixelBox,
  engine: OcrEngine,
): Promise<Verdict> {
  const first = symbols.slice(start, end);
  const box = start === 0 && end === symbols.length ? line : outline(first);
  const second = await readAlone(page, box, true, 1, engine);
  const agreed = agreement(first, second);
  if (agreed) return agreed;
  const larger = await Promise.all([true, false].map((numbers) => readAlone(page, box, numbers, LARGER, engine)));
  return majority([first, second, ...larger]);
}

async function readAlone(
  page: ReadyPage,
  box: PixelBox,
  numbers: boolean,
  factor: number,
  engine: OcrEngine,
): Promise<ReadSymbol[]> {
  const lines = await readBox(page, box, 'line', numbers, engine, factor);
  const symbols = fitToInk(
    page.ink,
    lines.flatMap((line) => line.symbols),
    box,
  );
  return withoutLooseSigns(symbols);
}

async function readBox(
  page: ReadyPage,
  box: PixelBox,
  shows: 'line' | 'block',
  numbers: boolean,
  engine: OcrEngine,
  factor = 1,
): Promise<ReadLine[]> {
  const margin = Math.round((MARGIN * page.picture.dpi) / 200);
  const cut = crop(page.picture, box, margin);
  const lines = await engine.read(factor === 1 ? cut : enlarge(cut, factor), { shows, numbers });
  const onPage = ({ x0, y0, x1, y1 }: PixelBox): PixelBox => ({
    x0: Math.round(x0 / factor) - margin + box.x0,
    y0: Math.round(y0 / factor) - margin + box.y0,
    x1: Math.round(x1 / factor) - margin + box.x0,
    y1: Math.round(y1 / factor) - margin + box.y0,
  });
  return lines.map((line) => ({
    box: onPage(line.box),
    symbols: line.symbols.map((symbol) => ({ ...symbol, box: onPage(symbol.box) })),
  }));
}
