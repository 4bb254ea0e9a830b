/** Blocks of rows and columns: funds, base data, small tables of the text. */

import { joinLines } from '../../../extractors/text.ts';
import type { Matrix, PerformanceColumn, PerformanceRow } from '../../../schemas/performance.ts';
import { cellsOfRow, type GridCell } from '../forms/grid.ts';
import { headerWord, labelKey, labelText, wordKey } from '../forms/normal.ts';
import { addFact, type Meaning } from './fact.ts';
import { headerKeys, isOneOf, putAside, type Sheet, scoped } from './sheet.ts';
import { type CellValue, hasDigit, readValue, signed } from './value.ts';

const CHANGE = /^\s*([-+−－]?\d+(?:\.\d+)?)\s*人?\s*[/、，,]\s*([-+−－]?\d+(?:\.\d+)?)\s*[%％]\s*$/d;

interface BoundColumn {
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
    const weight = (m: OpenMatrix) => m.columns.length + (m.spec.corner ? 2 : 0) + (m.spec.needs ? 1 : 0);
    const found: OpenMatrix = { spec, columns, corner: corner ?? blockLabel(sheet, row, first), inMembers: false };
    if (!best || weight(found) > weight(best)) best = found;
  }
  return best;
}

function bind(sheet: Sheet, matrix: Matrix, cell: GridCell, row: number): BoundColumn[] {
  const word = headerWord(cell.text);
  const keys = headerKeys(cell.text);
  const spec = matrix.columns.find(({ words }) => words.some((each) => keys.includes(wordKey(each))));
  if (!spec) return [];
  const year = word.year ?? yearAbove(sheet, cell, row);
  const unit = word.unit ?? spec.unit;
  return [{ spec, header: cell, yearsBack: yearsBack(sheet, spec, year), ...(unit ? { unit } : {}) }];
}

/** The year in the header above a header: 2022年在职人员 > 实有数. */
function yearAbove(sheet: Sheet, cell: GridCell, row: number): number | undefined {
  const above = sheet.grid.at(Math.min(row, cell.cell.row) - 1, cell.cell.col);
  return above && above !== cell ? headerWord(above.text).year : undefined;
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

/**
 * Reads a row of the block.
 * @returns whether it is one: at least one of its cells stands below exactly one header
 */
export function readMatrixRow(sheet: Sheet, row: number, matrix: OpenMatrix): boolean {
  const placed = matrix.columns.flatMap((column) => {
    const cell = cellBelow(sheet, row, column, matrix);
    return cell ? [{ column, cell }] : [];
  });
  if (placed.length === 0) return false;
  const label = labelOf(sheet, row, matrix);
  const meaningOf = rowMeaning(sheet, matrix, label);
  for (const { column, cell } of placed) {
    if (column.spec.ignore || cell.cell.row !== row || cell.text.trim() === '') continue;
    const meaning = meaningOf(column);
    if (column.spec.pair && !('reason' in meaning) && addChange(sheet, cell, meaning)) continue;
    if ('reason' in meaning) {
      if (hasDigit(cell.text)) putAside(sheet, cell, meaning.reason);
      continue;
    }
    const read = readValue(cell, sheet.pack);
    if (read.kind === 'value') addFact(sheet, cell, read.value, meaning);
    else if (read.kind === 'bad' && hasDigit(cell.text)) putAside(sheet, cell, read.reason);
  }
  return true;
}

/** A change as number and percentage in one cell: -9人/-29%. */
function addChange(sheet: Sheet, cell: GridCell, meaning: Meaning): boolean {
  const joined = joinLines(cell.cell.lines);
  const match = CHANGE.exec(joined.text);
  if (!match?.indices) return false;
  const value = (group: number): CellValue => {
    return { ...signed(match[group], match.indices?.[group]?.[0] ?? 0), unit: '', joined };
  };
  addFact(sheet, cell, value(1), meaning);
  addFact(sheet, cell, { ...value(2), unit: '%' }, { ...meaning, measure: 'change_percent', unit: '%' });
  return true;
}

/** The cell of a row below a header; none when it stands below other headers too. */
function cellBelow(sheet: Sheet, row: number, column: BoundColumn, matrix: OpenMatrix): GridCell | undefined {
  const { header } = column;
  const cell = sheet.grid.at(row, header.cell.col);
  if (!cell || cell === header) return undefined;
  const end = cell.cell.col + cell.cell.colSpan;
  const others = matrix.columns.filter(({ header: { cell: h } }) => h.col >= cell.cell.col && h.col < end);
  return others.length === 1 ? cell : undefined;
}

/** The label nearest to the numbers; not the block's own label. */
function labelOf(sheet: Sheet, row: number, matrix: OpenMatrix): GridCell | undefined {
  const first = Math.min(...matrix.columns.map(({ header }) => header.cell.col));
  for (let col = first - 1; col >= 0; col--) {
    const cell = sheet.grid.at(row, col);
    if (cell && cell !== matrix.corner && cell.text.trim() !== '') return cell;
  }
  return undefined;
}

/** What the row says; asked once for each of its columns. */
function rowMeaning(
  sheet: Sheet,
  matrix: OpenMatrix,
  label: GridCell | undefined,
): (column: BoundColumn) => Meaning | { reason: string } {
  const { spec } = matrix;
  const named = label && spec.rows.find(({ labels }) => isOneOf(label.text, labels));
  if (named && spec.members?.after) matrix.inMembers = named.id === spec.members.after;
  const name = label ? labelText(label.text) : '';
  const economic = label && spec.economic_rows ? sheet.codes.economic(name).code : '';
  const isMember = spec.members !== undefined && name !== '' && (matrix.inMembers || !spec.members.after);

  return (column) => {
    const { spec: columnSpec, header } = column;
    if (column.yearsBack === undefined) return { reason: `year in header: ${header.text}` };
    const back = column.yearsBack;
    const measure = back > 0 && columnSpec.prior ? columnSpec.prior : columnSpec.measure;
    const evidence = [
      ...(label ? [{ role: 'label', cell: label }] : []),
      { role: 'header', cell: header },
      ...(matrix.corner ? [{ role: 'block', cell: matrix.corner }] : []),
    ];
    const unit = column.unit ?? (matrix.corner && headerWord(matrix.corner.text).unit);
    const base: Omit<Meaning, 'concept'> = {
      rule: `performance/${spec.id}/${columnSpec.id ?? columnSpec.words[0]}`,
      measure: measure ?? named?.measure ?? '',
      yearsBack: back,
      base: columnSpec.base,
      evidence,
      ...(unit ? { unit, unitSaid: /%|％/.test(header.text) || headerWord(header.text).unit !== undefined } : {}),
      ...(sheet.scope === 'project' ? { subject: sheet.project } : {}),
      ...cornerYear(sheet, matrix, column),
    };
    if (spec.unlabelled && columnSpec.concept)
      return { ...base, concept: scoped(columnSpec.concept, sheet), subject: '' };
    if (columnSpec.concept && named && !named.whole) {
      // A rate of the department's own money is a measure of that; of a part of a project's funds it is left open.
      const part = partOf(named, sheet);
      const isRate = sheet.pack.measures.get(base.measure)?.kind === 'percent';
      if (isRate && !part.concept.startsWith('performance.')) return { ...base, ...part };
      return { reason: `${header.text} of a part: ${label?.text}` };
    }
    if (named)
      return { ...base, ...partOf(named, sheet), ...(columnSpec.concept ? own(columnSpec.concept, sheet) : {}) };
    if (economic)
      return { ...base, concept: spec.economic_rows ?? '', economicCode: economic, economicName: name, subject: '' };
    if (isMember && spec.members) {
      return { ...base, concept: columnSpec.concept ?? spec.members.concept, subject: name };
    }
    return { reason: label ? `unknown row: ${name}` : 'row without label' };
  };
}

const own = (concept: string, sheet: Sheet) => ({
  concept: scoped(concept, sheet),
  economicCode: '',
  fund: '' as const,
});

function partOf(
  row: PerformanceRow,
  sheet: Sheet,
): Pick<Meaning, 'concept' | 'economicCode' | 'economicName' | 'fund'> {
  return {
    concept: scoped((sheet.scope === 'overall' && row.overall) || row.concept, sheet),
    economicCode: row.economic ?? '',
    economicName: row.economic ? row.labels[0] : '',
    fund: row.fund ?? '',
  };
}

/** A year in the block's own label holds where the header says none: 楼堂馆所控制情况（2022年完工项目）. */
function cornerYear(sheet: Sheet, { corner }: OpenMatrix, { header, spec }: BoundColumn): { year?: number } {
  const year = corner && headerWord(corner.text).year;
  if (year === undefined || spec.years_back !== 0 || headerWord(header.text).year !== undefined) return {};
  return Math.abs(year - (sheet.classified.identity.fiscal_year ?? year)) <= 3 ? { year } : {};
}
