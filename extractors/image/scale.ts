/** Pictures in other sizes. */
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

/**
 * The picture made smaller: every pixel is the mean of the pixels that it covers. Its dpi falls with it.
 * @param factor above 0 and below 1
 */
export function reduce(picture: Picture, factor: number): Picture {
  const width = Math.max(1, Math.round(picture.width * factor));
  const height = Math.max(1, Math.round(picture.height * factor));
  const across = sharesOf(picture.width, width);
  const down = sharesOf(picture.height, height);
  const rows = new Float32Array(width * picture.height);
  for (let y = 0; y < picture.height; y++) {
    const from = y * picture.width;
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (const [at, share] of across[x]) sum += share * picture.data[from + at];
      rows[y * width + x] = sum;
    }
  }
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (const [at, share] of down[y]) sum += share * rows[at * width + x];
      data[y * width + x] = sum + 0.5;
    }
  }
  return { width, height, data, dpi: picture.dpi * factor };
}

/** Of each of `to` places the places of `from` that it covers, with their shares of it. */
function sharesOf(from: number, to: number): (readonly [number, number])[][] {
  const size = from / to;
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [i * size, (i + 1) * size];
    const shares: (readonly [number, number])[] = [];
    for (let at = Math.floor(start); at < Math.min(from, end); at++) {
      const covered = Math.min(end, at + 1) - Math.max(start, at);
      if (covered > 1e-9) shares.push([at, covered / size]);
    }
    return shares;
  });
}
