/** Identities of the kind a + b = c + d. */
import Big from 'big.js';
import type { Check, Checks, Term } from '../../schemas/checks.ts';
import { type Checked, compared, notApplicable } from './finding.ts';
import { type CheckedNumber, conceptsOf, half, keyOf, matches, roundingOf, shown, sumOf } from './numbers.ts';

type SumCheck = Extract<Check, { kind: 'sum' }>;

const GENERAL = 'general_public';
/** A list with less than this share of the whole names some of its parts only. */
const MOST = 0.8;

/** Every group of numbers that agree on the key, each checked once. */
export function checkSums(check: SumCheck, numbers: readonly CheckedNumber[], partial: Checks['partial']): Checked[] {
  const { unless } = check;
  const stands = ({ concept }: Term) => conceptsOf(numbers).has(concept);
  if (!check.left.some(stands)) return [];
  const other = unless && numbers.find(({ row, value }) => unless.concepts.includes(row.concept) && !value.eq(0));
  if (unless && other) {
    const some = numbers.some((number) => check.left.some((term) => matches(number, term)));
    return some ? [notApplicable(check.id, `${unless.reason}: ${other.row.concept} ${shown(other)}`)] : [];
  }
  if (![...check.left, ...check.right].every((term) => term.optional || stands(term))) return [];
  const named = new Set([...check.left, ...check.right].map(({ concept }) => concept));
  // Percentages of different wholes do not add up, and of changes the text names the greater ones only.
  const adds = ({ row }: CheckedNumber) =>
    row.unit !== 'percent' && (row.table_id !== '' || !row.measure.startsWith('change'));
  const amounts = numbers.filter((number) => named.has(number.row.concept) && adds(number));
  const groups = Map.groupBy(amounts, (number) => keyOf(number, check.across));
  return [...groups.values()].flatMap((group) => checkGroup(check, group, numbers, partial) ?? []);
}

function checkGroup(
  check: SumCheck,
  group: readonly CheckedNumber[],
  all: readonly CheckedNumber[],
  partial: Checks['partial'],
): Checked | undefined {
  const left = sideOf(check.left, group, check);
  if (!left || (check.left.length === 1 && left.length !== 1)) return undefined;
  const parts = sideOf(check.right, group, check)?.filter(({ id }) => !left.some((number) => number.id === id));
  if (!parts || parts.length < check.at_least || left.length === 0) return undefined;
  const finding = comparedSides(check, left, parts);
  if (finding.status !== 'fail') return finding;
  const within = brokenDown(check, left, parts, all);
  const [first] = within;
  const whole = comparedSides(check, left, [...parts, ...within]);
  if (first && whole.status === 'pass') return whole;
  const reason =
    incompleteness(check, left[0], parts, all, partial) ??
    (first && `a part is stated in parts of its own: ${first.row.concept} ${shown(first)}`) ??
    otherThing(check, left[0], all);
  if (reason === undefined) return finding;
  const { equation: _, ...rest } = finding;
  return { ...rest, status: 'not_applicable', message: `${finding.message}; ${reason}` };
}

const comparedSides = (check: SumCheck, left: readonly CheckedNumber[], parts: readonly CheckedNumber[]): Checked =>
  compared({
    checkId: check.id,
    relation: check.relation,
    left: sumOf(left),
    right: sumOf(parts),
    tolerance: check.tolerance === 'exact' ? new Big(0) : roundingOf([...left, ...parts]),
    formula: `${spelled(left)} ${check.relation} ${spelled(parts)}`,
    sides: { left, right: parts },
    linear: true,
    excuse: check.excuse,
    about: `${left[0].row.concept}${left[0].row.function_code && ` ${left[0].row.function_code}`}`,
  });

const spelled = (numbers: readonly CheckedNumber[]): string =>
  numbers
    .map(({ row }, i) => `${row.concept}${row.economic_code && ` ${row.economic_code}`} ${shown(numbers[i])}`)
    .join(' + ');

/** Why the parts need not make up the whole. */
function incompleteness(
  { list, members }: SumCheck,
  whole: CheckedNumber,
  parts: readonly CheckedNumber[],
  all: readonly CheckedNumber[],
  partial: Checks['partial'],
): string | undefined {
  if (members) {
    const counts = all.filter((number) => matches(number, members) && number.row.report_type === whole.row.report_type);
    const [count] = counts;
    if (!count) return 'it is not said how many there are';
    if (counts.some(({ value }) => !value.eq(parts.length))) return `${parts.length} of ${shown(count)} are reported`;
  }
  if (!list) return undefined;
  // 其中：办公费30万元、差旅费21万元 of 142万元: a list that is far from the whole only names some parts.
  if (sumOf(parts).lt(whole.value.times(MOST))) return 'the list is far from the whole and may name some parts only';
  const some =
    partial.before.find((words) => [whole.after, parts[0].before].some((text) => text.includes(words))) ??
    partial.after.find((words) => parts[parts.length - 1].after.replace(/^[万亿]?元?/, '').startsWith(words));
  return some && `the list names some parts only (“${some}”)`;
}

/** 合计 100, 项目支出 60 beside 人员经费 30 and 公用经费 10: the parts of what is not stated itself. */
function brokenDown(
  check: SumCheck,
  left: readonly CheckedNumber[],
  parts: readonly CheckedNumber[],
  all: readonly CheckedNumber[],
): CheckedNumber[] {
  if (check.relation !== '=' || sumOf(left).lte(sumOf(parts))) return [];
  const missing = check.right.filter((term) => term.optional && !parts.some((part) => matches(part, term)));
  const key = keyOf(left[0], check.across);
  return all.filter(
    (number) =>
      missing.some(({ concept }) => number.row.concept.startsWith(`${concept}.`)) &&
      !parts.some(({ row }) => row.concept === number.row.concept) &&
      !number.value.eq(0) &&
      number.row.unit === left[0].row.unit &&
      number.row.table_id === left[0].row.table_id &&
      keyOf(number, check.across) === key,
  );
}

/** What the left side may be instead, where it is exactly that. */
function otherThing({ or }: SumCheck, left: CheckedNumber, all: readonly CheckedNumber[]): string | undefined {
  const other =
    or &&
    all.find(
      (number) =>
        matches(number, or) &&
        number.value
          .minus(left.value)
          .abs()
          .lte(roundingOf([number, left])),
    );
  return other && `it is the ${other.row.concept} ${shown(other)}`;
}

/** The numbers of one side; undefined when one that must be stated is not. */
function sideOf(terms: readonly Term[], group: readonly CheckedNumber[], check: SumCheck) {
  const side: CheckedNumber[] = [];
  for (const term of terms) {
    const found = stated(term, group, check);
    if (!found || (found.length === 0 && !term.optional)) return undefined;
    side.push(...found);
  }
  return side;
}

/**
 * The numbers that a term names. A number that is stated more than once counts once.
 * @returns undefined when the same thing is stated with different values: what belongs together is then not certain
 */
function stated(term: Term, group: readonly CheckedNumber[], check: SumCheck): CheckedNumber[] | undefined {
  const fitting = group.filter((number) => matches(number, term));
  // A table of the general budget prints its fund in its title only, the text beside each item.
  const isGeneral = term.fund === undefined && fitting.some(({ row }) => row.fund === GENERAL);
  const fundOf = ({ fund }: CheckedNumber['row']) => (fund === '' && isGeneral ? GENERAL : fund);
  const members = Map.groupBy(fitting, ({ row }) =>
    [row.measure, row.function_code, row.economic_code, row.economic_name, fundOf(row), row.subject].join('\u001f'),
  );
  const found: CheckedNumber[] = [];
  for (const same of members.values()) {
    // Text and tables print the same amount to different places: the finest says most.
    const finest = same.reduce((best, number) => (number.unit.lt(best.unit) ? number : best));
    if (
      same.some(({ value, unit }) =>
        value
          .minus(finest.value)
          .abs()
          .gt(unit.gt(finest.unit) ? half(unit) : 0),
      )
    )
      return undefined;
    found.push(finest);
  }
  // Across a column several members may add up; otherwise there is one.
  return check.across.length > 0 || found.length <= 1 ? found : undefined;
}
