/** A quick look whether a picture can hold text at all, before the slow reading of it. */
import type { Box } from './document.ts';
import type { Picture } from './image/picture.ts';

/** Resolution of the quick look, in dots per inch: the smallest print is still some pixels tall. */
export const LOOK_DPI = 72;
/** Grey from which a pixel is ink, as a share of the paper's own grey; and that of faint ink, or its soft edge. */
const INK = 0.72;
const FAINT = 0.88;
/** Dark pixels in a row, across or down, that make a ruling: longer than the strokes of a heading's characters. */
const RULING = 30;
/** Rows that are looked at together: where there is text, few of them show it. */
const BAND = 160;
/** Ink pixels beside rulings from which there may be text: less than the smallest digit has. */
const LEAST_INK = 8;
/** Grey from which the ground of a picture is paper. */
const LIGHT = 200;
/** One of so many pixels is looked at to find the paper; a prime, so that columns are not counted one-sidedly. */
const SAMPLE = 7;

/**
 * Errs towards yes: pictures, stamps and crooked rulings count as text.
 * @param picture a page, or a picture on it, at `LOOK_DPI`, in grey
 * @param known boxes in points of text that is known already, from the corner of the picture
 * @param beside white pixels that the page has beside the picture
 * @param faint whether faint print and all that is as light counts too
 */
export function mayShowText(
  { width, height, data, dpi }: Picture,
  known: readonly Box[],
  { beside = 0, faint = false }: { beside?: number; faint?: boolean } = {},
): boolean {
  const limit = paperOf(data, beside) * (faint ? FAINT : INK);
  const bare = known.length === 0 ? data : data.slice();
  for (const box of known) wipe(bare, width, height, box, dpi / 72);
  let ink = 0;
  for (let top = 0; top < height && ink < LEAST_INK; top += BAND) {
    // With what a ruling that reaches into the band needs of the rows around it.
    const from = Math.max(0, top - RULING);
    const rows = bare.subarray(from * width, (top + BAND + RULING) * width);
    ink += inkOf(rows, width, limit, (top - from) * width, (top + BAND - from) * width);
  }
  return ink >= LEAST_INK;
}

/** Dark pixels beside rulings, of those from `start` to `end` (excluded), as far as they count. */
function inkOf(data: Uint8Array, width: number, limit: number, start: number, end: number): number {
  const places = darkPlaces(data, limit);
  const ruled = rulingPixels(places, width, data.length);
  let ink = 0;
  for (let k = 0; k < places.length; k++) {
    const i = places[k];
    if (i < start || i >= end) continue;
    // The pixels beside a ruling are its own soft edge.
    if (!(ruled[i] || ruled[i - 1] || ruled[i + 1] || ruled[i - width] || ruled[i + width])) ink++;
    if (ink >= LEAST_INK) break;
  }
  return ink;
}

/** Whether a picture can be judged by its own pixels: one on a dark ground may be a colour seen through a mask. */
export function isOnPaper({ data }: Picture, beside: number): boolean {
  return paperOf(data, beside) >= LIGHT;
}

/** The most frequent grey; every few pixels tell it. */
function paperOf(data: Uint8Array, beside: number): number {
  const counts = new Uint32Array(256);
  for (let i = 0; i < data.length; i += SAMPLE) counts[data[i]]++;
  counts[255] += beside / SAMPLE;
  return counts.indexOf(Math.max(...counts));
}

/** Makes a box white. */
function wipe(data: Uint8Array, width: number, height: number, box: Box, scale: number): void {
  const [x0, y0, x1, y1] = box.map((edge) => edge * scale);
  for (let y = Math.max(0, Math.floor(y0) - 1); y <= Math.min(height - 1, Math.ceil(y1) + 1); y++) {
    data.fill(255, y * width + Math.max(0, Math.floor(x0) - 1), y * width + Math.min(width, Math.ceil(x1) + 2));
  }
}

/** Indices of the pixels that are clearly darker than the paper, row by row. */
function darkPlaces(data: Uint8Array, limit: number): Int32Array {
  const places = new Int32Array(data.length);
  let count = 0;
  for (let i = 0; i < data.length; i++) if (data[i] < limit) places[count++] = i;
  return places.subarray(0, count);
}

/** 1 where a dark pixel is one of a long run across or down. */
function rulingPixels(places: Int32Array, width: number, size: number): Uint8Array {
  const ruled = new Uint8Array(size);
  let [across, last] = [0, -2];
  // Length of the run that ends in a column, and its last pixel, counted from 1.
  const [down, above] = [new Int32Array(width), new Int32Array(width)];
  for (let k = 0; k < places.length; k++) {
    const i = places[k];
    const x = i % width;
    across = i === last + 1 && x > 0 ? across + 1 : 1;
    last = i;
    if (across >= RULING) mark(ruled, i, 1, across);
    down[x] = above[x] === i - width + 1 ? down[x] + 1 : 1;
    above[x] = i + 1;
    if (down[x] >= RULING) mark(ruled, i, width, down[x]);
  }
  return ruled;
}

/** Marks the last pixel of a run, and all of it when it has just become long enough. */
function mark(ruled: Uint8Array, last: number, step: number, length: number): void {
  const count = length === RULING ? RULING : 1;
  for (let k = 0; k < count; k++) ruled[last - k * step] = 1;
}
