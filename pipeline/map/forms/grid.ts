/** A table as a full grid: every position knows the cell that covers it. */
import type { Cell, Table } from '../../../extractors/document.ts';
import { cellText } from '../../../extractors/text.ts';

export interface GridCell {
  cell: Cell;
  /** Text of the cell, its lines joined, as printed. */
  text: string;
}

export interface Grid {
  rows: number;
  cols: number;
  /** The cell that covers a position, also by a span; none where the table has a hole. */
  at(row: number, col: number): GridCell | undefined;
}

/** Expands the spans of a table. */
export function gridOf(table: Table): Grid {
  const places = new Array<GridCell | undefined>(table.rows * table.cols);
  for (const cell of table.cells) {
    const entry = { cell, text: cellText(cell) };
    const lastRow = Math.min(table.rows, cell.row + cell.rowSpan);
    const lastCol = Math.min(table.cols, cell.col + cell.colSpan);
    for (let r = cell.row; r < lastRow; r++) {
      for (let c = cell.col; c < lastCol; c++) places[r * table.cols + c] ??= entry;
    }
  }
  return {
    rows: table.rows,
    cols: table.cols,
    at: (row, col) => (col >= 0 && col < table.cols ? places[row * table.cols + col] : undefined),
  };
}

/** The cells of a row from left to right, each once, also those that reach into it from above. */
export function cellsOfRow(grid: Grid, row: number): GridCell[] {
  const cells: GridCell[] = [];
  for (let c = 0; c < grid.cols; c++) {
    const cell = grid.at(row, c);
    if (cell && cells.at(-1) !== cell) cells.push(cell);
  }
  return cells;
}

/** The cells with text that begin in a row. */
export function ownCells(grid: Grid, row: number): GridCell[] {
  return cellsOfRow(grid, row).filter(({ cell, text }) => cell.row === row && text.trim() !== '');
}
