/** Percentages of running text against the numbers that they compare. */
import Big from 'big.js';
import type { Check, Checks } from '../../schemas/checks.ts';
import { type Checked, compared, placesOf, wrong } from './finding.ts';
import { NEAR, nearest, sameThing } from './near.ts';
import { type CheckedNumber, half, shown } from './numbers.ts';

const HUNDRED = new Big(100);
/** 0.01 万元 in yuan: the place to which reports print amounts; a last 0 is often left out. */
const HUNDREDTH_WAN = new Big(100);
/** Percentage points by which a change in percent may be off beside its own rounding. */
const CHANGE_SLACK = new Big('0.015');

const PLACE = new Big('0.01');
const HALF_PLACE = new Big('0.005');

const MEASURE = { change: 'change_percent', share: 'share_percent', completion: 'completion_percent' } as const;

/** Every percentage whose numbers the document prints near it. */
export function checkPercentages(
  check: Check,
  numbers: readonly CheckedNumber[],
  current: Checks['current'],
): Checked[] {
  const { kind } = check;
  if (kind !== 'change' && kind !== 'share' && kind !== 'completion') return [];
  return numbers.flatMap((percent) => {
    if (percent.row.measure !== MEASURE[kind]) return [];
    const own = current[percent.row.report_type as keyof Checks['current']] ?? [];
    const isValue = ({ row }: CheckedNumber) => own.includes(row.measure) && sameThing(row, percent.row);
    const value = nearest(numbers, percent, isValue, NEAR);
    if (!value) return [];
    const finding =
      kind === 'change'
        ? change(check.id, percent, value, numbers)
        : part(check.id, kind, percent, value, numbers, own);
    return finding ? [finding] : [];
  });
}

/** change % = change / (value - change). */
function change(
  checkId: string,
  percent: CheckedNumber,
  value: CheckedNumber,
  numbers: readonly CheckedNumber[],
): Checked | undefined {
  const amounts = ['change_amount', 'change_vs_initial_budget'];
  const isAmount = ({ row }: CheckedNumber) =>
    amounts.includes(row.measure) &&
    sameThing(row, percent.row) &&
    row.base === percent.row.base &&
    row.period === percent.row.period;
  const amount = nearest(numbers, percent, isAmount, 3);
  if (!amount) return undefined;
  const prior = value.value.minus(amount.value);
  // Changes are worked out from the numbers as printed; where these have the usual two places, little is left open.
  const usual = [amount, value].some(({ unit }) => unit.lte(HUNDREDTH_WAN));
  const error = amount.unit.plus(value.unit).div(2);
  return quotient(checkId, percent, amount, prior, [percent, amount, value], error, usual ? CHANGE_SLACK : undefined);
}

/** share % or completion % = part / what the text names as its base. */
function part(
  checkId: string,
  kind: 'share' | 'completion',
  percent: CheckedNumber,
  value: CheckedNumber,
  numbers: readonly CheckedNumber[],
  own: readonly string[],
): Checked | undefined {
  const { base } = percent.row;
  if (base === '') return undefined;
  const isBase = ({ row }: CheckedNumber) =>
    kind === 'completion' && row.concept === percent.row.concept
      ? row.measure === base && sameThing(row, percent.row)
      : row.concept === base &&
        own.includes(row.measure) &&
        row.function_code === '' &&
        row.subject === '' &&
        row.unit === value.row.unit;
  const whole = nearest(numbers, percent, isBase, 40);
  if (!whole) return undefined;
  return quotient(checkId, percent, value, whole.value, [percent, value, whole], half(whole.unit));
}

/** Compares a printed percentage with a quotient, allowing for the rounding of all three numbers. */
function quotient(
  checkId: string,
  percent: CheckedNumber,
  over: CheckedNumber,
  under: Big,
  all: readonly CheckedNumber[],
  underError: Big,
  most?: Big,
): Checked | undefined {
  const formula = `${percent.row.concept} ${percent.row.measure} ${shown(percent)} = ${over.value} / ${under}`;
  const about = `${percent.row.concept} ${percent.row.measure}`;
  const sides = { left: [percent], right: all.filter((number) => number !== percent) };
  if (under.eq(0)) {
    // A percentage of nothing says nothing, whatever is printed.
    if (percent.value.eq(0) && over.value.eq(0)) return undefined;
    const message = `${about}${placesOf([percent])}: a percentage of a base of 0 is not defined`;
    return wrong(
      checkId,
      formula,
      [percent, ...sides.right].map(({ id }) => id),
      message,
    );
  }
  const size = under.abs();
  const expected = over.value.times(HUNDRED).div(under);
  const slack = HUNDRED.times(half(over.unit))
    .div(size)
    .plus(HUNDRED.times(over.value.abs()).times(underError).div(size.times(size)));
  const rounded = half(percent.unit).plus(most?.lt(slack) ? most : slack);
  // With two places many reports cut off instead of rounding: 5.89 for 5.895.
  const cut = percent.unit.plus(HALF_PLACE.lt(slack) ? HALF_PLACE : slack);
  const tolerance = percent.unit.eq(PLACE) && cut.gt(rounded) ? cut : rounded;
  const finding = compared({ checkId, left: percent.value, right: expected, tolerance, formula, sides, about });
  const widest = half(percent.unit).plus(slack);
  if (finding.status !== 'fail' || percent.value.minus(expected).abs().gt(widest)) return finding;
  return {
    ...finding,
    message: `${finding.message}; amounts that were rounded after the percentage was worked out could explain it`,
  };
}
