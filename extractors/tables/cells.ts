/** Characters into cells: every character goes to the cell that its centre lies in, whatever its neighbours do. */
import type { Cell, Glyph, Table } from '../document.ts';
import { buildLines } from '../layout/lines.ts';
import { bandOf, type Grid } from './grid.ts';

/** A grid with the characters of each of its cells, in the order of `grid.cells`. */
export interface FilledGrid {
  grid: Grid;
  glyphs: Glyph[][];
}

/** Which cell covers each position of a grid: `[row * cols + col]` is an index into `grid.cells`. */
export function coverOf(grid: Grid): Int32Array {
  const cols = grid.xs.length - 1;
  const cover = new Int32Array(cols * (grid.ys.length - 1)).fill(-1);
  grid.cells.forEach((cell, i) => {
    for (let r = cell.row; r < cell.row + cell.rowSpan; r++) {
      for (let c = cell.col; c < cell.col + cell.colSpan; c++) cover[r * cols + c] = i;
    }
  });
  return cover;
}

/**
 * Puts characters into cells by their centres.
 * @param glyphs characters of the page or of a region of it
 * @returns the filled grid, and the characters that lie outside of it
 */
export function fill(grid: Grid, glyphs: readonly Glyph[]): { filled: FilledGrid; outside: Glyph[] } {
  const cover = coverOf(grid);
  const cols = grid.xs.length - 1;
  const rows = grid.ys.length - 1;
  const inCells: Glyph[][] = grid.cells.map(() => []);
  const outside: Glyph[] = [];
  for (const g of glyphs) {
    const row = bandOf(grid.ys, (g.y0 + g.y1) / 2);
    const col = bandOf(grid.xs, (g.x0 + g.x1) / 2);
    if (row < 0 || col < 0 || row >= rows || col >= cols) outside.push(g);
    else inCells[cover[row * cols + col]].push(g);
  }
  return { filled: { grid, glyphs: inCells }, outside };
}

/** The table of the document model for a filled grid. No cell is a header yet. */
export function toTable(filled: FilledGrid, page: number, method: Table['method'], confidence: number): Table {
  const { xs, ys, cells } = filled.grid;
  const rows = ys.length - 1;
  return {
    kind: 'table',
    rows,
    cols: xs.length - 1,
    cells: cells.map(
      (cell, i): Cell => ({
        ...cell,
        page,
        box: [xs[cell.col], ys[cell.row], xs[cell.col + cell.colSpan], ys[cell.row + cell.rowSpan]],
        lines: buildLines(filled.glyphs[i], page),
        header: false,
      }),
    ),
    parts: [{ page, box: [xs[0], ys[0], xs[xs.length - 1], ys[rows]], firstRow: 0, lastRow: rows - 1 }],
    method,
    confidence,
  };
}
