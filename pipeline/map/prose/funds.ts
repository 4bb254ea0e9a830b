/** The money of a project: the whole, its parts by where they come from, and amounts that are neither budget nor spending. */
import type { Lead } from './lead.ts';
import type { Reading } from './reading.ts';
import type { Scope, Subject } from './scope.ts';
import type { NumberToken } from './tokens.ts';

const FUNDS = 'performance.project.funds';
const OF_PROJECT = /^performance\.project\.(?:execution_rate|arrival_rate|balance_rate|score)$/;

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
  return found && { reason: found.reason, keeps: found.keeps && scope.subject?.concept.startsWith(FUNDS) === true };
}
