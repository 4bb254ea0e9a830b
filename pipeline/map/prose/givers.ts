/** Who gives the money of a project. */
import type { Sense } from '../../../schemas/grammar.ts';
import { measureFor } from './context.ts';
import { isPartOfFunds } from './funds.ts';
import type { Lead } from './lead.ts';
import { subjectOf } from './members.ts';
import { above, type Reading } from './reading.ts';
import type { Scope, Subject } from './scope.ts';
import { pickSense } from './senses.ts';
import type { WordToken } from './tokens.ts';

/** 中央财政村道养护补助资金: who gives the money stands before the words for all of it. */
export function sourceBefore(r: Reading, word: WordToken, whole: Sense, lead: Lead, scope: Scope): Subject | undefined {
  const sense = pickSense(word.word.senses, r.context, above(r, scope), r.pack);
  if (!sense || !isPartOfFunds(sense) || whole.concept !== 'performance.project.funds') return undefined;
  const subject = subjectOf(r, sense, word, lead, scope);
  // A project that has the name of the giver in its own is all of that money.
  const concept = scope.project?.includes(word.word.text) ? whole.concept : subject.concept;
  const measure = measureFor(whole.measure, r.context.report);
  return { ...subject, concept, measure, open: lead.measure ? undefined : whole.flags };
}
