/** A number with everything that its sentence says of it. */
import type { Grammar } from '../../../schemas/grammar.ts';
import { baseOf, usualBase, yearBefore } from './comparison.ts';
import { type Context, measureFor } from './context.ts';
import type { Lead } from './lead.ts';
import { isKnown, type Named, type Reading } from './name.ts';
import type { Base, Scope, Subject } from './scope.ts';
import { pickSense, valueKind } from './senses.ts';
import type { NumberToken, WordToken } from './tokens.ts';

export interface Statement {
  subject: Subject;
  measure: string;
  period: number;
  /** Measure or concept that a change, share or completion is against. */
  base: string;
  sign: 1 | -1;
  date: string;
  flags: string[];
  /** Kind of clause and how the subject was found: part of the rule's id. */
  rule: string;
  /** Words that decided something, as offsets of the normal text. */
  evidence: { role: string; start: number; end: number }[];
}

export type Read = Statement | { problem: string };

const OF_PERCENT = /^的\d[\d.]*%/;
const INSTANT = /^(?:assets\.|liabilities\.|three_public\.vehicle\.fleet)/;

/** What a named number states. */
export function state(r: Reading, number: NumberToken, lead: Lead, scope: Scope, named: Named): Read {
  if ('problem' in named) return named;
  const percent = valueKind(number) === 'percent';
  if (named.how === 'list') return amount(r, number, lead, scope, named);
  const kind = r.pack.concepts.get(named.subject.concept)?.kind;
  if (percent && kind === 'percent') return ownPercent(r, number, lead, scope, named);
  if (percent && scope.denominator && (lead.ratio || isBare(r, lead))) return ratio(r, number, scope, named);
  if (lead.share && percent) return share(r, number, lead, scope, named);
  if (lead.complete && percent) return completion(r, number, lead, scope, named);
  if (lead.verb || lead.alternative) return change(r, number, lead, scope, named);
  if (percent && lead.measure && /budget/.test(said(r, lead.measure) ?? ''))
    return completion(r, number, lead, scope, named);
  if (percent) return { problem: 'a percentage of which the text does not say what it is' };
  if (lead.share) return denominator(r, number, lead, scope, named);
  return amount(r, number, lead, scope, named);
}

/** The measure that a word says in this kind of report. */
function said(r: Reading, word: WordToken | undefined): string | undefined {
  return measureFor(word?.word.measure?.measure, r.context.report);
}

/** Nothing but 的 before a percentage: 完成预算10万元的80%. */
function isBare(r: Reading, lead: Lead): boolean {
  return lead.tokens.length === 1 && r.text.slice(lead.tokens[0].start, lead.tokens[0].end) === '的';
}

function begin(
  r: Reading,
  number: NumberToken,
  lead: Lead | undefined,
  named: Exclude<Named, { problem: string }>,
  clause: string,
): Statement {
  const { subject, how } = named;
  const evidence: Statement['evidence'] = [];
  if (subject.words) evidence.push({ role: 'concept', start: subject.words[0], end: subject.words[1] });
  if (number.unit !== '') evidence.push({ role: 'unit', start: number.end, end: number.unitEnd });
  const time = lead?.times.at(-1);
  if (time) evidence.push({ role: 'period', start: time.start, end: time.end });
  return {
    subject,
    measure: '',
    period: r.context.fiscalYear,
    base: '',
    sign: number.sign,
    date: '',
    flags: [...(subject.flags ?? [])],
    rule: `prose.${clause}.${how}`,
    evidence,
  };
}

type Found = Exclude<Named, { problem: string }>;

function ownPercent(r: Reading, number: NumberToken, lead: Lead, scope: Scope, named: Found): Read {
  const statement = begin(r, number, lead, named, 'percent');
  const isShare = named.subject.concept.includes('share');
  const isRate = named.subject.concept.includes('execution_rate');
  statement.measure =
    named.subject.measure ?? (isShare ? 'share_percent' : isRate ? 'completion_percent' : 'final_actual');
  if (isRate) statement.base = scope.budget ?? 'full_year_budget';
  if (isShare) statement.base = named.subject.base ?? scope.head?.concept ?? '';
  return statement;
}

function ratio(r: Reading, number: NumberToken, scope: Scope, named: Found): Read {
  const statement = begin(r, number, undefined, named, 'ratio');
  statement.measure = scope.denominator!.isBudget ? 'completion_percent' : 'share_percent';
  statement.base = scope.denominator!.base;
  return statement;
}

function share(r: Reading, number: NumberToken, lead: Lead, scope: Scope, named: Found): Read {
  const statement = begin(r, number, lead, named, 'share');
  statement.evidence.push({ role: 'measure', start: lead.share!.start, end: lead.share!.end });
  const base = measureFor(lead.denominatorMeasure?.word.measure?.measure, r.context.report);
  if (lead.denominators.length === 0 && base !== undefined && base.includes('budget')) {
    return { ...statement, measure: 'completion_percent', base };
  }
  statement.measure = 'share_percent';
  statement.base = denominatorConcept(r, lead) ?? scope.head?.concept ?? wholeOf(r, named.subject) ?? '';
  if (statement.base === '') statement.flags.push('base_unknown');
  return statement;
}

/** What a section speaks about is the whole of its parts: a share of the three public expenses. */
function wholeOf(r: Reading, part: Subject): string | undefined {
  const { subject } = r.context.defaults;
  return subject !== undefined && subject !== part.concept ? subject : undefined;
}

function denominatorConcept(r: Reading, lead: Lead): string | undefined {
  const senses = lead.denominators.at(-1)?.word.senses ?? [];
  return (pickSense(senses, r.context, { all: [] }, r.pack) ?? senses.find((s) => s.unit === undefined))?.concept;
}

function completion(r: Reading, number: NumberToken, lead: Lead, scope: Scope, named: Found): Read {
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

function change(r: Reading, number: NumberToken, lead: Lead, scope: Scope, named: Found): Read {
  const statement = begin(r, number, lead, named, 'change');
  const verb = lead.verb?.token ?? lead.alternative!;
  if (lead.behindVerb.length > 0) return { problem: 'what grew stands behind the verb' };
  if (lead.unknown.some((t) => t.start >= verb.end && !isKnown(r, t, scope)))
    return { problem: 'words between verb and number are not understood' };
  statement.evidence.push({ role: 'sign', start: verb.start, end: verb.end });
  const zero = Number(number.raw.replace(/,/g, '')) === 0;
  if (lead.alternative) {
    if (!zero && scope.sign === undefined) return { problem: 'both verbs of the template are left: no sign' };
    statement.flags.push('template_residue');
    statement.sign = scope.sign ?? 1;
  } else {
    const sign = lead.verb!.sign;
    if (sign === 0 && !zero) return { problem: 'no change is said, but a number is given' };
    statement.sign = sign === 0 ? 1 : ((sign * number.sign) as 1 | -1);
    if (sign < 0 && number.sign < 0) statement.flags.push('sign_doubled');
  }
  const stated = baseOf(lead, r.context, r.pack.grammar, scope.stated?.at(-1)) ?? scope.base;
  const base = stated ?? usualBase(r.context, r.pack.grammar, scope.stated?.at(-1));
  if (!stated) statement.flags.push('base_inferred');
  else if (stated.words[1] > 0) statement.evidence.push({ role: 'base', start: stated.words[0], end: stated.words[1] });
  statement.base = base.measure;
  statement.measure = changeMeasure(number, base, r.context);
  return statement;
}

function changeMeasure(number: NumberToken, base: Base, context: Context): string {
  if (valueKind(number) === 'percent') return 'change_percent';
  return base.measure === 'initial_budget' && context.report !== 'budget'
    ? 'change_vs_initial_budget'
    : 'change_amount';
}

/** 占年初预算1674万元的比重为: the number is the denominator itself. */
function denominator(r: Reading, number: NumberToken, lead: Lead, scope: Scope, named: Found): Read {
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

function usualMeasure(context: Context, grammar: Grammar): string {
  return (
    measureFor(context.defaults.measure, context.report) ?? grammar.measures.defaults[context.report] ?? 'final_actual'
  );
}

function amount(r: Reading, number: NumberToken, lead: Lead, scope: Scope, named: Found): Read {
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
  const conceptKind = pack.concepts.get(subject.concept)?.kind;
  if (INSTANT.test(subject.concept) && (measure === undefined || measure.startsWith('period_'))) {
    return instant(statement, lead, scope, context, measure, kind === 'count');
  }
  if (kind === 'count' && conceptKind === 'count') {
    statement.measure = subject.measure ?? 'count';
    statement.period = scope.date && subject.concept.startsWith('staff.') ? scope.date.year : context.fiscalYear;
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
    if (scope.listUncertain) statement.flags.push('measure_inferred');
  }
  if (measure === undefined && subject.concept === 'performance.project.funds') {
    measure = 'full_year_budget';
    statement.flags.push('measure_inferred');
  }
  measure ??= usualMeasure(context, pack.grammar);
  if (lead.complete && lead.denominatorMeasure && OF_PERCENT.test(r.text.slice(number.unitEnd))) {
    // 完成预算10万元的80%: the amount is the budget.
    measure = said(r, lead.denominatorMeasure) ?? measure;
    scope.denominator = { base: measure, isBudget: true };
  } else if (lead.complete && lead.denominatorMeasure) {
    measure = 'final_actual';
    statement.flags.push('measure_inferred');
  }
  return ofPeriod(statement, measure, lead, context);
}

function instant(
  statement: Statement,
  lead: Lead,
  scope: Scope,
  context: Context,
  measure: string | undefined,
  isCount: boolean,
): Read {
  const time = lead.times.find((t) => t.edge !== '') ?? scope.date;
  if (!time && measure === undefined && isCount) return { ...statement, measure: 'count' };
  const period = time?.year ?? lead.times.at(-1)?.year ?? context.fiscalYear;
  const edge = time?.edge === 'begin' || measure === 'period_begin' ? 'period_begin' : 'period_end';
  return { ...statement, measure: edge, period, date: time?.date ?? '' };
}

/** Puts an amount into its year: a year before the report's own makes it the amount of the year before. */
function ofPeriod(statement: Statement, measure: string, lead: Lead, context: Context): Read {
  const time = lead.times.at(-1);
  const year = time?.year ?? (lead.prior ? context.fiscalYear - 1 : undefined);
  if (measure.startsWith('prior_year_')) return { ...statement, measure, period: year ?? context.fiscalYear - 1 };
  if (year === undefined || year === context.fiscalYear) return { ...statement, measure };
  if (year > context.fiscalYear)
    return { ...statement, measure, period: year, flags: [...statement.flags, 'period_unusual'] };
  const flags = year < context.fiscalYear - 1 ? [...statement.flags, 'period_unusual'] : statement.flags;
  return { ...statement, measure: yearBefore(measure), period: year, flags };
}
