/** What a check found, as a row. */
import type Big from 'big.js';
import type { Row } from '../../schemas/datasets.ts';

export interface Comparison {
  checkId: string;
  relation?: '=' | '≤' | '≥';
  left: Big;
  right: Big;
  tolerance: Big;
  /** The identity with its numbers as printed. */
  formula: string;
  /** Facts and indicators that took part. */
  ids: readonly string[];
  /** What the identity is about, for people; the failure is described after it. */
  about: string;
}

/** A finding without its document. */
export type Finding = Omit<Row<'findings'>, 'document_id'>;

/** Longest decimals that a finding carries; a quotient may have more. */
const PLACES = 6;

const plain = (value: Big): string =>
  trimmed(value.toFixed(Math.min(PLACES, Math.max(0, value.c.length - value.e - 1))));
const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** Compares both sides. */
export function compared({
  checkId,
  relation = '=',
  left,
  right,
  tolerance,
  formula,
  ids,
  about,
}: Comparison): Finding {
  const difference = left.minus(right);
  const off = relation === '=' ? difference.abs() : relation === '≤' ? difference : difference.times(-1);
  const pass = off.lte(tolerance);
  const sides = `${plain(left)} ${relation} ${plain(right)}`;
  return {
    check_id: checkId,
    status: pass ? 'pass' : 'fail',
    formula,
    left: plain(left),
    right: plain(right),
    difference: plain(difference),
    tolerance: plain(tolerance),
    fact_ids: [...new Set(ids)].join(';'),
    message: pass
      ? ''
      : `${about}: ${sides} does not hold; off by ${plain(off)}, rounding explains ${plain(tolerance)}`,
  };
}

/** A check for which the document has no numbers. */
export function notApplicable(checkId: string, message: string): Finding {
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
  };
}
