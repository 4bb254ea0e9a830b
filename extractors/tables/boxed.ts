/** Tables that are drawn as boxes around many rows: the outer frame and a line below the headings, few lines or none between. */
import { type Column, columnsOf } from './alignment.ts';
import type { FilledGrid } from './cells.ts';
import type { Edge } from './edges.ts';
import type { Grid } from './grid.ts';
import { bandOf } from './grid.ts';
import type { Region } from './regions.ts';
import { type Segment, segmentOf, type TextRow, textRows } from './segments.ts';
import type { TableSettings } from './settings.ts';
import { type Weighed, weigh } from './stream.ts';
import { unwrappedShare } from './wrapping.ts';

/** A drawing with more drawn rows than this rules its rows itself. */
const MOST_DRAWN = 6;
/** A drawn row with so many lines of text may hold several rows. */
const LEAST_LINES = 3;
/** Share of the lines that end before their column does, from which they are rows and not lines of one text. */
const UNWRAPPED = 0.6;
/** So many rows have texts in several columns: the labels of a framed chart hardly do. */
const LEAST_APART = 3;
/** Highest confidence where lines between the rows were not drawn. */
const COMPLETED = 0.85;
/** A rule across the drawing covers this share of it. */
const ACROSS = 0.9;

/**
 * Reads the text inside a drawing as a table whose upright lines alone may be drawn.
 * @param drawn the drawing with its text
 * @param edges horizontal edges of the page
 * @returns nothing when the drawing rules its rows, or when each drawn row is one row of the table
 */
export function boxedTable(drawn: FilledGrid, edges: readonly Edge[], settings: TableSettings): Weighed | undefined {
  const { xs, ys } = drawn.grid;
  if (ys.length - 1 > MOST_DRAWN) return undefined;
  const rows = textRows(drawn.glyphs.flat(), settings.columnGap).map((row) => cutAt(row, xs.slice(1, -1)));
  if (rows.length < 2 * (ys.length - 1) || fullest(rows, drawn.grid) < LEAST_LINES) return undefined;
  const [x0, x1] = [xs[0], xs[xs.length - 1]];
  const inside = edges.filter((e) => e.at > ys[0] - 1 && e.at < ys[ys.length - 1] + 1 && e.to > x0 && e.from < x1);
  const rules = inside.filter((e) => Math.min(e.to, x1) - Math.max(e.from, x0) >= ACROSS * (x1 - x0)).map((e) => e.at);
  const region: Region = { rows, rules, x0, x1 };
  const columns = xs.length === 2 ? columnsOf(rows) : columnsBetween(xs, rows);
  if (xs.length > 2 && unwrappedShare(rows, columns) < UNWRAPPED) return undefined;
  const { judgement, filled } = weigh(region, columns, inside, settings, []);
  if (judgement.confidence < settings.streamConfidence || judgement.figures.apart < LEAST_APART) return undefined;
  return { judgement: { ...judgement, confidence: Math.min(COMPLETED, judgement.confidence) }, filled };
}

/** Lines of text in the fullest drawn row. */
function fullest(rows: readonly TextRow[], { ys }: Grid): number {
  const counts = new Array<number>(ys.length).fill(0);
  for (const { baseline } of rows) counts[Math.max(0, bandOf(ys, baseline))]++;
  return Math.max(...counts);
}

/** A row whose pieces end at upright lines. */
function cutAt(row: TextRow, lines: readonly number[]): TextRow {
  if (lines.length === 0) return row;
  const segments = row.segments.flatMap((segment): Segment[] => {
    const parts = [...lines, Infinity].map((line, i) => {
      const from = lines[i - 1] ?? -Infinity;
      return segment.glyphs.filter((g) => (g.x0 + g.x1) / 2 >= from && (g.x0 + g.x1) / 2 < line);
    });
    return parts.filter((glyphs) => glyphs.length > 0).map(segmentOf);
  });
  return { ...row, segments };
}

/** The columns between upright lines, each parted where its texts stand apart. */
function columnsBetween(xs: readonly number[], rows: readonly TextRow[]): Column[] {
  return xs.slice(1).flatMap((to, i) => {
    const inside = rows.flatMap((row) => {
      const segments = row.segments.filter((s) => (s.x0 + s.x1) / 2 > xs[i] && (s.x0 + s.x1) / 2 < to);
      return segments.length > 0 ? [{ ...row, segments }] : [];
    });
    if (inside.length === 0) return [{ x0: xs[i], x1: to }];
    const parts = columnsOf(inside);
    if (parts.length > 1) return parts;
    const segments = inside.flatMap((row) => row.segments);
    return [{ x0: Math.min(...segments.map((s) => s.x0)), x1: Math.max(...segments.map((s) => s.x1)) }];
  });
}
