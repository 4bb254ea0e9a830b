/** Performance tables for tests, drawn as rows of cells. */
import type { Cell, Document, Table } from '../../extractors/document.ts';
import type { Classified, PlacedTable } from '../../pipeline/classified.ts';
import type { Mapped } from '../../pipeline/draft.ts';
import { mapPerformanceTables, type PerformanceMapped } from '../../pipeline/map/performance/index.ts';
import { loadPack } from '../../schemas/pack.ts';

export const pack = loadPack('schemas/cn-department');

/**
 * A grid from a drawing: cells between `|`, one row a line. `<` continues the cell to the left, `^` the cell above, and
 * `//` breaks a line inside a cell.
 */
export function drawTable(drawing: string): Table {
  const rows = drawing
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((text) => text.trim()));
  const cols = Math.max(...rows.map((row) => row.length));
  const owners: (Cell | undefined)[][] = rows.map(() => new Array(cols).fill(undefined));
  const cells: Cell[] = [];
  rows.forEach((row, r) => {
    row.forEach((text, c) => {
      const owner = text === '<' ? owners[r][c - 1] : text === '^' ? owners[r - 1]?.[c] : undefined;
      if (owner) {
        owner.rowSpan = r - owner.row + 1;
        owner.colSpan = Math.max(owner.colSpan, c - owner.col + 1);
        owners[r][c] = owner;
        return;
      }
      const lines = text
        .split('//')
        .filter((part) => part !== '')
        .map((part) => ({ text: part, page: 1, size: 10, bold: false, angle: 0 as const, confidence: 1 }));
      const cell: Cell = { row: r, col: c, rowSpan: 1, colSpan: 1, page: 1, lines, header: false };
      owners[r][c] = cell;
      cells.push(cell);
    });
  });
  const parts = [{ page: 1, firstRow: 0, lastRow: rows.length - 1 }];
  return { kind: 'table', rows: rows.length, cols, cells, parts, method: 'given', confidence: 1 };
}

/** Maps one table of a document of 2023. */
export function mapTable(drawing: string, placed: Partial<PlacedTable> = {}): PerformanceMapped {
  const table: PlacedTable = {
    block: drawTable(drawing),
    role: 'table',
    reportType: 'perf_project',
    tableId: 't1',
    formId: '',
    title: '',
    captionRows: [],
    unit: '',
    entity: '',
    project: '',
    ...placed,
  };
  const document = { pages: [{ number: 1, kind: 'native' }], method: 'docx' } as unknown as Document;
  const classified = {
    document,
    identity: { fiscal_year: 2023 },
    sections: [],
    blocks: [table],
  } as unknown as Classified;
  return mapPerformanceTables(classified, pack);
}

/** Facts in short: concept, measure, period, subject, value with unit. */
export function factsOf({ facts }: Mapped): string[] {
  return facts.map(({ concept, measure, period, economic_code, subject, value, unit, flags }) =>
    [concept, measure, period, economic_code, subject, `${value} ${unit}`, ...flags]
      .filter((part) => part !== '')
      .join(' '),
  );
}

/** Indicators in short. */
export function indicatorsOf({ indicators }: Mapped): string[] {
  return indicators.map((i) =>
    [
      [i.project, i.level1, i.level2, i.level3].join('>'),
      `${i.target_operator}${i.target_value} ${i.target_unit}`.trim(),
      `${i.actual_value} ${i.actual_unit}`.trim(),
      i.weight,
      i.score,
    ].join(' | '),
  );
}

/** What was put aside, with the reason. */
export function asideOf({ quarantine }: Mapped): string[] {
  return quarantine.map(({ raw, reason }) => `${raw}: ${reason}`);
}
