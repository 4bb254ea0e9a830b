/** What a number is about: the subject named in its clause, or the one carried from before. */

import type { Sense } from '../../../schemas/grammar.ts';
import type { Pack } from '../../../schemas/pack.ts';
import type { CodeResolver } from '../codes.ts';
import { type Context, measureFor } from './context.ts';
import type { Lead } from './lead.ts';
import type { Lexicon } from './lexicon.ts';
import { memberOf } from './lists.ts';
import { conceptsAbove, type Scope, type Subject } from './scope.ts';
import { pickSense, valueKind } from './senses.ts';
import type { NumberToken, PathToken, TextToken, WordToken } from './tokens.ts';

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
  const plainAmount = !lead.verb && !lead.alternative && !lead.compare && !lead.prior && !lead.share && !lead.complete;
  if (lead.path) return pathSubject(r, lead, lead.path, scope);
  if (plainAmount && valueKind(number) === 'amount') {
    const listed = listMember(r, number, lead, scope, span) ?? bareClass(r, number, lead, scope);
    if (listed) return listed;
  }
  const named = fromWords(r, number, lead, scope);
  if (named) return named;
  return fromTail(r, number, lead, scope, tail) ?? fromUnit(r, number, lead, scope) ?? carried(r, number, lead, scope);
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

/** 教育支出 1,234万元，占5%: a class by its bare name, in sections that list classes. */
function bareClass(r: Reading, number: NumberToken, lead: Lead, scope: Scope): Named | undefined {
  const concept = scope.functional ?? r.context.defaults.functional;
  if (!concept || !(r.context.defaults.classNames || scope.functional) || lead.measure) return undefined;
  const first = lead.tokens.find((t) => t.kind !== 'punct' && t.kind !== 'time');
  if (!first) return undefined;
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
  for (let i = words.length - 1; i >= 0; i--) {
    const word = words[i];
    const sense =
      pickSense(word.word.senses, r.context, concepts, r.pack, number) ?? changeSense(r, word, lead, concepts);
    if (!sense) {
      if (word.word.classes.has('fillers') || word.word.measure || word.word.classes.has('complete')) continue;
      return { problem: `no sense of “${word.word.text}” fits here` };
    }
    const behind = lead.unknown.find((t) => t.start >= word.end && !isKnown(r, t, scope));
    if (behind) return notUnderstood(r, behind);
    const before = lead.unknown.find((t) => t.start < word.start && !isKnown(r, t, scope));
    if (before && !sense.loose) return notUnderstood(r, before);
    if (sense.bare && (before || i > 0)) return { problem: `“${word.word.text}” is not said of the whole` };
    return { subject: subjectOf(r, sense, word, lead, scope), own: true, how: 'words' };
  }
  return undefined;
}

/** A change or share is a percentage of something that is an amount or a count. */
function changeSense(r: Reading, word: WordToken, lead: Lead, concepts: readonly string[]): Sense | undefined {
  const relative = lead.verb || lead.alternative || lead.share || lead.complete || lead.ratio;
  return relative ? pickSense(word.word.senses, r.context, concepts, r.pack) : undefined;
}

function subjectOf(r: Reading, sense: Sense, word: WordToken, lead: Lead, scope: Scope): Subject {
  const implied = lead.measure ? undefined : r.lexicon.impliedMeasure(word.word.text);
  const measure = measureFor(sense.measure, r.context.report) ?? measureFor(implied?.measure, r.context.report);
  const body = sense.concept.startsWith('staff.') ? (bodyOf(r, lead, word) ?? scope.body) : undefined;
  return {
    concept: sense.concept,
    also: sense.also && (!sense.alsoWithEach || lead.each) ? sense.also : undefined,
    fund: sense.fund ?? (sense.concept.startsWith('expenditure.economic') ? r.context.defaults.fund : undefined),
    economicCode: sense.economic,
    economicName: sense.economic ? word.word.text : undefined,
    member: memberName(sense, r.text.slice(word.start, word.end), scope),
    measure,
    body,
    words: [word.start, word.end],
    flags: sense.subject === '@project' && !scope.project ? ['project_unknown'] : undefined,
  };
}

function memberName(sense: Sense, words: string, scope: Scope): string | undefined {
  if (sense.subject === '@words') return words.replace(/用款计划$/, '');
  if (sense.subject === '@project') return scope.project;
  return sense.subject;
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
  const unknown = lead.unknown.find((t) => !isKnown(r, t, scope));
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
  const unknown = lead.unknown.find((t) => !isKnown(r, t, scope));
  if (unknown) return notUnderstood(r, unknown);
  if (scope.closed) return { problem: 'no subject since an explanation' };
  const { subject } = scope;
  if (!subject) return { problem: 'no subject' };
  const kind = r.pack.concepts.get(subject.concept)?.kind;
  const relative = valueKind(number) === 'percent';
  if (!relative && kind !== valueKind(number) && kind !== 'text')
    return { problem: `no subject for a number of ${number.unit || 'no unit'}` };
  return { subject, own: false, how: 'carried' };
}

/** Text that changes nothing: the reporting body, a body's name, the project spoken of. */
export function isKnown(r: Reading, token: TextToken, scope: Scope): boolean {
  const text = r.text.slice(token.start, token.end);
  if (/^[\s年月日的中数额.·…\-—–/:""*“”]+$/.test(text)) return true;
  if (scope.project && (scope.project.includes(text) || text.includes(scope.project))) return true;
  const { entity } = r.context;
  if (entity !== '' && text.length >= 2 && (entity.includes(text) || text.includes(entity))) return true;
  return text.length >= 2 && text.length <= 40 && r.lexicon.bodies.some((noun) => text.endsWith(noun));
}

/** The body named before a word: 下属…中心事业编制2人. */
function bodyOf(r: Reading, lead: Lead, word: WordToken): string | undefined {
  const after = lead.tokens.filter((t) => t.start < word.start);
  const text = after.findLast((t) => t.kind === 'text');
  if (!text) return undefined;
  const name = r.text.slice(text.start, word.start);
  return r.lexicon.bodies.some((noun) => name.endsWith(noun)) ? name : undefined;
}

function above(r: Reading, scope: Scope): string[] {
  return conceptsAbove(scope, r.context.defaults.subject);
}

function notUnderstood(r: Reading, token: TextToken): Named {
  return { problem: `words not understood: “${r.text.slice(token.start, token.end).slice(0, 30)}”` };
}
