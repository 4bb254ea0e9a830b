/** Rows that are ruled only above and below: their text shows that they have the columns which the header draws. */
import { type FilledGrid, fill } from './cells.ts';
import type { Grid, GridCell } from './grid.ts';
import { bandOf } from './grid.ts';
import { type Segment, textRows } from './segments.ts';
import type { TableSettings } from './settings.ts';

/** A span is cut only when at least this many rows show that their texts keep to the columns. */
const LEAST_ROWS = 3;

/**
 * Cuts cells that span columns where their texts stand apart in these columns, row after row.
 * @returns the same grid when nothing is to be cut
 */
export function cutSpansByText(filled: FilledGrid, settings: TableSettings): FilledGrid {
  const { grid } = filled;
  const cut = new Map<number, GridCell[]>();
  grid.cells.forEach((cell, i) => {
    if (cell.colSpan < 2 || cell.rowSpan > 1 || filled.glyphs[i].length < 2) return;
    const rows = textRows(filled.glyphs[i], settings.columnGap / 2);
    const columns = new Set<number>();
    for (const segment of rows.flatMap((row) => row.segments)) {
      const col = columnOf(segment, grid.xs);
      if (col === undefined) return;
      columns.add(col);
    }
    if (columns.size < 2) return;
    cut.set(i, singles(cell));
  });
  if (cut.size < LEAST_ROWS || cut.size * 2 < grid.ys.length - 1) return filled;
  const cells = grid.cells.flatMap((cell, i) => cut.get(i) ?? [cell]);
  return refilled({ ...grid, cells }, filled);
}

/** The column that a segment lies in entirely, or none when it crosses into a neighbour. */
function columnOf(segment: Segment, xs: readonly number[]): number | undefined {
  const from = bandOf(xs, segment.x0 + 0.5);
  const to = bandOf(xs, segment.x1 - 0.5);
  return from === to ? from : undefined;
}

const singles = (cell: GridCell): GridCell[] =>
  Array.from({ length: cell.colSpan }, (_, i) => ({ ...cell, col: cell.col + i, colSpan: 1 }));

/** The same characters in other cells. */
export const refilled = (grid: Grid, filled: FilledGrid): FilledGrid => fill(grid, filled.glyphs.flat()).filled;
