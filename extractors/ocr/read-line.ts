/** Reading one line of a page, its numbers twice. */
import { type Bitmap, crop, type Picture, type PixelBox } from '../image/picture.ts';
import { enlarge } from '../image/scale.ts';
import { isTouched, type LargePiece } from '../image/strokes-over-print.ts';
import { certaintyOf } from './certainty.ts';
import { leadingComparison, withComparisons } from './comparison.ts';
import type { OcrEngine, ReadLine, ReadSymbol } from './engine.ts';
import {
  agreement,
  endsLikePercent,
  findNumbers,
  isConfirmed,
  isMisreadPercent,
  least,
  majority,
  mayBeNumber,
  onlyNumber,
  type Stretch,
  textOf,
  type Verdict,
  withoutLooseSigns,
  withoutRings,
} from './numbers.ts';
import { printedSigns } from './signs.ts';
import { fitToInk, outline } from './symbol-boxes.ts';
import { inkIn, trim } from './text-lines.ts';

/** How a piece is cut out for the engine. Lengths in pixels at 200 dpi. */
interface Cut {
  /** Paper taken along on each side, as far as no other ink comes in. */
  paper: number;
  /** White added around that. */
  white: number;
  /** The engine's readings change with the size it sees. */
  factor: number;
}
/**
 * Chosen by trial on 450 numbers of real scans. The reader for text: 426 right with paper around, 404 with white alone.
 * The reader for numbers: 449 with 4 to 6 pixels of white, 445 with 20, 439 with 10; 448 enlarged.
 */
const FOR_TEXT: Cut = { paper: 8, white: 6, factor: 1 };
/** A character or two are read better the other way round. */
const FOR_SHORT_TEXT: Cut = { paper: 0, white: 10, factor: 1 };
/** Least confidence of each character of a reading that overrules the one for text. */
const CERTAIN = 0.9;
/** Width of a short piece in heights of its line. */
const SHORT = 2.5;
const FOR_NUMBERS: Cut = { paper: 0, white: 5, factor: 1 };
/** Tried when the first two differ. */
const FURTHER: readonly Cut[] = [
  { paper: 0, white: 10, factor: 1.5 },
  { paper: 8, white: 4, factor: 1 },
  { paper: 0, white: 10, factor: 2 },
];

/** A page ready for reading: straightened, rulings painted out of both. */
export interface ReadyPage {
  picture: Picture;
  ink: Bitmap;
  /** Large connected pieces of the ink: what may run through a number. */
  large: readonly LargePiece[];
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
  const sign = shows === 'line' ? leadingComparison(page.ink, box) : undefined;
  if (!sign) return readText(page, box, shows, engine);
  const rest = trim(page.ink, { ...box, x0: sign.box.x1 });
  const lines = rest.x1 > rest.x0 ? await readText(page, rest, 'line', engine) : [];
  return [{ symbols: [sign, ...lines.flatMap((line) => line.symbols)], box }];
}

async function readText(
  page: ReadyPage,
  box: PixelBox,
  shows: 'line' | 'block',
  engine: OcrEngine,
): Promise<ReadLine[]> {
  const short = shows === 'line' && box.x1 - box.x0 <= SHORT * (box.y1 - box.y0);
  const { lines, number } = short
    ? await readShort(page, box, engine)
    : { lines: await readBox(page, box, shows, false, engine, FOR_TEXT) };
  // What only the reader for numbers saw is not confirmed by asking it again.
  if (number) return [{ symbols: fitToInk(page.ink, withCertainty(page, number, box, engine), box), box }];
  const result: ReadLine[] = [];
  for (const line of lines) {
    // One line fills its piece; lines of a block have boxes of their own.
    const place = shows === 'line' ? box : line.box;
    const symbols = withComparisons(page.ink, fitToInk(page.ink, withoutRings(line.symbols), place));
    result.push({ symbols: printedSigns(await checkNumbers(page, symbols, place, engine)), box: place });
  }
  return result;
}

/**
 * Reads a piece of one or two characters, which give the engine little to hold on to: cut out in two ways, and where
 * these differ, as a number too. Of two different texts the surer one stays.
 */
async function readShort(
  page: ReadyPage,
  box: PixelBox,
  engine: OcrEngine,
): Promise<{ lines: ReadLine[]; number?: Verdict }> {
  const cuts = [FOR_SHORT_TEXT, FOR_TEXT];
  const read = await Promise.all(cuts.map((cut) => readBox(page, box, 'line', false, engine, cut)));
  const texts = read.map((lines) => lines.flatMap((line) => line.symbols));
  if (textOf(texts[0]) === textOf(texts[1])) return { lines: read[0] };
  const number = await readAlone(page, box, engine);
  const verdict = onlyNumber(number);
  const same = texts.findIndex((symbols) => textOf(symbols) === textOf(number));
  if (same >= 0) return { lines: read[same] };
  if (verdict) return { lines: [], number: verdict };
  return { lines: least(texts[1]) > least(texts[0]) ? read[1] : read[0] };
}

/** Reads each number of a line again, and puts in its place what the readings say together. */
async function checkNumbers(
  page: ReadyPage,
  symbols: ReadSymbol[],
  line: PixelBox,
  engine: OcrEngine,
): Promise<ReadSymbol[]> {
  const stretches = findNumbers(symbols);
  if (stretches.length === 0) return mayBeNumber(symbols, line) ? readSigns(page, symbols, line, engine) : symbols;
  const checked = [...symbols];
  // From the end, so that a number that gets more or fewer characters does not shift the others.
  for (const found of stretches.reverse()) {
    const stretch = (await percentBehind(page, symbols, found, line, engine))
      ? { ...found, end: symbols.length }
      : found;
    const verdict = await readNumber(page, symbols, stretch, line, engine);
    checked.splice(stretch.start, stretch.end - stretch.start, ...withCertainty(page, verdict, line, engine));
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
  const whole = await readAlone(page, line, engine);
  return isMisreadPercent(textOf(symbols), textOf(whole)) && whole.every(({ confidence }) => confidence > CERTAIN);
}

/** Characters that may be a number are read as one; if the result is none, they stay. */
async function readSigns(
  page: ReadyPage,
  symbols: ReadSymbol[],
  line: PixelBox,
  engine: OcrEngine,
): Promise<ReadSymbol[]> {
  for (const cut of [FOR_NUMBERS, ...FURTHER]) {
    const verdict = onlyNumber(await readAlone(page, line, engine, cut));
    if (verdict) return withCertainty(page, verdict, line, engine);
  }
  return symbols;
}

/** The number that was decided for; each of its characters as sure as the whole. What runs through it may have changed it. */
function withCertainty(page: ReadyPage, verdict: Verdict, line: PixelBox, engine: OcrEngine): ReadSymbol[] {
  const { symbols, way, textSure, numberSure } = verdict;
  if (symbols.length === 0) return [];
  const box = outline(symbols);
  const touched = isTouched(page.ink, page.large, box, line);
  const number = { text: textOf(symbols), way: touched ? 'touched' : way, textSure, numberSure } as const;
  engine.onNumber?.(number, box, page.picture.dpi);
  const confidence = certaintyOf(number);
  return symbols.map((symbol) => ({ ...symbol, confidence }));
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
  const second = await readAlone(page, box, engine);
  const agreed = agreement(first, second);
  if (agreed && agreed.way !== 'percent') return agreed;
  const further = await Promise.all(FURTHER.map((cut) => readAlone(page, box, engine, cut)));
  if (agreed) return isConfirmed(second, further) ? { ...agreed, way: 'confirmed' } : agreed;
  return majority([first, second, ...further]);
}

/** A number read for itself, signs of the sentence around it left out. */
async function readAlone(page: ReadyPage, box: PixelBox, engine: OcrEngine, cut = FOR_NUMBERS): Promise<ReadSymbol[]> {
  const lines = await readBox(page, box, 'line', true, engine, cut);
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
  { paper, white, factor }: Cut,
): Promise<ReadLine[]> {
  const scale = page.picture.dpi / 200;
  const margin = Math.round(white * scale);
  const taken = withPaper(page.ink, box, Math.round(paper * scale));
  const cut = crop(page.picture, taken, margin);
  const lines = await engine.read(factor === 1 ? cut : enlarge(cut, factor), { shows, numbers });
  const onPage = ({ x0, y0, x1, y1 }: PixelBox): PixelBox => ({
    x0: Math.round(x0 / factor) - margin + taken.x0,
    y0: Math.round(y0 / factor) - margin + taken.y0,
    x1: Math.round(x1 / factor) - margin + taken.x0,
    y1: Math.round(y1 / factor) - margin + taken.y0,
  });
  return lines.map((line) => ({
    box: onPage(line.box),
    symbols: line.symbols.map((symbol) => ({ ...symbol, box: onPage(symbol.box) })),
  }));
}

/** A box with up to `most` pixels of paper on each side, as far as there is no ink. */
function withPaper(ink: Bitmap, box: PixelBox, most: number): PixelBox {
  const grown = { ...box };
  const clean = (x0: number, y0: number, x1: number, y1: number) =>
    x0 >= 0 && y0 >= 0 && x1 <= ink.width && y1 <= ink.height && inkIn(ink, x0, y0, x1, y1) === 0;
  for (let i = 0; i < most && clean(grown.x0 - 1, grown.y0, grown.x0, grown.y1); i++) grown.x0--;
  for (let i = 0; i < most && clean(grown.x1, grown.y0, grown.x1 + 1, grown.y1); i++) grown.x1++;
  for (let i = 0; i < most && clean(grown.x0, grown.y0 - 1, grown.x1, grown.y0); i++) grown.y0--;
  for (let i = 0; i < most && clean(grown.x0, grown.y1, grown.x1, grown.y1 + 1); i++) grown.y1++;
  return grown;
}
