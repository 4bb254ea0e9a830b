/** Hand-made tables for the tests of the forms. */
import { readFileSync } from 'node:fs';
import type { Cell, Document, Table, TextLine } from '../../extractors/document.ts';
import type { Classified, PlacedTable } from '../../pipeline/classified.ts';
import type { FactDraft, Mapped } from '../../pipeline/draft.ts';
import { mapForms } from '../../pipeline/map/forms/index.ts';
import type { ReportType } from '../../schemas/datasets.ts';
import { loadPack } from '../../schemas/pack.ts';

export const pack = loadPack('schemas/cn-department');

/** Size of a cell on the imaginary page, in points. */
const WIDTH = 60;
const HEIGHT = 20;

function line(text: string, row: number, col: number, confidence: number): TextLine {
  const x = col * WIDTH;
  const y = row * HEIGHT;
  const edges = [...text].flatMap((_, i) => [x + i * 5, x + i * 5 + 5]);
  return { text, page: 1, box: [x, y, x + text.length * 5, y + 10], edges, size: 9, bold: false, angle: 0, confidence };
}

/**
 * A table from rows of texts. `<` continues the cell to the left, `^` the cell above; `\n` breaks lines inside a cell.
 */
export function tableOf(rows: readonly (readonly string[])[], confidence = 1): Table {
  const cols = Math.max(...rows.map((row) => row.length));
  const owner: Cell[][] = rows.map(() => []);
  const cells: Cell[] = [];
  rows.forEach((texts, row) => {
    texts.forEach((text, col) => {
      const from = text === '<' ? owner[row][col - 1] : text === '^' ? owner[row - 1][col] : undefined;
      if (from) {
        from.colSpan = Math.max(from.colSpan, col - from.col + 1);
        from.rowSpan = Math.max(from.rowSpan, row - from.row + 1);
        owner[row][col] = from;
        return;
      }
      const lines = text === '' ? [] : text.split('\n').map((part) => line(part, row, col, confidence));
      const cell: Cell = { row, col, rowSpan: 1, colSpan: 1, page: 1, lines, header: false };
      owner[row][col] = cell;
      cells.push(cell);
    });
  });
  return {
    kind: 'table',
    rows: rows.length,
    cols,
    cells,
    parts: [{ page: 1, firstRow: 0, lastRow: rows.length - 1 }],
    method: 'lattice',
    confidence: 1,
  };
}

export interface Setting {
  form?: string;
  /** Title above the table; the form's own when not given. */
  title?: string;
  type?: ReportType;
  unit?: string;
  year?: number;
  entity?: string;
  scan?: boolean;
  confidence?: number;
}

/** Maps one table as the only one of a document. */
export function mapTable(rows: readonly (readonly string[])[], setting: Setting): Mapped {
  const type = setting.type ?? (setting.form?.startsWith('budget') ? 'budget' : 'final');
  const document: Document = {
    format: 'pdf',
    pageMethod: 'file',
    method: 'text-layer',
    engine: 'test',
    metadata: {},
    pages: [
      {
        number: 1,
        width: 595,
        height: 842,
        rotation: 0,
        kind: setting.scan ? 'scan' : 'native',
        status: 'ok',
        rulings: [],
        images: [],
      },
    ],
    blocks: [],
    outline: [],
    messages: [],
  };
  const table: PlacedTable = {
    block: tableOf(rows, setting.confidence),
    reportType: type,
    role: 'table',
    tableId: 't1',
    formId: setting.form ?? '',
    title: setting.title ?? pack.forms.byId.get(setting.form ?? '')?.titles[0] ?? '',
    captionRows: [],
    unit: setting.unit ?? '万元',
    entity: '',
    project: '',
  };
  const identity = {
    entity: setting.entity ?? '',
    scope: '',
    region_name: '',
    region_code: '',
    region_level: '',
    fiscal_year: setting.year ?? 2024,
    report_type: type,
    title: '',
    flags: '',
  } as const;
  const classified: Classified = { document, identity: { ...identity }, sections: [], blocks: [table] };
  return mapForms(classified, pack);
}

/** A fact in one line: concept, measure, codes, fund, subject and the number as printed. */
export function told(fact: FactDraft): string {
  const parts = [
    fact.concept,
    fact.measure,
    fact.period,
    fact.function_code || fact.economic_code,
    fact.economic_code && fact.function_code ? fact.economic_code : '',
    fact.fund,
    fact.subject,
  ];
  return `${parts.filter((part) => part !== '').join(' ')} = ${fact.raw}`;
}

/** All facts of a table, told and sorted. */
export function facts(rows: readonly (readonly string[])[], setting: Setting): string[] {
  return mapTable(rows, setting).facts.map(told).sort();
}

/** Rows of a CSV with quoted fields, as objects. */
export function readRows(file: string): Record<string, string>[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n').map(fields);
  return lines.slice(1).map((values) => Object.fromEntries(lines[0].map((name, i) => [name, values[i] ?? ''])));
}

function fields(row: string): string[] {
  return [...row.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map((m) => m[1] ?? m[2] ?? '');
}
