/** Prose set beside a table: its lines run on at other heights, and must not be taken for cells. */
import type { Glyph } from '../document.ts';
import { type Column, columnsOf, overlap } from './alignment.ts';
import type { Region } from './regions.ts';
import { isNumeric, type TextRow } from './segments.ts';

/** A column of prose is at least this many font sizes wide and so many lines long. */
const LEAST_WIDTH = 14;
const LEAST_LINES = 5;
/** Its lines fill this share of its width, the median of them. */
const FILLED = 0.85;
/** A line of prose has at least this many characters without the spaces. */
const LEAST_CHARACTERS = 22;
/** Dots lead from a name to its figures: no prose. */
const LEADERS = /[.…·]{4}/;

/**
 * The characters of a region in groups from left to right: what stands beside a column of prose, and the prose.
 * @returns a single group when nothing looks like prose
 */
export function besideProse({ rows, x0, x1 }: Region): Glyph[][] {
  const columns = columnsOf(rows);
  const prose = columns.map((column) => isProse(column, rows));
  if (columns.length < 3 || !prose.includes(true)) return [glyphsOf(rows)];
  const cuts = columns.flatMap((column, i) =>
    i > 0 && prose[i] !== prose[i - 1] ? [(columns[i - 1].x1 + column.x0) / 2] : [],
  );
  const bounds = [Math.min(x0, columns[0].x0) - 1, ...cuts, x1 + 1];
  const glyphs = glyphsOf(rows);
  return bounds.slice(1).map((to, i) =>
    glyphs.filter((g) => {
      const middle = (g.x0 + g.x1) / 2;
      return middle >= bounds[i] && middle < to;
    }),
  );
}

/** @returns the characters between the ends of a region's rules, when prose runs on beside them; else nothing */
export function withinRules({ rows, x0, x1 }: Region): Glyph[] | undefined {
  const outside = [
    { x0: Number.NEGATIVE_INFINITY, x1: x0 },
    { x0: x1, x1: Number.POSITIVE_INFINITY },
  ].map((side) => rows.flatMap(({ segments }) => segments.filter((s) => s.x1 <= side.x1 && s.x0 >= side.x0)));
  const prose = outside.flatMap((segments) => {
    const column = { x0: Math.min(...segments.map((s) => s.x0)), x1: Math.max(...segments.map((s) => s.x1)) };
    return segments.length > 0 && isProse(column, rows) ? segments : [];
  });
  const beside = new Set(prose.flatMap(({ glyphs }) => glyphs));
  return beside.size > 0 ? glyphsOf(rows).filter((glyph) => !beside.has(glyph)) : undefined;
}

const glyphsOf = (rows: readonly TextRow[]) => rows.flatMap((row) => row.segments.flatMap(({ glyphs }) => glyphs));

/** Long lines without figures that fill their column. */
function isProse(column: Column, rows: readonly TextRow[]): boolean {
  const width = column.x1 - column.x0;
  const size = Math.max(...rows.map((row) => row.size));
  if (width < LEAST_WIDTH * size) return false;
  const lines = rows.flatMap((row) => row.segments.filter((segment) => overlap(segment, column) > 0));
  if (lines.length < LEAST_LINES || lines.some(({ text }) => isNumeric(text) || LEADERS.test(text))) return false;
  const shares = lines.map((line) => (line.x1 - line.x0) / width).sort((a, b) => a - b);
  const lengths = lines.map(({ text }) => text.length).sort((a, b) => a - b);
  return shares[shares.length >> 1] >= FILLED && lengths[lengths.length >> 1] >= LEAST_CHARACTERS;
}
