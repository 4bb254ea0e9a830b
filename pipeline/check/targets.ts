/** Targets of the indicators that two documents of one body name alike. */
import Big from 'big.js';
import type { CrossCheck } from '../../schemas/checks.ts';
import type { Row } from '../../schemas/datasets.ts';
import { compared } from './finding.ts';
import type { Says } from './says.ts';

type Indicator = Row<'indicators'>;

/** One finding for every indicator for which each document sets one target, in the same unit. */
export function checkTargets(
  check: CrossCheck,
  left: Says,
  right: Says,
  excuse: string | undefined,
): Row<'findings'>[] {
  const [from, to] = [left.row, right.row];
  if (to.report_type !== check.right.report_type || from.report_type === to.report_type) return [];
  const others = targetsOf(right.indicators);
  return [...targetsOf(left.indicators)].flatMap(([name, ones]) => {
    const same = others.get(name);
    if (!same || !isOne(ones) || !isOne(same) || ones[0].target_unit !== same[0].target_unit) return [];
    const [one, other] = [ones[0], same[0]];
    const places = `target ${one.target_raw} (page ${one.page}) in ${from.file}, ${other.target_raw} (page ${other.page}) in ${to.file}`;
    const { equation: _, ...finding } = compared({
      checkId: check.id,
      left: new Big(one.target_value),
      right: new Big(other.target_value),
      tolerance: new Big(0),
      formula: `${one.level3} ${one.target_raw} = ${other.target_raw}`,
      ids: [...ones, ...same].map(({ indicator_id }) => indicator_id),
      about: `indicator ${one.level3}: ${places}`,
    });
    const excused = finding.status === 'fail' && excuse !== undefined;
    return [
      {
        document_id: from.document_id,
        ...finding,
        ...(excused && {
          status: 'not_applicable' as const,
          message: `indicator ${one.level3}: ${places}; ${excuse}`,
        }),
      },
    ];
  });
}

function targetsOf(rows: readonly Indicator[]): Map<string, Indicator[]> {
  return Map.groupBy(
    // An empty cell comes back from the fragments as null.
    rows.filter(({ target_value, level3 }) => Boolean(target_value) && level3 !== ''),
    ({ level3, level2 }) => (level3.length > 2 ? level3 : `${level2} ${level3}`),
  );
}

/** A name with several targets is the name of several indicators. */
const isOne = (rows: readonly Indicator[]): boolean => new Set(rows.map(({ target_value }) => target_value)).size === 1;
