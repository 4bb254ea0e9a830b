/** From a number in a cell with its row and column to a fact. */
import type { Cell, JoinedText } from '../../../extractors/document.ts';
import { methodAt, placeAt, placeOf } from '../../../extractors/text.ts';
import type { Form } from '../../../schemas/forms.ts';
import type { Pack } from '../../../schemas/pack.ts';
import type { Classified, PlacedTable } from '../../classified.ts';
import { sectionIdOf } from '../../classify/outline.ts';
import { type Evidence, type FactDraft, LOW_OCR_CONFIDENCE } from '../../draft.ts';
import { boxText } from '../../place.ts';
import { readAmount } from '../amount.ts';
import { evidenceIn, unitEvidence } from '../evidence.ts';
import type { PrintedNumber } from './cellnumber.ts';
import type { AmountColumn } from './columns.ts';
import type { GridCell } from './grid.ts';
import { headerWord, plain } from './normal.ts';
import type { RowLabel } from './rowlabel.ts';
import type { RowMeaning } from './rowmeaning.ts';

/** Characters of context on each side of a number. */
const CONTEXT = 40;

/** A well-formed number in a cell. */
export interface NumberInCell extends PrintedNumber {
  cell: Cell;
  joined: JoinedText;
  start: number;
  end: number;
}

export interface FactContext {
  classified: Classified;
  pack: Pack;
  table: PlacedTable;
  form: Form;
  /** Day that the table is about, for measures at a day. */
  day: string;
  /** Flags of every fact of the table (form_inferred). */
  tableFlags: readonly string[];
}

/** Makes the fact, or says why there is none. */
export function makeFact(
  number: NumberInCell,
  column: AmountColumn,
  row: RowMeaning,
  label: RowLabel,
  around: { prefix: string; suffix: string },
  context: FactContext,
): FactDraft | { reason: string } {
  const { table, form, pack, classified } = context;
  const name = nameOf(column, row, context);
  if ('reason' in name) return name;
  const subject = subjectOf(column, row, label);
  if (subject === undefined) return { reason: 'a part of the money of a part of the body' };
  const unit = unitOf(name.concept, number.unit, column, context);
  if ('reason' in unit) return unit;
  const isPercent = pack.units.percent.includes(unit.printed);
  if (number.percent && !isPercent) return { reason: 'percentage in an amount column' };
  if (!isPercent && unit.count === '' && pack.units.money[unit.printed] === undefined)
    return { reason: `unit that is no money: ${unit.printed || 'none'}` };
  const amount = readAmount(number.raw, unit.printed, pack.units, number.negative ? -1 : 1, unit.count);
  if (!amount) return { reason: 'no well-formed number' };
  const { page, box } = placeOf(number.joined, number.start, number.end);
  const method = methodAt(classified.document, page, box);
  const read = confidenceOf(number);
  const year = classified.identity.fiscal_year;
  const flags = [...context.tableFlags, ...row.flags, ...yearFlags(table.title, year)];
  if (column.path.words.some(({ word }) => word.corrected)) flags.push('header_corrected');
  if (unit.inferred) flags.push('unit_inferred');
  if (number.negative === 'brackets') flags.push('sign_in_brackets');
  if (method === 'ocr' && read < LOW_OCR_CONFIDENCE) flags.push('low_ocr_confidence');
  if (method !== 'ocr' && read < 1) flags.push('text_uncertain');
  const path = number.cell.path ?? '';
  const isInstant = context.day !== '' && pack.measures.get(column.measure.measure)?.kind === 'instant';
  const ofRow = column.measure.base ? undefined : row.spec?.measure;
  const measure = ofRow ?? column.measure.measure;
  const yearsBack = ofRow?.startsWith('prior_year_') ? 1 : column.measure.yearsBack;
  return {
    report_type: reportTypeOf(table, form),
    concept: name.concept,
    measure,
    period: isInstant ? context.day.slice(0, 4) : year === null ? '' : String(year - yearsBack),
    function_code: row.functionCode,
    function_name: row.functionName,
    economic_code: row.economicCode || (column.economic?.code ?? ''),
    economic_name: row.economicName || (column.economic?.name ?? ''),
    fund: name.fund,
    subject,
    value: amount.value,
    unit: amount.unit,
    decimals: amount.decimals,
    raw: number.raw,
    raw_unit: unit.printed,
    page,
    bbox: boxText(box),
    section_id: sectionIdOf(table.section),
    table_id: table.tableId,
    row: number.cell.row,
    col: number.cell.col,
    path,
    base: column.measure.base,
    date: isInstant ? context.day : '',
    method,
    confidence: round(Math.min(read, table.block.confidence)),
    flags: [...new Set(flags)],
    trace: {
      rule: `${form.id}/${column.spec.id}`,
      ...around,
      evidence: evidenceOf(column, label, context),
      steps: amount.steps,
    },
  };
}

/** A project, a unit, or a part of the concept that its header or label names; undefined where it would be two of them. */
function subjectOf({ spec, path }: AmountColumn, row: RowMeaning, { name }: RowLabel): string | undefined {
  const members = [
    plain(row.subject),
    spec.member ? plain(path.words.at(-1)?.word.text ?? '') : '',
    row.spec?.member ? plain(name) : '',
  ].filter((member) => member !== '');
  return members.length > 1 ? undefined : (members[0] ?? '');
}

/** The period comes from the report's year: unknown, or another than the title of the table prints. */
function yearFlags(title: string, year: number | null): string[] {
  if (year === null) return ['year_unknown'];
  const printed = headerWord(title).year;
  return printed === undefined || printed === year ? [] : ['year_disagrees'];
}

/** A budget or final accounts form says what it is; other forms take the report that they stand in. */
function reportTypeOf({ reportType }: PlacedTable, form: Form): FactDraft['report_type'] {
  return reportType === '' || /^(budget|final)_/.test(form.id) ? form.report_type : reportType;
}

/** Concept and fund: the row's own concept replaces that of a main column or of a fund's column. */
function nameOf(
  column: AmountColumn,
  row: RowMeaning,
  { pack }: FactContext,
): { concept: string; fund: FactDraft['fund'] } | { reason: string } {
  const { spec: columnSpec } = column;
  const inColumn = row.spec?.concepts?.[columnSpec.id];
  const rowConcept = inColumn ?? row.spec?.concept ?? (row.spec?.concepts ? undefined : row.codeConcept);
  if (row.spec?.concepts && !rowConcept)
    return { reason: `row ${row.spec.labels[0]} says nothing in column ${columnSpec.words[0]}` };
  const replaces =
    rowConcept !== undefined &&
    (inColumn !== undefined || columnSpec.main || columnSpec.fund !== undefined || columnSpec.concept === undefined);
  const keepsOwn = rowConcept === undefined || row.spec === undefined || row.spec.total;
  if (!replaces && !keepsOwn)
    return { reason: `row ${row.spec?.labels[0]} says nothing in column ${columnSpec.words[0]}` };
  const concept = replaces ? rowConcept : columnSpec.concept;
  if (!concept) return { reason: 'neither row nor column says what the number is' };
  if (!pack.concepts.has(concept)) return { reason: `concept ${concept} is not in the vocabulary` };
  const fund = row.spec?.fund ?? columnSpec.fund ?? (replaces ? row.codeFund : undefined) ?? '';
  return { concept, fund: concept.split('.').includes(fund) ? '' : fund };
}

/**
 * Unit of a number: printed behind it, of its header, of the table, else of the form (flagged); counts take theirs from
 * the concept.
 */
function unitOf(
  concept: string,
  printedUnit: string,
  column: AmountColumn,
  { table, form, pack }: FactContext,
): { printed: string; count: string; inferred: boolean } | { reason: string } {
  const known = pack.concepts.get(concept);
  if (printedUnit !== '') {
    const isMoney = pack.units.money[printedUnit] !== undefined;
    const fits = isMoney ? known?.kind === 'amount' : known?.unit === pack.units.counts[printedUnit];
    if (!fits || column.measure.unit) return { reason: `unit that does not fit: ${printedUnit}` };
    return { printed: printedUnit, count: isMoney ? '' : (known?.unit ?? ''), inferred: false };
  }
  if (column.measure.unit) return { printed: column.measure.unit, count: '', inferred: false };
  if (known && known.kind !== 'amount') return { printed: '', count: known.unit, inferred: false };
  const printed = plain(column.unit ?? '') || plain(table.unit);
  return printed ? { printed, count: '', inferred: false } : { printed: form.unit, count: '', inferred: true };
}

function confidenceOf({ joined, start, end }: NumberInCell): number {
  let least = 1;
  for (let i = start; i < end; i++) {
    const { line, index } = placeAt(joined, i);
    least = Math.min(least, line.confidences?.[index] ?? line.confidence);
  }
  return least;
}

const evidenceOf = (column: AmountColumn, label: RowLabel, { table }: FactContext): Evidence[] => [
  ...label.codeCells.map((cell) => evidenceIn(cell, 'code')),
  ...label.nameCells.map((cell) => evidenceIn(cell, 'label')),
  ...column.path.words.map(({ cell }) => evidenceIn(cell, cell === column.measure.cell ? 'measure' : 'header')),
  ...unitEvidence(table),
];

/** The texts of a row before and after a number. */
export function surroundings(cells: readonly GridCell[], at: GridCell): { prefix: string; suffix: string } {
  const index = cells.indexOf(at);
  let [prefix, suffix] = ['', ''];
  for (let i = index - 1; i >= 0 && prefix.length < CONTEXT; i--) prefix = joined(cells[i].text.trim(), prefix);
  for (let i = index + 1; i < cells.length && suffix.length < CONTEXT; i++)
    suffix = joined(suffix, cells[i].text.trim());
  return { prefix: prefix.slice(-CONTEXT), suffix: suffix.slice(0, CONTEXT) };
}

const joined = (a: string, b: string): string => (a === '' || b === '' ? a + b : `${a} ${b}`);

function round(n: number): number {
  return Math.round(n * 1000) / 1000;
}
