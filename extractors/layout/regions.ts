/** Columns of prose: told apart by the white between them before lines are built. */
import type { Glyph } from '../document.ts';
import { inOrder } from './order.ts';

/** A gutter is at least this wide, in times the usual size. */
const GUTTER = 1.2;
/** Each column is at least this wide, in times the usual size, and so many lines tall. */
const COLUMN_WIDTH = 12;
const LEAST_LINES = 8;
/** Prose fills its column: the share of the column's width that half of its lines cover; a table may stand in it. */
const FILLED = 0.72;

interface Extent {
  top: number;
  bottom: number;
  glyphs: Glyph[];
}

/**
 * Splits a page's text that is set in two columns of prose. Anything else, above all tables without rulings, whose
 * columns must stay together, comes back whole.
 * @returns groups of glyphs in reading order; lines are built from each on its own
 */
export function regionsOf(glyphs: readonly Glyph[]): (readonly Glyph[])[] {
  const upright = glyphs.every(isUpright) ? glyphs : glyphs.filter(isUpright);
  if (upright.length < 200 || upright.length < 0.9 * glyphs.length) return [glyphs];
  const rows = rowsOf(upright);
  if (rows.length < LEAST_LINES) return [glyphs];
  const size = usualSize(upright);
  const gutter = gutterOf(rows, size);
  if (gutter === undefined) return [glyphs];
  const [first, last] = stretchAround(rows, gutter);
  const inside = rows.slice(first, last + 1);
  const left = inside.map((row) => row.glyphs.filter((glyph) => glyph.x1 <= gutter));
  const right = inside.map((row) => row.glyphs.filter((glyph) => glyph.x1 > gutter));
  if (!isProse(left, size) || !isProse(right, size)) return [glyphs];
  const rest = glyphs.filter((glyph) => glyph.angle !== 0);
  const above = rows.slice(0, first).flatMap((row) => row.glyphs);
  const below = rows.slice(last + 1).flatMap((row) => row.glyphs);
  return [above, left.flat(), right.flat(), [...below, ...rest]].filter((region) => region.length > 0);
}

const isUpright = ({ angle }: Glyph) => angle === 0;

function usualSize(glyphs: readonly Glyph[]): number {
  const sizes = new Float64Array(glyphs.length);
  for (let i = 0; i < sizes.length; i++) sizes[i] = glyphs[i].size;
  return sizes.sort()[sizes.length >> 1];
}

/** Bands of glyphs with white above and below, from top to bottom. */
function rowsOf(glyphs: readonly Glyph[]): Extent[] {
  const rows: Extent[] = [];
  for (const glyph of inOrder(glyphs, (a, b) => a.baseline - b.baseline)) {
    const row = rows[rows.length - 1];
    if (row && glyph.baseline - row.bottom < 0.3 * glyph.size) row.glyphs.push(glyph);
    else rows.push({ top: glyph.y0, bottom: glyph.baseline, glyphs: [glyph] });
  }
  return rows;
}

/** The x in the middle part of the text that most rows leave free with text on both sides, if enough do. */
function gutterOf(rows: readonly Extent[], size: number): number | undefined {
  const half = (GUTTER * size) / 2;
  const least = Math.max(LEAST_LINES, 0.5 * rows.length);
  const fromLeft = rows.map((row) => inOrder(row.glyphs, byLeft));
  // Most pages are done with here: prose in one column has no gaps.
  if (fromLeft.filter((glyphs) => hasGap(glyphs, 2 * half)).length <= least - 1) return undefined;
  const words = fromLeft.map((glyphs) => wordsOf(glyphs, 2 * half));
  const x0 = Math.min(...words.map((row) => row[0].x0));
  const x1 = Math.max(...words.map((row) => row[row.length - 1].x1));
  let best: number | undefined;
  let most = least - 1;
  for (let x = x0 + 0.3 * (x1 - x0); x <= x0 + 0.7 * (x1 - x0); x += size / 2) {
    let free = 0;
    for (const row of words) {
      if (row[row.length - 1].x1 > x && row[0].x0 < x && row.every((w) => w.x1 <= x - half || w.x0 >= x + half)) free++;
    }
    if (free > most) [best, most] = [x, free];
  }
  return best;
}

const byLeft = (a: Glyph, b: Glyph) => a.x0 - b.x0;

function hasGap(fromLeft: readonly Glyph[], gap: number): boolean {
  let end = Number.POSITIVE_INFINITY;
  for (let i = 0; i < fromLeft.length; i++) {
    if (fromLeft[i].x0 - end >= gap) return true;
    end = i === 0 ? fromLeft[0].x1 : Math.max(end, fromLeft[i].x1);
  }
  return false;
}

/** The stretches of a row that no gap of this width parts, from left to right. */
function wordsOf(fromLeft: readonly Glyph[], gap: number): { x0: number; x1: number }[] {
  const words: { x0: number; x1: number }[] = [];
  for (const { x0, x1 } of fromLeft) {
    const last = words[words.length - 1];
    if (last && x0 - last.x1 < gap) last.x1 = Math.max(last.x1, x1);
    else words.push({ x0, x1 });
  }
  return words;
}

const leavesFree = (row: Extent, x: number, half: number) =>
  row.glyphs.every((glyph) => glyph.x1 <= x - half || glyph.x0 >= x + half);

/** First and last row of the longest run of rows that no glyph of crosses the gutter. */
function stretchAround(rows: readonly Extent[], gutter: number): [number, number] {
  let best: [number, number] = [0, -1];
  let start = 0;
  for (let i = 0; i <= rows.length; i++) {
    if (i < rows.length && leavesFree(rows[i], gutter, 0)) continue;
    if (i - 1 - start > best[1] - best[0]) best = [start, i - 1];
    start = i + 1;
  }
  return best;
}

/** Whether the rows of a column are wide and well filled, as running text is and columns of names or numbers are not. */
function isProse(rows: readonly (readonly Glyph[])[], size: number): boolean {
  const filled = rows.filter((row) => row.length > 0);
  if (filled.length < LEAST_LINES) return false;
  const x0 = Math.min(...filled.map((row) => Math.min(...row.map((glyph) => glyph.x0))));
  const x1 = Math.max(...filled.map((row) => Math.max(...row.map((glyph) => glyph.x1))));
  if (x1 - x0 < COLUMN_WIDTH * size) return false;
  const shares = filled.map((row) => row.reduce((sum, glyph) => sum + glyph.x1 - glyph.x0, 0) / (x1 - x0));
  return shares.sort((a, b) => a - b)[shares.length >> 1] >= FILLED;
}
