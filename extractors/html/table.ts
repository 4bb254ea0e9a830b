/** One `table` element to a grid (HTML standard, 4.9.12: forming a table). */
import type { Cell, Table, TextLine } from '../document.ts';
import { markHeaders } from '../given/header-rows.ts';
import { type Limits, pastLimit } from '../limits.ts';
import { attribute, descendants, type Element, isElement, isSeen, type Node, steps } from './tree.ts';

/** The standard's own limits of spans. */
const WIDEST_SPAN = 1000;
const TALLEST_SPAN = 65_534;

interface Row {
  cells: [cell: Element, step: string][];
  path: string;
  header: boolean;
  /** Number of the row behind the last of its head, body or foot, which no cell reaches out of. */
  end: number;
}

/**
 * Whether a table only sets blocks side by side: it says so, holds another table, or has no two cells in any row.
 */
export function isLayout(table: Element, path: string): boolean {
  const role = attribute(table, 'role');
  if (role === 'presentation' || role === 'none') return true;
  for (const inner of descendants(table)) if (inner !== table && inner.tagName === 'table') return true;
  return rowsOf(table, path).every(({ cells }) => cells.length < 2);
}

/**
 * @param linesOf the lines of a cell
 * @throws ReadError `limit` for a grid past `tableCells`
 */
export function readTable(
  table: Element,
  path: string,
  page: number,
  limits: Limits,
  linesOf: (cell: Element, path: string) => TextLine[],
): Table {
  const rows = rowsOf(table, path);
  const taken: boolean[][] = rows.map(() => []);
  const cells: Cell[] = [];
  let cols = 0;
  for (const [r, row] of rows.entries()) {
    let col = 0;
    for (const [element, step] of row.cells) {
      while (taken[r][col]) col++;
      const rowSpan = Math.min(spanOf(element, 'rowspan', TALLEST_SPAN) || rows.length, row.end - r);
      const colSpan = freeColumns(taken[r], col, Math.max(1, spanOf(element, 'colspan', WIDEST_SPAN)));
      cols = Math.max(cols, col + colSpan);
      if (rows.length * cols > limits.tableCells)
        throw pastLimit('tableCells', `the table ${path} has more cells`, limits);
      for (let y = r; y < r + rowSpan; y++) taken[y].length = Math.max(taken[y].length, col + colSpan);
      for (let y = r; y < r + rowSpan; y++) taken[y].fill(true, col, col + colSpan);
      const cellPath = `${row.path}/${step}`;
      const lines = linesOf(element, cellPath);
      cells.push({ row: r, col, rowSpan, colSpan, page, lines, header: false, path: cellPath });
      col += colSpan;
    }
  }
  markHeaders(cells, rows);
  const parts = [{ page, firstRow: 0, lastRow: Math.max(0, rows.length - 1) }];
  return { kind: 'table', rows: rows.length, cols, cells, parts, method: 'given', confidence: 1, path };
}

/** Rows in the order in which they are shown: the foot is last wherever it stands in the file. */
function rowsOf(table: Element, path: string): Row[] {
  const groups: Record<string, Omit<Row, 'end'>[][]> = { thead: [], tbody: [], tfoot: [] };
  for (const [child, step] of steps(table)) {
    if (!isElement(child) || !isSeen(child) || !(child.tagName in groups)) continue;
    const { tagName } = child;
    const own = steps(child).filter((pair): pair is [Element, string] => isRow(pair[0]));
    groups[tagName].push(own.map(([row, rowStep]) => rowOf(row, `${path}/${step}/${rowStep}`, tagName)));
  }
  const rows: Row[] = [];
  for (const group of [...groups.thead, ...groups.tbody, ...groups.tfoot]) {
    const end = rows.length + group.length;
    for (const row of group) rows.push({ ...row, end });
  }
  return rows;
}

const isRow = (node: Node): boolean => isElement(node) && node.tagName === 'tr' && isSeen(node);

function rowOf(element: Element, path: string, group: string): Omit<Row, 'end'> {
  const cells = cellsOf(element);
  const header = group === 'thead' || (cells.length > 0 && cells.every(([{ tagName }]) => tagName === 'th'));
  return { cells, path, header };
}

function cellsOf(row: Element): Row['cells'] {
  return steps(row).filter((pair): pair is [Element, string] => isCell(pair[0]));
}

const isCell = (node: Node): boolean =>
  isElement(node) && (node.tagName === 'td' || node.tagName === 'th') && isSeen(node);

function spanOf(cell: Element, name: string, most: number): number {
  const said = Number.parseInt(attribute(cell, name) ?? '1', 10);
  return Number.isNaN(said) || said < 0 ? 1 : Math.min(said, most);
}

/** Of the columns that a cell asks for, those that no cell of a row above covers: two cells never share a position. */
function freeColumns(taken: readonly boolean[], col: number, wanted: number): number {
  let free = 1;
  while (free < wanted && !taken[col + free]) free++;
  return free;
}
