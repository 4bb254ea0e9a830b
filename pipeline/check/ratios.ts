/** Rates of tables: left (in percent) = over / under. */
import Big from 'big.js';
import type { Check } from '../../schemas/checks.ts';
import { type Checked, compared } from './finding.ts';
import { type CheckedNumber, half, keyOf, matches, shown } from './numbers.ts';

type RatioCheck = Extract<Check, { kind: 'ratio' }>;

const HUNDRED = new Big(100);

/** Every group of numbers that agree on the key and state all three. */
export function checkRatios(check: RatioCheck, numbers: readonly CheckedNumber[]): Checked[] {
  const groups = Map.groupBy(numbers, (number) => `${number.row.table_id}\u001f${keyOf(number, check.across)}`);
  return [...groups.values()].flatMap((group) => {
    const [left, over, under] = [check.left, check.over, check.under].map((term) =>
      group.filter((number) => matches(number, term)),
    );
    if (left.length !== 1 || over.length !== 1 || under.length !== 1 || under[0].value.eq(0)) return [];
    const [rate, a, b] = [left[0], over[0], under[0]];
    const slack = HUNDRED.times(a.unit.plus(b.unit)).div(2).div(b.value.abs());
    const counts = a.row.unit !== 'CNY';
    return [
      compared({
        checkId: check.id,
        left: rate.value,
        right: a.value.times(HUNDRED).div(b.value),
        tolerance: half(rate.unit).plus(counts ? 0 : slack),
        formula: `${rate.row.concept} ${shown(rate)} = ${shown(a)} / ${shown(b)}`,
        sides: { left: [rate], right: [a, b] },
        about: rate.row.concept,
      }),
    ];
  });
}
