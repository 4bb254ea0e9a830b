/** What the changes of a budget are against, where the document's own numbers tell. */
import Big from 'big.js';
import type { FactDraft } from '../../draft.ts';

/**
 * 较2021年度增加5万元: a budget is usually compared with the budget of the year before. Where the document states only
 * what was spent in that year, and the change is the difference to it, that is the base.
 */
export function settleBases(facts: readonly FactDraft[]): void {
  for (const [, group] of Map.groupBy(facts, keyOf)) {
    const before = group.filter(({ measure }) => measure.startsWith('prior_year_'));
    const now = group.find(({ measure }) => measure === 'budget_current');
    const [actual] = before;
    if (!now || !actual || before.some(({ measure, value }) => measure !== ACTUAL || value !== actual.value)) continue;
    for (const fact of group) if (isAgainst(fact, new Big(now.value), new Big(actual.value))) fact.base = ACTUAL;
  }
}

const ACTUAL = 'prior_year_actual';

function keyOf(fact: FactDraft): string {
  const { concept, function_code, economic_code, economic_name, fund, subject } = fact;
  return JSON.stringify([concept, function_code, economic_code, economic_name, fund, subject]);
}

function isAgainst(fact: FactDraft, now: Big, before: Big): boolean {
  const saysBudget = fact.trace.evidence.some(({ role, text }) => role === 'base' && text.includes('预算'));
  if (fact.base !== 'prior_year_budget' || saysBudget || now.eq(before) || before.eq(0)) return false;
  const difference = now.minus(before);
  // Half a unit of the last printed place; of a quotient of rounded numbers, a whole one.
  const step = new Big(`1e${-(fact.decimals ?? 0)}`);
  const off = (expected: Big) => expected.minus(fact.value).abs();
  if (fact.measure === 'change_amount') return off(difference).lt(step.div(2));
  return fact.measure === 'change_percent' && off(difference.times(100).div(before)).lte(step);
}
