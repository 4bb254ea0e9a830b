/** How far a page was turned when it was scanned, and turning it back. */
import type { Bitmap, Picture } from './picture.ts';

/** Degrees on either side that are searched: what happens when a sheet is laid on the glass by hand. */
const WIDEST = 4;
/** Search steps: how far apart the angles tried are (degrees), and how high a strip of rows is (pixels at 200 dpi). */
const STEPS = [
  { step: 0.5, strip: 8 },
  { step: 0.2, strip: 4 },
  { step: 0.05, strip: 1 },
] as const;
const MOST_POINTS = 60_000;

/**
 * The skew of a page in degrees, positive when its lines fall to the right (turned clockwise). Found by projection: at
 * the right angle the upper edges of letters and rulings fall into few rows, which makes the sum of squares greatest.
 * @returns a multiple of 0.05 between -4 and 4; 0 where there is too little on the page to say
 */
export function skewAngle(ink: Bitmap): number {
  const points = upperEdges(ink);
  if (points.xs.length < 200) return 0;
  let angle = 0;
  let reach = WIDEST;
  for (const { step, strip } of STEPS) {
    const centre = angle;
    let best = -1;
    const count = Math.round(reach / step);
    for (let k = -count; k <= count; k++) {
      const candidate = centre + k * step;
      const score = sharpness(points, candidate, strip, ink);
      // A tie goes to the smaller turn.
      if (score > best || (score === best && Math.abs(candidate) < Math.abs(angle))) {
        best = score;
        angle = candidate;
      }
    }
    reach = step;
  }
  return Math.round(angle * 20) / 20;
}

interface Points {
  xs: Float32Array;
  ys: Float32Array;
}

/** Ink pixels with paper above them; of a very full page every n-th. */
function upperEdges(ink: Bitmap): Points {
  const { width, height, data } = ink;
  const places: number[] = [];
  for (let i = width; i < width * height; i++) if (data[i] === 1 && data[i - width] === 0) places.push(i);
  const every = Math.max(1, Math.ceil(places.length / MOST_POINTS));
  const kept = Math.floor(places.length / every);
  const xs = new Float32Array(kept);
  const ys = new Float32Array(kept);
  for (let k = 0; k < kept; k++) {
    const place = places[k * every];
    xs[k] = place % width;
    ys[k] = Math.floor(place / width);
  }
  return { xs, ys };
}

function sharpness(
  { xs, ys }: Points,
  degrees: number,
  strip: number,
  size: { width: number; height: number },
): number {
  const slope = Math.tan((degrees * Math.PI) / 180);
  const offset = size.width;
  const rows = new Uint32Array(Math.ceil((size.height + 2 * offset) / strip) + 1);
  for (let k = 0; k < xs.length; k++) rows[Math.floor((ys[k] - xs[k] * slope + offset) / strip)]++;
  let score = 0;
  for (const count of rows) score += count * count;
  return score;
}

/**
 * Turns a picture about its centre against a skew, on a canvas of the same size; white comes in at the corners.
 * @param degrees the skew that `skewAngle` found
 */
export function straighten(picture: Picture, degrees: number): Picture {
  if (degrees === 0) return picture;
  const { width, height, data } = picture;
  const out = new Uint8Array(width * height).fill(255);
  const cos = Math.cos((degrees * Math.PI) / 180);
  const sin = Math.sin((degrees * Math.PI) / 180);
  const cx = (width - 1) / 2;
  const cy = (height - 1) / 2;
  for (let y = 0, i = 0; y < height; y++) {
    let sx = cx - cos * cx - sin * (y - cy);
    let sy = cy - sin * cx + cos * (y - cy);
    for (let x = 0; x < width; x++, i++, sx += cos, sy += sin) {
      if (sx < 0 || sy < 0 || sx >= width - 1 || sy >= height - 1) continue;
      const x0 = sx | 0;
      const y0 = sy | 0;
      const fx = sx - x0;
      const fy = sy - y0;
      const j = y0 * width + x0;
      const upper = data[j] + (data[j + 1] - data[j]) * fx;
      const lower = data[j + width] + (data[j + width + 1] - data[j + width]) * fx;
      out[i] = upper + (lower - upper) * fy + 0.5;
    }
  }
  return { width, height, data: out, dpi: picture.dpi };
}
