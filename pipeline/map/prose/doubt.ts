/** What speaks against a reading that rests on words of another clause. None of it makes a number wrong; it is flagged. */
import { isOwn } from './bodies.ts';
import type { Lead } from './lead.ts';
import type { Reading } from './reading.ts';
import type { Scope, Subject } from './scope.ts';

/** Words that the grammar does not know, other than the reporting body's name and the project that is spoken of. */
export function hasStrangers(r: Reading, lead: Lead, scope: Scope): boolean {
  return lead.unknown.some((token) => !isOwn(r, token, scope));
}

/**
 * Whether a number without a name of its own may be about something else than the subject before: the clauses between them,
 * or its own clause, name something that is not known, or only a kind of money.
 */
export function isDoubtful(r: Reading, lead: Lead, scope: Scope, subject: Subject): boolean {
  if (scope.drifted || hasStrangers(r, lead, scope)) return true;
  return lead.generic.some(({ word }) => !word.fits?.some((name) => subject.concept.startsWith(name)));
}
