/** Rows of `tables` and `cells`. */
import type { Table } from '../../extractors/document.ts';
import { cellText } from '../../extractors/text.ts';
import type { Row } from '../../schemas/datasets.ts';
import type { Classified, PlacedTable } from '../classified.ts';
import { boxText } from '../place.ts';

const tablesOf = ({ blocks }: Classified) => blocks.filter((block): block is PlacedTable => block.role === 'table');

/** One row a table. */
export function tableRows(id: string, classified: Classified): Row<'tables'>[] {
  return tablesOf(classified).map(({ tableId, formId, title, unit, block, captionRows }) => ({
    document_id: id,
    table_id: tableId,
    form_id: formId,
    title,
    pages: [...new Set(block.parts.map((part) => part.page))].join(';'),
    unit,
    rows: bodyRows(block, captionRows),
    cols: block.cols,
    method: block.method,
    confidence: Math.round(block.confidence * 1000) / 1000,
  }));
}

/** One row a cell, spans kept. Tables of names of people have none. */
export function cellRows(id: string, classified: Classified): Row<'cells'>[] {
  const tables = tablesOf(classified).filter(({ section }) => !section?.personal);
  return tables.flatMap(({ tableId, block }) =>
    block.cells.map((cell) => ({
      document_id: id,
      table_id: tableId,
      row: cell.row,
      col: cell.col,
      row_span: cell.rowSpan,
      col_span: cell.colSpan,
      text: cellText(cell),
      page: cell.page,
      bbox: boxText(cell.box),
      is_header: cell.header ? 1 : 0,
    })),
  );
}

/** Rows below the header in which some cell carries text. */
function bodyRows(table: Table, captionRows: readonly number[]): number {
  const captions = new Set(captionRows);
  const rows = new Set<number>();
  for (const cell of table.cells)
    if (!cell.header && !captions.has(cell.row) && cell.lines.some((line) => line.text.trim() !== ''))
      rows.add(cell.row);
  return rows.size;
}
