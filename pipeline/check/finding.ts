/** What a check found, as a row. */
import type Big from 'big.js';
import type { Row } from '../../schemas/datasets.ts';
import type { CheckedNumber } from './numbers.ts';

/** The numbers on both sides of an identity. */
export interface Sides {
  left: readonly CheckedNumber[];
  right: readonly CheckedNumber[];
}

export interface Comparison {
  checkId: string;
  relation?: '=' | '≤' | '≥';
  left: Big;
  right: Big;
  tolerance: Big;
  /** The identity with its numbers as printed. */
  formula: string;
  /** Facts and indicators that took part; those of the sides by default. */
  ids?: readonly string[];
  /** Where they stand. */
  sides?: Sides;
  /** Both sides are plain sums of their numbers. */
  linear?: boolean;
  /** Why an inequality may rightly be no equality. */
  excuse?: string;
  /** What the identity is about, for people; the failure is described after it. */
  about: string;
}

/** A finding without its document. */
export type Finding = Omit<Row<'findings'>, 'document_id'>;

/** A finding with what a proposal is made from: an equation of sums, and how far rounding may part its sides. */
export interface Checked extends Finding {
  equation?: Sides & { difference: Big; tolerance: Big };
}

/** Longest decimals that a finding carries; a quotient may have more. */
const PLACES = 6;

const plain = (value: Big): string =>
  trimmed(value.toFixed(Math.min(PLACES, Math.max(0, value.c.length - value.e - 1))));
const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** Compares both sides. */
export function compared(comparison: Comparison): Checked {
  const { checkId, relation = '=', left, right, tolerance, formula, sides, about, excuse } = comparison;
  const difference = left.minus(right);
  const off = relation === '=' ? difference.abs() : relation === '≤' ? difference : difference.times(-1);
  const pass = off.lte(tolerance);
  const excused = excuse !== undefined && difference.abs().gt(tolerance) && (pass || relation === '=');
  const ids = comparison.ids ?? [...(sides?.left ?? []), ...(sides?.right ?? [])].map(({ id }) => id);
  const [one, other] = sides ? [placesOf(sides.left), placesOf(sides.right)] : ['', ''];
  const statement = `${about}: ${plain(left)}${one} ${relation} ${plain(right)}${other}`;
  const message = excused
    ? `${statement} ${relation === '=' ? 'does not hold' : 'is no equality'}: ${excuse}`
    : pass
      ? ''
      : `${statement} does not hold; off by ${plain(off)}, rounding explains ${plain(tolerance)}`;
  return {
    check_id: checkId,
    status: excused ? 'not_applicable' : pass ? 'pass' : 'fail',
    formula,
    left: plain(left),
    right: plain(right),
    difference: plain(difference),
    tolerance: plain(tolerance),
    fact_ids: [...new Set(ids)].join(';'),
    message,
    proposed_fact: '',
    proposed_value: '',
    ...(comparison.linear && relation === '=' && sides ? { equation: { ...sides, difference, tolerance } } : {}),
  };
}

/** Page and table or section of numbers: ` (page 6, table t1)`. */
export function placesOf(numbers: readonly CheckedNumber[]): string {
  const places = numbers.map(({ row }) => {
    const within = row.table_id ? `table ${row.table_id}` : row.section_id && `section ${row.section_id}`;
    return [row.page === null ? '' : `page ${row.page}`, within].filter((part) => part !== '').join(', ');
  });
  const named = [...new Set(places)].filter((place) => place !== '');
  return named.length === 0 ? '' : ` (${named.join('; ')})`;
}

/** A statement that is wrong by itself, not by a difference. */
export function wrong(checkId: string, formula: string, ids: readonly string[], message: string): Checked {
  return { ...notApplicable(checkId, message), status: 'fail', formula, fact_ids: [...new Set(ids)].join(';') };
}

/** A check for which the document has no numbers. */
export function notApplicable(checkId: string, message: string): Checked {
  return {
    check_id: checkId,
    status: 'not_applicable',
    formula: '',
    left: '',
    right: '',
    difference: '',
    tolerance: '',
    fact_ids: '',
    message,
    proposed_fact: '',
    proposed_value: '',
  };
}
