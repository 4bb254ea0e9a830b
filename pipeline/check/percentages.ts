/** Percentages of running text against the numbers that they compare. */
import Big from 'big.js';
import type { Check, Checks } from '../../schemas/checks.ts';
import { compared, type Finding } from './finding.ts';
import { type CheckedNumber, shown } from './numbers.ts';

/** A statement and its parts stand close together: so many facts apart at most. */
const NEAR = 12;
const HUNDRED = new Big(100);

const MEASURE = { change: 'change_percent', share: 'share_percent', completion: 'completion_percent' } as const;

/** Every percentage whose numbers the document prints near it. */
export function checkPercentages(
  check: Check,
  numbers: readonly CheckedNumber[],
  current: Checks['current'],
): Finding[] {
  const { kind } = check;
  if (kind !== 'change' && kind !== 'share' && kind !== 'completion') return [];
  return numbers.flatMap((percent) => {
    if (percent.row.measure !== MEASURE[kind]) return [];
    const own = current[percent.row.report_type as keyof Checks['current']] ?? [];
    const isValue = ({ row }: CheckedNumber) => own.includes(row.measure) && sameThing(row, percent.row);
    const value = nearest(numbers, percent, isValue);
    if (!value) return [];
    const finding =
      kind === 'change'
        ? change(check.id, percent, value, numbers)
        : part(check.id, kind, percent, value, numbers, own);
    return finding ? [finding] : [];
  });
}

type FactRow = CheckedNumber['row'];

function sameThing(a: FactRow, b: FactRow): boolean {
  return (
    a.concept === b.concept &&
    a.function_code === b.function_code &&
    a.economic_code === b.economic_code &&
    a.subject === b.subject &&
    a.report_type === b.report_type
  );
}

/** The nearest number before (or else just after) another in the same section. */
function nearest(
  numbers: readonly CheckedNumber[],
  of: CheckedNumber,
  fits: (number: CheckedNumber) => boolean,
  within = NEAR,
) {
  for (let distance = 1; distance <= within; distance++) {
    for (const at of [of.index - distance, of.index + distance]) {
      const number = numbers.find(({ index }) => index === at);
      if (number && number.row.section_id === of.row.section_id && fits(number)) return number;
    }
  }
  return undefined;
}

/** change % = change / (value - change). */
function change(
  checkId: string,
  percent: CheckedNumber,
  value: CheckedNumber,
  numbers: readonly CheckedNumber[],
): Finding | undefined {
  const amounts = ['change_amount', 'change_vs_initial_budget'];
  const isAmount = ({ row }: CheckedNumber) =>
    amounts.includes(row.measure) &&
    sameThing(row, percent.row) &&
    row.base === percent.row.base &&
    row.period === percent.row.period;
  const amount = nearest(numbers, percent, isAmount, 3);
  if (!amount) return undefined;
  const prior = value.value.minus(amount.value);
  return quotient(checkId, percent, amount, prior, [percent, amount, value], amount.unit.plus(value.unit).div(2));
}

/** share % or completion % = part / what the text names as its base. */
function part(
  checkId: string,
  kind: 'share' | 'completion',
  percent: CheckedNumber,
  value: CheckedNumber,
  numbers: readonly CheckedNumber[],
  own: readonly string[],
): Finding | undefined {
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
  return quotient(checkId, percent, value, whole.value, [percent, value, whole], whole.unit.div(2));
}

/** Compares a printed percentage with a quotient, allowing for the rounding of all three numbers. */
function quotient(
  checkId: string,
  percent: CheckedNumber,
  over: CheckedNumber,
  under: Big,
  all: readonly CheckedNumber[],
  underError: Big,
): Finding | undefined {
  const formula = `${percent.row.concept} ${percent.row.measure} ${shown(percent)} = ${over.value} / ${under}`;
  const about = `page ${percent.row.page}, ${percent.row.concept} ${percent.row.measure}`;
  const ids = all.map(({ id }) => id);
  if (under.eq(0)) {
    // A percentage of nothing says nothing, whatever is printed.
    if (percent.value.eq(0) && over.value.eq(0)) return undefined;
    const finding = compared({
      checkId,
      left: percent.value,
      right: new Big(0),
      tolerance: new Big(0),
      formula,
      ids,
      about,
    });
    return { ...finding, status: 'fail', message: `${about}: a percentage of a base of 0 is not defined` };
  }
  const size = under.abs();
  const expected = over.value.times(HUNDRED).div(under);
  const slack = HUNDRED.times(over.unit.div(2))
    .div(size)
    .plus(HUNDRED.times(over.value.abs()).times(underError).div(size.times(size)));
  const tolerance = percent.unit.div(2).plus(slack);
  return compared({ checkId, left: percent.value, right: expected, tolerance, formula, ids, about });
}
