/** Targets of the indicators that two documents of one body name alike. */
import Big from 'big.js';
import type { CrossCheck } from '../../schemas/checks.ts';
import type { Row } from '../../schemas/datasets.ts';
import { compared } from './finding.ts';
import type { Pair } from './related.ts';

type Indicator = Row<'indicators'>;

/** One finding for every indicator for which each document sets one target, in the same unit. */
export function checkTargets(
  check: CrossCheck,
  { left: from, right: [to], excuse }: Pair,
  indicators: ReadonlyMap<string, readonly Indicator[]>,
): Row<'findings'>[] {
  const [one, other] = [from, to].map(({ document_id }) => targetsOf(indicators.get(document_id) ?? []));
  if (to.report_type !== check.right.report_type || from.report_type === to.report_type) return [];
  return [...one].flatMap(([name, left]) => {
    const right = other.get(name);
    if (!right || !isOne(left) || !isOne(right) || left[0].target_unit !== right[0].target_unit) return [];
    const places = `target ${left[0].target_raw} (page ${left[0].page}) in ${from.file}, ${right[0].target_raw} (page ${right[0].page}) in ${to.file}`;
    const { equation: _, ...finding } = compared({
      checkId: check.id,
      left: new Big(left[0].target_value),
      right: new Big(right[0].target_value),
      tolerance: new Big(0),
      formula: `${left[0].level3} ${left[0].target_raw} = ${right[0].target_raw}`,
      ids: [...left, ...right].map(({ indicator_id }) => indicator_id),
      about: `indicator ${left[0].level3}: ${places}`,
    });
    const excused = finding.status === 'fail' && excuse !== undefined;
    return [
      {
        document_id: from.document_id,
        ...finding,
        ...(excused && {
          status: 'not_applicable' as const,
          message: `indicator ${left[0].level3}: ${places}; ${excuse}`,
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
