/**
 * Documents that say the same, as the versions of one disclosure do: a hundred copies of a budget and a hundred of the
 * accounts are not ten thousand comparisons.
 */
import type { CrossCheck } from '../../schemas/checks.ts';
import type { Related } from './related.ts';
import type { Says } from './says.ts';

/** Concepts of a check on both of its sides. */
export const conceptsOf = ({ concepts }: CrossCheck): [left: string, right: string][] =>
  concepts.map((names) => (typeof names === 'string' ? [names, names] : names));

/**
 * The pairs that are compared, in the order of the run: each document on the left with the first of all that say the same
 * on the right, and the first of all that say the same on the left with each on the right. So every document takes part in
 * every comparison that it would fail, and none is made that tells nothing new.
 */
export function pairsOf(
  check: CrossCheck,
  { lefts, rights }: Related,
  says: (row: Related['lefts'][number]) => Says,
): [left: Says, right: Says][] {
  const both = [sideOf(check, 'left', lefts.map(says)), sideOf(check, 'right', rights.map(says))];
  const [left, right] = both;
  const isOneReport = check.left.report_type === check.right.report_type;
  return left.all.flatMap((one): [Says, Says][] =>
    (left.firsts.has(one) ? right.all : [...right.firsts])
      .filter((other) => one.row !== other.row || !isOneReport)
      .map((other) => [one, other]),
  );
}

/** The documents that say anything on a side of a check, and the first of each kind. */
function sideOf(check: CrossCheck, side: 'left' | 'right', documents: readonly Says[]) {
  const firsts = new Map<string, Says>();
  const all = documents.filter((one) => {
    const said = saidOf(check, side, one);
    if (said === undefined) return false;
    if (!firsts.has(said)) firsts.set(said, one);
    return true;
  });
  return { all, firsts: new Set(firsts.values()) };
}

/** All that decides how a document is compared; nothing if it says nothing that is. */
function saidOf(check: CrossCheck, side: 'left' | 'right', document: Says): string | undefined {
  const { scope, report_type } = document.row;
  if (check.targets) {
    const targets = document.indicators.map(({ level2, level3, target_raw, target_value, target_unit }) => [
      ...[level2, level3, target_raw, target_value, target_unit],
    ]);
    return targets.length === 0 ? undefined : JSON.stringify([scope, report_type, targets]);
  }
  const concepts = conceptsOf(check).map(([left, right]) => (side === 'left' ? left : right));
  const statements = concepts.map((concept) => document.statements(check, side, concept));
  if (statements.every(({ length }) => length === 0)) return undefined;
  const numbers = statements.map((said) =>
    said.map((one) =>
      one.numbers.map(({ row }) => [row.measure, row.value, row.decimals, row.raw, row.raw_unit, row.subject]),
    ),
  );
  const members = document.members(check).map(({ value, subject }) => [value, subject]);
  return JSON.stringify([scope, numbers, members]);
}
