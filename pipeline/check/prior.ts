/** What is said of the year before against this year's value and its change. */
import Big from 'big.js';
import type { Check, Checks } from '../../schemas/checks.ts';
import { type Checked, compared } from './finding.ts';
import { NEAR, nearest, sameThing } from './near.ts';
import { type CheckedNumber, roundingOf, shown } from './numbers.ts';

const CHANGES = ['change_amount', 'change_vs_initial_budget'];

/** Every change of the text whose base is stated as well. One base that fits is enough. */
export function checkPrior(check: Check, numbers: readonly CheckedNumber[], current: Checks['current']): Checked[] {
  const prose = numbers.filter(({ row }) => row.table_id === '');
  return prose.flatMap((change) => {
    if (!CHANGES.includes(change.row.measure) || change.row.base === '') return [];
    const own = current[change.row.report_type as keyof Checks['current']] ?? [];
    const value = nearest(prose, change, ({ row }) => own.includes(row.measure) && sameThing(row, change.row), NEAR);
    const bases = numbers.filter(({ row }) => row.measure === change.row.base && sameThing(row, change.row));
    if (!value || bases.length === 0) return [];
    const expected = value.value.minus(change.value);
    const off = (base: CheckedNumber) => base.value.minus(expected).abs();
    const base = bases.reduce((best, number) => (off(number).lt(off(best)) ? number : best));
    return [
      compared({
        checkId: check.id,
        left: base.value,
        right: expected,
        tolerance: check.tolerance === 'exact' ? new Big(0) : roundingOf([base, value, change]),
        formula: `${base.row.concept} ${base.row.measure} ${shown(base)} = ${shown(value)} - change ${change.value.lt(0) ? '-' : ''}${shown(change)}`,
        sides: { left: [base], right: [value, change] },
        about: `${base.row.concept} ${base.row.measure}`,
      }),
    ];
  });
}
