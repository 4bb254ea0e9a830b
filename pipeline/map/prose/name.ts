/** What a number is about: the subject named in its clause, or the one carried from before. */
import type { Sense } from '../../../schemas/grammar.ts';
import { isKnown, notKnownBefore } from './bodies.ts';
import { carried, fromUnit } from './carry.ts';
import { said } from './clause-words.ts';
import { sourceBefore } from './givers.ts';
import type { Lead } from './lead.ts';
import { memberOf } from './lists.ts';
import { subjectOf, subjectOfPath } from './members.ts';
import { above, type Named, notUnderstood, type Reading } from './reading.ts';
import type { Above, Scope, Subject } from './scope.ts';
import { pickSense, valueKind } from './senses.ts';
import type { NumberToken, PathToken, Token, WordToken } from './tokens.ts';

const FUND = /^(?:expenditure|revenue)\.fiscal/;

const OF_FUND =
  /^(?:expenditure\.fiscal|revenue\.fiscal_appropriation)\.(general_public|government_fund|state_capital)$/;

/** Receipts or expenditure without saying which: directly behind another word they only say on what side it stands. */
const GENERAL = /^(?:expenditure|revenue)\.(?:total|grand_total)$/;

/** What is spent: money of a fund among its parts tells who paid. */
const SPENT = /^(?:expenditure|three_public|operating_expense|procurement|service_purchase|project)\./;

const GRAND = /^(expenditure|revenue)\.total$/;

const CLASS_NAME = /^(?:其中|\d{1,2}[.、]|[一二三四五六七八九十]+是|["：.、])*(?<name>[^\d"：]{2,30}?)"?(?:为|共)?$/;

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
  const named =
    fromTail(r, number, lead, scope, tail) ??
    fromWords(r, number, lead, scope) ??
    fromUnit(r, number, lead, scope) ??
    carried(r, number, lead, scope);
  // 拟举办论坛0次，经费0万元: the amount is of what was counted, not of the subject before.
  if ('problem' in named) scope.strange ||= number.unitKind === 'count' && lead.unknown.length > 0;
  else if (named.own) scope.strange = undefined;
  return named;
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
  // 教育支出年初预算数为5万元: with a measure only where the section itself lists classes, or that of the whole again.
  const isSame = scope.listMeasure !== undefined && said(r, lead.measure) === scope.listMeasure;
  if (!concept || (lead.measure && ofSection === undefined && !isSame)) return undefined;
  const first = lead.tokens.find((t) => t.kind !== 'punct' && t.kind !== 'time');
  if (!first) return undefined;
  const word = lead.subjects.at(-1);
  if (word && lead.unknown.length === 0 && pickSense(word.word.senses, r.context, above(r, scope), r.pack, number))
    return undefined;
  const end = lead.measure?.start ?? number.start;
  const name = CLASS_NAME.exec(r.text.slice(first.start, end))?.groups?.name;
  if (!name) return undefined;
  const own = r.resolver.function(name.replace(/支出(?:类|支出)$/, '支出')).code;
  // Below 按支出功能分类 stand items too, by names that only one of them has: 初中教育支出.
  const code = own.length === 3 || !scope.functional ? own : r.resolver.path({ item: name }).code;
  if (code.length !== 3 && code.length !== 7) return undefined;
  const flags = concept === scope.head?.concept ? scope.head.flags : undefined;
  const subject = {
    concept,
    functionCode: code,
    functionName: name,
    words: [first.start, number.start] as const,
    flags,
  };
  return { subject, own: true, how: 'class' };
}

function fromWords(r: Reading, number: NumberToken, lead: Lead, scope: Scope): Named | undefined {
  const concepts = above(r, scope);
  const words = lead.subjects.filter((w) => !w.word.classes.has('fillers') || w.word.senses.length > 0);
  let modifier: WordToken | undefined;
  for (let i = words.length - 1; i >= 0; i--) {
    const word = words[i];
    const senses = word.word.senses.filter(({ near }) => isNear(r, near, word));
    const sense = pickSense(senses, r.context, concepts, r.pack, number) ?? changeSense(r, word, lead, concepts);
    if (!sense) {
      if (word.word.classes.has('fillers') || word.word.measure || word.word.classes.has('complete')) continue;
      if (isSideOf(r, words[i - 1], word) || isFundOf(lead, words[i - 1], word)) continue;
      return { problem: `no sense of “${word.word.text}” fits here` };
    }
    // “三公”经费一般公共预算财政拨款支出: the fund only tells where the money of the word before comes from.
    if (FUND.test(sense.concept) && isBehind(lead, words[i - 1], word)) {
      modifier = word;
      continue;
    }
    if (GENERAL.test(sense.concept) && isSideOf(r, words[i - 1], word)) continue;
    const joined = joinedBefore(r, words[i - 1], word, lead);
    if (joined && pickSense(joined.word.senses, r.context, concepts, r.pack, number)?.concept !== sense.concept)
      return { problem: `one number for “${joined.word.text}” and “${word.word.text}”` };
    if (isOfFund(r, sense, word, scope)) return { problem: `“${word.word.text}” may be that of the fund alone` };
    const behind = lead.unknown.find((t) => t.start >= word.end && !isKnown(r, t, scope));
    if (behind) return notUnderstood(r, behind);
    const before = notKnownBefore(r, lead, word.start, scope);
    if (before && !sense.loose) {
      scope.strangeHead = true;
      return notUnderstood(r, before);
    }
    if (isPayer(sense, word, lead, scope)) return { problem: 'no subject on this side of the account' };
    const source = sense.bare && !before && i > 0 ? sourceBefore(r, words[i - 1], sense, lead, scope) : undefined;
    if (source) return { subject: source, own: true, how: 'words' };
    // 总投资90万元，其中：专项资金60万元: of something that is not told.
    const isLost = scope.inList && scope.lost && sense.concept === 'performance.project.funds';
    if (sense.bare && (before || i > 0 || isLost)) return { problem: `“${word.word.text}” is not said of the whole` };
    const whole = wholeBefore(sense, word, lead, scope);
    if (whole) return { subject: { concept: whole, words: [word.start, word.end] }, own: true, how: 'words' };
    scope.ofFund = partOfFund(sense, words[i - 1], word, scope) ?? scope.ofFund;
    const subject = subjectOf(r, sense, word, lead, scope, modifier);
    return { subject: before?.end === word.start ? doubted(subject) : subject, own: true, how: 'words' };
  }
  return undefined;
}

function isNear(r: Reading, near: readonly string[], word: WordToken): boolean {
  return near.length === 0 || near.some((text) => r.text.slice(0, word.start).includes(text));
}

/** 购置费及运行费共计: the subject that 及 joins to this one. Only where nothing says that each has its own number. */
function joinedBefore(r: Reading, before: WordToken | undefined, word: WordToken, lead: Lead): WordToken | undefined {
  if (!before || lead.each || before.word.senses.length === 0) return undefined;
  return /^(?:费用?)?[及和与]$/.test(r.text.slice(before.end, word.start)) ? before : undefined;
}

/** 机关运行经费当年一般公共预算拨款: the fund has no meaning of its own here, and tells only where the money comes from. */
function isFundOf(lead: Lead, before: WordToken | undefined, word: WordToken): boolean {
  return isBehind(lead, before, word) && word.word.senses.every((sense) => FUND.test(sense.concept));
}

/** 项目支出5万元，其中：一般公共预算拨款5万元: who paid for it, and no receipt, unless the word says so. */
function isPayer({ concept }: Sense, { word }: WordToken, { total }: Lead, { inList, head }: Scope): boolean {
  const isReceipt = concept.startsWith('revenue.') && !word.text.includes('收入');
  return isReceipt && !total && inList === true && SPENT.test(head?.concept ?? '');
}

/** Whether a word stands directly behind another, or with nothing but a year between them: 公务接待费2023年财政拨款支出. */
function isBehind(lead: Lead, before: WordToken | undefined, word: WordToken): boolean {
  if (!before) return false;
  const isTime = (t: Token) => t.kind === 'time' || (t.kind === 'word' && t.word.classes.has('current'));
  return lead.tokens.every((t) => t.start < before.end || t.start >= word.start || isTime(t));
}

/** 其中一般公共预算拨款政府采购5万元: only the part that is paid from the fund, as are the items behind it. */
function partOfFund(sense: Sense, before: WordToken | undefined, word: WordToken, scope: Scope): Subject['fund'] {
  if (!scope.inList || before?.end !== word.start || FUND.test(sense.concept)) return undefined;
  const fund = before.word.senses.map(({ concept }) => OF_FUND.exec(concept)?.[1]).find((name) => name !== undefined);
  return fund as Subject['fund'];
}

/** 收入总计10万元，支出总计10万元。与上年相比，收入增加1万元: what grew is the total that was just named. */
function wholeBefore(sense: Sense, word: WordToken, lead: Lead, scope: Scope): string | undefined {
  const bare = GRAND.exec(sense.concept)?.[1];
  if (!bare || !sense.bare || !lead.verb || !/^(?:收入|支出)$/.test(word.word.text)) return undefined;
  const spoken = [scope.subject, scope.amount, scope.otherSide, scope.head];
  return spoken.some((s) => s?.concept.endsWith('.grand_total')) ? `${bare}.grand_total` : undefined;
}

/** 临床科室: what is not understood directly before the word tells of a kind of it, not of all. */
function doubted(subject: Subject): Subject {
  return { ...subject, flags: [...(subject.flags ?? []), 'subject_inferred'] };
}

/** 财政拨款本年支出, 财政拨款本年收入…；本年支出: what is said of a fund is not said of all money. */
function isOfFund(r: Reading, sense: Sense, word: WordToken, scope: Scope): boolean {
  if (!GENERAL.test(sense.concept)) return false;
  if (/(?:拨款|基金预算|公共预算|资本经营预算)$/.test(r.text.slice(0, word.start))) return true;
  const isOtherSide = [scope.subject, scope.amount].some((s) => s?.concept.startsWith('revenue.fiscal_'));
  // As one of the parts of all receipts the fund does not take over what follows.
  const isPart = scope.inList === true && scope.head !== undefined && GENERAL.test(scope.head.concept);
  return isOtherSide && !isPart && word.word.text.startsWith('本年支出');
}

/** 公务接待费预算支出: a general word directly behind the name of something is no name of its own. */
function isSideOf(r: Reading, before: WordToken | undefined, word: WordToken): boolean {
  return (
    before !== undefined &&
    (before.end === word.start || r.text.slice(before.end, word.start) === ')') &&
    before.word.senses.some((sense) => r.pack.concepts.get(sense.concept)?.kind === 'amount') &&
    word.word.senses.every((sense) => GENERAL.test(sense.concept) || FUND.test(sense.concept)) &&
    word.word.senses.some((sense) => GENERAL.test(sense.concept))
  );
}

/** A change or share is a percentage of something that is an amount or a count. */
function changeSense(r: Reading, word: WordToken, lead: Lead, concepts: Above): Sense | undefined {
  const relative = lead.verb || lead.alternative || lead.share || lead.complete || lead.ratio;
  return relative ? pickSense(word.word.senses, r.context, concepts, r.pack) : undefined;
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
