/** Stamps and pen strokes in colour over print: lightened when a page in colour is made grey. */
import { type Extent, extentOf, groupAt } from './connected.ts';
import type { Picture } from './picture.ts';

/** A page in colour: 4 bytes a pixel (red, green, blue, unused), rows from the top. */
export interface ColourPicture {
  width: number;
  height: number;
  data: Uint8Array;
  dpi: number;
}

/** A pixel is coloured when its strongest channel is this far above its weakest. */
const COLOURED = 60;
/** Side of the squares that are looked at, in inches; coloured are those with so many coloured pixels. */
const SQUARE = 0.02;
const LEAST_PIXELS = 2;
/** Least extent of a stamp or a pen stroke in inches: more than a printed character has. */
const MARK = 0.4;
/** A mark that is filled to this share of its box is a ground behind print. */
const FILLED = 0.75;
/** A stretch of coloured squares this long (inches), straight up or across, is drawn by a ruler. */
const STRAIGHT = 0.3;
const MOSTLY_STRAIGHT = 0.5;

/**
 * The grey picture of a page in colour (luma after ITU-R BT.601). Under coloured marks that are larger than letters the
 * strongest channel is taken instead, in which the mark is nearly as light as paper and black print stays black. Coloured
 * letters, rulings and grounds stay as dark as they are.
 */
export function toGrey(page: ColourPicture): Picture {
  const { width, height, data, dpi } = page;
  const side = Math.max(2, Math.round(SQUARE * dpi));
  const columns = Math.ceil(width / side);
  const rows = Math.ceil(height / side);
  const counts = new Uint8Array(columns * rows);
  const grey = new Uint8Array(width * height);
  let coloured = 0;
  for (let y = 0, i = 0, j = 0; y < height; y++) {
    const row = Math.floor(y / side) * columns;
    for (let x = 0; x < width; x++, i++, j += 4) {
      const [r, g, b] = [data[j], data[j + 1], data[j + 2]];
      grey[i] = (r * 19595 + g * 38470 + b * 7471) >> 16;
      if (r === g && g === b) continue;
      if (Math.max(r, g, b) - Math.min(r, g, b) < COLOURED) continue;
      const square = row + Math.floor(x / side);
      if (counts[square] < 255) counts[square]++;
      coloured++;
    }
  }
  const picture = { width, height, data: grey, dpi };
  if (coloured > 0)
    for (const mark of marksOf(counts, columns, rows, dpi / side)) lighten(page, picture, mark, columns, side);
  return picture;
}

/** Groups of coloured squares that are marks. @param perInch squares in an inch */
function marksOf(counts: Uint8Array, columns: number, rows: number, perInch: number): number[][] {
  const marks: number[][] = [];
  const coloured = Uint8Array.from(counts, (count) => (count >= LEAST_PIXELS ? 1 : 0));
  const stamps: Extent[] = [];
  const rest: { squares: number[]; extent: Extent }[] = [];
  for (let start = coloured.indexOf(1); start >= 0; start = coloured.indexOf(1, start + 1)) {
    const squares = groupAt(coloured, start, columns, rows, 1);
    const extent = extentOf(squares, columns);
    const [w, h] = [extent.x1 - extent.x0, extent.y1 - extent.y0];
    const isMark =
      Math.max(w, h) >= MARK * perInch &&
      squares.length < FILLED * w * h &&
      !isRuled(squares, columns, STRAIGHT * perInch);
    if (!isMark) rest.push({ squares, extent });
    else {
      marks.push(squares);
      if (Math.min(w, h) >= MARK * perInch) stamps.push(extent);
    }
  }
  // The letters and the star of a stamp hang together with nothing, but stand inside it.
  for (const { squares, extent } of rest) {
    if (stamps.some((stamp) => isInside(extent, stamp))) marks.push(squares);
  }
  return marks;
}

const isInside = (a: Extent, b: Extent) => a.x0 >= b.x0 && a.x1 <= b.x1 && a.y0 >= b.y0 && a.y1 <= b.y1;

/** Whether most of a group lies on straight stretches: rulings of a table in colour, an underlining. */
function isRuled(squares: readonly number[], columns: number, long: number): boolean {
  const inside = new Set(squares);
  let straight = 0;
  for (const square of squares) {
    if (stretch(inside, square, 1) >= long || stretch(inside, square, columns) >= long) straight++;
  }
  return straight > MOSTLY_STRAIGHT * squares.length;
}

function stretch(inside: ReadonlySet<number>, square: number, step: number): number {
  let length = 1;
  for (let next = square + step; inside.has(next); next += step) length++;
  for (let next = square - step; inside.has(next); next -= step) length++;
  return length;
}

/** Sets the pixels of a mark, and of the squares around it, to what is left of their grey without its ink. */
function lighten(page: ColourPicture, picture: Picture, mark: readonly number[], columns: number, side: number): void {
  const strongest = (i: number) => Math.max(page.data[4 * i], page.data[4 * i + 1], page.data[4 * i + 2]);
  const weakest = (i: number) => Math.min(page.data[4 * i], page.data[4 * i + 1], page.data[4 * i + 2]);
  const counts = new Uint32Array(256);
  let total = 0;
  const pixels = (square: number, reach: number, visit: (i: number) => void) => {
    const [x0, y0] = [(square % columns) * side, Math.floor(square / columns) * side];
    for (let y = Math.max(0, y0 - reach); y < Math.min(page.height, y0 + side + reach); y++) {
      for (let x = Math.max(0, x0 - reach); x < Math.min(page.width, x0 + side + reach); x++) visit(y * page.width + x);
    }
  };
  for (const square of mark) {
    pixels(square, 0, (i) => {
      if (strongest(i) - weakest(i) < COLOURED) return;
      counts[strongest(i)]++;
      total++;
    });
  }
  // How light the mark's own ink is in its strongest channel; where print lies under it, it is darker.
  let ink = 255;
  for (let left = total / 2; ink > 1 && left > counts[ink]; ink--) left -= counts[ink];
  for (const square of mark) {
    pixels(square, side >> 1, (i) => {
      const grey = Math.min(255, (strongest(i) * 255) / ink);
      picture.data[i] = Math.max(picture.data[i], grey);
    });
  }
}
