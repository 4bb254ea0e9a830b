/** Headings at the top of a column that has no others: one cell as high as all rows of headings. */
import type { FilledGrid } from './cells.ts';
import type { GridCell } from './grid.ts';

/**
 * Joins each heading in the first row with the empty cells below it in the rows of headings. Changes `filled`.
 * @param rows number of rows of headings at the top
 */
export function joinTallHeadings(filled: FilledGrid, rows: number): void {
  if (rows < 2) return;
  const { grid, glyphs } = filled;
  const columns = new Map<number, number[]>();
  for (const [i, cell] of grid.cells.entries()) {
    if (cell.row >= rows) continue;
    for (let col = cell.col; col < cell.col + cell.colSpan; col++) columns.set(col, [...(columns.get(col) ?? []), i]);
  }
  const gone = new Set<GridCell>();
  for (const cells of columns.values()) {
    const texts = cells.filter((i) => glyphs[i].length > 0);
    const [text] = texts;
    if (texts.length !== 1 || text !== cells[0] || cells.some((i) => grid.cells[i].colSpan > 1)) continue;
    for (const i of cells.slice(1)) gone.add(grid.cells[i]);
    grid.cells[text].rowSpan = rows;
  }
  if (gone.size === 0) return;
  const kept = grid.cells.map((cell, i) => ({ cell, glyphs: glyphs[i] })).filter(({ cell }) => !gone.has(cell));
  kept.sort((a, b) => a.cell.row - b.cell.row || a.cell.col - b.cell.col);
  filled.grid = { ...grid, cells: kept.map(({ cell }) => cell) };
  filled.glyphs = kept.map((entry) => entry.glyphs);
}
