/** Why a figure of an unchanged file is not what it was: read differently, or decided by a person. */
import { REJECTED } from '../corrections/apply.ts';
import type { ComparedFact, FactChange } from './facts.ts';

type FactCause = 'reading' | 'correction';

/** A number that a person took out of the facts, as its row of `quarantine` tells it. */
export interface Rejected {
  document_id: string;
  page: string;
  bbox: string;
  path: string;
  /** Begins with the concept and the measure of the fact. */
  context: string;
}

/** Finds the rejected numbers of some documents; `$ids` stands for their ids. */
export const REJECTED_SQL = `SELECT document_id, page, bbox, path, context FROM quarantine
  WHERE reason = '${REJECTED}' AND document_id IN ($ids)`;

/** What a run says of one document. */
export interface Statements {
  facts: readonly ComparedFact[];
  rejected: readonly Rejected[];
}

/**
 * Tells the cause of each change of a document. A correction keeps the fact's id: where it changed what the number is
 * about, one change is the removal of the fact and another one its return under the same id.
 */
export function causesOf(before: Statements, after: Statements): (change: FactChange) => FactCause {
  const corrected = new Set(
    [...before.facts, ...after.facts].filter(({ review }) => review === 'corrected').map(({ fact_id }) => fact_id),
  );
  const isDecided = (fact: ComparedFact | undefined, elsewhere: readonly Rejected[]): boolean =>
    fact !== undefined && (corrected.has(fact.fact_id) || elsewhere.some((one) => isOf(one, fact)));
  return (change) =>
    isDecided(change.before, after.rejected) || isDecided(change.after, before.rejected) ? 'correction' : 'reading';
}

const isOf = (rejected: Rejected, { page, bbox, path, concept, measure }: ComparedFact): boolean =>
  rejected.page === page &&
  rejected.bbox === bbox &&
  rejected.path === path &&
  rejected.context.startsWith(`${concept} ${measure} `);
