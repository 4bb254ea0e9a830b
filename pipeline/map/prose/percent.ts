/** Percentages: shares, completions, and those that are a concept of their own. */
import { begin, type Found, type Read, said } from './clause-words.ts';
import { measureFor } from './context.ts';
import { isPartOfFunds } from './funds.ts';
import type { Lead } from './lead.ts';
import type { Reading } from './reading.ts';
import type { Scope, Subject } from './scope.ts';
import { pickSense } from './senses.ts';
import type { NumberToken } from './tokens.ts';

const OF_FUND = /\.(?:government_fund|state_capital)\b/;

/** 三公经费总支出: behind the name of something a word for all expenditure only says on what side it stands. */
const TOTAL = /^(?:expenditure|revenue)\.(?:total|grand_total)$/;

/** A percentage that has a concept of its own: 资金结余率, 占政府采购支出总额的. */
export function ownPercent(r: Reading, number: NumberToken, lead: Lead, scope: Scope, named: Found): Read {
  const statement = begin(r, number, lead, named, 'percent');
  const isShare = named.subject.concept.includes('share');
  const isRate = /(?:execution|arrival)_rate$/.test(named.subject.concept);
  statement.measure =
    named.subject.measure ?? (isShare ? 'share_percent' : isRate ? 'completion_percent' : 'final_actual');
  // 市级资金到位100万元，到位率80%: that of the part, or of the whole.
  if (isRate && scope.subject && isPartOfFunds(scope.subject)) statement.flags.push('subject_inferred');
  if (isRate) statement.base = scope.budget ?? 'full_year_budget';
  if (isShare) statement.base = named.subject.base ?? scope.head?.concept ?? '';
  return statement;
}

/** A share or completion of an amount given before: 占年初预算10万元的比重为80%. */
export function ratio(r: Reading, number: NumberToken, scope: Scope, named: Found): Read {
  const statement = begin(r, number, undefined, named, 'ratio');
  statement.measure = scope.denominator!.isBudget ? 'completion_percent' : 'share_percent';
  statement.base = scope.denominator!.base;
  return statement;
}

/** 占本年收入98.89%. */
export function share(r: Reading, number: NumberToken, lead: Lead, scope: Scope, named: Found): Read {
  const statement = begin(r, number, lead, named, 'share');
  statement.evidence.push({ role: 'measure', start: lead.share!.start, end: lead.share!.end });
  const base = measureFor(lead.denominatorMeasure?.word.measure?.measure, r.context.report);
  if (lead.denominators.length === 0 && base !== undefined && base.includes('budget')) {
    return { ...statement, measure: 'completion_percent', base };
  }
  statement.measure = 'share_percent';
  const said = denominatorConcept(r, lead);
  statement.base =
    (said && statedTotal(said, scope)) ??
    said ??
    (scope.inList ? headOf(named.subject, scope) : undefined) ??
    wholeOf(r, named.subject) ??
    '';
  const head = headOf(named.subject, scope);
  // 其中：…。项目支出5万元，占20%: that of the list before is the best guess.
  if (statement.base === '' && head !== undefined) {
    statement.base = head;
    statement.flags.push('base_inferred');
  }
  if (statement.base === '') statement.flags.push('base_unknown');
  const { concept } = named.subject;
  const own = r.pack.grammar.measures.shares.find(
    (each) => each.of === concept && (each.in === '' || each.in === statement.base),
  );
  if (own) statement.subject = { ...named.subject, concept: own.concept };
  return statement;
}

/** The head of the list, unless it stands on the other side of the account: receipts are no part of expenditure. */
function headOf({ concept, functionCode }: Subject, scope: Scope): string | undefined {
  const isHead = concept === scope.head?.concept && functionCode === scope.head.functionCode;
  const head = isHead ? scope.outside : scope.head;
  const side = (name: string) => /^(?:revenue|expenditure)\b/.exec(name)?.[0];
  const isOther = head && side(concept) && side(head.concept) && side(concept) !== side(head.concept);
  return isOther ? undefined : head?.concept;
}

/** Classes are parts of their concept's total; else what a section speaks about is the whole: the three public expenses. */
function wholeOf(r: Reading, part: Subject): string | undefined {
  if (part.functionCode) return part.concept;
  const { subject } = r.context.defaults;
  return subject !== undefined && subject !== part.concept ? subject : undefined;
}

/** 本年支出合计5万元，其中：基本支出3万元，占总支出的60%: loosely said of the total that the list takes apart. */
function statedTotal(said: string, { head }: Scope): string | undefined {
  const total = said.replace(/\.grand_total$/, '.total');
  return total !== said && head?.concept === total ? total : undefined;
}

/** The concept behind 占, wherever it is usually told; elsewhere 本年支出 is that of no single fund. */
export function denominatorConcept(r: Reading, lead: Lead): string | undefined {
  const last = lead.denominators.at(-1);
  const before = lead.denominators.at(-2);
  const isSide = before?.end === last?.start && last?.word.senses.every(({ concept }) => TOTAL.test(concept));
  const senses = (isSide ? before : last)?.word.senses ?? [];
  const amounts = senses.filter((sense) => sense.unit === undefined);
  const usual = amounts.find(({ concept }) => !OF_FUND.test(concept)) ?? amounts[0];
  return (pickSense(senses, r.context, { all: [] }, r.pack) ?? usual)?.concept;
}

/** 完成年初预算的98.2%, 执行率98%, 为年初预算的98%. */
export function completion(r: Reading, number: NumberToken, lead: Lead, scope: Scope, named: Found): Read {
  if (r.pack.concepts.get(named.subject.concept)?.kind === 'score')
    return { problem: 'a percentage of which the text does not say what it is' };
  const statement = begin(r, number, lead, named, 'completion');
  const by = lead.denominatorMeasure ?? lead.measure;
  const words = lead.complete ?? by;
  if (words) statement.evidence.push({ role: 'measure', start: words.start, end: words.end });
  statement.measure = 'completion_percent';
  if (named.subject.concept.startsWith('performance.project.funds')) {
    statement.subject = { ...named.subject, concept: 'performance.project.execution_rate' };
  }
  if (named.subject.concept === 'performance.overall.funds') {
    statement.subject = { ...named.subject, concept: 'performance.overall.execution_rate' };
  }
  const word = by?.word.text ?? '';
  const measure = said(r, by);
  const plain = word === '' || word === '预算';
  statement.base = (plain ? (scope.budget ?? r.context.defaults.budget) : measure) ?? '';
  if (statement.base === '') {
    statement.base = measure ?? 'initial_budget';
    statement.flags.push('base_inferred');
  }
  return statement;
}
