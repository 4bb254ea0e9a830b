/** Large connected pieces of ink: rings and ticks of a pen, what is left of slanted rulings, letters of titles. */
import { pieceAt } from './connected.ts';
import type { Bitmap, PixelBox } from './picture.ts';

/** Extent (inches) from which a piece is large: more than a digit or a character of running text has. */
const LARGE = 0.2;
/** What a pen drew is longer than the characters of a title (inches), no dash (height in lines), and fills little of its box. */
const LONG = 0.45;
const HIGH = 0.5;
const THIN = 0.2;
/** A stroke through a number leaves its line by this share of the line's height. */
const LEAVES = 0.35;

/** A connected piece of ink. */
export interface LargePiece {
  box: PixelBox;
  /** Places in the bitmap. */
  places: Int32Array;
}

/** All large pieces of a page. The bitmap stays as it is. */
export function largePieces(ink: Bitmap, dpi: number): LargePiece[] {
  const left = { ...ink, data: ink.data.slice() };
  const found: LargePiece[] = [];
  const room = new Int32Array(left.data.length);
  for (let start = left.data.indexOf(1); start >= 0; start = left.data.indexOf(1, start + 1)) {
    const { box, size } = pieceAt(left, start, room);
    if (Math.max(box.x1 - box.x0, box.y1 - box.y0) >= LARGE * dpi) found.push({ box, places: room.slice(0, size) });
  }
  return found;
}

/**
 * The ink without what a pen drew across lines: only to tell where lines are. It takes the letters along that it touches.
 * @param usual height of a line in pixels
 */
export function withoutPenStrokes(ink: Bitmap, pieces: readonly LargePiece[], usual: number, dpi: number): Bitmap {
  const drawn = pieces.filter(({ box: { x0, y0, x1, y1 }, places }) => {
    const [w, h] = [x1 - x0, y1 - y0];
    return Math.max(w, h) >= LONG * dpi && h >= HIGH * usual && places.length <= THIN * w * h;
  });
  if (drawn.length === 0) return ink;
  const data = ink.data.slice();
  for (const { places } of drawn) for (const place of places) data[place] = 0;
  return { ...ink, data };
}

/** Whether ink in a box hangs together with something that leaves its line above or below. */
export function isTouched(ink: Bitmap, pieces: readonly LargePiece[], box: PixelBox, line: PixelBox): boolean {
  const out = LEAVES * (line.y1 - line.y0);
  return pieces.some(({ box: own, places }) => {
    if (own.y0 >= line.y0 - out && own.y1 <= line.y1 + out) return false;
    if (own.x0 >= box.x1 || own.x1 <= box.x0 || own.y0 >= box.y1 || own.y1 <= box.y0) return false;
    return places.some((place) => {
      const y = Math.floor(place / ink.width);
      const x = place - y * ink.width;
      return x >= box.x0 && x < box.x1 && y >= box.y0 && y < box.y1;
    });
  });
}
