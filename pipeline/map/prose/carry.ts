/** Numbers whose clause names nothing: carried over, counted by their unit, or the section's own. */
import { notKnownBefore } from './bodies.ts';
import { isDoubtful, isOfOtherSide } from './doubt.ts';
import type { Lead } from './lead.ts';
import { above, type Named, notUnderstood, type Reading } from './reading.ts';
import type { Scope, Subject } from './scope.ts';
import { pickSense, valueKind } from './senses.ts';
import type { NumberToken, Token } from './tokens.ts';

/** Concepts whose parts sentences list. */
const SUMS = /^(?:revenue|expenditure|fiscal|three_public|procurement)\./;

/** A count that its noun alone names, where the text speaks of it: 30批次, 226人次 behind 公务接待. */
export function fromUnit(r: Reading, number: NumberToken, lead: Lead, scope: Scope): Named | undefined {
  if (number.unitKind !== 'count' || lead.unknown.length > 0 || lead.subjects.length > 0 || scope.lostCount)
    return undefined;
  const sense = pickSense(r.lexicon.byUnit, r.context, above(r, scope), r.pack, number);
  if (!sense) return undefined;
  return { subject: { concept: sense.concept, words: [number.end, number.unitEnd] }, own: true, how: 'unit' };
}

/** The subject of the clause before, where nothing in this one may change it. */
export function carried(r: Reading, number: NumberToken, lead: Lead, scope: Scope): Named {
  const unknown = notKnownBefore(r, lead, number.start, scope);
  if (unknown) return notUnderstood(r, unknown);
  if (scope.closed && !reopens(lead, scope)) return { problem: 'no subject since an explanation' };
  const kind = valueKind(number);
  if (scope.strange && kind === 'amount' && !lead.compare && !lead.verb)
    return { problem: 'no subject since a count of something else' };
  const fits = (subject: Subject) => {
    const own = r.pack.concepts.get(subject.concept)?.kind;
    return kind === 'percent' || own === kind || (own === 'text' && kind === 'amount');
  };
  const isChange = lead.verb !== undefined || lead.alternative !== undefined;
  const subject = ofOneSide(lead, lead.total ? totalOf(scope, fits) : (wholeOf(lead, scope) ?? scope.subject));
  if (!subject) return fallback(r, lead, scope, kind);
  // Counts follow each other too freely: 个 after 个 is seldom the same thing.
  if (kind === 'count' && !isChange) return { problem: `no subject for a number of ${number.unit}` };
  if (!fits(subject)) return { problem: `no subject for a number of ${number.unit || 'no unit'}` };
  if (isOfOtherSide(lead, subject)) return { problem: 'no subject on this side of the account' };
  if (!isDoubtful(r, lead, scope, subject)) return { subject, own: false, how: 'carried' };
  const flags = [...(subject.flags ?? []), 'subject_inferred'];
  return { subject: { ...subject, flags }, own: false, how: 'carried' };
}

/**
 * 公务接待费比预算减少2万元，主要原因是…；比上年减少1万元: behind the reason a comparison of its own goes on with what was compared
 * before it.
 */
function reopens(lead: Lead, scope: Scope): boolean {
  const isPlain = (t: Token) => t.kind === 'punct' || (t === lead.measure && t.word.senses.length === 0);
  const [first] = lead.tokens.filter((t) => !isPlain(t));
  if (!scope.subject || !lead.verb || !(scope.base || (lead.compare && first === lead.compare))) return false;
  scope.closed = undefined;
  scope.subject = { ...scope.subject, flags: [...new Set([...(scope.subject.flags ?? []), 'subject_inferred'])] };
  return true;
}

/**
 * 支出9万元，其中：基本支出5万元、项目支出4万元。与上年相比增加1万元: a sentence that begins by comparing speaks of the whole, and
 * so does a clause behind a row of items between 、.
 */
function wholeOf(
  lead: Lead,
  { afterList, inList, enumerated, compared, settled, head, subject }: Scope,
): Subject | undefined {
  if (!lead.verb || subject === head) return undefined;
  const isBegun = afterList && !inList && settled;
  const isBehindRow = inList && enumerated === '、' && !compared && lead.compare;
  return (isBegun || isBehindRow) && head && SUMS.test(head.concept) ? head : undefined;
}

/** 收支…，收入5万元: behind both sides of an account a word for one of them speaks of that side alone. */
function ofOneSide(lead: Lead, subject: Subject | undefined): Subject | undefined {
  if (!subject?.also) return subject;
  const words = lead.generic.map(({ word }) => word.text);
  if (words.includes('收入')) return { ...subject, also: undefined, others: undefined };
  if (words.includes('支出')) return { ...subject, concept: subject.also, also: undefined, others: undefined };
  return subject;
}

/** What 合计 adds up: the items of the list to its head; behind counts, the amount that they belong to. */
function totalOf(scope: Scope, fits: (subject: Subject) => boolean): Subject | undefined {
  if (scope.inList) return scope.head;
  return scope.subject && !fits(scope.subject) ? scope.amount : undefined;
}

/** A measure without any subject, in a section or report that is about one thing: 全年预算数1,234万元，执行数1,200万元. */
function fallback(r: Reading, lead: Lead, { project }: Scope, kind: string): Named {
  const ofProject = r.context.report === 'perf_project' && project !== undefined;
  const concept = r.context.defaults.fallback ?? (ofProject ? 'performance.project.funds' : undefined);
  if (!concept || kind !== 'amount' || !lead.measure) return { problem: 'no subject' };
  const words = [lead.measure.start, lead.measure.end] as const;
  const member = ofProject ? project : undefined;
  return { subject: { concept, member, words, flags: ['subject_inferred'] }, own: true, how: 'section' };
}
