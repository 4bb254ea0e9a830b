/** What hangs together in a picture: pixels of ink, and squares of a coarser grid. */
import type { Bitmap, PixelBox } from './picture.ts';

/**
 * Takes a connected piece of ink out of a bitmap, corners included.
 * @param start place of one of its pixels
 * @param room for the places of a piece: as many as the bitmap has pixels of ink; `size` of them are its own afterwards
 */
export function pieceAt(
  { width, height, data }: Bitmap,
  start: number,
  room: Int32Array,
): { box: PixelBox; size: number } {
  room[0] = start;
  data[start] = 0;
  let size = 1;
  let [x0, y0, x1, y1] = [width, height, 0, 0];
  for (let k = 0; k < size; k++) {
    const i = room[k];
    const x = i % width;
    const y = (i - x) / width;
    if (x < x0) x0 = x;
    if (x >= x1) x1 = x + 1;
    if (y < y0) y0 = y;
    if (y >= y1) y1 = y + 1;
    const [left, right] = [x > 0 ? -1 : 0, x < width - 1 ? 1 : 0];
    for (let row = y > 0 ? i - width : i; row <= i + width && row < data.length; row += width) {
      for (let at = row + left; at <= row + right; at++) {
        if (data[at] === 0) continue;
        data[at] = 0;
        room[size++] = at;
      }
    }
  }
  return { box: { x0, y0, x1, y1 }, size };
}

/**
 * Takes a group of squares out of a grid, row by row, that are not 0 and hang together.
 * @param gap how far apart they may be: 1 for those that touch, corners included
 * @returns their places in the grid
 */
export function groupAt(grid: Uint8Array, start: number, columns: number, rows: number, gap: number): number[] {
  const group = [start];
  grid[start] = 0;
  for (let k = 0; k < group.length; k++) {
    const [c, r] = [group[k] % columns, Math.floor(group[k] / columns)];
    for (let y = Math.max(0, r - gap); y <= Math.min(rows - 1, r + gap); y++) {
      for (let x = Math.max(0, c - gap); x <= Math.min(columns - 1, c + gap); x++) {
        const next = y * columns + x;
        if (grid[next] === 0) continue;
        grid[next] = 0;
        group.push(next);
      }
    }
  }
  return group;
}

/** In squares, the end excluded. */
export interface Extent {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** The extent of places in a grid. A group may be a whole page. */
export function extentOf(squares: readonly number[], columns: number): Extent {
  const extent = { x0: Number.POSITIVE_INFINITY, y0: Number.POSITIVE_INFINITY, x1: 0, y1: 0 };
  for (const square of squares) {
    const [c, r] = [square % columns, Math.floor(square / columns)];
    extent.x0 = Math.min(extent.x0, c);
    extent.x1 = Math.max(extent.x1, c + 1);
    extent.y0 = Math.min(extent.y0, r);
    extent.y1 = Math.max(extent.y1, r + 1);
  }
  return extent;
}
