/** The numbers of a document as the checks see them: exact, with what they may be off by rounding. */
import Big from 'big.js';
import type { Term } from '../../schemas/checks.ts';
import { KEY_COLUMNS } from '../../schemas/checks.ts';
import type { Row } from '../../schemas/datasets.ts';
import type { FinishedFact } from '../rows/facts.ts';

export type KeyColumn = (typeof KEY_COLUMNS)[number];

export interface CheckedNumber {
  id: string;
  row: Row<'facts'>;
  value: Big;
  /** One unit of the last printed place, a power of ten. */
  unit: Big;
  /** Form in whose table it stands; empty for running text. */
  form: string;
  /** Its place in the order of the document. */
  index: number;
  /** Words before and after it. */
  before: string;
  after: string;
}

/** Facts as numbers. The form is named by the rule of a table fact: `final_01/amount`. */
export function numbersOf(facts: readonly FinishedFact[]): CheckedNumber[] {
  return facts.map(({ row, trace }, index) => ({
    id: row.fact_id,
    row,
    value: new Big(row.value || 0),
    unit: tenTo(-(row.decimals ?? 0)),
    form: row.table_id === '' ? '' : trace.rule.split('/')[0],
    index,
    before: trace.prefix,
    after: trace.suffix,
  }));
}

const POWERS = new Map<number, Big>();

/** Powers of ten, each made once: nobody changes a Big. */
function tenTo(exponent: number): Big {
  const known = POWERS.get(exponent) ?? new Big(`1e${exponent}`);
  POWERS.set(exponent, known);
  return known;
}

const HALF = new Big('0.5');

/** Half of a number: a product is worked out sooner than a quotient. */
export const half = (value: Big): Big => value.times(HALF);

/** Whether a number is what a term names. */
export function matches({ row, form }: CheckedNumber, term: Term): boolean {
  return (
    row.concept === term.concept &&
    (term.measure === undefined || row.measure === term.measure) &&
    (term.function_code === undefined || row.function_code === term.function_code) &&
    (term.economic_code === undefined || isCode(row.economic_code, term.economic_code)) &&
    (term.economic_name === undefined || isCode(row.economic_name, term.economic_name)) &&
    (term.fund === undefined || row.fund === term.fund) &&
    (term.subject === undefined || isCode(row.subject, term.subject)) &&
    (term.forms === undefined || term.forms.includes(form))
  );
}

/** `302*` is every code below 302, `*` every name. */
const isCode = (code: string, wanted: string): boolean =>
  wanted.endsWith('*') ? code.length > wanted.length - 1 && code.startsWith(wanted.slice(0, -1)) : code === wanted;

/** Columns on which the numbers of one identity agree, as one text. */
export function keyOf({ row }: CheckedNumber, across: readonly KeyColumn[]): string {
  let key: string = row.report_type;
  for (const column of KEY_COLUMNS) if (!across.includes(column)) key += `\u001f${row[column]}`;
  return key;
}

const concepts = new WeakMap<readonly CheckedNumber[], ReadonlySet<string>>();

/** The concepts of numbers that many checks look at: those that name none of them are done with. */
export function conceptsOf(numbers: readonly CheckedNumber[]): ReadonlySet<string> {
  const known = concepts.get(numbers) ?? new Set(numbers.map(({ row }) => row.concept));
  concepts.set(numbers, known);
  return known;
}

/** Sum of the values. */
export const sumOf = (numbers: readonly CheckedNumber[]): Big =>
  numbers.reduce((sum, { value }) => sum.plus(value), new Big(0));

const CENT = new Big('0.01');

/**
 * How far rounding may part a number from the sum of others: half a unit of the last printed place for each of them.
 * Amounts that are printed to the cent are not rounded, and neither are counts. Where some amounts in 万元 have two places
 * and others fewer, zeros were left out at their ends: 0万元 beside 4.79万元 is no 0.4万元.
 */
export function roundingOf(numbers: readonly CheckedNumber[]): Big {
  const finest = new Map<string, Big>();
  const scales = numbers.map(scaleOf);
  for (const [i, { unit }] of numbers.entries()) {
    const known = finest.get(scales[i]);
    if (known === undefined || unit.lt(known)) finest.set(scales[i], unit);
  }
  return numbers.reduce((sum, { row }, i) => {
    const unit = finest.get(scales[i])!;
    const exact = row.unit === 'CNY' ? unit.lte(CENT) : row.unit !== 'percent' && row.unit !== 'score';
    return exact ? sum : sum.plus(half(unit));
  }, new Big(0));
}

/** The unit in which a number is printed, 元 or 万元, told from its places. */
export function scaleOf({ row, unit }: CheckedNumber): string {
  const places = /[.．](\d+)\D*$/.exec(row.raw)?.[1].length ?? 0;
  return `${row.unit} ${unit.e + places}`;
}

/** Whether of two prints in one unit the one with fewer places is the other, rounded: 735.6 for 735.59, not 735.5. */
export function isRounded(a: CheckedNumber, b: CheckedNumber): boolean {
  const [coarse, fine] = a.unit.gt(b.unit) ? [a, b] : [b, a];
  return fine.value.div(coarse.unit).round(0, 1).times(coarse.unit).eq(coarse.value);
}

/** A number for people: yuan as printed on the page, others with their unit. */
export const shown = ({ row }: CheckedNumber): string => `${row.raw}${row.raw_unit}`;
