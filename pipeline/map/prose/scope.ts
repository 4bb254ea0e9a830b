/** What a sentence carries from one number to the next. */
import type { ListRule } from '../../../schemas/grammar.ts';
import type { Section } from '../../classified.ts';
import type { TimeToken } from './tokens.ts';

/** A concept with its members: what a number is about. */
export interface Subject {
  concept: string;
  /** The same number states this concept too: 收、支总计. */
  also?: string;
  /** Subjects listed before it that share the number: 货物、工程支出均为. */
  others?: readonly Subject[];
  functionCode?: string;
  functionName?: string;
  economicCode?: string;
  economicName?: string;
  fund?: 'general_public' | 'government_fund' | 'state_capital';
  member?: string;
  /** Measure that the words of the subject bring with them. */
  measure?: string;
  /** Denominator that the words of the subject bring with them. */
  base?: string;
  /** The body that is counted, where several are. */
  body?: string;
  /** Words that gave the concept, as offsets of the normal text. */
  words?: readonly [start: number, end: number];
  flags?: readonly string[];
  /** What its words leave open of the number itself: no doubt about what follows. */
  open?: readonly string[];
}

/** What a change is against. */
export interface Base {
  measure: string;
  period: number;
  words: readonly [start: number, end: number];
}

/** What holds for the next number until something changes it. */
export interface Scope {
  /** What the last clause spoke about. */
  subject?: Subject;
  /** The total that the current list takes apart. */
  head?: Subject;
  list?: ListRule;
  /** Inside a bracket, the whole that the list outside of it takes apart: 基本支出5万元（占80%）. */
  outside?: Subject;
  /** Since 其中 or 包括, to the end of the sentence. */
  inList?: boolean;
  /** The list stands behind 主要用于 or 主要是: what it holds may explain more than it states. */
  inReason?: boolean;
  /** The items since 其中 are those of a fund alone, to the end of the sentence. */
  ofFund?: Subject['fund'];
  /** The sentence before ended with the items of a list: what follows may be said of their whole. */
  afterList?: boolean;
  /** The sentence has items with ordinals: 1.本年收入5万元。与上年相比 behind one of them is said of it. */
  numbered?: boolean;
  /** The subject was named in a sentence before. */
  settled?: boolean;
  /** Measure that the head of the list was stated in; `listUncertain`: it was stated in several. */
  listMeasure?: string;
  listUncertain?: boolean;
  /** The measure of the last amount was in doubt: so is that of its parts. */
  measureOpen?: boolean;
  /** The year by which the sentence opens: 2022年，…. */
  opening?: TimeToken;
  /** A clause of the sentence stated an amount of another year: those behind it may be of it. */
  otherYear?: boolean;
  /** The sentence has spoken of the report's year. */
  thisYear?: boolean;
  /** The year that the opening of the list named. */
  listYear?: number;
  /** Measures stated of the subject since it was named. */
  stated?: readonly string[];
  /** The receipts whose expenditure is the subject: 收入总计…，支出总计…. */
  otherSide?: Subject;
  /** The last subject that was an amount. */
  amount?: Subject;
  /** The expenditure that classes are named of, where only the text before tells it. */
  total?: Subject;
  /** What the paragraph speaks about, by a word that is no subject. */
  topic?: string;
  /** Comparison of the sentence before; a list after it goes on with it. */
  lastBase?: Base;
  /** Comparison opened by 与…相比 or 比…. */
  base?: Base;
  /** A number before could not be named: what follows may belong to it. */
  lost?: boolean;
  /** The clause has named months or a quarter. */
  partOfYear?: boolean;
  /** Amount measure stated last of the subject; what 完成预算 is measured by. */
  budget?: string;
  /** A denominator that a ratio will use: 占年初预算1674万元的比重为…. */
  denominator?: { base: string; isBudget: boolean };
  /** Sign of the last change of the subject, for verbs that a template left open. */
  sign?: 1 | -1;
  /** The change that a bracket directly behind it gives as a percentage: 减少2万元（10%）. */
  bracketed?: { sign: 1 | -1; base: string };
  /** Since the subject was named a clause without a number has spoken of something that the grammar does not know. */
  drifted?: boolean;
  /** The measure in which the sentence stated its last amount, where words said it. */
  said?: string;
  /** The last subject stands in a row of items between 、 or ，: what follows may be said of their whole, behind 、 most often is. */
  enumerated?: boolean | '、';
  /** An item of the list has a comparison of its own: so may the others. */
  compared?: boolean;
  /** Words that are not understood stood before a number of this row of items: they may be said of the others too. */
  strangers?: boolean;
  /** Words that are not understood stood before a subject of the sentence: its other subjects may be of the same thing. */
  strangeHead?: boolean;
  /** What the clause speaks of is planned: 预计接待40批次、320人次. */
  planned?: boolean;
  /** A count of something that the grammar does not know: amounts behind it may be of that thing. */
  strange?: boolean;
  /** A count before could not be named: another may not be named by its unit alone. */
  lostCount?: boolean;
  /** Inside an explanation; `use` for 主要用于. */
  reason?: 'cause' | 'use';
  /** Since an explanation nothing may be carried over. */
  closed?: boolean;
  date?: { year: number; date: string; edge: '' | 'begin' | 'end' };
  /** The day of the sentence before: counts go on with it. */
  lastDate?: Scope['date'];
  body?: string;
  /** The sentence speaks of a body that is not the one that reports. */
  ofOther?: boolean;
  /** Concept of class items, where a lead-in has said it. */
  functional?: string;
  /** The section in which it was said. */
  functionalOf?: Section;
  project?: string;
  /** Object of the work that was counted last: 排查安全隐患257处，整改257处. */
  worked?: string;
  /** Unit of the last amount. */
  unit?: string;
}

/** The scope of a bracket: it sees what stands outside and changes nothing there. */
export function inner(scope: Scope): Scope {
  return { ...scope, reason: undefined, closed: undefined };
}

/** Ends a sentence: the subject stays, comparison and explanation end. */
export function endSentence(scope: Scope): void {
  scope.lastBase = scope.base;
  scope.base = undefined;
  scope.reason = undefined;
  scope.closed = undefined;
  scope.list = undefined;
  scope.afterList = (scope.inList && !scope.numbered && scope.subject !== scope.head) || scope.afterList;
  scope.numbered = undefined;
  scope.inList = undefined;
  scope.compared = undefined;
  scope.inReason = undefined;
  scope.ofFund = undefined;
  scope.settled = scope.subject !== undefined;
  scope.listMeasure = undefined;
  scope.listYear = undefined;
  scope.denominator = undefined;
  scope.sign = undefined;
  scope.lastDate = scope.date ?? scope.lastDate;
  scope.date = undefined;
  scope.said = undefined;
  scope.strangers = undefined;
  scope.lost = undefined;
  scope.lostCount = undefined;
  scope.worked = undefined;
  scope.ofOther = undefined;
  scope.strangeHead = undefined;
  scope.opening = undefined;
  scope.otherYear = undefined;
  scope.thisYear = undefined;
}

/** Another project is named: nothing that was said of the one before is said of it. */
export function turnTo(scope: Scope, name: string, subject: Subject): void {
  endSentence(scope);
  Object.assign(scope, {
    project: name,
    subject,
    head: undefined,
    afterList: undefined,
    stated: undefined,
    amount: undefined,
    budget: undefined,
  });
}

/** Concepts that the text currently speaks about. */
export interface Above {
  /** Nearest first. */
  all: string[];
  /** The total that a list takes apart, inside one. */
  head?: string;
}

/** What stands above a number: its subject, the head of its list, the topic, what the section is about. */
export function conceptsAbove(scope: Scope, sectionSubject: string | undefined): Above {
  const all = [scope.subject?.concept, scope.head?.concept, scope.topic, sectionSubject];
  return { all: all.filter((c) => c !== undefined), head: scope.inList ? scope.head?.concept : undefined };
}
