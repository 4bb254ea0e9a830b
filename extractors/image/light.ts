/** Even light: what paper and ink look like on a page, and making paper white and ink black everywhere. */
import type { Picture } from './picture.ts';

/** Side of the squares that the paper's grey is measured in, in inches. */
const SQUARE = 0.08;
/** The paper of a square is lighter than this share of its pixels: text covers less of it. */
const PAPER_RANK = 0.7;
/** Squares around one that may know the paper where a letter fills the whole square. */
const REACH = 3;
/** Paper that is darker than this against the lightest is a thing drawn on it, or lies beside the sheet. */
const DARKEST_PAPER = 0.3;
/** Share of the pixels of a page that are surely ink where there is any text; the lightest of them says how dark ink is. */
const INK_SHARE = 0.0015;

/** What a page's paper and ink look like. */
export interface Light {
  /** Grey of the paper by square, from the top left. */
  paper: Float32Array;
  columns: number;
  rows: number;
  /** Side of a square in pixels. */
  side: number;
  /** Grey of the lightest paper. */
  white: number;
  /** How much darker than white the darker parts of the paper are. */
  unevenness: number;
  /** Typical deviation of a pixel of paper from the grey of its square. */
  noise: number;
  /** How dark ink is: 0 where it is as black as can be, 1 where nothing differs from paper. */
  faintness: number;
}

/** Measures a page. */
export function measureLight(picture: Picture): Light {
  const { width, height } = picture;
  const side = Math.max(4, Math.round(SQUARE * picture.dpi));
  const [columns, rows] = [Math.ceil(width / side), Math.ceil(height / side)];
  const levels = new Float32Array(columns * rows);
  const spreads = new Float32Array(columns * rows);
  const counts = new Uint16Array(256);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const [level, spread] = squareOf(picture, c * side, r * side, side, counts);
      levels[r * columns + c] = level;
      spreads[r * columns + c] = spread;
    }
  }
  const white = rankOf(levels, 0.95);
  const paper = smooth(lightestAround(levels, columns, rows, white), columns, rows);
  const light = { paper, columns, rows, side, white, noise: rankOf(spreads, 0.3), unevenness: 0, faintness: 0 };
  return { ...light, unevenness: white - rankOf(paper, 0.02), faintness: faintness(picture, light) };
}

/** The grey of the paper in a square, and how far lighter pixels stray from it; seen in every eighth pixel. */
function squareOf(
  { width, height, data }: Picture,
  x0: number,
  y0: number,
  side: number,
  counts: Uint16Array,
): [number, number] {
  counts.fill(0);
  let total = 0;
  for (let y = y0; y < Math.min(height, y0 + side); y += 2) {
    const end = y * width + Math.min(width, x0 + side);
    for (let i = y * width + x0 + (y & 2); i < end; i += 4, total++) counts[data[i]]++;
  }
  // From the light end: most squares are paper, whose grey is soon reached.
  let grey = 255;
  let lighter = 0;
  const down = (rank: number) => {
    while (grey > 0 && lighter + counts[grey] <= (1 - rank) * total) lighter += counts[grey--];
    return grey;
  };
  // One deviation above the middle of a bell; the upper side has no ink in it.
  const high = down(0.9);
  const level = down(PAPER_RANK);
  return [level, high - down(0.58)];
}

function rankOf(values: Float32Array, rank: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(rank * sorted.length))] ?? 255;
}

/** The lightest square in a neighbourhood: that of the paper between letters. Then the darkest of these, so that shadows
 * keep their place. */
function lightestAround(levels: Float32Array, columns: number, rows: number, white: number): Float32Array {
  const grown = sweep(sweep(levels, columns, rows, 1, Math.max), columns, rows, columns, Math.max);
  const back = sweep(sweep(grown, columns, rows, 1, Math.min), columns, rows, columns, Math.min);
  return back.map((level) => (level < DARKEST_PAPER * white ? white : level));
}

/** The extreme of each stretch of squares, along rows (`step` 1) or columns. */
function sweep(
  values: Float32Array,
  columns: number,
  rows: number,
  step: number,
  extreme: (a: number, b: number) => number,
): Float32Array {
  const out = values.slice();
  for (let i = 0; i < values.length; i++) {
    const [place, last] = step === 1 ? [i % columns, columns - 1] : [Math.floor(i / columns), rows - 1];
    for (let k = -Math.min(REACH, place); k <= Math.min(REACH, last - place); k++) {
      out[i] = extreme(out[i], values[i + k * step]);
    }
  }
  return out;
}

/** The mean of each square and its neighbours. */
function smooth(values: Float32Array, columns: number, rows: number): Float32Array {
  return values.map((_, i) => {
    const [c, r] = [i % columns, Math.floor(i / columns)];
    let sum = 0;
    let count = 0;
    for (let y = Math.max(0, r - 1); y <= Math.min(rows - 1, r + 1); y++) {
      for (let x = Math.max(0, c - 1); x <= Math.min(columns - 1, c + 1); x++, count++) sum += values[y * columns + x];
    }
    return sum / count;
  });
}

/** How light the darkest `INK_SHARE` of the page is against its paper. */
function faintness(picture: Picture, light: Light): number {
  const counts = new Uint32Array(256);
  const { width, height, data } = picture;
  let total = 0;
  for (let y = 0; y < height; y += 3) {
    const row = Math.floor(y / light.side) * light.columns;
    for (let x = 0; x < width; x += 2, total++) {
      counts[Math.min(255, Math.round((data[y * width + x] * 255) / light.paper[row + Math.floor(x / light.side)]))]++;
    }
  }
  let left = INK_SHARE * total;
  let grey = 0;
  while (grey < 255 && left >= counts[grey]) left -= counts[grey++];
  return grey / 255;
}

/** From so much on a page is worth the work; below it the engine reads the page better as it is. */
const UNEVEN = 30;
const NOISY = 5;
const FAINT = 0.45;
const GREY_PAPER = 190;
/** Deviations of the paper's noise below its grey that become white. */
const CLIPPED = 2.5;
/** Faint ink is made darker at most so many times. */
const STRONGEST = 8;

/**
 * Makes paper white and ink black: shadows, grey paper, faint print and noise of the paper go.
 * @returns the same picture where its light is good already
 */
export function evenLight(picture: Picture, light: Light): Picture {
  const { unevenness, noise, faintness, white } = light;
  if (unevenness < UNEVEN && noise < NOISY && faintness < FAINT && white >= GREY_PAPER) return picture;
  const { width, height, data } = picture;
  const { paper, columns, rows, side } = light;
  const out = new Uint8Array(data.length);
  const top = 1 - Math.min(0.3, (CLIPPED * noise) / white);
  const strength = Math.min(STRONGEST, 1 / Math.max(0.05, top - Math.min(faintness, FAINT + faintness / 3) * 0.9));
  const level = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    levelsOf(level, paper, columns, rows, side, y);
    for (let x = 0, i = y * width; x < width; x++, i++) {
      const grey = 255 * (1 - (top - data[i] / level[x]) * strength);
      out[i] = grey <= 0 ? 0 : grey >= 255 ? 255 : grey;
    }
  }
  return { width, height, data: out, dpi: picture.dpi };
}

/** The paper's grey along one row of pixels, between the middles of the squares. */
function levelsOf(
  out: Float32Array,
  paper: Float32Array,
  columns: number,
  rows: number,
  side: number,
  y: number,
): void {
  const down = Math.min(Math.max(y / side - 0.5, 0), rows - 1);
  const r = Math.min(Math.floor(down), Math.max(0, rows - 2));
  const below = rows > 1 ? columns : 0;
  const fy = down - r;
  for (let x = 0; x < out.length; x++) {
    const across = Math.min(Math.max(x / side - 0.5, 0), columns - 1);
    const c = Math.min(across | 0, Math.max(0, columns - 2));
    const next = columns > 1 ? 1 : 0;
    const fx = across - c;
    const i = r * columns + c;
    const upper = paper[i] + (paper[i + next] - paper[i]) * fx;
    const lower = paper[i + below] + (paper[i + below + next] - paper[i + below]) * fx;
    out[x] = upper + (lower - upper) * fy;
  }
}
