/** People's decisions put on the facts of a document, between mapping and checks. */
import Big from 'big.js';
import type { Correction, Row } from '../../schemas/datasets.ts';
import type { Pack } from '../../schemas/pack.ts';
import type { Review } from '../draft.ts';
import type { FinishedFact } from '../rows/facts.ts';
import { type Found, findFact } from './find.ts';

/** Reason of a quarantine row that a person made of a fact. */
export const REJECTED = 'rejected in review';

/** What became of the decisions about a document. */
export interface Decided {
  /** All facts that stand. */
  facts: FinishedFact[];
  /** The facts that were taken out. */
  rejected: FinishedFact[];
  /** Rows for what is no fact now: rejected ones, and decisions that found nothing to decide about. */
  quarantine: Omit<Row<'quarantine'>, 'document_id'>[];
  /** Decisions that could not be carried out. */
  lost: number;
}

/** Carries out the decisions about one document. Facts nobody decided about come back as they are. */
export function decide(facts: readonly FinishedFact[], corrections: readonly Correction[], pack: Pack): Decided {
  const decided: Decided = { facts: [...facts], rejected: [], quarantine: [], lost: 0 };
  const byId = new Map(facts.map((fact, index) => [fact.row.fact_id, index]));
  const taken = new Set<number>();
  for (const correction of corrections) {
    const found = refused(correction, pack) ?? findFact(facts, byId, correction);
    if ('why' in found || taken.has(found.index)) {
      decided.lost++;
      decided.quarantine.push(
        lostRow(correction, 'why' in found ? found.why : 'another decision is about this number'),
      );
      continue;
    }
    taken.add(found.index);
    const fact = facts[found.index];
    if (correction.action === 'reject') {
      decided.rejected.push(fact);
      decided.quarantine.push(rejectedRow(fact.row, correction));
    } else decided.facts[found.index] = changed(fact, correction);
  }
  if (decided.rejected.length > 0) decided.facts = decided.facts.filter((fact) => !decided.rejected.includes(fact));
  return decided;
}

/** A correction to a word that the pack does not have would be a number nobody finds. */
function refused({ new_concept, new_measure }: Correction, pack: Pack): Found | undefined {
  if (new_concept !== '' && !pack.concepts.has(new_concept))
    return { why: `concept ${new_concept} is not in the vocabulary` };
  if (new_measure !== '' && !pack.measures.has(new_measure))
    return { why: `measure ${new_measure} is not in the vocabulary` };
  return undefined;
}

/** The fact as it is from now on. It keeps its id; what spoke against its reading is settled and told in the review. */
function changed({ row, trace }: FinishedFact, correction: Correction): FinishedFact {
  const { action, new_value, new_unit, new_concept, new_measure } = correction;
  const confirmed = action === 'confirm';
  const next: Row<'facts'> = {
    ...row,
    ...(new_value !== '' && !confirmed && { value: new_value, decimals: decimalsOf(new_value, row.decimals) }),
    ...(new_unit !== '' && !confirmed && { unit: new_unit }),
    ...(new_concept !== '' && !confirmed && { concept: new_concept }),
    ...(new_measure !== '' && !confirmed && { measure: new_measure }),
    method: confirmed ? row.method : 'manual',
    confidence: 1,
    flags: '',
    review: confirmed ? 'confirmed' : 'corrected',
  };
  const before = differing(row, next);
  const steps = [...trace.steps, sentence(correction, before, next)];
  return { row: next, trace: { ...trace, steps }, review: reviewOf(correction, before) };
}

/** XBRL decimals as before where the new value still fits them, else the places that it has. */
function decimalsOf(value: string, before: number | null): number {
  const places = value.split('.')[1]?.length ?? 0;
  if (before !== null && new Big(value).eq(new Big(value).div(`1e${-before}`).round(0).times(`1e${-before}`)))
    return before;
  return places;
}

function differing(row: Row<'facts'>, next: Row<'facts'>): Partial<Row<'facts'>> {
  const names = ['value', 'unit', 'concept', 'measure', 'decimals', 'method', 'confidence', 'flags'] as const;
  return Object.fromEntries(names.filter((name) => row[name] !== next[name]).map((name) => [name, row[name]]));
}

function reviewOf({ action, who, when, why }: Correction, wasRevisionOf: Review['wasRevisionOf']): Review {
  const wasAssociatedWith = { type: 'prov:Person' as const, name: who };
  return { type: 'prov:Activity', action, wasAssociatedWith, endedAtTime: when, note: why, wasRevisionOf };
}

const signed = ({ who, when, why }: Correction): string =>
  `by ${who || 'someone'}${when && ` on ${when.slice(0, 10)}`}${why && ` (${why})`}`;

function sentence(correction: Correction, before: Partial<Row<'facts'>>, next: Row<'facts'>): string {
  const settled = before.flags ? `; settled: ${before.flags.replaceAll(';', ', ')}` : '';
  if (correction.action === 'confirm') return `confirmed ${signed(correction)}${settled}`;
  const changes = (['value', 'unit', 'concept', 'measure'] as const)
    .filter((name) => before[name] !== undefined)
    .map((name) => `${name} ${before[name]} to ${next[name]}`);
  return `corrected ${signed(correction)}: ${changes.join(', ') || 'nothing changed'}${settled}`;
}

function rejectedRow(row: Row<'facts'>, correction: Correction): Omit<Row<'quarantine'>, 'document_id'> {
  const { page, bbox, path, raw, raw_unit, concept, measure, value, unit } = row;
  const context = `${concept} ${measure} ${value} ${unit}, ${signed(correction)}`;
  return { page, bbox, raw: `${raw}${raw_unit}`, reason: REJECTED, context, path };
}

function lostRow(correction: Correction, why: string): Omit<Row<'quarantine'>, 'document_id'> {
  const { action, page, bbox, raw, fact_id, old_concept, old_value } = correction;
  const context = `${action} ${old_concept} ${old_value} (fact ${fact_id}), ${signed(correction)}`;
  return { page, bbox, raw, reason: `decision not carried out: ${why}`, context, path: '' };
}
