/** A row that a page break cut in two: its end, at the head of the next page, belongs to the row above the break. */
import type { Cell } from '../document.ts';
import { bareText } from './header.ts';
import { isNumeric } from './segments.ts';

/** The mark of a list item: a new row, whatever stands above. */
const ITEM = /^[（(]?\S{1,4}[、．.)）]/u;

const DIGITS = /^\d+$/;

/**
 * For a row at the head of a page the cells above the break that its texts complete. Only when that is clear: it has
 * words, or the end of a number without points, in few columns, in each of them the row above ends with a full line, and that row says at least
 * twice as much.
 * @param last cells that reach the last row above the break
 * @param first cells of the first row below it, columns counted as in `last`
 * @returns pairs of the cell above and the cell that goes on, or none
 */
export function completedCells(last: readonly Cell[], first: readonly Cell[]): [above: Cell, below: Cell][] {
  const filled = first.filter((cell) => cell.lines.length > 0);
  const above = last.filter((cell) => cell.lines.length > 0 && cell.rowSpan === 1);
  const words = filled.filter((cell) => !DIGITS.test(bareText(cell)));
  // Digits behind the first text of a row are an amount.
  if (filled.slice(1).some((cell) => !words.includes(cell))) return [];
  if (words.length * 2 > above.length || !filled.every(goesOn)) return [];
  const pairs: [Cell, Cell][] = [];
  for (const below of filled) {
    const match = above.find((cell) => cell.col === below.col && cell.colSpan === below.colSpan);
    if (!match || !fits(match, below) || !endsFull(match)) return [];
    pairs.push([match, below]);
  }
  return pairs;
}

const goesOn = (cell: Cell) =>
  cell.rowSpan === 1 && (DIGITS.test(bareText(cell)) || (!isNumeric(bareText(cell)) && !ITEM.test(cell.lines[0].text)));

/** Only digits go on in digits, and in fewer than a full line has: a code that did not fit into its cell. */
const fits = (above: Cell, below: Cell) => {
  const [before, rest] = [bareText(above), bareText(below)];
  return !DIGITS.test(rest) || (DIGITS.test(before) && rest.length < before.length);
};

/**
 * The last line is as long as the cell allows: as long as the wrapped lines above it, or without room for another
 * character, the margin taken as on the left if that is narrow.
 */
function endsFull(cell: Cell): boolean {
  const line = cell.lines[cell.lines.length - 1];
  if (!cell.box || !line.box) return false;
  const before = cell.lines.slice(0, -1).map((l) => l.box?.[2] ?? 0);
  if (before.length > 0) return line.box[2] > Math.max(...before) - 0.3 * line.size;
  const margin = Math.min(Math.max(0, line.box[0] - cell.box[0]), line.size);
  return cell.box[2] - line.box[2] - margin < 1.1 * line.size;
}
