/** What a document says more than once is said alike. */
import type { Check } from '../../schemas/checks.ts';
import { type Checked, compared } from './finding.ts';
import { type CheckedNumber, half, isRounded, keyOf, scaleOf, shown } from './numbers.ts';

type AgreeCheck = Extract<Check, { kind: 'agree' }>;

/** Every number against the first of those that are about the same thing. */
export function checkAgreement(check: AgreeCheck, numbers: readonly CheckedNumber[]): Checked[] {
  const wanted = numbers.filter(
    ({ row }) => row.unit !== 'percent' && (check.measures === undefined || check.measures.includes(row.measure)),
  );
  const groups = Map.groupBy(wanted, (number) =>
    [
      number.row.concept,
      number.row.function_name,
      number.row.economic_name,
      number.row.base,
      number.row.unit,
      number.row.date,
      keyOf(number, check.across),
    ].join('\u001f'),
  );
  return [...groups.values()].flatMap(([first, ...others]) =>
    others.map((other) => {
      const coarser = first.unit.gt(other.unit) ? first : other;
      const { row } = first;
      const name = [row.concept, row.measure, row.function_code, row.economic_code, row.fund, row.subject];
      return compared({
        checkId: check.id,
        left: other.value,
        right: first.value,
        // The same amount, rounded twice to different places.
        tolerance: isPrint(first, other) ? half(coarser.unit) : coarser.unit.times(0),
        formula: `${row.concept} ${shown(other)} = ${shown(first)}`,
        sides: { left: [other], right: [first] },
        linear: true,
        about: name.filter((part) => part !== '').join(' '),
      });
    }),
  );
}

const isPrint = (a: CheckedNumber, b: CheckedNumber): boolean =>
  !a.unit.eq(b.unit) && (scaleOf(a) !== scaleOf(b) || isRounded(a, b));
