/** Whether texts keep to the lines of a column: those of tables begin, end or are centred below each other. */
import type { Placed } from './alignment.ts';

/** Beginnings, middles and ends that fall into so many font sizes are in line; signs and marks hang over the ends. */
const SAME_PLACE = 0.6;
const SAME_END = 0.9;
/** A column with fewer texts shows nothing. */
const LEAST_TEXTS = 3;

/**
 * @param texts of a table, each in one column or more
 * @returns share of the texts after the first column that are in line with others of their column; 1 where too few show it
 */
export function alignedShare(texts: readonly Placed[], columns: number): number {
  let all = 0;
  let aligned = 0;
  for (let column = 1; column < columns; column++) {
    const own = texts.filter(({ from, to }) => from === column && to === column).map(({ segment }) => segment);
    if (own.length < LEAST_TEXTS) continue;
    const size = own[0].glyphs[0].size;
    all += own.length;
    const begins = own.map(({ x0 }) => x0);
    const middles = own.map(({ x0, x1 }) => (x0 + x1) / 2);
    const ends = own.map(({ x1 }) => x1);
    const same = [begins, middles].map((places) => mostWithin(places, SAME_PLACE * size));
    aligned += Math.max(...same, mostWithin(ends, SAME_END * size));
  }
  return all === 0 ? 1 : aligned / all;
}

/** How many of some positions fall into one window. */
function mostWithin(positions: readonly number[], window: number): number {
  const sorted = positions.toSorted((a, b) => a - b);
  let most = 0;
  let from = 0;
  for (let to = 0; to < sorted.length; to++) {
    while (sorted[to] - sorted[from] > window) from++;
    most = Math.max(most, to - from + 1);
  }
  return most;
}
