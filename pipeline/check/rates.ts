/** Rates among the indicators against the numbers of the report. */
import Big from 'big.js';
import type { Check } from '../../schemas/checks.ts';
import type { FinishedIndicator } from '../rows/facts.ts';
import { type Checked, compared } from './finding.ts';
import { type CheckedNumber, matches, shown, sumOf } from './numbers.ts';

type RateCheck = Extract<Check, { kind: 'rate' }>;

const HUNDRED = new Big(100);

/** Every indicator of the department itself by that name whose rate the report states or lets work out. */
export function checkRates(
  check: RateCheck,
  indicators: readonly FinishedIndicator[],
  numbers: readonly CheckedNumber[],
): Checked[] {
  const name = new RegExp(check.name, 'u');
  const basis = basisOf(check, numbers);
  if (!basis) return [];
  return indicators.flatMap(({ row }) => {
    if (row.project !== '' || row.actual_unit !== 'percent' || !name.test(row.level3) || !row.actual_value) return [];
    return [
      compared({
        checkId: check.id,
        left: new Big(row.actual_value),
        right: basis.value,
        // Indicators are often given in whole percents.
        tolerance: new Big('0.5'),
        formula: `${row.level3} ${row.actual_raw} = ${basis.formula}`,
        ids: [row.indicator_id, ...basis.numbers.map(({ id }) => id)],
        about: `indicator ${row.level3} (page ${row.page}, table ${row.table_id}) against pages ${[...new Set(basis.numbers.map((number) => number.row.page))].join(', ')}`,
      }),
    ];
  });
}

/** What the report says: the rate itself or both of its numbers, if it says each of them alike everywhere. */
function basisOf({ over, under }: RateCheck, numbers: readonly CheckedNumber[]) {
  const [a, b] = [only(over, numbers), under.length > 0 ? only(under, numbers) : undefined];
  if (!a || (under.length > 0 && (!b || sumOf(b).eq(0)))) return undefined;
  if (!b) return { value: a[0].value, numbers: a, formula: shown(a[0]) };
  const formula = `${a.map(shown).join(' + ')} / ${b.map(shown).join(' + ')}`;
  return { value: sumOf(a).times(HUNDRED).div(sumOf(b)), numbers: [...a, ...b], formula };
}

/** The first of the terms that is stated, once or always alike. */
function only(terms: RateCheck['over'], numbers: readonly CheckedNumber[]): CheckedNumber[] | undefined {
  for (const term of terms) {
    const found = numbers.filter((number) => matches(number, term) && number.row.subject === '');
    if (found.length === 0) continue;
    return found.every(({ value }) => value.eq(found[0].value)) ? [found[0]] : undefined;
  }
  return undefined;
}
