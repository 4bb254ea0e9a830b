/** Projects that a document names in several places: one amount for each, and no more than the list of projects has. */
import type Big from 'big.js';
import type { Check } from '../../schemas/checks.ts';
import { type Checked, compared } from './finding.ts';
import { type CheckedNumber, roundingOf, shown } from './numbers.ts';

type ProjectsCheck = Extract<Check, { kind: 'projects' }>;

/** What is left of a name without the words that any project may carry; shorter rests say nothing. */
const SHORTEST = 2;

/**
 * Amounts of one project in text, lists and sheets. A name that stands twice in one place with different amounts is the
 * name of several projects, and compared with nothing.
 */
export function checkProjects(check: ProjectsCheck, numbers: readonly CheckedNumber[]): Checked[] {
  const generic = new RegExp(check.generic, 'gu');
  const coreOf = ({ row }: CheckedNumber) => row.subject.replace(generic, '');
  const named = numbers.filter(
    (number) => number.row.unit === 'CNY' && number.row.subject !== '' && coreOf(number).length >= SHORTEST,
  );
  const groups = Map.groupBy(
    named.filter(({ row }) => check.same.includes(row.concept)),
    (number) => [number.row.concept, number.row.measure, number.row.period, coreOf(number)].join('\u001f'),
  );
  const alike = [...groups.values()].flatMap((group) => repeated(check, onePerPlace(group)));
  return [...alike, ...listed(check, named, coreOf)];
}

/** Every statement against the first; what the text alone repeats by one name is compared elsewhere. */
function repeated(check: ProjectsCheck, group: readonly CheckedNumber[]): Checked[] {
  const [first, ...others] = group;
  return others.flatMap((other) => {
    const isText = first.row.table_id === '' && other.row.table_id === '';
    if (isText && first.row.subject === other.row.subject) return [];
    return [
      compared({
        checkId: check.id,
        left: other.value,
        right: first.value,
        tolerance: coarser(first, other),
        formula: `${other.row.subject} ${shown(other)} = ${first.row.subject} ${shown(first)}`,
        sides: { left: [other], right: [first] },
        linear: true,
        about: `${first.row.concept} ${first.row.measure} of ${namesOf(other, first)}`,
      }),
    ];
  });
}

/** An item of a list of projects holds at least what was spent on the project of its name. */
function listed(
  check: ProjectsCheck,
  named: readonly CheckedNumber[],
  coreOf: (number: CheckedNumber) => string,
): Checked[] {
  const items = named.filter(({ row }) => check.lists.includes(row.concept) && row.measure === check.listed);
  const spent = Map.groupBy(
    named.filter(({ row }) => check.same.includes(row.concept) && row.measure === check.spent),
    (number) => `${coreOf(number)}\u001f${number.row.period}`,
  );
  const groups = Map.groupBy(items, (item) => `${coreOf(item)}\u001f${item.row.period}\u001f${item.row.concept}`);
  return [...groups.values()].flatMap((group) =>
    onePerPlace(group).flatMap((item) => {
      const amounts = onePerPlace(spent.get(`${coreOf(item)}\u001f${item.row.period}`) ?? []);
      if (amounts.length === 0) return [];
      // Of fiscal money where it is told apart: lists are mostly of that.
      const least = amounts.reduce((a, b) => (a.value.lte(b.value) ? a : b));
      return [
        compared({
          checkId: check.id,
          relation: '≥',
          left: item.value,
          right: least.value,
          tolerance: roundingOf([item, least]),
          formula: `${item.row.subject} ${shown(item)} ≥ ${least.row.subject} ${shown(least)}`,
          sides: { left: [item], right: [least] },
          about: `${item.row.concept} of ${namesOf(item, least)}`,
        }),
      ];
    }),
  );
}

/** One number for each table or section; none where a place gives the name several amounts. */
function onePerPlace(group: readonly CheckedNumber[]): CheckedNumber[] {
  const places = Map.groupBy(group, ({ row }) => row.table_id || `${row.report_type} ${row.section_id}`);
  return [...places.values()].flatMap(([first, ...others]) =>
    others.every(({ value }) => value.eq(first.value)) ? [first] : [],
  );
}

const coarser = (a: CheckedNumber, b: CheckedNumber): Big =>
  a.unit.eq(b.unit) ? a.unit.times(0) : (a.unit.gt(b.unit) ? a.unit : b.unit).div(2);

const namesOf = (a: CheckedNumber, b: CheckedNumber): string =>
  a.row.subject === b.row.subject
    ? a.row.subject
    : `${a.row.subject} and ${b.row.subject}, which seem to be one project`;
