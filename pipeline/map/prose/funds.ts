/** The money of a project: the whole, its parts by where they come from, and amounts that are neither budget nor spending. */
import type { Statement } from './clause-words.ts';
import type { Lead } from './lead.ts';
import type { Reading } from './reading.ts';
import type { Scope, Subject } from './scope.ts';
import type { NumberToken } from './tokens.ts';

const FUNDS = 'performance.project.funds';
const OF_PROJECT = /^performance\.project\.(?:execution_rate|arrival_rate|balance_rate|score)$/;

/** The money of a project or a part of it. */
export const ofProject = ({ concept }: { concept: string }): boolean => concept.startsWith(FUNDS);

/** A part of a project's money: that of the central government, of the county, carried over. */
export const isPartOfFunds = ({ concept }: { concept: string }): boolean => concept.startsWith(`${FUNDS}.`);

/** Behind its rate or score, or behind the parts of its money, a text goes on with the project's money as a whole. */
export function wholeOfProject(subject: Subject): Subject {
  if (!OF_PROJECT.test(subject.concept) && !isPartOfFunds(subject)) return subject;
  return { concept: FUNDS, member: subject.member, words: subject.words, flags: subject.flags };
}

/** A sentence that named a part of the money is over: the next speaks of the whole again, or, in doubt, of the part. */
export function leavePart(scope: Scope): void {
  if (!scope.subject || !isPartOfFunds(scope.subject)) return;
  const whole = wholeOfProject(scope.subject);
  scope.subject = { ...whole, flags: [...new Set([...(whole.flags ?? []), 'subject_inferred'])] };
}

/** Money that arrived or was spent, and rates: what of a project changes in the course of the year. */
const GROWING = /^(?:funds_in_place|execution_amount|completion_percent)$/;

/**
 * What speaks against a number of a project: it stands among what was to be reached, is planned, was counted at another
 * day than the end of the year, or is of several years.
 */
export function doubtsOfProject(r: Reading, number: NumberToken, statement: Statement, isPlanned: boolean): string[] {
  const { concept } = statement.subject;
  if (r.context.report !== 'perf_project' || !(ofProject(statement.subject) || OF_PROJECT.test(concept))) return [];
  const { goals, day, years, since } = r.pack.grammar.evaluation;
  const sentence = r.text.slice(0, number.start).replace(/^.*[。；]/su, '');
  const texts = [r.title ?? '', r.context.heading, r.text.slice(0, number.start)];
  const doubts = since.test(sentence) || texts.some((text) => years.test(text)) ? ['period_unusual'] : [];
  if (!GROWING.test(statement.measure)) return doubts;
  const isGoal = isPlanned || goals.text.test(sentence) || goals.heading.test(r.context.heading);
  const { year, month } = day.exec(sentence)?.groups ?? {};
  const isOpen =
    month !== undefined && (Number(month) !== 12 || Number(year ?? r.context.fiscalYear) !== r.context.fiscalYear);
  return [...doubts, ...(isGoal ? ['measure_inferred'] : []), ...(isOpen ? ['part_of_year'] : [])];
}

/** Why an amount of a project that could not be named has no name, and whether the text goes on with the project's money. */
export function asideOf(
  r: Reading,
  number: NumberToken,
  lead: Lead,
  scope: Scope,
): { reason: string; keeps: boolean } | undefined {
  if (r.context.report !== 'perf_project' || number.unitKind !== 'money') return undefined;
  const start = lead.tokens.find(({ kind }) => kind !== 'punct')?.start ?? number.start;
  const clause = r.text.slice(start, number.start);
  const found = r.pack.grammar.evaluation.asides.find(({ pattern }) => pattern.test(clause));
  return (
    found && { reason: found.reason, keeps: found.keeps && scope.subject !== undefined && ofProject(scope.subject) }
  );
}
