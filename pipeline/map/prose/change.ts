/** Changes: sign from the verb, base from the comparison. */
import { isKnown } from './bodies.ts';
import { begin, type Found, type Read } from './clause-words.ts';
import { baseOf, usualBase } from './comparison.ts';
import type { Context } from './context.ts';
import { ofProject } from './funds.ts';
import type { Lead } from './lead.ts';
import type { Reading } from './reading.ts';
import type { Base, Scope } from './scope.ts';
import { valueKind } from './senses.ts';
import type { NumberToken } from './tokens.ts';

/** 增加5万元, 下降2%: the sign comes from the verb, the base from the comparison or the kind of report. */
export function change(r: Reading, number: NumberToken, lead: Lead, scope: Scope, named: Found): Read {
  const statement = begin(r, number, lead, named, 'change');
  const verb = lead.verb?.token ?? lead.alternative!;
  const isSaid = named.own || scope.stated !== undefined || scope.sign !== undefined;
  if (!isSaid && ofProject(named.subject)) return { problem: 'no amount was stated that changes' };
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
  const usual = stated ?? usualBase(r.context, r.pack.grammar, scope.stated?.at(-1));
  const base = isOfFullYear(r, usual, scope) ? { ...usual, measure: 'full_year_budget' } : usual;
  if (!stated || base !== usual) statement.flags.push('base_inferred');
  else if (stated.words[1] > 0) statement.evidence.push({ role: 'base', start: stated.words[0], end: stated.words[1] });
  if (base.period < r.context.fiscalYear - 1) statement.flags.push('period_unusual');
  statement.base = base.measure;
  statement.measure = changeMeasure(number, base, r.context);
  return statement;
}

/** 全年预算5万元，支出4万元，比预算减少1万元: the budget that was stated, though it is not the initial one. */
function isOfFullYear({ text }: Reading, { measure, words }: Base, { budget }: Scope): boolean {
  return measure === 'initial_budget' && budget === 'full_year_budget' && !text.slice(...words).includes('年初');
}

/** 减少2万元（10%）: the bracket says the change before it as a percentage. */
export function bracketedChange(
  r: Reading,
  number: NumberToken,
  before: NonNullable<Scope['bracketed']>,
  named: Found,
): Read {
  const statement = begin(r, number, undefined, named, 'change');
  if (number.sign < 0 && before.sign > 0) return { problem: 'the bracket has another sign than the change before it' };
  return { ...statement, measure: 'change_percent', sign: before.sign, base: before.base };
}

function changeMeasure(number: NumberToken, base: Base, context: Context): string {
  if (valueKind(number) === 'percent') return 'change_percent';
  return base.measure === 'initial_budget' && context.report !== 'budget'
    ? 'change_vs_initial_budget'
    : 'change_amount';
}
