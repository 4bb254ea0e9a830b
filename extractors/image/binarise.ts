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
  let top = 0;
  let bottom = 0;
  for (let y = 0; y < height; y++) {
    // `columns` holds the sum of each column over the rows top..bottom of the neighbourhood.
    for (; bottom < Math.min(height, y + radius + 1); bottom++) {
      for (let x = 0, i = bottom * width; x < width; x++, i++) columns[x] += data[i];
    }
    for (; top < y - radius; top++) {
      for (let x = 0, i = top * width; x < width; x++, i++) columns[x] -= data[i];
    }
    const rows = bottom - top;
    let sum = 0;
    let left = 0;
    let right = 0;
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const end = Math.min(width, x + radius + 1);
      for (; right < end; right++) sum += columns[right];
      for (; left < x - radius; left++) sum -= columns[left];
      const area = rows * (right - left);
      if (data[i] * area < sum - depth * area) out[i] = 1;
    }
  }
  return { width, height, data: out };
}
