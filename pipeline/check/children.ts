/** Identities of the kind parent = sum of its children, over the codes of a classification. */
import Big from 'big.js';
import type { Check } from '../../schemas/checks.ts';
import { type Checked, compared } from './finding.ts';
import { type CheckedNumber, keyOf, roundingOf, shown, sumOf } from './numbers.ts';

type ChildrenCheck = Extract<Check, { kind: 'children' }>;

/** Classes have 3 digits; every level below has two more. */
const CLASS = 3;
const STEP = 2;

/** The numbers of one table: each code against the codes one level below, or the total against the classes. */
export function checkChildren(check: ChildrenCheck, numbers: readonly CheckedNumber[]): Checked[] {
  if (numbers.every(({ row }) => row[check.code] === '')) return [];
  // The text says things again; a table does not.
  const once = numbers.filter(
    ({ row }) =>
      row.unit !== 'percent' &&
      (row.table_id !== '' || (!row.measure.startsWith('change') && !row.flags.split(';').includes('repeated'))),
  );
  const columns = Map.groupBy(once, (number) => [familyOf(check, number), keyOf(number, [check.code])].join('\u001f'));
  return [...columns.values()].flatMap((column) =>
    check.of === 'total' ? totalOf(check, column) : parentsOf(check, column),
  );
}

function familyOf({ family }: ChildrenCheck, { row }: CheckedNumber): string {
  return family !== undefined && row.concept.startsWith(family) ? family : row.concept;
}

function totalOf(check: ChildrenCheck, column: readonly CheckedNumber[]): Checked[] {
  const totals = column.filter(({ row }) => row[check.code] === '');
  const classes = column.filter(({ row }) => row[check.code].length === CLASS);
  if (totals.length !== 1 || classes.length === 0 || hasRepeats(check, classes)) return [];
  return [comparedTo(check, totals[0], classes, 'total')];
}

function parentsOf(check: ChildrenCheck, column: readonly CheckedNumber[]): Checked[] {
  const coded = column.filter(({ row }) => row[check.code] !== '');
  if (hasRepeats(check, coded)) return [];
  const levels = Map.groupBy(coded, ({ row }) => row[check.code].length);
  const longest = [...levels.keys()].reduce((most, length) => Math.max(most, length), 0);
  return coded.flatMap((parent) => {
    const code = parent.row[check.code];
    const level = check.relation === '=' || code.length === longest ? code.length + STEP : longest;
    const children = (levels.get(level) ?? []).filter(({ row }) => row[check.code].startsWith(code));
    return children.length === 0 ? [] : [comparedTo(check, parent, children, code)];
  });
}

/** A code that stands twice in a column (two funds in one table): which row belongs to which is not certain. */
function hasRepeats(check: ChildrenCheck, numbers: readonly CheckedNumber[]): boolean {
  return new Set(numbers.map(({ row }) => row[check.code])).size < numbers.length;
}

function comparedTo(
  check: ChildrenCheck,
  parent: CheckedNumber,
  children: readonly CheckedNumber[],
  name: string,
): Checked {
  const all = [parent, ...children];
  return compared({
    checkId: check.id,
    relation: check.relation,
    left: parent.value,
    right: sumOf(children),
    tolerance: check.tolerance === 'exact' ? new Big(0) : roundingOf(all),
    formula: `${parent.row.concept} ${name} ${shown(parent)} ${check.relation} ${children.map((child) => `${child.row[check.code]} ${shown(child)}`).join(' + ')}`,
    sides: { left: [parent], right: children },
    linear: true,
    about: `${parent.row.concept} ${name}`,
  });
}
