/** Identities between documents of one run: budget and final accounts, one year and the next, a department and its units. */
import type Big from 'big.js';
import type { Comparisons, CrossCheck } from '../../schemas/checks.ts';
import type { Row } from '../../schemas/datasets.ts';
import { type Checked, compared, placesOf } from './finding.ts';
import { type CheckedNumber, roundingOf, shown, sumOf } from './numbers.ts';
import { type DocumentRow, relations } from './related.ts';
import { type RunDocument, Says, type Statement } from './says.ts';
import { checkTargets } from './targets.ts';
import { conceptsOf, pairsOf } from './versions.ts';

/** Findings of every related pair, each under the document that is named first. */
export function checkAcross(comparisons: Comparisons, documents: readonly RunDocument[]): Row<'findings'>[] {
  const says = new Map(documents.map((document) => [document.row, new Says(document)]));
  const related = relations([...says.keys()], comparisons);
  return comparisons.checks.flatMap((check) =>
    related(check.with).flatMap((group) => {
      const of = (row: DocumentRow) => says.get(row)!;
      if (check.with === 'units') return comparedSides(check, of(group.lefts[0]), group.rights.map(of));
      return pairsOf(check, group, of).flatMap(([left, right]) => {
        const excuse = excuseOf(left.row, right.row);
        return check.targets ? checkTargets(check, left, right, excuse) : comparedSides(check, left, [right], excuse);
      });
    }),
  );
}

/** @returns why the numbers of two documents may rightly differ */
function excuseOf(left: DocumentRow, right: DocumentRow): string | undefined {
  if (left.scope === right.scope && left.scope) return undefined;
  return `the scopes are not the same (${left.scope || 'not stated'} and ${right.scope || 'not stated'})`;
}

/** A document against another one, or against several together. */
function comparedSides(check: CrossCheck, left: Says, right: readonly Says[], excuse?: string): Row<'findings'>[] {
  return conceptsOf(check).flatMap(([one, other]) => {
    const said = left.statements(check, 'left', one);
    const others = right.map((document) => document.statements(check, 'right', other));
    if (said.length === 0 || others.some((statements) => statements.length === 0)) return [];
    const finding = comparedStatements(check, { left, right, excuse }, one, said, others);
    return [{ document_id: left.row.document_id, ...finding }];
  });
}

/** Documents that are compared. */
interface Compared {
  left: Says;
  right: readonly Says[];
  /** Why their numbers may rightly differ. */
  excuse: string | undefined;
}

function comparedStatements(
  check: CrossCheck,
  documents: Compared,
  concept: string,
  left: readonly Statement[],
  right: readonly (readonly Statement[])[],
): Checked {
  const { excuse } = documents;
  const from = documents.left.row;
  const to = documents.right.map(({ row }) => row);
  const firsts = right.map(([first]) => first);
  const single = right.length === 1 ? right[0] : undefined;
  // A document may say a thing more than once: the two that are nearest are compared.
  const candidates = left.flatMap((one) => (single ?? [merged(firsts)]).map((other) => ({ one, other })));
  const best = candidates.reduce((a, b) => (distance(b).lt(distance(a)) ? b : a));
  const { one, other } = best;
  const files = to.map((row) => row.file).join(', ');
  const some = check.with === 'units' && !isComplete(check, documents);
  const finding = compared({
    checkId: check.id,
    relation: some ? '≥' : '=',
    left: one.value,
    right: other.value,
    tolerance: roundingOf([...one.numbers, ...other.numbers]),
    formula: `${concept} ${from.fiscal_year} ${one.numbers.map(shown).join(' - ')} = ${to[0].fiscal_year} ${other.numbers.map(shown).join(' + ')}`,
    sides: { left: one.numbers, right: other.numbers },
    excuse: some || check.with !== 'units' ? check.excuse : undefined,
    about: `${concept} in ${from.file} against ${files}`,
  });
  if (finding.status !== 'fail') return finding;
  const sides = [
    { says: documents.left, numbers: one.numbers },
    ...documents.right.map((says, i) => ({ says, numbers: single ? other.numbers : firsts[i].numbers })),
  ];
  // Named after the body itself, or said of a body that has no units: whatever the scopes of the documents are.
  const itself = check.own !== undefined && sides.every(({ says, numbers }) => isOwn(check, says, numbers));
  if (excuse === undefined || itself)
    return check.note === undefined ? finding : { ...finding, message: `${finding.message}; ${check.note}` };
  const figures = `${shown(one.numbers[0])}${placesOf(one.numbers)} in ${from.file}, ${shown(other.numbers[0])}${placesOf(other.numbers)} in ${files}`;
  return { ...finding, status: 'not_applicable', message: `${concept}: ${figures}; ${excuse}` };
}

function isOwn(check: CrossCheck, says: Says, numbers: readonly CheckedNumber[]): boolean {
  const units = says.members(check);
  const isAlone = units.length > 0 && units.every(({ value }) => Number(value) === 0);
  return isAlone || numbers.every(({ row: { subject } }) => subject !== '');
}

/** Whether all units of a department are in the run: its own accounts, and as many others as it says to have. */
function isComplete(check: CrossCheck, { left: department, right: units }: Compared): boolean {
  const said = department.members(check).filter(({ subject }) => subject === '');
  const own = units.filter(({ row }) => row.scope === '本级').length;
  return own === 1 && said.length > 0 && said.every(({ value }) => Number(value) === units.length - own);
}

const merged = (parts: readonly Statement[]): Statement => {
  const numbers = parts.flatMap((part) => part.numbers);
  return { numbers, value: sumOf(numbers) };
};

const distance = ({ one, other }: { one: Statement; other: Statement }): Big => one.value.minus(other.value).abs();
