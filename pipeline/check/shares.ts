/** Shares of one whole add up to 100 where all parts are listed. */
import Big from 'big.js';
import { type Checked, compared } from './finding.ts';
import { type CheckedNumber, half, shown, sumOf } from './numbers.ts';

/** A sum further off than this is a list of some parts, not of all. */
const FULL_WITHIN = new Big('0.5');
const HUNDRED = new Big(100);

/** Shares of one section and one base, one after the other. */
export function checkShares(checkId: string, numbers: readonly CheckedNumber[]): Checked[] {
  const shares = numbers.filter(({ row }) => row.measure === 'share_percent' && row.base !== '');
  const groups = Map.groupBy(shares, ({ row }) => `${row.section_id}\u001f${row.base}\u001f${row.report_type}`);
  return [...groups.values()].flatMap((group) => {
    const sum = sumOf(group);
    if (group.length < 2 || sum.minus(HUNDRED).abs().gt(FULL_WITHIN)) return [];
    const tolerance = group.reduce((total, { unit }) => total.plus(half(unit)), new Big(0));
    const about = `shares of ${group[0].row.base}`;
    return [
      compared({
        checkId,
        left: sum,
        right: HUNDRED,
        tolerance,
        formula: `${group.map(shown).join(' + ')} = 100%`,
        sides: { left: group, right: [] },
        about,
      }),
    ];
  });
}
