/** Identities between documents of one run: budget and final accounts, one year and the next, a department and its units. */
import type Big from 'big.js';
import type { Comparisons, CrossCheck } from '../../schemas/checks.ts';
import type { Row } from '../../schemas/datasets.ts';
import { type Checked, compared, placesOf } from './finding.ts';
import { type CheckedNumber, numbersOf, roundingOf, shown, sumOf } from './numbers.ts';
import { type DocumentRow, type Pair, pairsOf } from './related.ts';
import { checkTargets } from './targets.ts';

/** A document with the facts that may be compared. */
export interface RunDocument {
  row: DocumentRow;
  facts: readonly Row<'facts'>[];
  indicators?: readonly Row<'indicators'>[];
}

/** What a document says of one concept: a number, or this year's less its change. */
interface Statement {
  numbers: CheckedNumber[];
  value: Big;
}

/** Findings of every related pair, each under the document that is named first. */
export function checkAcross(comparisons: Comparisons, documents: readonly RunDocument[]): Row<'findings'>[] {
  const indicators = new Map(documents.map((document) => [document.row.document_id, document.indicators ?? []]));
  const facts = new Map(documents.map(({ row, facts: own }) => [row.document_id, own]));
  return comparisons.checks.flatMap((check) => {
    const numbers = new Map(documents.map(({ row, facts: own }) => [row.document_id, comparable(own, check)]));
    return pairsOf(
      check,
      documents.map(({ row }) => row),
      comparisons,
    ).flatMap((pair) => {
      if (check.targets) return checkTargets(check, pair, indicators);
      return check.concepts.flatMap((names) => {
        const [one, other] = typeof names === 'string' ? [names, names] : names;
        const left = statements(numbers.get(pair.left.document_id)!, one, check.left, yearOf(pair.left, check));
        const right = pair.right.map((row) =>
          statements(numbers.get(row.document_id)!, other, check.right, Number(row.fiscal_year)),
        );
        const finding = comparedPair(check, pair, one, left, right, facts);
        return finding ? [{ document_id: pair.left.document_id, ...finding }] : [];
      });
    });
  });
}

/** Whole amounts only: no class, item or project. */
const comparable = (facts: readonly Row<'facts'>[], { unit, own }: CrossCheck): CheckedNumber[] =>
  numbersOf(
    facts
      .filter(
        (row) =>
          row.unit === unit &&
          !row.function_code &&
          !row.economic_code &&
          !row.economic_name &&
          (!row.subject || (own !== undefined && new RegExp(own, 'u').test(row.subject))),
      )
      .map((row) => ({ row, trace: { rule: '', prefix: '', suffix: '', evidence: [], steps: [] } })),
  );

/** What the other document calls its own year; an opening balance is said of the own year. */
const yearOf = ({ fiscal_year }: DocumentRow, { left }: CrossCheck): number =>
  Number(fiscal_year) - (left.measures.some((measure) => measure.startsWith('prior_year')) ? 1 : 0);

function statements(
  all: readonly CheckedNumber[],
  concept: string,
  { report_type, measures }: CrossCheck['left'],
  year: number,
): Statement[] {
  const own = all.filter(({ row }) => row.concept === concept && row.report_type === report_type && row.fund === '');
  const stated = own.filter(({ row }) => measures.includes(row.measure) && Number(row.period) === year);
  const changes = own.filter(({ row }) => row.measure === 'change_amount' && measures.includes(row.base));
  const derived = changes.flatMap((change) => {
    const value = own.find(({ row }) => row.measure === 'budget_current' && row.period === change.row.period);
    return value ? [{ numbers: [value, change], value: value.value.minus(change.value) }] : [];
  });
  return [...stated.map((number) => ({ numbers: [number], value: number.value })), ...derived];
}

function comparedPair(
  check: CrossCheck,
  { left: from, right: to, excuse }: Pair,
  concept: string,
  left: readonly Statement[],
  right: readonly Statement[][],
  facts: ReadonlyMap<string, readonly Row<'facts'>[]>,
): Checked | undefined {
  if (left.length === 0 || right.some((statements) => statements.length === 0)) return undefined;
  const firsts = right.map(([first]) => first);
  const single = right.length === 1 ? right[0] : undefined;
  // A document may say a thing more than once: the two that are nearest are compared.
  const candidates = left.flatMap((one) => (single ?? [merged(firsts)]).map((other) => ({ one, other })));
  const best = candidates.reduce((a, b) => (distance(b).lt(distance(a)) ? b : a));
  const { one, other } = best;
  const files = to.map((row) => row.file).join(', ');
  const some = check.with === 'units' && !isComplete(check, from, to, facts);
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
    { row: from, numbers: one.numbers },
    ...to.map((row, i) => ({ row, numbers: single ? other.numbers : firsts[i].numbers })),
  ];
  // Named after the body itself, or said of a body that has no units: whatever the scopes of the documents are.
  const itself = check.own !== undefined && sides.every((side) => isOwn(side, check, facts));
  if (excuse === undefined || itself)
    return check.note === undefined ? finding : { ...finding, message: `${finding.message}; ${check.note}` };
  const figures = `${shown(one.numbers[0])}${placesOf(one.numbers)} in ${from.file}, ${shown(other.numbers[0])}${placesOf(other.numbers)} in ${files}`;
  return { ...finding, status: 'not_applicable', message: `${concept}: ${figures}; ${excuse}` };
}

function isOwn(
  { row, numbers }: { row: DocumentRow; numbers: readonly CheckedNumber[] },
  { members }: CrossCheck,
  facts: ReadonlyMap<string, readonly Row<'facts'>[]>,
): boolean {
  const units = (facts.get(row.document_id) ?? []).filter(({ concept }) => concept === members);
  const isAlone = units.length > 0 && units.every(({ value }) => Number(value) === 0);
  return isAlone || numbers.every(({ row: { subject } }) => subject !== '');
}

/** Whether all units of a department are in the run: its own accounts, and as many others as it says to have. */
function isComplete(
  { members }: CrossCheck,
  department: DocumentRow,
  units: readonly DocumentRow[],
  facts: ReadonlyMap<string, readonly Row<'facts'>[]>,
): boolean {
  const said = (facts.get(department.document_id) ?? []).filter(
    ({ concept, subject }) => concept === members && subject === '',
  );
  const own = units.filter(({ scope }) => scope === '本级').length;
  return own === 1 && said.length > 0 && said.every(({ value }) => Number(value) === units.length - own);
}

const merged = (parts: readonly Statement[]): Statement => {
  const numbers = parts.flatMap((part) => part.numbers);
  return { numbers, value: sumOf(numbers) };
};

const distance = ({ one, other }: { one: Statement; other: Statement }): Big => one.value.minus(other.value).abs();
