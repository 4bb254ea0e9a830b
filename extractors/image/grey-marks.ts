/** Stamps of any shape on pages without colour: broad strokes in an even grey between print and paper, lightened. */
import { extentOf, groupAt } from './connected.ts';
import type { Picture } from './picture.ts';
import { STAMP_GREY, withoutInk } from './stamp-ink.ts';

/** Inside a stroke greys differ by no more than noise. */
const EVEN = 45;
/** Side of the squares that are looked at, in inches. */
const SQUARE = 0.02;
/** Least extent of a stamp in inches, across and down, and the larger of both: more than a character of a title has. */
const LEAST = 0.35;
const LARGER = 0.7;
/** A stamp is at most so many times as wide as high, or the other way round; a line of large letters is longer. */
const LONGEST = 2.6;
/** Squares of a stamp at least; a mark that fills its box to this share is a ground behind print, or a picture. */
const SQUARES = 40;
const FILLED = 0.6;
/** Gap (squares) over which strokes belong to one stamp: print crosses them. */
const GAP = 2;

/**
 * Lightens the strokes of grey stamps, in place; print keeps its darkness. The soft edges of black strokes and thin grey
 * ones are no marks: in neither are nine pixels beside each other alike.
 * @param picture a page in even light
 * @returns how many marks were found
 */
export function lightenGreyMarks(picture: Picture): number {
  const side = Math.max(2, Math.round(SQUARE * picture.dpi));
  const [columns, rows] = [Math.ceil(picture.width / side), Math.ceil(picture.height / side)];
  const even = evenSquares(picture, side, columns, rows);
  const left = even.slice();
  let found = 0;
  for (let start = 0; start < left.length; start++) {
    if (left[start] === 0) continue;
    const group = groupAt(left, start, columns, rows, GAP);
    if (!isStamp(group, columns, side / picture.dpi)) continue;
    const greys = group.map((square) => even[square]).sort((a, b) => a - b);
    lighten(picture, group, columns, side, greys[Math.floor(greys.length / 3)]);
    found++;
  }
  return found;
}

/** Of each square the grey of a pixel with eight like it around it; 0 where there is none. */
function evenSquares({ width, height, data }: Picture, side: number, columns: number, rows: number): Uint8Array {
  const even = new Uint8Array(columns * rows);
  for (let y = 1; y < height - 1; y++) {
    const row = Math.floor(y / side) * columns;
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const grey = data[i];
      if (grey < STAMP_GREY.from || grey > STAMP_GREY.to) continue;
      const square = row + Math.floor(x / side);
      if (even[square] === 0 && isEven(data, i, width)) even[square] = grey;
    }
  }
  return even;
}

function isEven(data: Uint8Array, i: number, width: number): boolean {
  let [least, most] = [255, 0];
  for (let row = i - width; row <= i + width; row += width) {
    for (let k = row - 1; k <= row + 1; k++) {
      if (data[k] < least) least = data[k];
      if (data[k] > most) most = data[k];
    }
  }
  return least >= STAMP_GREY.from && most <= STAMP_GREY.to && most - least <= EVEN;
}

function isStamp(group: readonly number[], columns: number, inch: number): boolean {
  if (group.length < SQUARES) return false;
  const { x0, y0, x1, y1 } = extentOf(group, columns);
  const [w, h] = [(x1 - x0) * inch, (y1 - y0) * inch];
  if (Math.min(w, h) < LEAST || Math.max(w, h) < LARGER || Math.max(w, h) > LONGEST * Math.min(w, h)) return false;
  return group.length <= FILLED * (x1 - x0) * (y1 - y0);
}

/** In the squares of a mark and those next to them, what is no darker than its ink becomes paper. */
function lighten(picture: Picture, group: readonly number[], columns: number, side: number, ink: number): void {
  const { width, height, data } = picture;
  const done = new Set<number>();
  for (const square of group) {
    const [c, r] = [square % columns, Math.floor(square / columns)];
    for (const [dc, dr] of AROUND) {
      const [x0, y0] = [(c + dc) * side, (r + dr) * side];
      const key = (r + dr) * columns + c + dc;
      if (x0 < 0 || y0 < 0 || x0 >= width || done.has(key)) continue;
      done.add(key);
      for (let y = y0; y < Math.min(height, y0 + side); y++) {
        for (let i = y * width + x0; i < y * width + Math.min(width, x0 + side); i++) {
          data[i] = withoutInk(data[i], ink);
        }
      }
    }
  }
}

const AROUND = [-1, 0, 1].flatMap((c) => [-1, 0, 1].map((r) => [c, r] as const));
