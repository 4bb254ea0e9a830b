/** Two totals that are the same amount this year were the same amount in the year before. */
import Big from 'big.js';
import type { Check } from '../../schemas/checks.ts';
import { type Checked, compared } from './finding.ts';
import { type CheckedNumber, shown } from './numbers.ts';

type ParallelCheck = Extract<Check, { kind: 'parallel' }>;

/** The first statement of each; nothing where the document has other money this year. */
export function checkParallel(check: ParallelCheck, numbers: readonly CheckedNumber[]): Checked[] {
  const find = (concept: string, measure: string) =>
    numbers.find(({ row }) => row.concept === concept && row.measure === measure && !row.function_code && !row.subject);
  const [one, other] = check.concepts;
  const now = [find(one, check.now), find(other, check.now)];
  const before = [find(one, check.before), find(other, check.before)];
  const [a, b] = before;
  if (!now[0] || !now[1] || !now[0].value.eq(now[1].value) || !a || !b) return [];
  return [
    compared({
      checkId: check.id,
      left: a.value,
      right: b.value,
      tolerance: check.tolerance === 'exact' ? new Big(0) : a.unit.plus(b.unit).div(2),
      formula: `${one} ${shown(a)} = ${other} ${shown(b)}, as ${shown(now[0])} = ${shown(now[1])}`,
      sides: { left: [a], right: [b] },
      about: `${one} and ${other}, equal this year, in the year before`,
    }),
  ];
}
