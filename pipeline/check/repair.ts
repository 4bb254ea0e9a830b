/** What failed equations would need to hold, where exactly one reading of one number explains them. */
import Big from 'big.js';
import type { Checked } from './finding.ts';
import { type CheckedNumber, shown } from './numbers.ts';

/** Units taken for each other, and a decimal point lost or moved by one or two places. */
const FACTORS = ['10000', '0.0001', '100', '0.01', '10', '0.1'].map((factor) => new Big(factor));
/** Values that are tried on each side of the one that an equation asks for, in units of the last place. */
const STEPS = 12;

type Equation = NonNullable<Checked['equation']>;

interface Reading {
  number: CheckedNumber;
  value: Big;
  /** Failed equations that hold with it. */
  mended: number;
  /** How far its equations are from holding exactly, all together. */
  left: Big;
}

/** Adds the proposal to each failed equation that has exactly one. No value is changed. */
export function withProposals(findings: readonly Checked[]): Checked[] {
  const equations = findings.filter(({ equation, status }) => equation && status !== 'not_applicable');
  const failed = equations.filter(({ status }) => status === 'fail');
  if (failed.length === 0) return [...findings];
  const standing = Map.groupBy(
    equations.flatMap(({ equation }) => numbersIn(equation!).map(({ id }) => ({ id, equation: equation! }))),
    ({ id }) => id,
  );
  const known = new Map<string, Reading[]>();
  const readingsOf = (number: CheckedNumber): Reading[] => {
    const readings =
      known.get(number.id) ??
      mending(
        number,
        (standing.get(number.id) ?? []).map((one) => one.equation),
      );
    known.set(number.id, readings);
    return readings;
  };
  const proposed = new Map<Checked, Reading>();
  for (const finding of failed) {
    const best = onlyOne(numbersIn(finding.equation!).map(readingsOf));
    // A number that stands in one identity only may be right as well as any other number of it.
    if (best && (standing.get(best.number.id) ?? []).length >= 2) proposed.set(finding, best);
  }
  const conflicting = conflictsOf([...proposed.values()], equations);
  return findings.map((finding) => {
    const best = proposed.get(finding);
    if (!best || conflicting.has(best.number.id)) return finding;
    const { number, value } = best;
    const count = standing.get(number.id)!.length;
    const proposal = `proposal: ${number.row.concept} ${shown(number)} on page ${number.row.page} read as ${value.toFixed()} ${number.row.unit} satisfies all ${count} identities in which it stands`;
    const message = `${finding.message}; ${proposal}`;
    return { ...finding, message, proposed_fact: number.id, proposed_value: value.toFixed() };
  });
}

/** Numbers whose proposals do not go together: with all of them at once an identity would not hold. */
function conflictsOf(readings: readonly Reading[], equations: readonly Checked[]): Set<string> {
  const byId = Map.groupBy(readings, ({ number }) => number.id);
  const several = [...byId].filter(([, [first, ...others]]) => others.some(({ value }) => !value.eq(first.value)));
  const conflicting = new Set(several.map(([id]) => id));
  for (const { equation } of equations) {
    const own = numbersIn(equation!).flatMap(({ id }) => byId.get(id)?.[0] ?? []);
    if (own.length < 2) continue;
    const shift = own.reduce(
      (sum, { number, value }) => sum.plus(value.minus(number.value).times(sideOf(number, equation!))),
      new Big(0),
    );
    if (!holds(equation!, shift)) for (const { number } of own) conflicting.add(number.id);
  }
  return conflicting;
}

const numbersIn = ({ left, right }: Equation): readonly CheckedNumber[] => [...left, ...right];

/** The reading that mends more failed equations than those of any other number, and fits best among its own. */
function onlyOne(byNumber: readonly Reading[][]): Reading | undefined {
  const best = byNumber.filter((readings) => readings.length > 0).sort((a, b) => b[0].mended - a[0].mended);
  const [first, second] = best;
  if (!first || (second && second[0].mended === first[0].mended)) return undefined;
  return first.length === 1 || first[0].left.lt(first[1].left) ? first[0] : undefined;
}

/** Readings of a number that make all of its equations hold, the best first. */
function mending(number: CheckedNumber, equations: readonly Equation[]): Reading[] {
  const broken = equations.filter((equation) => !holds(equation, new Big(0)));
  const values = new Map(
    broken.flatMap((equation) => candidates(number, equation)).map((value) => [value.toFixed(), value]),
  );
  return [...values.values()]
    .map((value) => ({
      value,
      shifts: equations.map((equation) => value.minus(number.value).times(sideOf(number, equation))),
    }))
    .filter(({ shifts }) => equations.every((equation, i) => holds(equation, shifts[i])))
    .map(({ value, shifts }) => ({
      number,
      value,
      mended: broken.length,
      left: equations.reduce((sum, { difference }, i) => sum.plus(difference.plus(shifts[i]).abs()), new Big(0)),
    }))
    .sort((a, b) => a.left.cmp(b.left));
}

const sideOf = ({ id }: CheckedNumber, { left }: Equation): number => (left.some((one) => one.id === id) ? 1 : -1);

const holds = ({ difference, tolerance }: Equation, shift: Big): boolean => difference.plus(shift).abs().lte(tolerance);

/** Values with which one equation holds and that could have been misread as the number. */
function candidates(number: CheckedNumber, equation: Equation): Big[] {
  const { difference, tolerance } = equation;
  const needed = number.value.minus(difference.times(sideOf(number, equation)));
  const fits = (value: Big) => !value.eq(0) && value.minus(needed).abs().lte(tolerance);
  const scaled = FACTORS.map((factor) => number.value.times(factor)).filter(fits);
  // A digit lost at the end makes the number coarser than those beside it.
  const finest = numbersIn(equation).reduce((least, { unit }) => (unit.lt(least) ? unit : least), number.unit);
  const edited = [number.unit, finest].flatMap((unit) => {
    const middle = needed.div(unit).round(0).times(unit);
    const near = Array.from({ length: 2 * STEPS + 1 }, (_, i) => middle.plus(unit.times(i - STEPS)));
    return near.filter(
      (value) =>
        fits(value) && value.s === number.value.s && oneEdit(digits(number.value, number.unit), digits(value, unit)),
    );
  });
  return [...scaled, ...edited];
}

const digits = (value: Big, unit: Big): string => value.div(unit).abs().round(0).toFixed();

/** Whether two rows of digits differ by one digit: another one, one lost or one too many. */
export function oneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [skipA, skipB] = [a.length >= b.length ? 1 : 0, b.length >= a.length ? 1 : 0];
  return a.slice(start + skipA) === b.slice(start + skipB);
}
