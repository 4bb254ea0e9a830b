/** Items of the text that make up a total in one measure make it up in another. */
import type { Check } from '../../schemas/checks.ts';
import { type Checked, compared } from './finding.ts';
import { type CheckedNumber, roundingOf, shown, sumOf } from './numbers.ts';

type CompleteCheck = Extract<Check, { kind: 'complete' }>;

/** Digits of an item's code; classes and groups have fewer. */
const ITEM = 7;

/** One finding where the list is complete: its items add up to a stated total in the measure that tells. */
export function checkComplete(check: CompleteCheck, numbers: readonly CheckedNumber[]): Checked[] {
  const own = numbers.filter(({ row }) => row.concept === check.concept && row.unit === 'CNY' && !row.subject);
  const of = (measure: string) => {
    const stated = own.filter(({ row }) => row.measure === measure && !row.flags.split(';').includes('repeated'));
    return {
      items: stated.filter(({ row }) => row.function_code.length === ITEM || (!row.function_code && row.function_name)),
      totals: stated.filter(({ row }) => !row.function_code && !row.function_name && !row.economic_code),
    };
  };
  const [known, wanted] = [of(check.by), of(check.measure)];
  const names = (items: readonly CheckedNumber[]) =>
    items
      .map(({ row }) => row.function_code || row.function_name)
      .sort()
      .join();
  if (known.items.length < 2 || names(known.items) !== names(wanted.items) || wanted.totals.length !== 1) return [];
  const [total] = known.totals;
  const sum = sumOf(known.items);
  if (
    !total?.value
      .minus(sum)
      .abs()
      .lte(roundingOf([total, ...known.items]))
  )
    return [];
  const [left] = wanted.totals;
  return [
    compared({
      checkId: check.id,
      left: left.value,
      right: sumOf(wanted.items),
      tolerance: roundingOf([left, ...wanted.items]),
      formula: `${check.concept} ${check.measure} ${shown(left)} = ${wanted.items.map(shown).join(' + ')}`,
      sides: { left: [left], right: wanted.items },
      linear: true,
      about: `${check.concept} ${check.measure}, whose items are all listed`,
    }),
  ];
}
