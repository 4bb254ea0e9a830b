/** Comparisons: what a change is against, and what a number stated of the period before is. */
import type { Grammar } from '../../../schemas/grammar.ts';
import { type Context, measureFor } from './context.ts';
import type { Lead } from './lead.ts';
import type { Base } from './scope.ts';

/** Measures of this year and the names that they have for the year before. */
const BEFORE: Record<string, string> = {
  final_actual: 'prior_year_actual',
  execution_amount: 'prior_year_execution',
  budget_current: 'prior_year_budget',
  initial_budget: 'prior_year_budget',
  full_year_budget: 'prior_year_budget',
};

/** The name of a measure when it is said of the year before. */
export function yearBefore(measure: string): string {
  return BEFORE[measure] ?? measure;
}

/**
 * The base that a clause opens: 比2024年预算执行数, 与上年相比, 较年初预算. None where it compares nothing.
 * @param stated the measure in which the subject was stated last
 */
export function baseOf(lead: Lead, context: Context, grammar: Grammar, stated?: string): Base | undefined {
  const { compare, prior } = lead;
  // 上年执行数5万元，增加1万元: against what the number before was.
  const baseMeasure = lead.baseMeasure ?? (compare ? undefined : lead.measure);
  const before = lead.times.find((t) => t.year < context.fiscalYear && (!compare || t.start >= compare.start));
  if (!compare && !prior) return undefined;
  if (!prior && !before && !lead.baseMeasure) return undefined;
  const words = [compare?.start ?? prior!.start, (baseMeasure ?? before ?? prior)!.end] as const;
  const usual = usualMeasure(context, grammar, stated);
  const said = measureFor(baseMeasure?.word.measure?.base, context.report);
  const saysYear = prior !== undefined || before !== undefined;
  // 比上年预算 is the budget of the year before, 比年初预算 in final accounts that of this year.
  const measure = said === undefined ? usual : saysYear ? yearBefore(said) : said;
  const isOfYear = ['initial_budget', 'full_year_budget', 'funds_in_place'].includes(measure);
  return { measure, period: isOfYear ? context.fiscalYear : (before?.year ?? context.fiscalYear - 1), words };
}

/** A budget is compared with the budget of the year before. */
function usualMeasure(context: Context, grammar: Grammar, stated: string | undefined): string {
  const usual = grammar.measures.changeBase[context.report] ?? 'prior_year_actual';
  return stated !== undefined && yearBefore(stated) === 'prior_year_budget' ? 'prior_year_budget' : usual;
}

/** The base of a change of which nothing is said. */
export function usualBase(context: Context, grammar: Grammar, stated?: string): Base {
  const measure = usualMeasure(context, grammar, stated);
  return { measure, period: context.fiscalYear - 1, words: [0, 0] };
}
