/** A statement in the making, and what single words say in a kind of report. */
import type { Grammar } from '../../../schemas/grammar.ts';
import { type Context, measureFor } from './context.ts';
import type { Lead } from './lead.ts';
import type { Named, Reading } from './reading.ts';
import type { Subject } from './scope.ts';
import type { NumberToken, WordToken } from './tokens.ts';

export interface Statement {
  subject: Subject;
  measure: string;
  period: number;
  /** Measure or concept that a change, share or completion is against. */
  base: string;
  sign: 1 | -1;
  date: string;
  flags: string[];
  /** Kind of clause and how the subject was found: part of the rule's id. */
  rule: string;
  /** Words that decided something, as offsets of the normal text. */
  evidence: { role: string; start: number; end: number }[];
}

/** A statement, or why there is none. */
export type Read = Statement | { problem: string };

/** A number that has its name. */
export type Found = Exclude<Named, { problem: string }>;

/** A statement with what the name and the unit already tell. */
export function begin(
  r: Reading,
  number: NumberToken,
  lead: Lead | undefined,
  named: Exclude<Named, { problem: string }>,
  clause: string,
): Statement {
  const { subject, how } = named;
  const evidence: Statement['evidence'] = [];
  if (subject.words) evidence.push({ role: 'concept', start: subject.words[0], end: subject.words[1] });
  if (number.unit !== '') evidence.push({ role: 'unit', start: number.end, end: number.unitEnd });
  const time = lead?.times.at(-1);
  if (time) evidence.push({ role: 'period', start: time.start, end: time.end });
  return {
    subject,
    measure: '',
    period: r.context.fiscalYear,
    base: '',
    sign: number.sign,
    date: '',
    flags: [...(subject.flags ?? [])],
    rule: `prose.${clause}.${how}`,
    evidence,
  };
}

/** The measure that a word says in this kind of report. */
export function said(r: Reading, word: WordToken | undefined): string | undefined {
  return measureFor(word?.word.measure?.measure, r.context.report);
}

/** The measure of an amount of which nothing is said. */
export function usualMeasure(context: Context, grammar: Grammar): string {
  return (
    measureFor(context.defaults.measure, context.report) ?? grammar.measures.defaults[context.report] ?? 'final_actual'
  );
}
