/** Synthetic pictures for the tests of the picture kernels. */
import type { Bitmap, Picture } from '../../extractors/image/picture.ts';

export function blank(width: number, height: number, dpi = 200): Picture {
  return { width, height, data: new Uint8Array(width * height).fill(250), dpi };
}

/** Fills a rectangle (right and bottom excluded) with a grey level. */
export function fill(picture: Picture, x0: number, y0: number, x1: number, y1: number, grey = 20): void {
  for (let y = Math.max(0, y0); y < Math.min(y1, picture.height); y++) {
    picture.data.fill(grey, y * picture.width + Math.max(0, x0), y * picture.width + Math.min(x1, picture.width));
  }
}

/** A line along the rows that falls to the right by an angle, `thickness` pixels high. */
export function slanted(picture: Picture, x0: number, x1: number, y: number, degrees: number, thickness = 3): void {
  const slope = Math.tan((degrees * Math.PI) / 180);
  for (let x = x0; x < x1; x++) {
    const top = Math.round(y + (x - picture.width / 2) * slope);
    fill(picture, x, top, x + 1, top + thickness);
  }
}

/** A grid of cells with walls 3 pixels thick. */
export function grid(picture: Picture, xs: readonly number[], ys: readonly number[]): void {
  for (const y of ys) fill(picture, xs[0], y, xs[xs.length - 1] + 3, y + 3);
  for (const x of xs) fill(picture, x, ys[0], x + 3, ys[ys.length - 1] + 3);
}

export function inkCount(bitmap: Bitmap): number {
  return bitmap.data.reduce((sum, bit) => sum + bit, 0);
}

/** A circle line, `thickness` pixels wide. */
export function ring(picture: Picture, cx: number, cy: number, radius: number, thickness: number): void {
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      if (Math.abs(Math.hypot(x - cx, y - cy) - radius) <= thickness / 2) picture.data[y * picture.width + x] = 20;
    }
  }
}
