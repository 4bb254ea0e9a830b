/** Reading one scanned page: straighten, find and paint out the rulings, read cell by cell and line by line. */
import type { Glyph, Ruling } from '../document.ts';
import { ReadError } from '../errors.ts';
import { binarise } from '../image/binarise.ts';
import { clearBorders } from '../image/borders.ts';
import { evenLight, measureLight } from '../image/light.ts';
import { type Bitmap, type Picture, type PixelBox, whiten } from '../image/picture.ts';
import { findRulings, paintOut, toRuling } from '../image/rulings.ts';
import { skewAngle, straighten } from '../image/skew.ts';
import { removeDust, removeSpecks } from '../image/specks.ts';
import { lightenStamps } from '../image/stamps.ts';
import { LIMITS } from '../limits.ts';
import { findCells } from './cells.ts';
import type { OcrEngine, ReadLine } from './engine.ts';
import { toGlyphs } from './glyphs.ts';
import { inOrder } from './in-order.ts';
import { type ReadyPage, readPiece } from './read-line.ts';
import { findTextLines, usualHeight } from './text-lines.ts';

/** Skew (degrees) below which turning the page would blur more than it helps. */
const STRAIGHT_ENOUGH = 0.1;
/** A piece this many usual lines high is read as a block: lines of it could not be parted. */
const SEVERAL_LINES = 2.5;

/** Share of a page that is ink at most: a full page of text has a tenth. More is a photograph or noise. */
const MOST_INK = 0.25;

/** What was found on a scanned page. Coordinates in points, of the page after straightening. */
export interface ScanPage {
  glyphs: Glyph[];
  rulings: Ruling[];
  /** The skew that was taken out, in degrees, positive for lines that fell to the right. See `turnBack`. */
  angle: number;
}

/**
 * Reads a page.
 * @param raw its picture; 200 dpi is best, more only costs time
 * @throws ReadError `limit` when the picture shows no page of text or takes too long; others when the engine cannot work
 */
export async function readScanPage(raw: Picture, engine: OcrEngine, limits = LIMITS): Promise<ScanPage> {
  const end = performance.now() + limits.ocrPageSeconds * 1000;
  const sheet = { ...raw, data: raw.data.slice() };
  clearBorders(sheet);
  const scan = evenLight(sheet, measureLight(sheet));
  lightenStamps(scan);
  const skewed = binarise(scan);
  removeDust(scan, skewed);
  const dark = skewed.data.reduce((sum, bit) => sum + bit, 0) / skewed.data.length;
  if (dark > MOST_INK) {
    throw new ReadError(
      'limit',
      `${Math.round(100 * dark)} % of the picture is dark: a photograph or noise, no page of text`,
    );
  }
  const found = skewAngle(skewed);
  const angle = Math.abs(found) < STRAIGHT_ENOUGH ? 0 : found;
  const picture = straighten(scan, angle);
  const ink = angle === 0 ? skewed : binarise(picture);
  const rulings = findRulings(ink, picture.dpi);
  paintOut(picture, ink, rulings);
  removeSpecks(picture, ink);
  const lines = await readRegions({ picture, ink }, findCells(rulings, picture.dpi), engine, (read, pieces) => {
    if (performance.now() > end) throw tooSlow(limits.ocrPageSeconds, read, pieces);
  });
  return {
    glyphs: toGlyphs(lines, picture.dpi),
    rulings: rulings.map((ruling) => toRuling(ruling, picture.dpi)),
    angle,
  };
}

function tooSlow(seconds: number, read: number, pieces: number): ReadError {
  const text = `past the limit ocrPageSeconds (${seconds}): ${read} of ${pieces} pieces were read by then; the picture may be noise`;
  return new ReadError('limit', text);
}

/**
 * Reads the cells, and then what is left outside of them.
 * @param goOn asked before each piece; throws when the page is given up
 */
async function readRegions(
  page: ReadyPage,
  cells: readonly PixelBox[],
  engine: OcrEngine,
  goOn: (read: number, pieces: number) => void,
): Promise<ReadLine[]> {
  const { ink, picture } = page;
  const inside = cells.map((cell) => inset(cell));
  const outside = outsideOf(ink, picture.dpi, cells);
  const whole = { x0: 0, y0: 0, x1: ink.width, y1: ink.height };
  const cellHeight = usualHeight(ink, inside, picture.dpi);
  const proseHeight = usualHeight(outside, [whole], picture.dpi);
  const pieces = [
    ...inside.flatMap((cell) =>
      findTextLines(ink, cell, cellHeight, picture.dpi).map((box) => ({ box, usual: cellHeight })),
    ),
    ...findTextLines(outside, whole, proseHeight, picture.dpi).map((box) => ({ box, usual: proseHeight })),
  ];
  let done = 0;
  const read = await inOrder(pieces, 3 * engine.parallel, async ({ box, usual }) => {
    goOn(done, pieces.length);
    const lines = await readPiece(page, box, box.y1 - box.y0 > SEVERAL_LINES * usual ? 'block' : 'line', engine);
    done++;
    return lines;
  });
  return read.flat();
}

/** One pixel off each wall: what is left of the rulings. */
function inset({ x0, y0, x1, y1 }: PixelBox): PixelBox {
  return { x0: Math.ceil(x0) + 1, y0: Math.ceil(y0) + 1, x1: Math.floor(x1) - 1, y1: Math.floor(y1) - 1 };
}

/** The ink that lies in no cell. */
function outsideOf(ink: Bitmap, dpi: number, cells: readonly PixelBox[]): Bitmap {
  const rest: Picture = { ...ink, data: ink.data.map((bit) => (bit === 1 ? 0 : 255)), dpi };
  for (const { x0, y0, x1, y1 } of cells) whiten(rest, { x0: x0 - 2, y0: y0 - 2, x1: x1 + 3, y1: y1 + 3 });
  return { width: ink.width, height: ink.height, data: rest.data.map((grey) => (grey === 0 ? 1 : 0)) };
}
