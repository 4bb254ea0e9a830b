/** What a number is about: the subject named in its clause, or the one carried from before. */

import type { Sense } from '../../../schemas/grammar.ts';
import type { Pack } from '../../../schemas/pack.ts';
import type { CodeResolver } from '../codes.ts';
import { type Context, measureFor } from './context.ts';
import type { Lead } from './lead.ts';
import type { Lexicon } from './lexicon.ts';
import { memberOf } from './lists.ts';
import { type Above, conceptsAbove, type Scope, type Subject } from './scope.ts';
import { pickSense, valueKind } from './senses.ts';
import type { NumberToken, PathToken, TextToken, Token, WordToken } from './tokens.ts';

/** Everything that reading needs and that stays the same within a section. */
export interface Reading {
  text: string;
  context: Context;
  pack: Pack;
  lexicon: Lexicon;
  resolver: CodeResolver;
}

/** A subject with how it was found, or why there is none. */
export type Named = { subject: Subject; own: boolean; how: string } | { problem: string };

const FUND = /^(?:expenditure|revenue)\.fiscal/;
const CLASS_NAME = /^(?:其中|\d{1,2}[.、]|[一二三四五六七八九十]+是|["：])*(?<name>[^\d"：]{2,30}?)(?:为|共)?$/;

/**
 * Names a number by its clause.
 * @param tail words directly after the number, up to the next punctuation
 * @param span text since the last number or strong boundary; the name of a free list member
 */
export function nameNumber(
  r: Reading,
  number: NumberToken,
  lead: Lead,
  scope: Scope,
  tail: WordToken[],
  span: string,
): Named {
  const compares = lead.compare || lead.prior || lead.share || lead.complete;
  const plainAmount = !compares && !lead.verb && !lead.alternative;
  if (lead.path) return pathSubject(r, lead, lead.path, scope);
  if (valueKind(number) === 'amount' && !compares) {
    const free = scope.list?.members === 'free' && lead.unknown.length > 0;
    const listed = plainAmount || free ? listMember(r, number, lead, scope, span) : undefined;
    const named = listed ?? (plainAmount ? bareClass(r, number, lead, scope) : undefined);
    if (named) return named;
  }
  return (
    fromTail(r, number, lead, scope, tail) ??
    fromWords(r, number, lead, scope) ??
    fromUnit(r, number, lead, scope) ??
    carried(r, number, lead, scope)
  );
}

/** The subject of a class path. */
export function subjectOfPath(r: Reading, path: PathToken, scope: Scope): Subject | undefined {
  const concept = scope.functional ?? r.context.defaults.functional;
  if (concept === undefined) return undefined;
  const code = path.code !== '' ? path.code : r.resolver.path(path.names).code;
  const flags = code === '' ? ['code_unresolved'] : undefined;
  return { concept, functionCode: code, functionName: path.label, words: [path.start, path.end], flags };
}

function pathSubject(r: Reading, lead: Lead, path: PathToken, scope: Scope): Named {
  const subject = subjectOfPath(r, path, scope);
  if (!subject) return { problem: 'a functional class where the section does not say of what' };
  const behind = lead.unknown.find((t) => t.start >= path.end);
  if (behind) return notUnderstood(r, behind);
  return { subject, own: true, how: 'path' };
}

function listMember(r: Reading, number: NumberToken, lead: Lead, scope: Scope, span: string): Named | undefined {
  const { list, head } = scope;
  if (!list || !head || lead.measure) return undefined;
  if (lead.total && lead.unknown.length === 0 && lead.subjects.length === 0)
    return { subject: head, own: true, how: 'total' };
  const first = lead.tokens.find((t) => t.kind !== 'punct');
  const clause = first ? r.text.slice(first.start, number.start) : '';
  const subject = memberOf(list.members === 'free' ? span : clause, list, head, r.resolver);
  if (!subject) return undefined;
  // A word of the grammar goes before a name that only looks like a cost: 其中：公用经费.
  if (subject.flags && lead.subjects.some((w) => pickSense(w.word.senses, r.context, above(r, scope), r.pack, number)))
    return undefined;
  if (list.members === 'free' && lead.subjects.length > 0 && lead.unknown.length === 0) return undefined;
  return { subject: { ...subject, words: [first?.start ?? number.start, number.start] }, own: true, how: 'list' };
}

/** 教育支出 1,234万元，占5%: a class by its bare name, in sections that list classes, or below a total that they make up. */
function bareClass(r: Reading, number: NumberToken, lead: Lead, scope: Scope): Named | undefined {
  const { defaults } = r.context;
  const total = scope.inList && scope.head ? r.pack.concepts.get(scope.head.concept) : undefined;
  const ofTotal = total?.dimensions.includes('function_class') && !scope.head?.functionCode ? total.concept : undefined;
  const ofSection = defaults.classNames || scope.functional ? (scope.functional ?? defaults.functional) : undefined;
  const concept = ofSection ?? ofTotal;
  if (!concept || lead.measure) return undefined;
  const first = lead.tokens.find((t) => t.kind !== 'punct' && t.kind !== 'time');
  if (!first) return undefined;
  const word = lead.subjects.at(-1);
  if (word && lead.unknown.length === 0 && pickSense(word.word.senses, r.context, above(r, scope), r.pack, number))
    return undefined;
  const name = CLASS_NAME.exec(r.text.slice(first.start, number.start))?.groups?.name;
  if (!name) return undefined;
  const { code } = r.resolver.function(name);
  if (code.length !== 3) return undefined;
  const subject = { concept, functionCode: code, functionName: name, words: [first.start, number.start] as const };
  return { subject, own: true, how: 'class' };
}

function fromWords(r: Reading, number: NumberToken, lead: Lead, scope: Scope): Named | undefined {
  const concepts = above(r, scope);
  const words = lead.subjects.filter((w) => !w.word.classes.has('fillers') || w.word.senses.length > 0);
  let modifier: WordToken | undefined;
  for (let i = words.length - 1; i >= 0; i--) {
    const word = words[i];
    const sense =
      pickSense(word.word.senses, r.context, concepts, r.pack, number) ?? changeSense(r, word, lead, concepts);
    if (!sense) {
      if (word.word.classes.has('fillers') || word.word.measure || word.word.classes.has('complete')) continue;
      return { problem: `no sense of “${word.word.text}” fits here` };
    }
    // “三公”经费一般公共预算财政拨款支出: the fund only tells where the money of the word before comes from.
    if (FUND.test(sense.concept) && words[i - 1]?.end === word.start) {
      modifier = word;
      continue;
    }
    const behind = lead.unknown.find((t) => t.start >= word.end && !isKnown(r, t, scope));
    if (behind) return notUnderstood(r, behind);
    const before = notKnownBefore(r, lead, word.start, scope);
    if (before && !sense.loose) return notUnderstood(r, before);
    if (sense.bare && (before || i > 0)) return { problem: `“${word.word.text}” is not said of the whole` };
    return { subject: subjectOf(r, sense, word, lead, scope, modifier), own: true, how: 'words' };
  }
  return undefined;
}

/** A change or share is a percentage of something that is an amount or a count. */
function changeSense(r: Reading, word: WordToken, lead: Lead, concepts: Above): Sense | undefined {
  const relative = lead.verb || lead.alternative || lead.share || lead.complete || lead.ratio;
  return relative ? pickSense(word.word.senses, r.context, concepts, r.pack) : undefined;
}

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
    flags: sense.subject === '@project' && !scope.project ? ['project_unknown'] : undefined,
  };
}

function memberName(r: Reading, sense: Sense, word: WordToken, lead: Lead, scope: Scope): string | undefined {
  if (sense.subject === '@words') return r.text.slice(word.start, word.end).replace(/用款计划$/, '');
  if (sense.subject === '@project') return scope.project;
  if (sense.subject !== '@clause') return sense.subject;
  const first = lead.tokens.find((t) => t.kind !== 'punct' && t.kind !== 'time');
  return r.text.slice(first?.start ?? word.start, word.end);
}

function fromTail(r: Reading, number: NumberToken, lead: Lead, scope: Scope, tail: WordToken[]): Named | undefined {
  const [word] = tail;
  if (number.unitKind !== 'count' || !word || word.start !== number.unitEnd) return undefined;
  const sense = pickSense(
    word.word.senses.filter((s) => s.tail),
    r.context,
    above(r, scope),
    r.pack,
    number,
  );
  if (!sense) return undefined;
  const unknown = notKnownBefore(r, lead, number.start, scope);
  if (unknown && !sense.loose) return notUnderstood(r, unknown);
  return { subject: subjectOf(r, sense, word, lead, scope), own: true, how: 'tail' };
}

function fromUnit(r: Reading, number: NumberToken, lead: Lead, scope: Scope): Named | undefined {
  if (number.unitKind !== 'count' || lead.unknown.length > 0 || lead.subjects.length > 0) return undefined;
  const sense = pickSense(r.lexicon.byUnit, r.context, above(r, scope), r.pack, number);
  if (!sense) return undefined;
  return { subject: { concept: sense.concept, words: [number.end, number.unitEnd] }, own: true, how: 'unit' };
}

function carried(r: Reading, number: NumberToken, lead: Lead, scope: Scope): Named {
  const unknown = notKnownBefore(r, lead, number.start, scope);
  if (unknown) return notUnderstood(r, unknown);
  if (scope.closed) return { problem: 'no subject since an explanation' };
  const kind = valueKind(number);
  const fits = (subject: Subject) => {
    const own = r.pack.concepts.get(subject.concept)?.kind;
    return kind === 'percent' || own === kind || (own === 'text' && kind === 'amount');
  };
  const isChange = lead.verb !== undefined || lead.alternative !== undefined;
  const subject = lead.total ? totalOf(scope, fits) : scope.subject;
  if (!subject) return fallback(r, lead, kind);
  // Counts follow each other too freely: 个 after 个 is seldom the same thing.
  if (kind === 'count' && !isChange) return { problem: `no subject for a number of ${number.unit}` };
  if (!fits(subject)) return { problem: `no subject for a number of ${number.unit || 'no unit'}` };
  return { subject, own: false, how: 'carried' };
}

/** What 合计 adds up: the items of the list to its head; behind counts, the amount that they belong to. */
function totalOf(scope: Scope, fits: (subject: Subject) => boolean): Subject | undefined {
  if (scope.inList) return scope.head;
  return scope.subject && !fits(scope.subject) ? scope.amount : undefined;
}

/** A measure without any subject, in a section that is about one thing: 全年预算数1,234万元，执行数1,200万元. */
function fallback(r: Reading, lead: Lead, kind: string): Named {
  const concept = r.context.defaults.fallback;
  if (!concept || kind !== 'amount' || !lead.measure) return { problem: 'no subject' };
  const words = [lead.measure.start, lead.measure.end] as const;
  return { subject: { concept, words, flags: ['subject_inferred'] }, own: true, how: 'section' };
}

/**
 * The first text before a place that may change the meaning of what follows. A body's name changes nothing, whatever
 * words it is made of: it ends like one, or is the reporting body's own.
 */
function notKnownBefore(r: Reading, lead: Lead, end: number, scope: Scope): TextToken | undefined {
  const tokens = lead.tokens.filter((t) => t.start < end && t.kind !== 'punct');
  while (tokens.length > 0 && isWeak(tokens[tokens.length - 1])) tokens.pop();
  const first = tokens.find((t) => !isWeak(t));
  const last = tokens.at(-1);
  if (!first || !last) return undefined;
  const isBody = isBodyName(r, r.text.slice(first.start, last.end)) || lastsInEtc(r, end);
  return lead.unknown.find((t) => t.start < end && !(isBody && t.end <= last.end) && !isKnown(r, t, scope));
}

/** 基本工资、津贴补贴等人员经费: what 等 ends only lists examples of what follows. */
function lastsInEtc(r: Reading, end: number): boolean {
  return r.text[end - 1] === '等';
}

function isWeak(token: Token): boolean {
  return (
    token.kind === 'time' ||
    (token.kind === 'word' && (token.word.classes.has('fillers') || token.word.classes.has('current')))
  );
}

function isBodyName(r: Reading, text: string): boolean {
  const { entity } = r.context;
  if (entity !== '' && text.endsWith(entity)) return true;
  return text.length >= 2 && text.length <= 40 && r.lexicon.bodies.some((noun) => text.endsWith(noun));
}

/** Text that changes nothing: the reporting body, a body's name, the project spoken of. */
export function isKnown(r: Reading, token: TextToken, scope: Scope): boolean {
  const text = r.text.slice(token.start, token.end);
  if (/^[\s年月日的中数额.·…\-—–/:""*“”]+$/.test(text)) return true;
  if (scope.project && (scope.project.includes(text) || text.includes(scope.project))) return true;
  return isBodyName(r, text);
}

/** The body named before a word: 下属…中心事业编制2人. */
function bodyOf(r: Reading, lead: Lead, word: WordToken): string | undefined {
  let tokens = lead.tokens.filter((t) => t.start < word.start && t.kind !== 'punct' && t.kind !== 'time');
  const under = tokens.findLastIndex((t) => t.kind === 'word' && t.word.classes.has('subordinate'));
  tokens = tokens.slice(under + 1);
  const first = tokens.find((t) => !isWeak(t));
  if (!first) return undefined;
  const name = r.text.slice(first.start, word.start);
  return isBodyName(r, name) ? name : undefined;
}

function above(r: Reading, scope: Scope): Above {
  return conceptsAbove(scope, r.context.defaults.subject);
}

function notUnderstood(r: Reading, token: TextToken): Named {
  return { problem: `words not understood: “${r.text.slice(token.start, token.end).slice(0, 30)}”` };
}
