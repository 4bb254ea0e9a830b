/** Which rows of a table are its header, in formats that give the grid (Word, HTML, workbooks). */
import type { Cell } from '../document.ts';
import { cellText } from '../text.ts';

/** More rows than this above the first row of numbers are content, not a header. */
const TALLEST_HEADER = 6;
const NUMERIC = /^[-+−–]?[\d０-９][\d０-９,，.．\s]*\D{0,2}$/u;

/**
 * Marks the cells of header rows: those that the file says are header rows, else the rows above the first mostly numeric
 * row, else the first row.
 * @param rows what the file says of each row, from the top
 */
export function markHeaders(cells: readonly Cell[], rows: readonly { header: boolean }[]): void {
  const height = headerHeight(cells, rows);
  for (const cell of cells) cell.header = cell.row < height;
}

function headerHeight(cells: readonly Cell[], rows: readonly { header: boolean }[]): number {
  const said = rows.findIndex((row) => !row.header);
  if (said > 0) return said;
  const byRow = Map.groupBy(cells, ({ row }) => row);
  const numeric = rows.findIndex((_, r) => isNumeric(byRow.get(r) ?? []));
  if (numeric > 0 && numeric <= TALLEST_HEADER) return numeric;
  return numeric === 0 || rows.length < 2 ? 0 : 1;
}

function isNumeric(row: readonly Cell[]): boolean {
  const texts = row.map(cellText).filter((text) => text !== '');
  return texts.filter((text) => NUMERIC.test(text)).length * 2 >= Math.max(texts.length, 1);
}
