/** Header rows from layout alone: spans at the top, rows that count the columns, words above numbers. */
import type { Cell, Table } from '../document.ts';
import { cellText } from '../text.ts';
import { isNumeric } from './segments.ts';

/** No form seen has more header rows than this. */
const MOST_HEADER_ROWS = 8;

/** Sets `header` on the cells of the header rows of a table that stands on one page. */
export function markHeader(table: Table): void {
  const rows = rowsOf(table);
  let end = drawnHeader(table, rows);
  for (let r = 0; r < end; r++) {
    if (isBodyRow(rows[r])) end = r;
  }
  if (end < table.rows && end > 0 && countsColumns(rows[end])) end++;
  for (const cell of table.cells) cell.header = cell.row < end;
}

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
      const divided = cell.colSpan > 1 && cell.lines.length > 0;
      if (divided) end = Math.max(end, r + cell.rowSpan + 1);
    }
  }
  return end > MOST_HEADER_ROWS || end >= table.rows ? Math.min(1, table.rows - 1) : end;
}

/** A row with numbers in most of its filled cells, the first one aside; years and column numbers are headings. */
function isBodyRow(row: readonly Cell[]): boolean {
  const texts = row.map(bareText).filter((text) => text !== '');
  const numbers = texts.filter(isNumeric);
  if (numbers.length === 0 || countsColumns(row)) return false;
  if (numbers.every((text) => /^(19|20)\d\d([-–/]\d+)?$/.test(text))) return false;
  const others = texts.length - numbers.length;
  return numbers.length > others || (others <= 1 && numbers.length >= 1);
}

/** 1 2 3 4 under the column titles: at least three whole numbers, each one more than the one before. */
function countsColumns(row: readonly Cell[]): boolean {
  const numbers = row.map(bareText).filter((text) => /^\d{1,2}$/.test(text));
  if (numbers.length < 3) return false;
  const others = row.filter((cell) => cell.lines.length > 0).length - numbers.length;
  return others <= 2 && numbers.every((text, i) => i === 0 || Number(text) === Number(numbers[i - 1]) + 1);
}
