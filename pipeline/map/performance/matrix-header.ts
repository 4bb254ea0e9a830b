/** Where blocks of rows and columns begin in a performance table, and what their columns are. */

import type { Matrix, PerformanceColumn } from '../../../schemas/performance.ts';
import { cellsOfRow, type GridCell } from '../forms/grid.ts';
import { headerWord, labelKey, wordKey } from '../forms/normal.ts';
import { headerKeys, type Sheet } from './sheet.ts';
import { readValue } from './value.ts';

export interface BoundColumn {
  spec: PerformanceColumn;
  header: GridCell;
  /** Years before the report's that the header names; undefined: a year that makes no sense here. */
  yearsBack: number | undefined;
  unit?: string;
}

export interface OpenMatrix {
  spec: Matrix;
  columns: BoundColumn[];
  /** The label cell beside the header, which spans the block. */
  corner?: GridCell;
  /** Unit printed left of the headers in their row: 年度预算数（万元）. */
  unit?: string;
  /** Header of the column that names the members. */
  names?: GridCell;
  /** Members are expected: the row that opens them was read. */
  inMembers: boolean;
}

/** The block that begins below a row, if enough of the row's words are the headers of one. */
export function matrixHeader(sheet: Sheet, row: number): OpenMatrix | undefined {
  const cells = cellsOfRow(sheet.grid, row).filter(({ text }) => text.trim() !== '');
  if (cells.some((each) => each.cell.row === row && readValue(each, sheet.pack).kind === 'value')) return undefined;
  let best: OpenMatrix | undefined;
  for (const spec of sheet.pack.performance.matrices) {
    const columns = cells.flatMap((cell) => bind(sheet, spec, cell, row));
    if (!columns.some(({ header }) => header.cell.row === row)) continue;
    const first = Math.min(...columns.map(({ header }) => header.cell.col));
    const corner = cells.find(({ cell, text }) => cell.col < first && startsWith(text, spec.corner ?? []));
    if (spec.corner && !corner) continue;
    const ids = new Set(columns.map(({ spec }) => spec.id));
    if (spec.needs && !spec.needs.every((id) => ids.has(id))) continue;
    if (columns.length < (corner ? 1 : 2)) continue;
    const names = cells.find(({ text }) => spec.members?.names?.some((word) => wordKey(word) === wordKey(text)));
    if (spec.members?.names && !names) continue;
    const weight = (m: OpenMatrix) =>
      m.columns.length + (m.spec.corner ? 2 : 0) + (m.spec.needs ? 1 : 0) + (m.names ? 1 : 0);
    const label = names ? undefined : (corner ?? blockLabel(sheet, row, first));
    const unit = cells
      .filter(({ cell }) => cell.col < first)
      .map(({ text }) => headerWord(text).unit)
      .findLast((each) => each !== undefined);
    const found: OpenMatrix = { spec, columns, corner: label, names, inMembers: false, ...(unit ? { unit } : {}) };
    if (!best || weight(found) > weight(best)) best = found;
  }
  return best;
}

function bind(sheet: Sheet, matrix: Matrix, cell: GridCell, row: number): BoundColumn[] {
  const word = headerWord(cell.text);
  const keys = headerKeys(cell.text);
  const above = cellAbove(sheet, cell, row);
  const spec = matrix.columns.find(({ words }) =>
    words.some((each) => {
      const [leaf, parent] = each.split('>').reverse();
      const isBelow = parent === undefined || (above && headerKeys(above.text).includes(wordKey(parent)));
      return isBelow && keys.includes(wordKey(leaf));
    }),
  );
  if (!spec) return [];
  const year = word.year ?? (above && headerWord(above.text).year);
  const unit = word.unit ?? spec.unit ?? (above && headerWord(above.text).unit);
  return [{ spec, header: cell, yearsBack: yearsBack(sheet, spec, year), ...(unit ? { unit } : {}) }];
}

/** The header above a header: 2022年在职人员 > 实有数. */
function cellAbove(sheet: Sheet, cell: GridCell, row: number): GridCell | undefined {
  const above = sheet.grid.at(Math.min(row, cell.cell.row) - 1, cell.cell.col);
  return above === cell ? undefined : above;
}

function yearsBack(sheet: Sheet, spec: PerformanceColumn, year: number | undefined): number | undefined {
  const fiscal = sheet.classified.identity.fiscal_year;
  if (year === undefined || fiscal === null) return spec.years_back;
  const back = fiscal - year;
  return back === 0 || (back === 1 && (spec.prior !== undefined || spec.years_back === 1)) ? back : undefined;
}

function startsWith(text: string, words: readonly string[]): boolean {
  const key = labelKey(text);
  return words.some((word) => key.startsWith(wordKey(word)));
}

/** The cell left of the header that covers it and the rows below: 项目资金（万元）. */
function blockLabel(sheet: Sheet, row: number, before: number): GridCell | undefined {
  for (let col = before - 1; col >= 0; col--) {
    const cell = sheet.grid.at(row, col);
    if (cell && cell.text.trim() !== '' && cell.cell.rowSpan > 1) return cell;
  }
  return undefined;
}
