/** Clauses without a number: they name the subject of the next, or open a comparison. */
import { isKnown } from './bodies.ts';
import { baseOf } from './comparison.ts';
import { measureFor } from './context.ts';
import { hasStrangers } from './doubt.ts';
import { isPartOfFunds } from './funds.ts';
import { analyse, type Lead } from './lead.ts';
import { subjectOf } from './members.ts';
import type { Reading } from './reading.ts';
import { lose, measureOfAmounts } from './remember.ts';
import { conceptsAbove, type Scope, type Subject } from './scope.ts';
import { pickSense } from './senses.ts';
import type { NumberToken, Token, WordToken } from './tokens.ts';

/** Where the reader is inside one pair of brackets, or outside of all. */
export interface Frame {
  scope: Scope;
  /** Tokens since the last number or clause boundary. */
  lead: Token[];
  /** Where the text since the last number or strong boundary begins. */
  spanStart: number;
  /** What ended the last clause. */
  boundary: string;
  /** Subjects listed before the clause: 基本支出、项目支出分别为…; those that still wait for their number. */
  coordinated: Subject[];
  /** A member of the row of subjects is not known: which number of 分别为 is whose cannot be told. */
  unlisted?: boolean;
  /** Every subject of 分别为 has its number: another number without words of its own has none. */
  served?: boolean;
}

/**
 * Whether nothing says what a number is: no words before it, nor in front of the clause.
 * @param tail words directly behind it
 */
export function isNameless(
  { lead, boundary, coordinated, scope }: Frame,
  number: NumberToken,
  tail: WordToken[],
): boolean {
  // 其中：30万元用于…: an item of a list without a name.
  if (scope.inList && lead.length === 0 && coordinated.length === 0 && number.unitKind === 'money') return true;
  const isEmpty = lead.every((t) => t.kind === 'punct' || t.kind === 'time') && tail.length === 0;
  if (!isEmpty || number.unitKind === 'none') return isEmpty;
  return boundary !== '：' && coordinated.length === 0 && number.unitKind !== 'count';
}

/** The subject of a clause that is nothing else: a member of 基本支出、项目支出. */
export function soleSubject(r: Reading, frame: Frame): Subject | undefined {
  const lead = analyse(frame.lead);
  const [word] = lead.subjects;
  if (!word || lead.subjects.length > 1 || lead.unknown.length > 0 || lead.verb || lead.compare || lead.share)
    return undefined;
  const sense = pickSense(word.word.senses, r.context, conceptsAbove(frame.scope, r.context.defaults.subject), r.pack);
  return sense ? subjectOf(r, sense, word, lead, frame.scope) : undefined;
}

/**
 * A clause without a number can name the subject of the next, or open a comparison.
 * @param end the sign that ends it; before a colon stands a label
 */
export function closeClause(r: Reading, frame: Frame, end = ''): void {
  if (frame.lead.length === 0) return;
  const lead = analyse(frame.lead);
  const { scope } = frame;
  const base = baseOf(lead, r.context, r.pack.grammar, scope.stated?.at(-1));
  if (base) scope.base = base;
  if (!scope.reason && end !== '：' && frame.boundary !== 'number' && hasStrangers(r, lead, scope))
    scope.drifted = true;
  const word = lead.subjects.at(-1);
  openMeasure(r, lead, word, scope);
  if (word && !scope.reason && lacksNumber(r, word, lead)) {
    lose(scope, undefined);
    return;
  }
  const isEven = lead.verb?.sign === 0;
  if (((lead.compare && !lead.verb) || isEven) && !scope.reason && frame.boundary !== 'number')
    compareSubject(r, lead, scope);
  if (scope.reason || lead.verb || lead.compare || lead.path) return;
  if (!word || frame.boundary === 'number') return;
  if (lead.unknown.some((t) => !isKnown(r, t, scope))) return;
  const sense = pickSense(word.word.senses, r.context, conceptsAbove(scope, r.context.defaults.subject), r.pack);
  if (!sense || (sense.subject?.startsWith('@') && sense.subject !== '@project')) return;
  const subject = subjectOf(r, sense, word, lead, scope);
  // 项目资金80万元，均为县级资金，已到位80万元: where all of it comes from.
  if (isPartOfFunds(subject) && scope.subject?.concept.startsWith('performance.project.funds')) return;
  scope.stated = undefined;
  scope.subject = subject;
  scope.drifted = undefined;
  scope.afterList = undefined;
}

/** 2023年“三公”经费预算中，公务接待费5万元: what the clause names as budget or accounts, and its year, hold for its parts. */
function openMeasure(r: Reading, lead: Lead, word: WordToken | undefined, scope: Scope): void {
  if (lead.verb || lead.compare || lead.share || r.text[lead.tokens.at(-1)!.end - 1] !== '中') return;
  const role = lead.measure?.word.measure ?? (word && r.lexicon.impliedMeasure(word.word.text));
  const measure = measureOfAmounts(measureFor(role?.measure, r.context.report));
  if (measure === undefined) return;
  scope.listMeasure = measure;
  scope.listYear = lead.times.at(-1)?.year;
}

/**
 * 收入支出总计与上年相比，增加5万元; 公务接待费比预算无变化，比上年增加5万元: what is compared is what grew, also behind the items
 * of the sentence before.
 */
function compareSubject(r: Reading, lead: Lead, scope: Scope): void {
  const at = (lead.compare ?? lead.verb!.token).start;
  const word = lead.subjects.filter((w) => w.end <= at && w.word.senses.length > 0).at(-1);
  if (!word || lead.unknown.some((t) => t.start < at && !isKnown(r, t, scope))) return;
  const sense = pickSense(word.word.senses, r.context, conceptsAbove(scope, r.context.defaults.subject), r.pack);
  if (!sense || sense.subject?.startsWith('@')) return;
  scope.stated = undefined;
  scope.subject = subjectOf(r, sense, word, lead, scope);
  scope.drifted = undefined;
  scope.afterList = undefined;
  scope.closed = undefined;
}

/**
 * 项目支出XX万元, 项目支出肆拾万元, 项目支出　万元: an amount that is blank or no number. What follows it (占40%) speaks of this
 * subject, not of the one before.
 */
function lacksNumber({ text, lexicon }: Reading, subject: WordToken, lead: Lead): boolean {
  const end = lead.tokens.at(-1)!.end;
  const { money, percent, longest } = lexicon.units;
  for (let start = Math.max(subject.end, end - longest); start < end; start++) {
    const unit = text.slice(start, end);
    if (money.has(unit) || percent.has(unit)) return true;
  }
  return false;
}
