/** Long thin strokes along the rows of a bitmap: candidates for rulings. */
import type { Bitmap } from './picture.ts';

/** Lengths in pixels. */
export interface StrokeSettings {
  /** Shortest run of ink in one row that can be part of a stroke. */
  seed: number;
  /** White pixels inside a run that are bridged: faint print, noise. */
  gap: number;
  /** White pixels between two runs on one line that are bridged: a broken ruling. */
  join: number;
  /** Thickest stroke. */
  thickness: number;
}

/** Sizes for a resolution, chosen on 200 dpi scans: a ruling is at most 0.9 mm thick, and a seed is 5 mm long. */
export function strokeSettings(dpi: number): StrokeSettings {
  const scale = dpi / 200;
  return { seed: 40 * scale, gap: 4 * scale, join: 24 * scale, thickness: Math.max(3, 7 * scale) };
}

/** A stroke along the rows. `centre[x - x0]` is its middle row at column x, in half pixels at best. */
export interface Stroke {
  x0: number;
  /** Last column, excluded. */
  x1: number;
  centre: Float32Array;
  /** Median height of its ink in pixels. */
  thickness: number;
  /** Share of its length that is thin ink: 1 for a clean line, less where it is broken or letters touch it. */
  clean: number;
}

interface Run {
  y: number;
  x0: number;
  x1: number;
  group: number;
}

/**
 * Finds strokes that run along the rows, slightly slanted and broken ones as a whole.
 * Steps: runs of ink in each row; runs that touch in neighbouring rows, or follow each other on one line, belong
 * together; what is not thin over most of its length is text or a picture and is left out.
 */
export function findStrokes(ink: Bitmap, settings: StrokeSettings): Stroke[] {
  const groups = groupRuns(findRuns(ink, settings), settings);
  const strokes: Stroke[] = [];
  for (const runs of groups) {
    const stroke = traceStroke(ink, runs, settings);
    if (stroke) strokes.push(stroke);
  }
  return strokes;
}

/** Runs of ink along rows, at least `seed` long, in order of row and column. */
function findRuns(ink: Bitmap, settings: StrokeSettings): Run[] {
  const { width, height, data } = ink;
  const runs: Run[] = [];
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let start = -1;
    let last = -1;
    for (let x = 0; x < width; x++) {
      if (data[row + x] === 0) continue;
      if (start < 0 || x - last > settings.gap + 1) {
        if (start >= 0 && last + 1 - start >= settings.seed) runs.push({ y, x0: start, x1: last + 1, group: 0 });
        start = x;
      }
      last = x;
    }
    if (start >= 0 && last + 1 - start >= settings.seed) runs.push({ y, x0: start, x1: last + 1, group: 0 });
  }
  return runs;
}

/** Runs of one stroke: at most two rows apart, overlapping or with a gap of at most `join` between them. */
function groupRuns(runs: Run[], settings: StrokeSettings): Run[][] {
  const parent = runs.map((_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  };
  for (let i = 0; i < runs.length; i++) {
    for (let j = i - 1; j >= 0 && runs[i].y - runs[j].y <= 2; j--) {
      const apart = Math.max(runs[i].x0, runs[j].x0) - Math.min(runs[i].x1, runs[j].x1);
      if (apart <= settings.join) parent[root(i)] = root(j);
    }
  }
  const groups = new Map<number, Run[]>();
  for (let i = 0; i < runs.length; i++) {
    const key = root(i);
    const group = groups.get(key);
    if (group) group.push(runs[i]);
    else groups.set(key, [runs[i]]);
  }
  return [...groups.values()];
}

/** The middle line of a group of runs, or nothing when the ink is not thin over most of its length. */
function traceStroke(ink: Bitmap, runs: Run[], settings: StrokeSettings): Stroke | undefined {
  const x0 = Math.min(...runs.map((run) => run.x0));
  const x1 = Math.max(...runs.map((run) => run.x1));
  const rowSum = new Float32Array(x1 - x0);
  const rowCount = new Uint16Array(x1 - x0);
  for (const run of runs) {
    for (let x = run.x0; x < run.x1; x++) {
      rowSum[x - x0] += run.y;
      rowCount[x - x0]++;
    }
  }
  const centre = new Float32Array(x1 - x0).fill(Number.NaN);
  const heights: number[] = [];
  let covered = 0;
  for (let i = 0; i < centre.length; i++) {
    if (rowCount[i] === 0) continue;
    covered++;
    const [top, bottom] = inkAround(ink, x0 + i, Math.round(rowSum[i] / rowCount[i]));
    if (bottom - top > settings.thickness) continue;
    heights.push(bottom - top);
    centre[i] = (top + bottom - 1) / 2;
  }
  if (heights.length < 0.6 * covered) return undefined;
  fillGaps(centre);
  heights.sort((a, b) => a - b);
  return { x0, x1, centre, thickness: Math.max(1, heights[heights.length >> 1]), clean: heights.length / (x1 - x0) };
}

/** First and last row (excluded) of the ink through a pixel; the nearest ink one row off if the pixel is white. */
export function inkAround(ink: Bitmap, x: number, y: number): [number, number] {
  const { width, height, data } = ink;
  const at = (row: number) => row >= 0 && row < height && data[row * width + x] === 1;
  const start = at(y) ? y : at(y - 1) ? y - 1 : at(y + 1) ? y + 1 : -1;
  if (start < 0) return [y, y];
  let top = start;
  let bottom = start + 1;
  while (at(top - 1)) top--;
  while (at(bottom)) bottom++;
  return [top, bottom];
}

/** Fills the unknown values (NaN) between known ones along a straight line, and to the ends with the nearest. */
function fillGaps(values: Float32Array): void {
  let last = -1;
  for (let i = 0; i <= values.length; i++) {
    if (i < values.length && Number.isNaN(values[i])) continue;
    for (let k = last + 1; k < i; k++) {
      if (last < 0) values[k] = values[i];
      else if (i === values.length) values[k] = values[last];
      else values[k] = values[last] + ((values[i] - values[last]) * (k - last)) / (i - last);
    }
    last = i;
  }
}
