/** Facts of one document against those of its successor: which number is which, and which has another value now. */
import { Big } from 'big.js';

/** The columns of a fact that count here, as text. */
export interface ComparedFact {
  fact_id: string;
  document_id: string;
  report_type: string;
  concept: string;
  measure: string;
  period: string;
  function_code: string;
  function_name: string;
  economic_code: string;
  economic_name: string;
  fund: string;
  subject: string;
  unit: string;
  base: string;
  date: string;
  value: string;
  raw: string;
  page: string;
  bbox: string;
  path: string;
  section_id: string;
  table_id: string;
  flags: string;
  /** What a person decided. */
  review: string;
}

/** A fact that is not as it was: one of both sides is missing where it was added or removed. */
export interface FactChange {
  before?: ComparedFact;
  after?: ComparedFact;
  /** Several equal statements changed: which of them became which is told by their order only. */
  oneOfSeveral: boolean;
}

/** Both stand in tables, or both in running text. */
const sameKind = (a: ComparedFact, b: ComparedFact) => (a.table_id === '') === (b.table_id === '');

/** Equal values are the same number first; what is left is paired by place, the nearest kind of place first. */
const PAIRINGS: ((before: ComparedFact, after: ComparedFact) => boolean)[] = [
  (a, b) => sameValue(a, b) && sameKind(a, b) && a.section_id === b.section_id,
  (a, b) => sameValue(a, b) && sameKind(a, b),
  sameValue,
  (a, b) => sameKind(a, b) && a.section_id === b.section_id,
  sameKind,
];

/**
 * Compares two lists of facts, each in the order of its document. The same statement may stand several times (table and
 * text); each is paired once. A number that moved to another page or section with its value is no change.
 */
export function changedFacts(before: readonly ComparedFact[], after: readonly ComparedFact[]): FactChange[] {
  const later = Map.groupBy(after, meaningOf);
  const changes: FactChange[] = [];
  for (const [meaning, old] of Map.groupBy(before, meaningOf)) {
    changes.push(...changedStatements(old, later.get(meaning) ?? []));
    later.delete(meaning);
  }
  for (const added of later.values()) changes.push(...added.map((fact) => ({ after: fact, oneOfSeveral: false })));
  return changes;
}

function changedStatements(old: readonly ComparedFact[], fresh: readonly ComparedFact[]): FactChange[] {
  const before = [...old];
  const after = [...fresh];
  const altered: FactChange[] = [];
  for (const fits of PAIRINGS) {
    const several = Math.max(before.length, after.length) > 1;
    for (let i = 0; i < before.length; ) {
      const j = after.findIndex((fact) => fits(before[i], fact));
      if (j < 0) {
        i++;
        continue;
      }
      const [one] = before.splice(i, 1);
      const [other] = after.splice(j, 1);
      if (!sameValue(one, other)) altered.push({ before: one, after: other, oneOfSeveral: several });
    }
  }
  return [
    ...altered,
    ...before.map((fact) => ({ before: fact, oneOfSeveral: false })),
    ...after.map((fact) => ({ after: fact, oneOfSeveral: false })),
  ];
}

/** What a fact is about: everything but its value and place. A printed name counts only where there is no code. */
function meaningOf(fact: ComparedFact): string {
  const { report_type, concept, measure, period, fund, subject, unit, base, date } = fact;
  const functional = fact.function_code || fact.function_name;
  const economic = fact.economic_code || fact.economic_name;
  return [report_type, concept, measure, period, functional, economic, fund, subject, unit, base, date].join('\u001f');
}

function sameValue(a: ComparedFact, b: ComparedFact): boolean {
  return a.value === b.value || (a.value !== '' && b.value !== '' && new Big(a.value).eq(b.value));
}
