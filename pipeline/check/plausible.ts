/** Numbers that are possible, but need a look: percentages beyond their limits, years that are not the report's. */
import Big from 'big.js';
import type { Check } from '../../schemas/checks.ts';
import { type Checked, placesOf, wrong } from './finding.ts';
import { type CheckedNumber, shown } from './numbers.ts';

type RangeCheck = Extract<Check, { kind: 'range' }>;
type YearsCheck = Extract<Check, { kind: 'years' }>;

/** Every number of the measures outside the limits. */
export function checkRange(check: RangeCheck, numbers: readonly CheckedNumber[]): Checked[] {
  const [least, most] = [new Big(check.at_least), new Big(check.at_most)];
  return numbers.flatMap((number) => {
    const { row, value, id } = number;
    if (row.unit !== 'percent' || !check.measures.includes(row.measure)) return [];
    if (value.gte(least) && value.lte(most)) return [];
    const formula = `${row.concept} ${row.measure} ${shown(number)} within ${least}% to ${most}%`;
    return [
      wrong(
        check.id,
        formula,
        [id],
        `${row.concept} ${row.measure}${placesOf([number])}: ${value}% is possible, but rare`,
      ),
    ];
  });
}

/** Every amount of the text whose year is neither the report's nor near before it. */
export function checkYears(check: YearsCheck, numbers: readonly CheckedNumber[]): Checked[] {
  return numbers.flatMap((number) => {
    const { row, id } = number;
    const [year, own] = [Number(row.period), Number(row.fiscal_year)];
    if (row.unit !== 'CNY' || !row.period || !row.fiscal_year) return [];
    if (year >= own - check.back && year <= own + check.ahead) return [];
    const formula = `${own - check.back} ≤ year of ${row.concept} ${year} ≤ ${own + check.ahead}`;
    const message = `${row.concept} ${shown(number)}${placesOf([number])} is about ${year}, the report about ${own}`;
    return [wrong(check.id, formula, [id], message)];
  });
}
