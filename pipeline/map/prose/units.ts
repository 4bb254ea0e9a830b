/** Amounts whose unit is not that of the others and makes them too small or too large beside them: 3.5元 among 万元. */
import Big from 'big.js';
import type { FactDraft } from '../../draft.ts';

/** So many amounts, and so large a part of all, show what unit the text is written in. */
const LEAST = 3;
const MOST = 0.7;
/** Yuan: less is no amount of a budget; with a fraction, no amount that is written in yuan for its smallness. */
const TINY = 100;
const SMALL = 10_000;
/** So many times the largest of the others. */
const HUGE = 100;

/**
 * Flags amounts that were probably meant in the unit of the others.
 * @param facts those of one document's running text
 */
export function doubtUnits(facts: readonly FactDraft[]): void {
  const amounts = facts.filter(({ unit, value }) => unit === 'CNY' && Number(value) !== 0);
  const [large, plain] = [amounts.filter(isLarge), amounts.filter((fact) => !isLarge(fact))];
  const isMain = (some: readonly FactDraft[]) => some.length >= LEAST && some.length >= MOST * amounts.length;
  if (isMain(large)) for (const fact of plain) if (isTiny(fact)) fact.flags.push('unit_unusual');
  if (!isMain(plain)) return;
  const limit = plain
    .map(size)
    .reduce((a, b) => (a.gt(b) ? a : b))
    .times(HUGE);
  for (const fact of large) if (size(fact).gt(limit)) fact.flags.push('unit_unusual');
}

const isLarge = ({ raw_unit }: FactDraft): boolean => /[万亿]/.test(raw_unit);
const size = ({ value }: FactDraft): Big => new Big(value).abs();

function isTiny(fact: FactDraft): boolean {
  const yuan = size(fact);
  return yuan.lt(TINY) || (yuan.lt(SMALL) && !yuan.mod(1).eq(0));
}
