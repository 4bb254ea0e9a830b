/** Subjects with their members: what a sense or a class path makes of the words at hand. */
import type { Sense } from '../../../schemas/grammar.ts';
import { bodyOf, isOtherBody, namesOwn } from './bodies.ts';
import { measureFor } from './context.ts';
import { isPartOfFunds } from './funds.ts';
import type { Lead } from './lead.ts';
import type { Word } from './lexicon.ts';
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
  const from = classAbove(sense, scope);
  return {
    concept: isProjectItself(sense, word, scope) ? 'performance.project.funds' : sense.concept,
    functionCode: from?.functionCode,
    functionName: from?.functionName,
    also: sense.also && (!sense.alsoWithEach || lead.each) ? sense.also : undefined,
    fund: sense.fund ?? (sense.concept.startsWith('expenditure.economic') ? fundOf(r, scope) : undefined),
    economicCode: sense.economic,
    economicName: sense.economic ? word.word.text : undefined,
    member: memberName(r, sense, word, lead, scope),
    measure,
    base: sense.base,
    body,
    words: [word.start, word.end],
    open: lead.measure ? undefined : sense.flags,
    flags: flagsOf(r, sense, word, lead, scope),
  };
}

/** 省级救灾资金 as the name of the project: its province's money is all of it. */
function isProjectItself(sense: Sense, { word }: WordToken, { project }: Scope): boolean {
  return isPartOfFunds(sense) && project?.endsWith(word.text) === true;
}

/** 行政运行（项）5万元，其中：基本支出3万元: the parts of a class are of the class. */
function classAbove(sense: Sense, { inList, head }: Scope): Subject | undefined {
  return inList && head?.functionCode && sense.concept.startsWith('expenditure.') ? head : undefined;
}

const GENERAL_PUBLIC = 'expenditure.fiscal.general_public';

/** The fund of economic classes: that of the section, or of the expenditure that they take apart. */
function fundOf(r: Reading, { inList, head, subject }: Scope): Subject['fund'] {
  const of = inList ? head : subject;
  return r.context.defaults.fund ?? (of?.concept.startsWith(GENERAL_PUBLIC) ? 'general_public' : undefined);
}

const OF_BODY = /^(?:revenue|expenditure|carryover|fiscal|three_public|operating_expense|procurement)\./;

/** A project without a name, and money of a body that is not the one that reports. */
function flagsOf(r: Reading, sense: Sense, word: WordToken, lead: Lead, scope: Scope): string[] | undefined {
  if (sense.subject === '@project' && !scope.project) return ['project_unknown'];
  const isPart = /^expenditure\..*(?:basic|project|economic)/.test(sense.concept);
  // 行政运行（项）5万元，基本支出3万元: that of the class, or of all. 工资福利支出 of projects is not that of the whole.
  const ofClass = isPart && !scope.inList && !scope.settled && scope.subject?.functionCode !== undefined;
  const ofProjects = sense.economic !== undefined && scope.inList && scope.head?.concept.endsWith('.project');
  // 上年结转5万元 in a report on a project: that of the project, or of the body.
  const ofProject = r.context.report === 'perf_project' && OF_BODY.test(sense.concept);
  // 四、一般公共预算支出 with 项目支出5万元 below it: that of the fund, or of all.
  const ofFund =
    isPart &&
    r.context.isOfFund &&
    !scope.inList &&
    sense.economic === undefined &&
    !sense.concept.includes('.fiscal.');
  if (ofClass || ofProjects || ofProject || ofFund) return ['subject_inferred'];
  // 第一中学收入总计5万元，支出总计5万元: of the school to the end of the sentence, unless it turns to the reporting body.
  if (namesOwn(r, lead)) scope.ofOther = undefined;
  if (isOtherBody(r, lead, word)) scope.ofOther = true;
  return scope.ofOther && isOfBody(sense) ? ['other_body'] : undefined;
}

/** Money and counts of the body itself: its staff has a body of its own, statistics and results are of none. */
export const isOfBody = ({ concept }: { concept: string }): boolean =>
  !/^(?:staff|org|context|performance)\./.test(concept);

function memberName(r: Reading, sense: Sense, word: WordToken, lead: Lead, scope: Scope): string | undefined {
  if (sense.subject === '@words') return r.text.slice(nameStart(sense, word, lead), word.end).replace(/用款计划$/, '');
  if (sense.subject === '@project') return scope.project;
  if (sense.subject === '@carried') return scope.subject?.member;
  if (sense.subject !== '@clause') return sense.subject;
  const first = lead.tokens.find((t) => t.kind !== 'punct' && t.kind !== 'time');
  return r.text.slice(first?.start ?? word.start, word.end);
}

/** 自收自支事业人员: two names of the same kind, one directly behind the other, are one. */
function nameStart({ concept }: Sense, { start }: WordToken, lead: Lead): number {
  const before = lead.subjects.find((word) => word.end === start);
  return before?.word.senses.some((sense) => sense.concept === concept) ? before.start : start;
}

/** Expenditure that is said last and of which no classes are listed. */
const OTHER_KIND = /\.(?:operating|remit_to_superior|subsidy_to_subordinate)$/;

/** The expenditure of which classes may be named after it: expenditure as a whole, or of a fund. */
export function totalOf(r: Reading, { concept, also, functionCode }: Subject, scope: Scope): Subject | undefined {
  if (concept === 'fiscal.grand_total') return { concept: 'expenditure.fiscal' };
  if (also === 'expenditure.grand_total') return { concept: 'expenditure.total' };
  const dimensions = r.pack.concepts.get(concept)?.dimensions ?? [];
  const isTotal = concept.startsWith('expenditure.') && dimensions.includes('function_class') && !functionCode;
  const isPart = scope.inList && scope.total !== undefined && /\.(?:basic|project)$/.test(concept);
  return isTotal && !isPart && !OTHER_KIND.test(concept) ? { concept } : undefined;
}

/**
 * What 按支出功能分类 takes apart: the expenditure spoken of last where it is one that keeps its classes to itself, all
 * expenditure where that was spoken of, else that of the section.
 */
export function functionalOf(r: Reading, word: Word, { subject, total }: Scope): string {
  for (const concept of [subject?.concept, total?.concept, r.context.defaults.functional]) {
    const whole = concept?.replace(/\.(?:basic|project)(?:\..*)?$/, '');
    if (whole !== undefined && word.unless?.includes(whole)) return whole;
    if (whole !== undefined && /^expenditure(?:\.total|\.grand_total)?$/.test(whole)) break;
  }
  return word.functional!;
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
