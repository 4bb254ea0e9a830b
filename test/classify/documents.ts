/** Small documents for the tests of the classify stage. */

import type { Block, Cell, Document, Paragraph, Table, TextLine } from '../../extractors/document.ts';
import type { PlacedTable } from '../../pipeline/classified.ts';
import { classify } from '../../pipeline/classify/classify.ts';
import { loadPack } from '../../schemas/pack.ts';

export const pack = loadPack('schemas/cn-department');

export function line(text: string, page = 1): TextLine {
  return { text, page, size: 12, bold: false, angle: 0, confidence: 1 };
}

/** A paragraph of one line. */
export function p(text: string, more: Partial<Paragraph> & { page?: number } = {}): Paragraph {
  const { page = 1, ...rest } = more;
  return { kind: 'paragraph', role: 'body', align: 'left', lines: [line(text, page)], ...rest };
}

/** A centred paragraph. */
export function centred(text: string, page = 1): Paragraph {
  return p(text, { page, align: 'center' });
}

/** A table; a row with fewer texts than columns has its last cell spread over the rest. */
export function table(rows: string[][], page = 1): Table {
  const cols = Math.max(...rows.map((row) => row.length));
  const cells: Cell[] = rows.flatMap((row, r) =>
    row.map((text, c) => ({
      row: r,
      col: c,
      rowSpan: 1,
      colSpan: c === row.length - 1 ? cols - c : 1,
      page,
      lines: [line(text, page)],
      header: r === 0,
    })),
  );
  const parts = [{ page, firstRow: 0, lastRow: rows.length - 1 }];
  return { kind: 'table', rows: rows.length, cols, cells, parts, method: 'given', confidence: 1 };
}

export function documentOf(blocks: Block[], pages = 3): Document {
  return {
    format: 'pdf',
    pageMethod: 'file',
    method: 'text-layer',
    engine: 'test',
    metadata: {},
    pages: Array.from({ length: pages }, (_, i) => ({
      number: i + 1,
      width: 595,
      height: 842,
      rotation: 0,
      kind: 'native',
      status: 'ok',
      rulings: [],
      images: [],
    })),
    blocks,
    outline: [],
    messages: [],
  };
}

/** Running text, longer than any heading. */
export const LONG =
  '本局贯彻执行国家和省市的方针政策，负责全县财政收支管理，编制年度预算草案并组织执行，监督检查各单位的财务活动。';

/** The tables of a document, classified. */
export function tables(document: ReturnType<typeof documentOf>): PlacedTable[] {
  return classify(document, pack).blocks.filter((block): block is PlacedTable => block.role === 'table');
}
