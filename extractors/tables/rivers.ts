/** Rivers: upright white stripes through rows of text, where the line between two columns was not drawn. */
import type { Glyph } from '../document.ts';
import type { FilledGrid } from './cells.ts';
import type { Grid } from './grid.ts';
import { type TextRow, textRows } from './segments.ts';
import type { TableSettings } from './settings.ts';
import { refilled } from './spans.ts';

/** At least this many text rows must have text on both sides of a river, and at least this share of all rows. */
const LEAST_ROWS = 3;
const SHARE_OF_ROWS = 0.6;
/** Rows end at different places: the stripe may be this share of a gap between columns. */
const NARROWED = 0.8;

/** Adds the missing vertical lines to the columns of a grid whose texts keep clear of a river. */
export function splitAtRivers(filled: FilledGrid, settings: TableSettings): FilledGrid {
  const { grid } = filled;
  const added: number[] = [];
  for (let col = 0; col < grid.xs.length - 1; col++) {
    const inColumn = filled.glyphs.filter((_, i) => grid.cells[i].col === col && grid.cells[i].colSpan === 1);
    if (!mayHoldRiver(inColumn, settings.columnGap)) continue;
    const rows = inColumn.flatMap((glyphs) => textRows(glyphs, settings.columnGap));
    if (rows.length >= LEAST_ROWS) added.push(...riversOf(rows, settings.columnGap));
  }
  return added.length === 0 ? filled : refilled(withColumns(grid, added), filled);
}

/** Whether any upright white stripe runs through the characters of a column at all: few columns have one. */
function mayHoldRiver(cells: readonly (readonly Glyph[])[], gap: number): boolean {
  const extents = cells.flatMap((glyphs) => glyphs.filter(({ angle }) => angle === 0));
  extents.sort((a, b) => a.x0 - b.x0);
  let end = Infinity;
  for (const { x0, x1, size } of extents) {
    if (x0 - end >= gap * size * NARROWED) return true;
    end = end === Infinity ? x1 : Math.max(end, x1);
  }
  return false;
}

/**
 * Middle of each white stripe that no segment touches and that enough rows have text on both sides of.
 * @param gap least width in font sizes
 */
function riversOf(rows: readonly TextRow[], gap: number): number[] {
  const segments = rows.flatMap((row) => row.segments).sort((a, b) => a.x0 - b.x0 || a.x1 - b.x1);
  const size = Math.max(...rows.map((row) => row.size));
  const rivers: number[] = [];
  let end = segments[0]?.x1 ?? 0;
  for (const segment of segments) {
    if (segment.x0 - end >= gap * size * NARROWED) {
      const at = (end + segment.x0) / 2;
      const both = rows.filter((row) => row.segments[0].x0 < at && row.segments[row.segments.length - 1].x1 > at);
      if (both.length >= LEAST_ROWS && both.length >= SHARE_OF_ROWS * rows.length) rivers.push(at);
    }
    end = Math.max(end, segment.x1);
  }
  return rivers;
}

/** A grid with further vertical lines; a cell of one column is cut, a wider one spans one more. */
function withColumns(grid: Grid, added: readonly number[]): Grid {
  const xs = [...grid.xs, ...added].sort((a, b) => a - b);
  const cells = grid.cells.flatMap((cell) => {
    const col = xs.indexOf(grid.xs[cell.col]);
    const end = xs.indexOf(grid.xs[cell.col + cell.colSpan]);
    if (cell.colSpan > 1) return [{ ...cell, col, colSpan: end - col }];
    return Array.from({ length: end - col }, (_, i) => ({ ...cell, col: col + i, colSpan: 1 }));
  });
  cells.sort((a, b) => a.row - b.row || a.col - b.col);
  return { xs, ys: grid.ys, cells };
}
