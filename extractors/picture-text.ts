/** A quick look whether a picture can hold text at all, before the slow reading of it. */
import type { Box } from './document.ts';
import type { Picture } from './image/picture.ts';

/** Resolution of the quick look, in dots per inch: the smallest print is still some pixels tall. */
export const LOOK_DPI = 72;
/** Grey from which a pixel is ink, as a share of the paper's own grey. */
const INK = 0.72;
/** Dark pixels in a row, across or down, that make a ruling: longer than the strokes of a heading's characters. */
const RULING = 30;
/** Ink pixels beside rulings from which there may be text: less than the smallest digit has. */
const LEAST_INK = 8;

/**
 * Errs towards yes: pictures, stamps and crooked rulings count as text.
 * @param picture a page at `LOOK_DPI`, in grey
 * @param known boxes in points of text that is known already
 */
export function mayShowText({ width, height, data, dpi }: Picture, known: readonly Box[]): boolean {
  const dark = darkPixels(data);
  for (const box of known) wipe(dark, width, height, box, dpi / 72);
  if (!dark.includes(1)) return false;
  const ruled = new Uint8Array(dark.length);
  markRuns(dark, ruled, height, width, width, 1);
  markRuns(dark, ruled, width, height, 1, width);
  let ink = 0;
  for (let i = dark.indexOf(1); i >= 0 && ink < LEAST_INK; i = dark.indexOf(1, i + 1)) {
    // The pixels beside a ruling are its own soft edge.
    if (!(ruled[i] || ruled[i - 1] || ruled[i + 1] || ruled[i - width] || ruled[i + width])) ink++;
  }
  return ink >= LEAST_INK;
}

/** 1 where a pixel is clearly darker than the paper, whose grey is the most frequent one. */
function darkPixels(data: Uint8Array): Uint8Array {
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i++) counts[data[i]]++;
  const limit = counts.indexOf(Math.max(...counts)) * INK;
  const dark = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) dark[i] = data[i] < limit ? 1 : 0;
  return dark;
}

function wipe(dark: Uint8Array, width: number, height: number, box: Box, scale: number): void {
  const [x0, y0, x1, y1] = box.map((edge) => edge * scale);
  for (let y = Math.max(0, Math.floor(y0) - 1); y <= Math.min(height - 1, Math.ceil(y1) + 1); y++) {
    dark.fill(0, y * width + Math.max(0, Math.floor(x0) - 1), y * width + Math.min(width, Math.ceil(x1) + 2));
  }
}

/** Marks long runs of dark pixels along rows or columns. @param line distance of two runs' starts, @param step of two pixels */
function markRuns(
  dark: Uint8Array,
  ruled: Uint8Array,
  lines: number,
  length: number,
  line: number,
  step: number,
): void {
  const counts = new Uint32Array(lines);
  for (let i = dark.indexOf(1); i >= 0; i = dark.indexOf(1, i + 1)) counts[Math.floor(i / line) % lines]++;
  for (let l = 0; l < lines; l++) {
    if (counts[l] < RULING) continue;
    let start = 0;
    for (let k = 0; k <= length; k++) {
      if (k < length && dark[l * line + k * step]) continue;
      if (k - start >= RULING) for (let j = start; j < k; j++) ruled[l * line + j * step] = 1;
      start = k + 1;
    }
  }
}
