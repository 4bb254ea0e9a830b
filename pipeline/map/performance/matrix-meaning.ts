/** What a number in a block is: its row and its column together. */
import type { PerformanceRow } from '../../../schemas/performance.ts';
import { cellsOfRow, type GridCell } from '../forms/grid.ts';
import { headerWord, labelText, plain } from '../forms/normal.ts';
import type { Meaning } from './fact.ts';
import type { BoundColumn, OpenMatrix } from './matrix-header.ts';
import { isOneOf, type Sheet, scoped } from './sheet.ts';

/** A code of the functional classification. */
const FUNCTION_CODE = /^2\d{2}(?:\d{2}){0,2}$/;

/** What a row says of all its numbers. */
interface RowSays {
  label?: GridCell;
  concept?: string;
  economicCode?: string;
  economicName?: string;
  functionCode?: string;
  functionName?: string;
  fund?: Meaning['fund'];
  subject: string;
  /** Columns with a concept of their own speak of this row. */
  columnsSpeak: boolean;
}

/** Reads what a row is by its label. */
export function rowSays(
  sheet: Sheet,
  row: number,
  matrix: OpenMatrix,
  label: GridCell | undefined,
): RowSays | { reason: string } {
  const { spec } = matrix;
  const about = sheet.scope === 'project' ? sheet.project : '';
  if (spec.unlabelled) return { label, subject: bodyOf(sheet, row, matrix), columnsSpeak: true };
  const whole = spec.bare && isFirst(row, matrix) ? spec.rows.find((each) => each.whole) : undefined;
  if (!label && whole) return { ...partOf(whole, sheet), subject: about, columnsSpeak: true };
  if (!label) return { reason: 'row without label' };
  const name = labelText(label.text);
  const named = spec.rows.find(({ labels }) => isOneOf(label.text, labels));
  if (named && spec.members?.after) matrix.inMembers = named.id === spec.members.after;
  if (named) return { label, ...partOf(named, sheet), subject: about, columnsSpeak: named.whole };
  const functional = spec.function_rows ? functionOf(sheet, row) : undefined;
  if (functional) return { label, concept: spec.function_rows, ...functional, subject: '', columnsSpeak: false };
  const economicCode = spec.economic_rows ? sheet.codes.economic(name).code : '';
  if (economicCode) {
    return { label, concept: spec.economic_rows, economicCode, economicName: name, subject: '', columnsSpeak: false };
  }
  const isMember = spec.members && name !== '' && (matrix.inMembers || !spec.members.after);
  if (isMember && matrix.names && sheet.layout.sums.test(plain(label.text)))
    return { reason: 'sum over several projects' };
  if (isMember) return { label, concept: spec.members?.concept, subject: name, columnsSpeak: true };
  return { reason: `unknown row: ${name}` };
}

/** Whether a row is the first below the headers. */
function isFirst(row: number, { columns }: OpenMatrix): boolean {
  return columns.every(({ header: { cell } }) => cell.row + cell.rowSpan === row);
}

/** Joins what the row and the column of a number say. */
export function meaningIn(
  sheet: Sheet,
  matrix: OpenMatrix,
  column: BoundColumn,
  said: RowSays | { reason: string },
): Meaning | { reason: string } {
  if ('reason' in said) return said;
  const { spec, header, yearsBack } = column;
  if (yearsBack === undefined) return { reason: `year in header: ${header.text}` };
  const measure = (yearsBack > 0 ? spec.prior : undefined) ?? spec.measure ?? '';
  // A rate of the department's own money is a measure of that; of a part of a project's funds it is left open.
  const isRate = sheet.pack.measures.get(measure)?.kind === 'percent';
  const isOwnRate = isRate && said.concept !== undefined && !said.concept.startsWith('performance.');
  const speaks = spec.concept !== undefined && said.columnsSpeak;
  if (spec.concept && !speaks && !isOwnRate) return { reason: `${header.text} of a part: ${said.label?.text ?? ''}` };
  const concept = spec.instead ?? (speaks ? scoped(spec.concept ?? '', sheet) : said.concept);
  if (!concept) return { reason: 'neither row nor column says what the number is' };
  const { label, columnsSpeak: _, ...row } = said;
  const unit = column.unit ?? matrix.unit ?? (matrix.corner && headerWord(matrix.corner.text).unit);
  return {
    ...row,
    rule: `performance/${matrix.spec.id}/${spec.id ?? spec.words[0]}`,
    concept,
    measure,
    yearsBack,
    base: spec.base,
    ...(spec.inferred ? { flags: ['measure_inferred'] } : {}),
    evidence: [
      ...(label ? [{ role: 'label', cell: label }] : []),
      { role: 'header', cell: header },
      ...(matrix.corner ? [{ role: 'block', cell: matrix.corner }] : []),
    ],
    ...(unit ? { unit, unitSaid: /%|％/.test(header.text) || headerWord(header.text).unit !== undefined } : {}),
    ...cornerYear(sheet, matrix, column),
  };
}

/** The body that a row is about, from the column that names bodies; empty in the row of the total. */
function bodyOf(sheet: Sheet, row: number, { spec, columns }: OpenMatrix): string {
  const header = cellsOfRow(sheet.grid, columns[0].header.cell.row).find(({ text }) =>
    isOneOf(text, spec.bodies ?? []),
  );
  const cell = header && sheet.grid.at(row, header.cell.col);
  return !cell || sheet.layout.sums.test(plain(cell.text)) ? '' : labelText(cell.text);
}

function partOf(
  row: PerformanceRow,
  sheet: Sheet,
): Pick<RowSays, 'concept' | 'economicCode' | 'economicName' | 'fund'> {
  return {
    concept: scoped((sheet.scope === 'overall' && row.overall) || row.concept, sheet),
    economicCode: row.economic ?? '',
    economicName: row.economic ? row.labels[0] : '',
    fund: row.fund ?? '',
  };
}

/** The code that a row prints, with the name beside it. */
function functionOf(sheet: Sheet, row: number): { functionCode: string; functionName: string } | undefined {
  const cells = cellsOfRow(sheet.grid, row);
  const at = cells.findIndex(({ text }) => FUNCTION_CODE.test(plain(text)));
  if (at < 0) return undefined;
  return { functionCode: plain(cells[at].text), functionName: plain(cells[at + 1]?.text ?? '') };
}

/** A year in the block's own label holds where the header says none: 楼堂馆所控制情况（2022年完工项目）. */
function cornerYear(sheet: Sheet, { corner }: OpenMatrix, { header, spec }: BoundColumn): { year?: number } {
  const year = corner && headerWord(corner.text).year;
  if (year === undefined || spec.years_back !== 0 || headerWord(header.text).year !== undefined) return {};
  return Math.abs(year - (sheet.classified.identity.fiscal_year ?? year)) <= 3 ? { year } : {};
}
