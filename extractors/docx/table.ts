/** One `w:tbl` to a grid (ECMA-376 part 1, 17.4). */
import type { Cell, ParagraphRole, Table, TablePart } from '../document.ts';
import { markHeaders } from '../given/header-rows.ts';
import { pastLimit } from '../limits.ts';
import type { Reading } from './reading.ts';
import { type ReadCell, type ReadRow, readRow } from './row.ts';
import { elements, type XmlElement } from './xml.ts';

/**
 * Reads a table.
 * @returns the table, then the tables nested in its cells
 * @throws ReadError `limit` for a grid past `tableCells`
 */
export function readTable(element: XmlElement, path: string, role: ParagraphRole, reading: Reading): Table[] {
  const rows: ReadRow[] = [];
  const nested: Table[] = [];
  let cols = 0;
  for (const [i, tr] of rowElements(element).entries()) {
    const row = readRow(tr, `${path}/tr[${i + 1}]`, role, reading);
    if (!row) continue;
    rows.push(row);
    nested.push(...row.nested);
    cols = Math.max(cols, row.width);
    if (rows.length * cols > reading.limits.tableCells) {
      throw pastLimit('tableCells', `the table ${path} has more cells`, reading.limits);
    }
  }
  const cells = mergeDown(rows);
  markHeaders(cells, rows);
  const table: Table = {
    kind: 'table',
    rows: rows.length,
    cols,
    cells,
    parts: partsOf(rows),
    method: 'given',
    confidence: 1,
    path,
  };
  return [table, ...nested];
}

/** Rows may stand inside content controls and custom XML. */
function rowElements(element: XmlElement): XmlElement[] {
  return elements(element).flatMap((inner) => {
    if (inner.name === 'w:tr') return [inner];
    return ['w:sdt', 'w:sdtContent', 'w:customXml', 'w:ins'].includes(inner.name) ? rowElements(inner) : [];
  });
}

/**
 * Joins cells that are merged downwards. A continuation joins the cell above it only where both cover the same columns;
 * otherwise it stands for itself, so that no two cells ever cover one position.
 */
function mergeDown(rows: readonly ReadRow[]): Cell[] {
  const cells: Cell[] = [];
  /** The merged cell that is open at each first column, with the row it reached. */
  let open = new Map<number, Cell>();
  for (const [r, row] of rows.entries()) {
    const next = new Map<number, Cell>();
    for (const source of row.cells) {
      const above = open.get(source.col);
      if (source.merge === 'continue' && above && above.colSpan === source.colSpan) {
        above.rowSpan++;
        next.set(source.col, above);
        continue;
      }
      const cell = cellOf(source, r);
      cells.push(cell);
      if (source.merge) next.set(source.col, cell);
    }
    open = next;
  }
  return cells;
}

function cellOf(source: ReadCell, row: number): Cell {
  const { col, colSpan, page, lines, path } = source;
  return { row, col, rowSpan: 1, colSpan, page, lines, header: false, path };
}

/** A row that runs over a page break belongs to the parts of both pages. */
function partsOf(rows: readonly ReadRow[]): TablePart[] {
  const parts: TablePart[] = [];
  for (const [r, row] of rows.entries()) {
    for (let page = row.firstPage; page <= row.lastPage; page++) {
      const part = parts.at(-1);
      if (part?.page === page) part.lastRow = r;
      else if (!part || page > part.page) parts.push({ page, firstRow: r, lastRow: r });
    }
  }
  return parts;
}
