/** Amounts of which the sentence says that they were never spent: they are the budget of what they are named after. */
import { begin, type Statement } from './clause-words.ts';
import type { Lead } from './lead.ts';
import type { Reading } from './reading.ts';
import type { Scope } from './scope.ts';
import type { NumberToken } from './tokens.ts';

const FUNDS = 'performance.project.funds';
/** Items between the number and the words that it was not spent: ，奖励30万元，. */
const ITEMS = '^(?:[，、；和及][^，、；。\\d]{2,30}[\\d.,]+[百千万亿]*元?)*[，、]?[^，、；。\\d]{0,4}';

/** Whether the sentence goes on to say that the amount was never spent. */
export function isUnspent(r: Reading, number: NumberToken): boolean {
  const { unspent } = r.pack.grammar.words;
  if (unspent.length === 0) return false;
  return new RegExp(`${ITEMS}(?:${unspent.join('|')})`, 'u').test(r.text.slice(number.unitEnd));
}

/** An item of a list whose amounts were not spent: its budget, in the measure that the sentence stated. */
export function asBudget(statement: Statement, scope: Scope): Statement {
  const measure = scope.budget ?? 'initial_budget';
  const concept = statement.subject.concept === 'expenditure.project' ? FUNDS : statement.subject.concept;
  const flags = statement.flags.filter((flag) => flag !== 'measure_inferred' || !scope.budget);
  if (!scope.budget && !flags.includes('measure_inferred')) flags.push('measure_inferred');
  return { ...statement, subject: { ...statement.subject, concept }, measure, flags };
}

/** A project of which an explanation says that it was in the budget and not spent. */
export function unspentProject(r: Reading, number: NumberToken, lead: Lead): Statement | undefined {
  if (number.unitKind !== 'money' || r.context.report === 'budget' || !isUnspent(r, number)) return undefined;
  const start = lead.tokens[0]?.start ?? number.start;
  const name = r.pack.grammar.patterns.projects.budgeted.exec(r.text.slice(start, number.start))?.groups?.name;
  if (!name) return undefined;
  const subject = { concept: FUNDS, member: name, words: [start, number.start] as const };
  const statement = begin(r, number, lead, { subject, own: true, how: 'explanation' }, 'amount');
  statement.flags.push('in_explanation');
  return { ...statement, measure: 'initial_budget' };
}
