/** A number with everything that its sentence says of it. */
import { amount, denominator } from './amounts.ts';
import { bracketedChange, change } from './change.ts';
import { type Read, said } from './clause-words.ts';
import type { Lead } from './lead.ts';
import { completion, ownPercent, ratio, share } from './percent.ts';
import type { Named, Reading } from './reading.ts';
import type { Scope } from './scope.ts';
import { valueKind } from './senses.ts';
import type { NumberToken } from './tokens.ts';

/** What a named number states. */
export function state(r: Reading, number: NumberToken, lead: Lead, scope: Scope, named: Named): Read {
  if ('problem' in named) return named;
  const percent = valueKind(number) === 'percent';
  if (named.how === 'list') return amount(r, number, lead, scope, named);
  const kind = r.pack.concepts.get(named.subject.concept)?.kind;
  const isCount = number.unitKind === 'count';
  if ((isCount && kind === 'amount') || (number.unitKind === 'money' && kind === 'count'))
    return { problem: `no subject for a number of ${number.unit}` };
  if (percent && kind === 'percent') return ownPercent(r, number, lead, scope, named);
  if (percent && scope.bracketed && lead.tokens.length === 0) return bracketedChange(r, number, scope.bracketed, named);
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

/** Nothing but 的 before a percentage: 完成预算10万元的80%. */
function isBare(r: Reading, lead: Lead): boolean {
  return lead.tokens.length === 1 && r.text.slice(lead.tokens[0].start, lead.tokens[0].end) === '的';
}
