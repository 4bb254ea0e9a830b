/** Which of a word's senses is meant: decided by the unit, the section, the kind of report and what stands above. */
import type { Sense } from '../../../schemas/grammar.ts';
import type { Pack } from '../../../schemas/pack.ts';
import { type Context, inSection } from './context.ts';
import type { Above } from './scope.ts';
import type { NumberToken } from './tokens.ts';

/** What a number can be, as far as its unit tells. */
export type ValueKind = 'amount' | 'percent' | 'count' | 'score' | 'area';

/** The kind of value that a number's unit makes it. A bare number counts as an amount. */
export function valueKind(number: NumberToken): ValueKind {
  if (number.unitKind === 'percent') return 'percent';
  if (number.unitKind !== 'count') return 'amount';
  if (number.unit === '分') return 'score';
  return number.unit === '平方米' || number.unit === '㎡' ? 'area' : 'count';
}

/**
 * The first sense that fits.
 * @param above concepts that the text speaks about
 * @param number the number that is to be named; without it the sense for amounts
 */
export function pickSense(
  senses: readonly Sense[],
  context: Context,
  above: Above,
  pack: Pick<Pack, 'concepts'>,
  number?: NumberToken,
): Sense | undefined {
  const kind = number ? valueKind(number) : undefined;
  return senses.find((sense) => {
    if (sense.reports.length > 0 && !sense.reports.includes(context.report)) return false;
    if (!fitsPlace(sense, context, above)) return false;
    if (kind === undefined) return sense.unit === undefined;
    if (number && sense.nouns.length > 0) return sense.nouns.includes(number.unit);
    const own = sense.unit ?? pack.concepts.get(sense.concept)?.kind ?? 'amount';
    // A statistic of the region comes in any unit.
    return own === kind || (own === 'text' && kind !== 'score' && kind !== 'area');
  });
}

/** Expenditure as a whole: where the text speaks of it, its parts are not those of the fund that the section is about. */
const WHOLE = /^(?:expenditure|revenue)\.(?:total|grand_total)$|^expenditure\.fiscal$/;

function fitsPlace(sense: Sense, context: Context, above: Above): boolean {
  if (sense.within.length > 0) {
    const { functional } = context.defaults;
    if (functional === undefined || !sense.within.includes(functional)) return false;
    return !above.all.some((concept) => WHOLE.test(concept) && concept !== functional);
  }
  if (sense.listed) return sense.under.some((name) => above.head?.startsWith(name) === true);
  if (sense.sections.length === 0 && sense.under.length === 0) return true;
  if (sense.sections.length > 0 && inSection(context, sense.sections)) return true;
  return sense.under.some((name) => above.all.some((concept) => concept.startsWith(name)));
}
