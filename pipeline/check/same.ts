/** What running text says against what a table says of the same thing. */
import type Big from 'big.js';
import type { Check } from '../../schemas/checks.ts';
import { type Checked, compared } from './finding.ts';
import { type CheckedNumber, isRounded, keyOf, scaleOf, shown } from './numbers.ts';

type SameCheck = Extract<Check, { kind: 'same' }>;

/** Every amount of the text that a table states as well. One equal table number is enough. */
export function checkSame(check: SameCheck, numbers: readonly CheckedNumber[]): Checked[] {
  const wanted = numbers.filter(({ row }) => row.unit === 'CNY' && chosen(check, row.concept));
  const key = (number: CheckedNumber) => `${number.row.concept}\u001f${keyOf(number, ['fund'])}`;
  const tables = Map.groupBy(
    wanted.filter(({ row }) => row.table_id !== ''),
    key,
  );
  return wanted.flatMap((said) => {
    const listed = said.row.table_id === '' ? (tables.get(key(said)) ?? []) : [];
    const [first] = listed;
    if (!first) return [];
    const printed = listed.find((number) => near(said, number)) ?? first;
    return [
      compared({
        checkId: check.id,
        left: said.value,
        right: printed.value,
        tolerance: slack(said, printed),
        formula: `${said.row.concept} text ${shown(said)} = table ${shown(printed)}`,
        sides: { left: [said], right: [printed] },
        linear: true,
        about: said.row.concept,
      }),
    ];
  });
}

function chosen({ concepts, except }: SameCheck, concept: string): boolean {
  if (except.some((start) => concept.startsWith(start))) return false;
  return concepts === undefined || concepts.some((start) => concept.startsWith(start));
}

/** One and a half units of the coarser print: both may be sums of rounded numbers. A digit less is no coarser print. */
function slack(a: CheckedNumber, b: CheckedNumber): Big {
  const [fine, coarse] = a.unit.lt(b.unit) ? [a, b] : [b, a];
  const isPrint = scaleOf(a) !== scaleOf(b) || a.unit.eq(b.unit) || isRounded(a, b);
  return (isPrint ? coarse : fine).unit.times('1.5');
}

const near = (a: CheckedNumber, b: CheckedNumber): boolean => a.value.minus(b.value).abs().lte(slack(a, b));
