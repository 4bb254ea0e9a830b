/** Pages that were laid on the glass sideways or upside down. */
import type { Picture } from './picture.ts';

/** How far print is turned clockwise from upright, in degrees. */
export type Turn = 0 | 90 | 180 | 270;

/**
 * Turns a picture back.
 * @param turn how far its print is turned clockwise
 * @returns the picture with its print upright
 */
export function upright(picture: Picture, turn: Turn): Picture {
  if (turn === 0) return picture;
  const { width: w, height: h, data, dpi } = picture;
  const out = new Uint8Array(data.length);
  if (turn === 180) {
    for (let i = 0, j = data.length - 1; j >= 0; i++, j--) out[i] = data[j];
    return { width: w, height: h, data: out, dpi };
  }
  // In tiles, as in `transpose`.
  const tile = 64;
  for (let ty = 0; ty < h; ty += tile) {
    for (let tx = 0; tx < w; tx += tile) {
      const [yEnd, xEnd] = [Math.min(ty + tile, h), Math.min(tx + tile, w)];
      for (let y = ty; y < yEnd; y++) {
        for (let x = tx; x < xEnd; x++) {
          out[turn === 90 ? (w - 1 - x) * h + y : x * h + h - 1 - y] = data[y * w + x];
        }
      }
    }
  }
  return { width: h, height: w, data: out, dpi };
}

interface Sides {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/**
 * Where a box of the upright picture stands on the page as displayed.
 * @param width of the page as displayed, in the unit of the box
 * @param height likewise
 */
export function asDisplayed(box: Sides, turn: Turn, width: number, height: number): Sides {
  const { x0, y0, x1, y1 } = box;
  if (turn === 90) return { x0: width - y1, y0: x0, x1: width - y0, y1: x1 };
  if (turn === 180) return { x0: width - x1, y0: height - y1, x1: width - x0, y1: height - y0 };
  if (turn === 270) return { x0: y0, y0: height - x1, x1: y1, y1: height - x0 };
  return box;
}
