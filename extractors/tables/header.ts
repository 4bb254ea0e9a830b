/** Header rows from layout alone: spans at the top, rows that count the columns, words above numbers. */
import type { Cell, Table } from '../document.ts';
import { cellText } from '../text.ts';
import { isNumeric } from './segments.ts';

/** No form seen has more header rows than this. */
const MOST_HEADER_ROWS = 8;

/** Sets `header` on the cells of the header rows of a table that stands on one page. */
export function markHeader(table: Table): void {
  const rows = rowsOf(table);
  const drawn = drawnHeader(table, rows);
  let end = 0;
  while (end < drawn && !isBodyRow(rows[end])) end++;
  if (end === drawn && end > 0 && end < table.rows && countsColumns(rows[end])) end++;
  for (const cell of table.cells) cell.header = cell.row < end;
  if (end < drawn) markMixedRow(rows[end], table.cells);
}

/**
 * A row may hold the lowest column titles of a wide heading beside the first figures of the body (codes in three
 * columns beside the total). The titles are the cells under a heading that is wider than they are.
 */
function markMixedRow(row: readonly Cell[], cells: readonly Cell[]): void {
  for (const cell of row) {
    const heading = cells.find((c) => c.header && c.row + c.rowSpan === cell.row && covers(c, cell));
    cell.header = heading !== undefined && heading.colSpan > cell.colSpan && !isNumeric(bareText(cell));
  }
}

const covers = (above: Cell, cell: Cell) =>
  above.col <= cell.col && above.col + above.colSpan >= cell.col + cell.colSpan;

/** Cells of each row by where they begin. */
export function rowsOf(table: Table): Cell[][] {
  const rows: Cell[][] = Array.from({ length: table.rows }, () => []);
  for (const cell of table.cells) rows[cell.row].push(cell);
  return rows;
}

/** Text of a cell without spaces. */
export const bareText = (cell: Cell): string => cellText(cell).replace(/\s+/g, '');

/** Number of rows at the top that spans hold together; a single first row when nothing spans. */
function drawnHeader(table: Table, rows: readonly Cell[][]): number {
  let end = 1;
  for (let r = 0; r < Math.min(end, table.rows); r++) {
    for (const cell of rows[r]) {
      end = Math.max(end, r + cell.rowSpan);
      if (isDivided(cell, rows[r + cell.rowSpan] ?? [])) end = Math.max(end, r + cell.rowSpan + 1);
    }
  }
  return end > MOST_HEADER_ROWS || end >= table.rows ? Math.min(1, table.rows - 1) : end;
}

/** A heading over several columns, each with a title of its own below. */
function isDivided(cell: Cell, below: readonly Cell[]): boolean {
  if (cell.colSpan < 2 || cell.lines.length === 0) return false;
  const parts = below.filter((part) => covers(cell, part));
  return parts.length > 1 && parts.every((part) => part.lines.length > 0);
}

/** A row with several numbers, or with one beside one name; years and column numbers are headings. */
function isBodyRow(row: readonly Cell[]): boolean {
  const texts = row.map(bareText).filter((text) => text !== '');
  const numbers = texts.filter(isNumeric);
  if (numbers.length === 0 || countsColumns(row)) return false;
  if (numbers.every((text) => /^(19|20)\d\d([-–/]\d+)?$/.test(text))) return false;
  const others = texts.length - numbers.length;
  return numbers.length >= 2 || others <= 1;
}

/** 1 2 3 4 under the column titles: at least three whole numbers, each one more than the one before. */
function countsColumns(row: readonly Cell[]): boolean {
  const numbers = row.map(bareText).filter((text) => /^\d{1,2}$/.test(text));
  if (numbers.length < 3) return false;
  const others = row.filter((cell) => cell.lines.length > 0).length - numbers.length;
  return others <= 2 && numbers.every((text, i) => i === 0 || Number(text) === Number(numbers[i - 1]) + 1);
}
