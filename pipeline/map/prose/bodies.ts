/** Words before a subject that change nothing: names of bodies and projects, examples that 等 ends. */
import type { Grammar } from '../../../schemas/grammar.ts';
import type { Lead } from './lead.ts';
import type { Reading } from './reading.ts';
import type { Scope } from './scope.ts';
import type { TextToken, Token, WordToken } from './tokens.ts';

/** Text that is nothing but the reporting body's name, the project spoken of, or signs between words. */
export function isOwn(r: Reading, token: TextToken, scope: Scope): boolean {
  const text = r.text.slice(token.start, token.end);
  const { entity } = r.context;
  return (
    isSign(text) ||
    isOfProject(text, scope) ||
    (entity !== '' && (entity.includes(text) || text.endsWith(entity))) ||
    (text.length >= SHORT_NAME && isShort(text, entity))
  );
}

const isSign = (text: string) => /^[\s年月日的中数额.·…\-—–/:""*“”\u2460-\u2473]+$/.test(text);

/** Fewer characters of a project's name in their order may be those of something else. */
const SHORTEST = 5;

function isOfProject(text: string, { project }: Scope): boolean {
  if (project === undefined) return false;
  return project.includes(text) || text.includes(project) || (text.length >= SHORTEST && isShort(text, project));
}

/** Text that changes nothing: the reporting body, a body's name, the project spoken of. */
export function isKnown(r: Reading, token: TextToken, scope: Scope): boolean {
  const text = r.text.slice(token.start, token.end);
  return isSign(text) || isOfProject(text, scope) || isBodyName(r, text);
}

/**
 * The first text before a place that may change the meaning of what follows. A body's name changes nothing, whatever
 * words it is made of: it ends like one, or is the reporting body's own.
 */
export function notKnownBefore(r: Reading, lead: Lead, end: number, scope: Scope): TextToken | undefined {
  const tokens = lead.tokens.filter((t) => t.start < end && t.kind !== 'punct');
  while (tokens.length > 0 && isWeak(tokens[tokens.length - 1])) tokens.pop();
  const first = tokens.find((t) => !isWeak(t));
  const last = tokens.at(-1);
  if (!first || !last) return undefined;
  const isBody = isBodyName(r, r.text.slice(first.start, last.end)) || lastsInEtc(r, end);
  return lead.unknown.find((t) => t.start < end && !(isBody && t.end <= last.end) && !isKnown(r, t, scope));
}

/** The body named before a word: 下属…中心事业编制2人. */
export function bodyOf(r: Reading, lead: Lead, word: WordToken): string | undefined {
  let tokens = lead.tokens.filter((t) => t.start < word.start && t.kind !== 'punct' && t.kind !== 'time');
  const under = tokens.findLastIndex((t) => t.kind === 'word' && t.word.classes.has('subordinate'));
  tokens = tokens.slice(under + 1);
  while (tokens.length > 0 && isWeak(tokens[tokens.length - 1])) tokens.pop();
  const first = tokens.find((t) => !isWeak(t));
  if (!first) return undefined;
  const name = r.text.slice(first.start, tokens[tokens.length - 1].end);
  const { kinds, all } = r.pack.grammar.patterns.bodies;
  return isBodyName(r, name) && !kinds.test(name) && !all.test(name) ? name : undefined;
}

/** Fewer characters in the order of the name may be a word of their own. */
const SHORT_NAME = 3;

/** 区接待办 for 清河区委区政府接待办公室: the characters of the name in their order. */
function isShort(name: string, entity: string): boolean {
  let at = 0;
  for (const sign of entity) if (sign === name[at]) at++;
  return at === name.length;
}

/** The body whose item a paragraph is, where it is one of several and so not the whole that reports. */
export function bodyOfItem(text: string, entity: string, { patterns }: Grammar): string | undefined {
  const name = patterns.bodies.item.exec(text)?.groups?.name;
  return name !== undefined && !isShort(name, entity) ? name : undefined;
}

/** Whether the words before a subject name a body that is surely not the one that reports: a school of the bureau. */
export function isOtherBody(r: Reading, lead: Lead, word: WordToken): boolean {
  const { office, kind } = r.pack.grammar.patterns.bodies;
  if (office.test(r.text.slice(0, word.start))) return true;
  const name = bodyOf(r, lead, word);
  const { entity } = r.context;
  if (name === undefined || entity === '' || name.includes(entity) || isShort(name, entity)) return false;
  const isBelow = lead.tokens.some(
    (t) => t.kind === 'word' && t.start < word.start && t.word.classes.has('subordinate'),
  );
  return isBelow || kind.exec(name)?.[0] !== kind.exec(entity)?.[0];
}

/** Whether the words say that it is the reporting body: 本部门, 我局, its name. */
export function namesOwn(r: Reading, { tokens }: Lead): boolean {
  const text = tokens.length === 0 ? '' : r.text.slice(tokens[0].start, tokens[tokens.length - 1].end);
  return r.pack.grammar.patterns.bodies.own.test(text) || (r.context.entity !== '' && text.includes(r.context.entity));
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
  if (text.length >= SHORT_NAME && isShort(text, entity)) return true;
  return text.length >= 2 && text.length <= 40 && r.lexicon.bodies.some((noun) => text.endsWith(noun));
}
