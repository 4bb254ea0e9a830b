/** From grey to black and white. */
import type { Bitmap, Picture } from './picture.ts';

/**
 * Black and white by comparing each pixel with the mean of its neighbourhood, so that shadows and faint print do no
 * harm: ink is what is darker than the mean by `depth` grey levels. Flat areas stay white.
 * @param radius half the side of the neighbourhood in pixels
 */
export function binarise(picture: Picture, radius = Math.round(picture.dpi / 10), depth = 40): Bitmap {
  const { width, height, data } = picture;
  const out = new Uint8Array(width * height);
  const columns = new Uint32Array(width);
  // Sums of `columns` from the left edge up to each column.
  const sums = new Uint32Array(width + 1);
  let top = 0;
  let bottom = 0;
  for (let y = 0; y < height; y++) {
    // `columns` holds the sum of each column over the rows top..bottom of the neighbourhood.
    for (; bottom < Math.min(height, y + radius + 1); bottom++) addRow(columns, data, bottom * width);
    for (; top < y - radius; top++) takeRow(columns, data, top * width);
    sumUp(columns, sums);
    inkOfRow(data.subarray(y * width, (y + 1) * width), sums, bottom - top, radius, depth, out, y * width);
  }
  return { width, height, data: out };
}

function addRow(columns: Uint32Array, data: Uint8Array, from: number): void {
  for (let x = 0; x < columns.length; x++) columns[x] += data[from + x];
}

function takeRow(columns: Uint32Array, data: Uint8Array, from: number): void {
  for (let x = 0; x < columns.length; x++) columns[x] -= data[from + x];
}

function sumUp(columns: Uint32Array, sums: Uint32Array): void {
  let sum = 0;
  for (let x = 0; x < columns.length; x++) {
    sum += columns[x];
    sums[x + 1] = sum;
  }
}

/**
 * @param rows of the neighbourhood, whose sums by column are added up in `sums`
 * @param to place of the row's first pixel in `out`
 */
function inkOfRow(
  row: Uint8Array,
  sums: Uint32Array,
  rows: number,
  radius: number,
  depth: number,
  out: Uint8Array,
  to: number,
): void {
  const width = row.length;
  // No mean is lighter than white.
  const most = 255 - depth;
  for (let x = 0; x < width; x++) {
    const grey = row[x];
    if (grey >= most) continue;
    const left = x > radius ? x - radius : 0;
    const right = x + radius + 1 < width ? x + radius + 1 : width;
    const area = rows * (right - left);
    if (grey * area < sums[right] - sums[left] - depth * area) out[to + x] = 1;
  }
}
