/** Pages of files without boxes (Word and the like) as their paragraphs and tables, each with its path. */
import type { Block, Cell, Document } from '../../extractors/document.ts';
import { readDocument } from '../../extractors/read.ts';
import { cellText } from '../../extractors/text.ts';
import type { Data, Item } from './data.ts';
import { laidOut, type PassageCell, type PlacedCell } from './laid.ts';
import type { Sources } from './sources.ts';

/** A paragraph, or a table as rows of cells. */
export type Passage =
  | { kind: 'paragraph'; path: string; text: string }
  | { kind: 'table'; path: string; rows: PassageCell[][] };

const SECONDS = 60;
/** Documents that are kept as read. */
const KEPT = 4;

export interface Words {
  /**
   * What stands on a page; of very long tables what is around the path `near`. Where the file is not at hand, the tables
   * of the run.
   */
  page(document: Item, page: number, near: string): Promise<{ passages: Passage[]; from: 'file' | 'cells' }>;
}

export function openWords(sources: Sources, data: () => Promise<Data>, password?: string): Words {
  const kept = new Map<string, Promise<Document>>();

  function read(document: Item): Promise<Document> {
    const key = String(document.sha256);
    const known = kept.get(key);
    if (known) return known;
    const signal = AbortSignal.timeout(SECONDS * 1000);
    const render = document.page_method === 'rendered' && !String(document.media_type).includes('msword');
    const made = sources
      .read(document)
      .then((bytes) => readDocument(bytes, { name: String(document.file), ocr: 'off', render, password, signal }));
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    return made;
  }

  return {
    async page(document, page, near) {
      try {
        const { blocks } = await read(document);
        return { passages: blocks.flatMap((block) => passageOf(block, page, near)), from: 'file' };
      } catch {
        return { passages: await fromCells(await data(), String(document.document_id), page, near), from: 'cells' };
      }
    },
  };
}

function passageOf(block: Block, page: number, near: string): Passage[] {
  if (block.kind === 'table') {
    const cells = block.cells.filter((cell) => cell.page === page);
    const rows = laidOut(cells.map(placed), near);
    return rows.length === 0 ? [] : [{ kind: 'table', path: block.path ?? '', rows }];
  }
  if (!block.lines.some((line) => line.page === page)) return [];
  return [{ kind: 'paragraph', path: block.path ?? '', text: block.lines.map(({ text }) => text).join('') }];
}

const placed = ({ row, col, rowSpan, colSpan, path = '', header, ...cell }: Cell): PlacedCell => ({
  row,
  col,
  rowSpan,
  colSpan,
  path,
  header,
  text: cellText({ row, col, rowSpan, colSpan, path, header, ...cell }),
});

/** A place in a table for numbers that have a box and no path, where their page cannot be shown. */
export const CELL_PATH = `table_id || '/' || row || '/' || col`;

/** The cells dataset has no paths: its facts tell those of theirs. */
async function fromCells(data: Data, id: string, page: number, near: string): Promise<Passage[]> {
  const cells = await data.all(
    `SELECT table_id, row, col, row_span, col_span, text, is_header, coalesce((SELECT any_value(f.path) FROM facts f
        WHERE f.document_id = $id AND f.table_id = c.table_id AND f.row = c.row AND f.col = c.col AND f.path <> ''),
        ${CELL_PATH}) AS path
      FROM cells c WHERE document_id = $id AND page = $page ORDER BY len(table_id), table_id, row, col`,
    { id, page },
  );
  const tables = Map.groupBy(cells, ({ table_id }) => String(table_id));
  return [...tables].map(([path, own]) => ({
    kind: 'table',
    path,
    rows: laidOut(own.map(placedRow), near),
  }));
}

const placedRow = (cell: Item): PlacedCell => ({
  row: Number(cell.row),
  col: Number(cell.col),
  rowSpan: Number(cell.row_span),
  colSpan: Number(cell.col_span),
  path: String(cell.path),
  text: String(cell.text),
  header: Number(cell.is_header) === 1,
});
