/** Decisions of people on their way from the page to `corrections.csv`. */
import { existsSync } from 'node:fs';
import { type Correction, corrections as schema } from '../../schemas/datasets.ts';
import type { Pack } from '../../schemas/pack.ts';
import { appendCorrection, readCorrections, standing } from '../corrections/file.ts';
import type { Item } from './data.ts';

/** A decision that cannot be taken as it was sent. The message is for people. */
export class DecisionError extends Error {
  override name = 'DecisionError';
}

export interface Decisions {
  /** The decisions that stand, by fact. */
  standing(): Map<string, Correction>;
  /** Everything that was decided about a fact, in order. */
  history(factId: string): Correction[];
  /** The last decisions, the newest first. */
  latest(most: number): Correction[];
  /**
   * Adds a decision to the file.
   * @param original the fact as it was read, before decisions that a run has carried out already
   * @param sent `action`, `who`, `why` and the new value, unit, concept and measure, as sent by the page
   * @throws DecisionError
   */
  add(original: Item, sha256: string, sent: Item): Correction;
}

const text = (value: unknown, most: number): string => (typeof value === 'string' ? value.trim().slice(0, most) : '');
/** People write amounts as they see them: with separators and in full-width digits. */
const amount = (value: unknown): string =>
  text(value, 60)
    .normalize('NFKC')
    .replace(/[\s,，']/g, '');

/** @param file where decisions are kept; made with the first */
export function openDecisions(file: string, pack: Pack): Decisions {
  const rows = (): Correction[] => (existsSync(file) ? readCorrections(file) : []);

  function correctionOf(fact: Item, sha256: string, sent: Item): Correction {
    const action = text(sent.action, 20);
    const before = standing(rows()).get(String(fact.fact_id));
    if (action === 'undo' && !before) throw new DecisionError('There is nothing to undo.');
    if (action === 'confirm' && before?.action === 'correct')
      throw new DecisionError('It is corrected already. Undo the correction if the number was right as it was read.');
    const changes = action === 'correct' ? changesOf(fact, sent, before) : {};
    if (action === 'correct' && Object.keys(changes).length === 0)
      throw new DecisionError('Nothing is different from what was read.');
    const { fact_id, file: name, page, bbox, path, raw } = fact;
    const parsed = schema.safeParse({
      when: new Date().toISOString(),
      who: text(sent.who, 100),
      action,
      fact_id,
      sha256,
      file: name,
      page,
      bbox,
      path,
      raw,
      old_value: fact.value,
      old_unit: fact.unit,
      old_concept: fact.concept,
      old_measure: fact.measure,
      ...changes,
      why: text(sent.why, 2000),
    });
    if (parsed.success && parsed.data.action !== '') return parsed.data;
    const issue = parsed.error?.issues[0];
    throw new DecisionError(issue ? `${issue.path.join('.')}: ${issue.message}` : 'No decision was given.');
  }

  /** What is different from what was read; what an earlier correction changed stays changed unless it is given anew. */
  function changesOf(fact: Item, sent: Item, before: Correction | undefined): Partial<Correction> {
    const wanted = {
      new_value: amount(sent.value) || before?.new_value || '',
      new_unit: text(sent.unit, 40) || before?.new_unit || '',
      new_concept: text(sent.concept, 200) || before?.new_concept || '',
      new_measure: text(sent.measure, 100) || before?.new_measure || '',
    };
    if (wanted.new_concept !== '' && !pack.concepts.has(wanted.new_concept))
      throw new DecisionError(`The vocabulary has no concept ${wanted.new_concept}.`);
    if (wanted.new_measure !== '' && !pack.measures.has(wanted.new_measure))
      throw new DecisionError(`The vocabulary has no measure ${wanted.new_measure}.`);
    if (wanted.new_value !== '' && !/^-?\d{1,28}(\.\d{1,10})?$/.test(wanted.new_value))
      throw new DecisionError('The value must be a plain number: digits, at most one point.');
    const changed = Object.entries(wanted).filter(([name, value]) => value !== '' && value !== fact[name.slice(4)]);
    return Object.fromEntries(changed);
  }

  return {
    standing: () => standing(rows()),
    history: (id) => rows().filter(({ fact_id }) => fact_id === id),
    latest: (most) => rows().slice(-most).reverse(),
    add(original, sha256, sent) {
      const correction = correctionOf(original, sha256, sent);
      appendCorrection(file, correction);
      return correction;
    },
  };
}
