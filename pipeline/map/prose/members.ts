/** Subjects with their members: what a sense or a class path makes of the words at hand. */
import type { Sense } from '../../../schemas/grammar.ts';
import { bodyOf, isOtherBody } from './bodies.ts';
import { measureFor } from './context.ts';
import type { Lead } from './lead.ts';
import type { Reading } from './reading.ts';
import type { Scope, Subject } from './scope.ts';
import type { PathToken, WordToken } from './tokens.ts';

/** What a sense makes of a word: concept, fund, economic class, member and the measure that the word implies. */
export function subjectOf(
  r: Reading,
  sense: Sense,
  word: WordToken,
  lead: Lead,
  scope: Scope,
  modifier?: WordToken,
): Subject {
  const isAmount = r.pack.concepts.get(sense.concept)?.kind === 'amount';
  const implied =
    lead.measure || !isAmount
      ? undefined
      : (r.lexicon.impliedMeasure(word.word.text) ?? (modifier && r.lexicon.impliedMeasure(modifier.word.text)));
  const measure = measureFor(sense.measure, r.context.report) ?? measureFor(implied?.measure, r.context.report);
  const body = sense.concept.startsWith('staff.') ? (bodyOf(r, lead, word) ?? scope.body) : undefined;
  return {
    concept: sense.concept,
    also: sense.also && (!sense.alsoWithEach || lead.each) ? sense.also : undefined,
    fund: sense.fund ?? (sense.concept.startsWith('expenditure.economic') ? r.context.defaults.fund : undefined),
    economicCode: sense.economic,
    economicName: sense.economic ? word.word.text : undefined,
    member: memberName(r, sense, word, lead, scope),
    measure,
    base: sense.base,
    body,
    words: [word.start, word.end],
    flags: flagsOf(r, sense, word, lead, scope),
  };
}

/** A project without a name, and money of a body that is not the one that reports. */
function flagsOf(r: Reading, sense: Sense, word: WordToken, lead: Lead, scope: Scope): string[] | undefined {
  if (sense.subject === '@project' && !scope.project) return ['project_unknown'];
  const isMoney =
    r.pack.concepts.get(sense.concept)?.kind === 'amount' && !/^(?:context|performance)\./.test(sense.concept);
  return isMoney && isOtherBody(r, lead, word) ? ['other_body'] : undefined;
}

function memberName(r: Reading, sense: Sense, word: WordToken, lead: Lead, scope: Scope): string | undefined {
  if (sense.subject === '@words') return r.text.slice(word.start, word.end).replace(/用款计划$/, '');
  if (sense.subject === '@project') return scope.project;
  if (sense.subject === '@carried') return scope.subject?.member;
  if (sense.subject !== '@clause') return sense.subject;
  const first = lead.tokens.find((t) => t.kind !== 'punct' && t.kind !== 'time');
  return r.text.slice(first?.start ?? word.start, word.end);
}

/** The expenditure of which classes may be named after it: expenditure as a whole, or of a fund. */
export function totalOf(r: Reading, { concept, also, functionCode }: Subject): Subject | undefined {
  if (concept === 'fiscal.grand_total') return { concept: 'expenditure.fiscal' };
  if (also === 'expenditure.grand_total') return { concept: 'expenditure.total' };
  const dimensions = r.pack.concepts.get(concept)?.dimensions ?? [];
  const isTotal = concept.startsWith('expenditure.') && dimensions.includes('function_class') && !functionCode;
  return isTotal ? { concept } : undefined;
}

/**
 * The subject of a class path, of what the section or, flagged, the text before says. Without a code it is one only where
 * the section itself lists classes: elsewhere it would read like the whole.
 */
export function subjectOfPath(r: Reading, path: PathToken, scope: Scope): Subject | undefined {
  const said = scope.functional ?? r.context.defaults.functional;
  const concept = said ?? scope.total?.concept;
  if (concept === undefined) return undefined;
  const code = path.code !== '' ? path.code : r.resolver.path(path.names).code;
  if (code === '' && r.context.defaults.functional === undefined) return undefined;
  const flags = [code === '' ? 'code_unresolved' : '', said === undefined ? 'subject_inferred' : ''].filter(Boolean);
  return { concept, functionCode: code, functionName: path.label, words: [path.start, path.end], flags };
}

/** From a class path on, the text speaks of that class. */
export function takePath(r: Reading, path: PathToken, scope: Scope): void {
  // A class of what is not known: 年初预算为5万元 behind it is not that of the subject before.
  const subject = subjectOfPath(r, path, scope);
  scope.subject = subject;
  if (!subject) Object.assign(scope, { head: undefined, stated: undefined, amount: undefined });
  scope.reason = undefined;
  scope.budget = undefined;
  scope.drifted = undefined;
}
