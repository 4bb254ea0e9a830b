/** Amounts that are mostly one and the same: all their digits agree but one, and one of them was misread or miswritten. */
import Big from 'big.js';
import type { Check } from '../../schemas/checks.ts';
import { type Checked, compared } from './finding.ts';
import { type CheckedNumber, matches, scaleOf, shown } from './numbers.ts';
import { oneEdit } from './repair.ts';

type TwinsCheck = Extract<Check, { kind: 'twins' }>;

/** Shorter numbers differ by one digit too often by chance. */
const DIGITS = 4;

/** Every pair that is stated, each side alike wherever it is; amounts that differ in more than a digit are two things. */
export function checkTwins(check: TwinsCheck, numbers: readonly CheckedNumber[]): Checked[] {
  return check.pairs.flatMap((pair) => {
    const [one, other] = pair.map((term) =>
      numbers.filter((number) => number.row.unit === 'CNY' && matches(number, term) && !number.value.eq(0)),
    );
    const periods = Map.groupBy(one, keyOf);
    return [...periods].flatMap(([key, left]) => {
      const right = other.filter((number) => keyOf(number) === key);
      const [a, b] = [left[0], right[0]];
      if (!b || !isAlike(left) || !isAlike(right) || scaleOf(a) !== scaleOf(b)) return [];
      const same = a.value.eq(b.value);
      const [p, q] = [digitsOf(a), digitsOf(b)];
      if (!same && !(Math.min(p.length, q.length) >= DIGITS && oneEdit(p, q))) return [];
      return [
        compared({
          checkId: check.id,
          left: a.value,
          right: b.value,
          tolerance: new Big(0),
          formula: `${a.row.concept} ${shown(a)} = ${b.row.concept} ${shown(b)}`,
          sides: { left: [a], right: [b] },
          linear: true,
          about: `${a.row.concept} and ${b.row.concept}, mostly one amount, differ in one digit`,
        }),
      ];
    });
  });
}

/** The measure is left open: what was planned of one thing is what was done of the other. */
const keyOf = ({ row }: CheckedNumber): string => `${row.report_type} ${row.period}`;

const isAlike = ([first, ...others]: readonly CheckedNumber[]): boolean =>
  others.every(({ value }) => value.eq(first.value));

const digitsOf = ({ row }: CheckedNumber): string => row.raw.replace(/\D/g, '');
