/** Enlarging a picture. */
import type { Picture } from './picture.ts';

/**
 * The picture enlarged by a factor (bilinear). Its dpi grows with it.
 * @param factor above 1
 */
export function enlarge(picture: Picture, factor: number): Picture {
  const width = Math.round(picture.width * factor);
  const height = Math.round(picture.height * factor);
  const data = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; y++) {
    const sy = Math.min(Math.max((y + 0.5) / factor - 0.5, 0), picture.height - 1);
    const y0 = Math.min(Math.floor(sy), Math.max(picture.height - 2, 0));
    const below = picture.height > 1 ? picture.width : 0;
    const fy = sy - y0;
    for (let x = 0; x < width; x++, i++) {
      const sx = Math.min(Math.max((x + 0.5) / factor - 0.5, 0), picture.width - 1);
      const x0 = Math.min(Math.floor(sx), Math.max(picture.width - 2, 0));
      const right = picture.width > 1 ? 1 : 0;
      const fx = sx - x0;
      const j = y0 * picture.width + x0;
      const upper = picture.data[j] * (1 - fx) + picture.data[j + right] * fx;
      const lower = picture.data[j + below] * (1 - fx) + picture.data[j + below + right] * fx;
      data[i] = upper * (1 - fy) + lower * fy + 0.5;
    }
  }
  return { width, height, data, dpi: picture.dpi * factor };
}
