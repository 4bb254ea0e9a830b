/** Dust: small pieces of ink with nothing around them. */
import type { Bitmap, Picture } from './picture.ts';

/** Largest width and height of a speck in inches: that of a point in small print. */
const SPECK = 0.025;
/** What the soft edge of a grain of dust is made at least. */
const SOFT_EDGE = 230;
/** A speck has no other ink this near, in inches. The dots of `：` and `…` have each other, a decimal point its digits. */
const ALONE = 0.07;

/**
 * Removes specks from a page, in place. They would tear lines of text up: a speck at the end of a line makes it longer,
 * one above it higher.
 */
export function removeSpecks(picture: Picture, ink: Bitmap): void {
  const { width, data } = ink;
  const size = Math.round(SPECK * picture.dpi);
  const alone = Math.round(ALONE * picture.dpi);
  for (let place = data.indexOf(1); place >= 0; place = data.indexOf(1, place + 1)) {
    // The first pixel of a piece, from the top and the left, stands at the top of it.
    const [x, y] = [place % width, Math.floor(place / width)];
    if (!standsAlone(ink, x, y, size, alone)) continue;
    for (let dy = 0; dy < size; dy++) {
      for (let dx = -size; dx <= size; dx++) {
        const at = (y + dy) * width + x + dx;
        if (x + dx < 0 || x + dx >= width || data[at] !== 1) continue;
        data[at] = 0;
        picture.data[at] = 255;
      }
    }
  }
}

/**
 * Removes dust in place: single pixels, and two side by side, that touch no other ink, wherever they lie. So many of them
 * are on a noisy page that each piece of text would have one beside it. A point in small print has more pixels at any
 * resolution that can be read.
 */
export function removeDust(picture: Picture, ink: Bitmap): void {
  const { width, height, data } = ink;
  const around = [-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1];
  const neighbours = (i: number) =>
    data[i - width - 1] +
    data[i - width] +
    data[i - width + 1] +
    data[i - 1] +
    data[i + 1] +
    data[i + width - 1] +
    data[i + width] +
    data[i + width + 1];
  const clear = (i: number) => {
    data[i] = 0;
    picture.data[i] = 255;
    for (const step of around) picture.data[i + step] = Math.max(picture.data[i + step], SOFT_EDGE);
  };
  const last = width * (height - 2) - 2;
  for (let place = data.indexOf(1, width + 1); place >= 0 && place < last; place = data.indexOf(1, place + 1)) {
    const count = neighbours(place);
    if (count > 1) continue;
    const other = count === 1 ? place + (around.find((step) => data[place + step] === 1) ?? 0) : -1;
    if (other >= 0 && neighbours(other) > 1) continue;
    clear(place);
    if (other >= 0) clear(other);
  }
}

/** Whether all ink around a pixel lies within the reach of a speck that has it in its top row. */
function standsAlone({ width, height, data }: Bitmap, x: number, y: number, size: number, alone: number): boolean {
  let [left, right] = [x, x];
  const x1 = Math.min(width - 1, x + size + alone);
  for (let row = Math.max(0, y - alone); row <= Math.min(height - 1, y + size + alone); row++) {
    for (let column = Math.max(0, x - size - alone); column <= x1; column++) {
      if (data[row * width + column] !== 1) continue;
      if (row < y || row >= y + size) return false;
      left = Math.min(left, column);
      right = Math.max(right, column);
    }
  }
  return right - left < size;
}
