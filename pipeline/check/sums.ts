/** Identities of the kind left = a + b + c. */
import Big from 'big.js';
import type { Check, Term } from '../../schemas/checks.ts';
import { compared, type Finding } from './finding.ts';
import { type CheckedNumber, keyOf, matches, roundingOf, shown, sumOf } from './numbers.ts';

type SumCheck = Extract<Check, { kind: 'sum' }>;

/** Every group of numbers that agree on the key, each checked once. */
export function checkSums(check: SumCheck, numbers: readonly CheckedNumber[]): Finding[] {
  // Percentages of different wholes do not add up.
  const amounts = numbers.filter(({ row }) => row.unit !== 'percent');
  const groups = Map.groupBy(amounts, (number) => keyOf(number, check.across));
  return [...groups.values()].flatMap((group) => checkGroup(check, group) ?? []);
}

function checkGroup(check: SumCheck, group: readonly CheckedNumber[]): Finding | undefined {
  const left = stated(check.left, group, check);
  if (left?.length !== 1) return undefined;
  const parts: CheckedNumber[] = [];
  for (const term of check.right) {
    const found = stated(term, group, check);
    if (!found) return undefined;
    if (found.length === 0 && !term.optional) return undefined;
    parts.push(...found);
  }
  if (parts.length === 0 || parts.every((part) => part.id === left[0].id)) return undefined;
  return compared({
    checkId: check.id,
    relation: check.relation,
    left: left[0].value,
    right: sumOf(parts),
    tolerance: check.tolerance === 'exact' ? new Big(0) : roundingOf([...left, ...parts]),
    formula: `${check.left.concept} ${shown(left[0])} ${check.relation} ${parts.map((part) => `${part.row.concept} ${shown(part)}`).join(' + ')}`,
    ids: [...left, ...parts].map(({ id }) => id),
    about: `page ${left[0].row.page}, ${check.left.concept}${left[0].row.function_code && ` ${left[0].row.function_code}`}`,
  });
}

/**
 * The numbers that a term names. A number that is stated more than once counts once.
 * @returns undefined when the same thing is stated with different values: what belongs together is then not certain
 */
function stated(term: Term, group: readonly CheckedNumber[], check: SumCheck): CheckedNumber[] | undefined {
  const members = Map.groupBy(
    group.filter((number) => matches(number, term)),
    ({ row }) => [row.measure, row.function_code, row.economic_code, row.fund, row.subject].join('\u001f'),
  );
  const found: CheckedNumber[] = [];
  for (const [first, ...others] of members.values()) {
    if (others.some(({ value }) => !value.eq(first.value))) return undefined;
    found.push(first);
  }
  // Across a column several members may add up; otherwise there is one.
  return check.across.length > 0 || found.length <= 1 ? found : undefined;
}
