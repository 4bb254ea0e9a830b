/** Amounts and counts: measure, period, day. */
import { begin, type Found, type Read, type Statement, said, usualMeasure } from './clause-words.ts';
import { baseOf, yearBefore } from './comparison.ts';
import { type Context, measureFor } from './context.ts';
import { isPartOfFunds } from './funds.ts';
import type { Lead } from './lead.ts';
import { denominatorConcept } from './percent.ts';
import type { Reading } from './reading.ts';
import type { Scope, Subject } from './scope.ts';
import { valueKind } from './senses.ts';
import type { NumberToken, WordToken } from './tokens.ts';

const OF_PERCENT = /^的\d[\d.]*%/;

const HAN = /\p{Script=Han}/u;

/** Money of a project or of the whole in an evaluation. */
const FUNDS = /^performance\.(?:project|overall)\.funds/;

/** What arrived of the money of a project. */
const IN_PLACE = 'funds_in_place';

/** What a word directly behind an amount says: that it arrived. */
function saidBehind(r: Reading, number: NumberToken): string | undefined {
  const word = r.lexicon.longest(r.text, number.unitEnd);
  const measure = measureFor(word?.measure?.measure, r.context.report);
  return measure === IN_PLACE ? measure : undefined;
}

const saysSpent = ({ word }: WordToken): boolean => word.text === '支出';

const INSTANT = /^(?:assets\.|liabilities\.|three_public\.vehicle\.fleet)/;

/** 占年初预算1674万元的比重为: the number is the denominator itself. */
export function denominator(r: Reading, number: NumberToken, lead: Lead, scope: Scope, named: Found): Read {
  const concept = denominatorConcept(r, lead);
  const word = lead.denominators.at(-1);
  const implied = word && r.lexicon.impliedMeasure(word.word.text);
  const said = lead.denominatorMeasure?.word.measure ?? implied;
  if (!concept && !said) return { problem: 'a denominator without a name' };
  const subject: Subject = concept && word ? { concept, words: [word.start, word.end] } : named.subject;
  const statement = begin(r, number, lead, { ...named, subject }, 'denominator');
  statement.measure = measureFor(said?.measure, r.context.report) ?? usualMeasure(r.context, r.pack.grammar);
  scope.denominator = {
    base: said ? statement.measure : subject.concept,
    isBudget: statement.measure.includes('budget'),
  };
  return statement;
}

/** An amount, count or score: its measure and period from the words, the section and the kind of report. */
export function amount(r: Reading, number: NumberToken, lead: Lead, scope: Scope, named: Found): Read {
  const { context, pack } = r;
  const statement = begin(r, number, lead, named, 'amount');
  const { subject } = named;
  const kind = valueKind(number);
  const base = lead.compare ? baseOf(lead, context, pack.grammar, scope.stated?.at(-1)) : undefined;
  if (base && !base.measure.startsWith('change')) {
    // 比上年0.37万元: the number is the base itself.
    return { ...statement, measure: base.measure, period: base.period, rule: `prose.base.${named.how}` };
  }
  if (lead.compare && !lead.prior) return { problem: 'a comparison without a base' };
  const stated = said(r, lead.measure);
  if (lead.measure) statement.evidence.push({ role: 'measure', start: lead.measure.start, end: lead.measure.end });
  let measure = stated ?? (named.own ? subject.measure : undefined);
  // 财政资金500万元已全部到位
  if (measure === undefined && FUNDS.test(subject.concept)) measure = saidBehind(r, number);
  if (measure === IN_PLACE && !FUNDS.test(subject.concept)) return { problem: 'money in place for what is no project' };
  if (named.own && subject.open) statement.flags.push(...subject.open);
  // 到位30万元，支出28万元
  if (measure === undefined && FUNDS.test(subject.concept) && !scope.inList && lead.generic.some(saysSpent))
    measure = 'execution_amount';
  // 中央资金完成60万元
  if (measure === undefined && FUNDS.test(subject.concept) && lead.complete && !lead.denominatorMeasure) {
    measure = 'execution_amount';
    statement.flags.push('measure_inferred');
  }
  const conceptKind = pack.concepts.get(subject.concept)?.kind;
  if (INSTANT.test(subject.concept) && (measure === undefined || measure.startsWith('period_'))) {
    return instant(statement, lead, scope, context, measure, kind === 'count');
  }
  if (kind === 'count' && conceptKind === 'count') {
    // 年初实有人数5人: not those of the end of the year.
    statement.measure = subject.measure ?? (stated === 'period_begin' ? stated : 'count');
    if (scope.planned && subject.measure === undefined) statement.flags.push('measure_inferred');
    // 编制12个指标, 在职人员5人参加培训: the count may be of what follows it.
    if (subject.concept.startsWith('staff.') && HAN.test(r.text[number.unitEnd] ?? ''))
      statement.flags.push('subject_inferred');
    const day = scope.date ?? scope.lastDate;
    statement.period = day && subject.concept.startsWith('staff.') ? day.year : context.fiscalYear;
    return statement;
  }
  if (measure?.startsWith('period_') && !subject.concept.startsWith('carryover.')) {
    // 年初 of a flow is its budget at the beginning of the year.
    measure = measure === 'period_begin' ? 'initial_budget' : undefined;
    statement.flags.push('measure_inferred');
  }
  if (kind === 'score' && measure === undefined) measure = 'score';
  if (measure === undefined && scope.listMeasure && named.own && lead.times.length === 0) {
    measure = scope.listMeasure;
    if (scope.listUncertain || (scope.measureOpen && isPartOfFunds(subject))) statement.flags.push('measure_inferred');
  }
  if (measure === undefined && subject.concept.startsWith('performance.project.funds')) {
    measure = 'full_year_budget';
    statement.flags.push('measure_inferred');
  }
  const isUsual = measure === undefined;
  if (measure === undefined) {
    measure = usualMeasure(context, pack.grammar);
    // 支出预算10万元，基本支出8万元: nothing says that the second is an actual amount, or another budget.
    const isOther = scope.said !== undefined && scope.said !== measure && !scope.said.startsWith('period_');
    if (isOther || (!named.own && lead.generic.length === 0)) statement.flags.push('measure_inferred');
  }
  if (scope.planned && !measure.includes('budget') && measure !== 'planned_purchase')
    statement.flags.push('measure_inferred');
  // What a project has spent is its execution, also where the text says 实际支出.
  if (measure === 'final_actual' && FUNDS.test(subject.concept)) measure = 'execution_amount';
  if (lead.complete && lead.denominatorMeasure && OF_PERCENT.test(r.text.slice(number.unitEnd))) {
    // 完成预算10万元的80%: the amount is the budget.
    measure = said(r, lead.denominatorMeasure) ?? measure;
    scope.denominator = { base: measure, isBudget: true };
  } else if (lead.complete && lead.denominatorMeasure) {
    measure = 'final_actual';
    statement.flags.push('measure_inferred');
  }
  return ofPeriod(statement, measure, lead, context, { isUsual, listYear: named.own ? scope.listYear : undefined });
}

function instant(
  statement: Statement,
  lead: Lead,
  scope: Scope,
  context: Context,
  measure: string | undefined,
  isCount: boolean,
): Read {
  const time =
    lead.times.find((t) => t.edge !== '') ?? scope.date ?? (lead.times.length === 0 ? scope.lastDate : undefined);
  if (!time && measure === undefined && isCount) return { ...statement, measure: 'count' };
  const period = time?.year ?? lead.times.at(-1)?.year ?? context.fiscalYear;
  const edge = time?.edge === 'begin' || measure === 'period_begin' ? 'period_begin' : 'period_end';
  return { ...statement, measure: edge, period, date: time?.date ?? '' };
}

/** Puts an amount into its year: a year before the report's own makes it the amount of the year before. */
function ofPeriod(
  statement: Statement,
  measure: string,
  lead: Lead,
  context: Context,
  { isUsual, listYear }: { isUsual: boolean; listYear?: number },
): Read {
  const time = lead.times.at(-1);
  const year = time?.year ?? (lead.prior ? context.fiscalYear - 1 : listYear);
  if (measure.startsWith('prior_year_')) return { ...statement, measure, period: year ?? context.fiscalYear - 1 };
  if (year === undefined || year === context.fiscalYear) return { ...statement, measure };
  if (year > context.fiscalYear)
    return { ...statement, measure, period: year, flags: [...statement.flags, 'period_unusual'] };
  const flags = year < context.fiscalYear - 1 ? [...statement.flags, 'period_unusual'] : [...statement.flags];
  const before = yearBefore(measure);
  // 2022年支出5万元 in a budget of 2023: that was planned or spent, unless the heading tells.
  const isOpen = isUsual && before === 'prior_year_budget';
  if (isOpen && !context.saysActual) flags.push('measure_inferred');
  const spent = isOpen && context.saysActual ? 'prior_year_actual' : before;
  return { ...statement, measure: spent, period: year, flags };
}
