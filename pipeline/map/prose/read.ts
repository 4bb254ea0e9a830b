/** Reads a paragraph: walks its tokens, keeps what sentences carry along, and makes a statement of each number. */
import type { Statement } from './clause-words.ts';
import { closeClause, type Frame, isNameless, soleSubject } from './clauses.ts';
import { baseOf } from './comparison.ts';
import { measureFor } from './context.ts';
import { doubtsOf, hasStrangers } from './doubt.ts';
import { enumerate } from './enumerate.ts';
import { classFollows, inExplanation, itemsFollow } from './explanation.ts';
import { asideOf, doubtsOfProject, isPartOfFunds, leavePart, wholeOfProject } from './funds.ts';
import { analyse, type Lead, shortName } from './lead.ts';
import { listBelow } from './lists.ts';
import { functionalOf, isOfBody, takePath, totalOf } from './members.ts';
import { nameNumber } from './name.ts';
import { isMalformed } from './numbers.ts';
import type { Reading } from './reading.ts';
import { lose, ofBothYears, otherSide, withSecond } from './remember.ts';
import { resultOf } from './results.ts';
import { endSentence, inner, type Scope, turnTo } from './scope.ts';
import { distribute } from './series.ts';
import { state } from './statement.ts';
import type { NumberToken, Token, WordToken } from './tokens.ts';
import { asBudget, isUnspent, unspentProject } from './unspent.ts';
import { opensYear, putInYear } from './year.ts';

/** What became of a number: statements, or the reason why it states nothing or could not be placed. */
export interface Outcome {
  number: NumberToken;
  statements: Statement[];
  /** Why it is no fact by itself: a year, an ordinal. */
  nonFact?: string;
  /** Why no rule could place it. */
  problem?: string;
  /** Unit taken over from the number before. */
  inheritedUnit?: string;
}

/** Numbers of times say nothing about what the clause is about. */
const PERIODS = new Set(['year', 'date', 'month', 'quarter']);

/** What is said of some months or a quarter is not said of the year; 1-12月 is the year. */
const PARTS_OF_YEAR = new Set(['month', 'quarter']);
const LAST_MONTH = '12';

const STRONG = new Set('。！？!?…');

/**
 * Reads the tokens of one paragraph.
 * @param scope what the paragraphs before carry; it is changed
 */
export function readTokens(r: Reading, tokens: readonly Token[], scope: Scope): Outcome[] {
  const outcomes: Outcome[] = [];
  const frames: Frame[] = [{ scope, lead: [], spanStart: 0, boundary: '', coordinated: [] }];
  const projects = [...(r.projects ?? [])];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    const frame = frames[frames.length - 1];
    if (projects[0]?.at < token.start) {
      const { name, subject } = projects.shift()!;
      turnTo(frame.scope, name, subject);
    }
    if (token.kind === 'number') readNumberToken(frame, token, i);
    else if (token.kind === 'punct') punctuate(frame, token.char, token.end);
    else if (token.kind === 'open') i = openBracket(frame, i);
    else if (token.kind === 'close') {
      closeClause(r, frame);
      if (frames.length > 1) frames.pop();
    } else if (token.kind === 'word') takeWord(frame, token);
    else {
      if (token.kind === 'time' && token.edge !== '') frame.scope.date = token;
      if (token.kind === 'path') takePath(r, token, frame.scope);
      frame.lead.push(token);
    }
  }
  closeClause(r, frames[0]);
  return outcomes;

  function takeWord(frame: Frame, token: WordToken): void {
    const { word } = token;
    if (word.topic) frame.scope.topic = word.topic;
    if (word.functional) {
      const functional = functionalOf(r, word, frame.scope);
      frame.scope.functional = functional;
      if (word.senses.length > 0) {
        frame.lead.push(token);
        return;
      }
      frame.scope.subject = { concept: functional, words: [token.start, token.end] };
      frame.lead = [];
      return;
    }
    const isUse = word.classes.has('reasons') && /^主要(?:是|用于|为)/.test(word.text);
    const named = isUse && itemsFollow(r, token.end, frame.scope, outcomes.at(-1)?.statements[0]);
    const opensList =
      named || (r.text[token.end] === '：' && word.text.includes('用于') && classFollows(r, token.end + 1));
    if (word.classes.has('enumerators') || opensList) {
      enumerate(r, frame, token.start, token.end, named);
      return;
    }
    if (word.classes.has('reasons') && !opensList) {
      closeClause(r, frame);
      frame.scope.reason = word.text.includes('用于') ? 'use' : 'cause';
      frame.lead = [];
      return;
    }
    frame.lead.push(token);
  }

  /** A bracket without a value is part of the words around it; one with values is read on its own. */
  function openBracket(frame: Frame, at: number): number {
    let depth = 0;
    let end = at;
    for (; end < tokens.length; end++) {
      if (tokens[end].kind === 'open') depth++;
      if (tokens[end].kind === 'close' && --depth === 0) break;
    }
    const content = tokens.slice(at + 1, end);
    const text = r.text.slice(tokens[at].start, tokens[Math.min(end, tokens.length - 1)].end);
    const isNote = r.lexicon.notes.some((note) => text.includes(note));
    const values = content.filter((t) => t.kind === 'number' && t.reason === '');
    if (values.length === 0 || isNote) {
      for (const t of content) {
        if (t.kind === 'number')
          outcomes.push({ number: t, statements: [], nonFact: isNote ? 'note or instruction' : t.reason });
      }
      if (end >= tokens.length) return tokens.length;
      const short = shortName(r.text, content, frame.coordinated.length > 1);
      if (short) Object.assign(frame, { lead: [short], coordinated: [], unlisted: undefined });
      return end;
    }
    const scope = inner(frame.scope);
    const last = tokens[at - 1]?.kind === 'number' ? outcomes.at(-1)?.statements[0] : undefined;
    scope.bracketed = last?.measure.startsWith('change_') ? last : undefined;
    const list = listBelow(scope.subject?.concept, r.context, r.pack.grammar);
    if (scope.subject)
      Object.assign(scope, { head: scope.subject, inList: true, outside: scope.inList ? scope.head : undefined });
    if (list?.members === 'economic') Object.assign(scope, { list, head: scope.subject });
    frames.push({ scope, lead: [], spanStart: tokens[at].end, boundary: '：', coordinated: [] });
    return at;
  }

  function punctuate(frame: Frame, char: string, end: number): void {
    if (char === '"') return;
    const listed = char === '、' ? soleSubject(r, frame) : undefined;
    if (listed) frame.coordinated.push(listed);
    else if (char !== '、') Object.assign(frame, { coordinated: [], unlisted: undefined, served: undefined });
    else if (frame.boundary !== 'number') frame.unlisted = true;
    if (char === '，') opensYear(frame.scope, frame.lead);
    closeClause(r, frame, char);
    frame.lead = [];
    frame.boundary = char;
    frame.scope.partOfYear = undefined;
    if (char !== '、') Object.assign(frame.scope, { planned: undefined, strangers: undefined });
    if (STRONG.has(char) || char === '；') leavePart(frame.scope);
    if (STRONG.has(char)) {
      endSentence(frame.scope);
      frame.spanStart = end;
    } else if (char === '；') {
      if (frame.scope.reason) frame.scope.closed = frame.scope.reason === 'cause';
      Object.assign(frame.scope, { reason: undefined, base: undefined, strangeHead: undefined });
      frame.spanStart = end;
    }
  }

  function readNumberToken(frame: Frame, number: NumberToken, index: number): void {
    if (number.reason !== '') {
      outcomes.push({ number, statements: [], nonFact: number.reason });
      if (PARTS_OF_YEAR.has(number.reason)) frame.scope.partOfYear = number.raw !== LAST_MONTH;
      if (number.reason.startsWith('ordinal')) {
        frame.lead = [];
        frame.spanStart = number.unitEnd;
        frame.scope.numbered = true;
      } else if (!PERIODS.has(number.reason))
        frame.lead.push({ kind: 'text', start: number.start, end: number.unitEnd });
      return;
    }
    outcomes.push(interpret(frame, number, tailOf(index)));
    frame.lead = [];
    frame.spanStart = number.unitEnd;
    frame.boundary = 'number';
  }

  /** Words between a number and the next punctuation. */
  function tailOf(index: number): WordToken[] {
    const words: WordToken[] = [];
    for (const token of tokens.slice(index + 1)) {
      if (token.kind !== 'word') break;
      words.push(token);
    }
    return words;
  }

  function interpret(frame: Frame, number: NumberToken, tail: WordToken[]): Outcome {
    const outcome: Outcome = { number, statements: [] };
    const { scope } = frame;
    if (number.isSpelled || isMalformed(r.text, number)) {
      lose(scope, undefined);
      return { ...outcome, problem: number.isSpelled ? 'a number in words' : 'not a well-formed number' };
    }
    if (number.unitKind === 'none') {
      if (!scope.unit) return { ...outcome, problem: 'a number without a unit' };
      outcome.inheritedUnit = scope.unit;
    }
    const lead = analyse(frame.lead);
    if (lead.planned) scope.planned = true;
    const blocked = inExplanation(r, lead, scope, number.unitKind);
    if (blocked === 'blocked') {
      const unspent = unspentProject(r, number, lead);
      return unspent ? { ...outcome, statements: [unspent] } : { ...outcome, problem: 'inside an explanation' };
    }
    if (isNameless(frame, number, tail)) return { ...outcome, problem: 'no words say what it is' };
    const span = r.text.slice(frame.spanStart, number.start);
    const named = distribute(frame, lead, nameNumber(r, number, lead, scope, tail, span));
    const read = state(r, number, lead, scope, named);
    const statement = 'problem' in read ? (resultOf(r, number, lead, scope) ?? read) : read;
    if ('problem' in statement) {
      const aside = asideOf(r, number, lead, scope);
      if (aside?.keeps) return { ...outcome, problem: aside.reason };
      if (hasStrangers(r, lead, scope)) scope.strangers = true;
      if (number.unitKind === 'count') scope.lostCount = true;
      else if (number.unitKind === 'percent') lose(scope, scope.stated?.at(-1));
      else lose(scope, measureFor(lead.measure?.word.measure?.measure, r.context.report));
      return { ...outcome, problem: aside?.reason ?? statement.problem };
    }
    if ('problem' in read) return { ...outcome, statements: [statement] };
    const own = 'subject' in named && named.own;
    statement.flags.push(...doubtsOf(r, statement, lead, scope, { own, number, boundary: frame.boundary, span }));
    if (own && scope.ofFund && !statement.subject.fund) {
      statement.subject = { ...statement.subject, fund: scope.ofFund };
      statement.flags.push('subject_inferred');
    }
    if (scope.partOfYear) statement.flags.push('part_of_year');
    if (scope.ofOther && isOfBody(statement.subject)) statement.flags.push('other_body');
    statement.flags.push(...doubtsOfProject(r, number, statement, (lead.planned ?? scope.planned) !== undefined));
    if (outcome.inheritedUnit) statement.flags.push('unit_inferred');
    if (scope.inReason && statement.rule.endsWith('.list')) statement.flags.push('in_explanation');
    if (blocked === 'flagged') {
      statement.flags.push('in_explanation');
      scope.reason = undefined;
      if (!own && scope.subject) scope.subject = { ...scope.subject, flags: ['in_explanation'] };
    }
    // Among the items of a list an amount without a name may be the whole's again: 其中：市级5万元.
    if (
      !own &&
      scope.inList &&
      statement.rule.startsWith('prose.amount') &&
      (frame.boundary === '；' || !lead.measure)
    ) {
      statement.flags.push('subject_inferred');
    }
    const isItem = statement.rule === 'prose.amount.list' && isUnspent(r, number);
    if (isItem) Object.assign(statement, asBudget(statement, scope));
    putInYear(statement, lead, scope, own, r.context.fiscalYear);
    outcome.statements = ofBothYears(statement, lead, r.context.fiscalYear).flatMap(withSecond);
    remember(scope, number, lead, statement, own, frame.boundary);
    return outcome;
  }

  function remember(
    scope: Scope,
    number: NumberToken,
    lead: Lead,
    statement: Statement,
    own: boolean,
    boundary: string,
  ): void {
    const base = baseOf(lead, r.context, r.pack.grammar, scope.stated?.at(-1));
    if (base) scope.base = base;
    if (number.unitKind === 'money') scope.unit = number.unit;
    if (statement.rule.startsWith('prose.denominator')) return;
    if (statement.rule.startsWith('prose.change')) {
      scope.sign = statement.sign;
      scope.compared = scope.inList;
    }
    // 完成预算10万元的80% tells the budget in passing.
    if (statement.rule.startsWith('prose.amount') && !lead.complete) {
      const { measure } = statement;
      if (measure.includes('budget') && !measure.startsWith('prior')) scope.budget = measure;
      scope.amount = statement.subject;
      scope.stated = own ? [measure] : [...(scope.stated ?? []), measure];
      if (lead.measure || statement.subject.measure === measure) scope.said = measure;
      scope.measureOpen = statement.flags.includes('measure_inferred');
      if (own) Object.assign(scope, { base: undefined, sign: undefined, closed: undefined });
    }
    // 各增加5万元，增长2%: the percentage is of both sides too.
    if (!own && (statement.subject.others || (scope.subject?.also && !statement.subject.also)))
      scope.subject = statement.subject;
    if (own) {
      if (statement.rule.startsWith('prose.change')) scope.closed = undefined;
      scope.lostCount = undefined;
      scope.drifted = undefined;
      scope.settled = undefined;
      scope.afterList = undefined;
      scope.enumerated = boundary === '、' ? boundary : boundary === '，' && scope.inList && !scope.compared;
      scope.total = totalOf(r, statement.subject, scope) ?? scope.total;
      scope.otherSide = otherSide(scope.subject, statement.subject);
      scope.subject = isPartOfFunds(statement.subject) ? statement.subject : wholeOfProject(statement.subject);
      if (statement.subject.body) scope.body = statement.subject.body;
    }
  }
}
