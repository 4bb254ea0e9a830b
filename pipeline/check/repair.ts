/** What a failed equation would need to hold, where exactly one reading of one number explains it. */
import Big from 'big.js';
import type { Checked } from './finding.ts';
import { type CheckedNumber, shown } from './numbers.ts';

/** Units taken for each other, and a decimal point lost or moved by one or two places. */
const FACTORS = ['10000', '0.0001', '100', '0.01', '10', '0.1'].map((factor) => new Big(factor));

interface Reading {
  number: CheckedNumber;
  value: Big;
}

/** Adds the proposal to the message of each failed equation that has exactly one. No value is changed. */
export function withProposals(findings: readonly Checked[]): Checked[] {
  const failed = findings.filter(({ status, equation }) => status === 'fail' && equation);
  if (failed.length === 0) return [...findings];
  const equations = Map.groupBy(
    findings.flatMap((finding) =>
      finding.equation && finding.status !== 'not_applicable'
        ? [...finding.equation.left, ...finding.equation.right].map((number) => ({ id: number.id, finding }))
        : [],
    ),
    ({ id }) => id,
  );
  return findings.map((finding) => {
    if (finding.status !== 'fail' || !finding.equation) return finding;
    const { left, right } = finding.equation;
    const readings = [...left, ...right]
      .flatMap((number) => readingsOf(number, finding))
      .filter((reading) =>
        (equations.get(reading.number.id) ?? []).every(({ finding: other }) => holds(other, reading)),
      );
    const proved = readings.filter(({ number }) => (equations.get(number.id) ?? []).length > 1);
    if (readings.length !== 1 || proved.length !== 1) return finding;
    const [{ number, value }] = proved;
    const proposal = `proposal: ${number.row.concept} ${shown(number)} on page ${number.row.page} read as ${value} ${number.row.unit} satisfies all ${(equations.get(number.id) ?? []).length} identities in which it stands`;
    return { ...finding, message: `${finding.message}; ${proposal}` };
  });
}

/** Readings of a number that make one equation hold. */
function readingsOf(number: CheckedNumber, { equation }: Checked): Reading[] {
  const { left, difference, tolerance } = equation!;
  const needed = number.value.minus(left.includes(number) ? difference : difference.times(-1));
  const scaled = FACTORS.map((factor) => number.value.times(factor)).find(
    (value) => !value.eq(0) && value.minus(needed).abs().lte(tolerance),
  );
  if (scaled) return [{ number, value: scaled }];
  const value = needed.div(number.unit).round(0).times(number.unit);
  return value.s === number.value.s && oneEdit(digits(number.value, number.unit), digits(value, number.unit))
    ? [{ number, value }]
    : [];
}

function holds({ equation }: Checked, { number, value }: Reading): boolean {
  const { left, difference, tolerance } = equation!;
  const shift = value.minus(number.value).times(left.some(({ id }) => id === number.id) ? 1 : -1);
  return difference.plus(shift).abs().lte(tolerance);
}

const digits = (value: Big, unit: Big): string => value.div(unit).abs().round(0).toFixed();

/** Whether two rows of digits differ by one digit: another one, one lost or one too many. */
function oneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  const [skipA, skipB] = [a.length >= b.length ? 1 : 0, b.length >= a.length ? 1 : 0];
  return a.slice(start + skipA) === b.slice(start + skipB);
}
