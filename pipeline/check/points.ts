/** Points of indicators: weights add up to 100, scores to the total score. */
import Big from 'big.js';
import type { FinishedIndicator } from '../rows/facts.ts';
import { type Checked, compared } from './finding.ts';
import { type CheckedNumber, shown } from './numbers.ts';

const HUNDRED = new Big(100);
/** Points that the execution of the budget gives by the national form; the indicators share the rest. */
const WITHOUT_EXECUTION = new Big(90);

/** One finding per table and project: sum of weights, with the points for execution where the table prints them. */
export function checkWeights(
  checkId: string,
  indicators: readonly FinishedIndicator[],
  numbers: readonly CheckedNumber[],
): Checked[] {
  return groupsOf(indicators, 'weight').flatMap(({ table, project, rows, sum }) => {
    const execution = numbers.filter(
      ({ row }) =>
        row.table_id === table &&
        row.measure === 'max_score' &&
        row.concept.endsWith('execution_score') &&
        row.subject === project,
    );
    const total = execution.reduce((all, { value }) => all.plus(value), sum);
    const right = execution.length === 0 && sum.eq(WITHOUT_EXECUTION) ? WITHOUT_EXECUTION : HUNDRED;
    const formula = `${rows.map((row) => row.weight).join(' + ')}${execution.map((number) => ` + ${shown(number)}`).join('')} = ${right}`;
    const ids = [...rows.map((row) => row.indicator_id), ...execution.map(({ id }) => id)];
    return [
      compared({
        checkId,
        left: total,
        right,
        tolerance: new Big(0),
        formula,
        ids,
        about: `page ${rows[0].page}, weights`,
      }),
    ];
  });
}

/** One finding per table and project whose total score is printed. */
export function checkScores(
  checkId: string,
  indicators: readonly FinishedIndicator[],
  numbers: readonly CheckedNumber[],
): Checked[] {
  return groupsOf(indicators, 'score').flatMap(({ table, project, rows, sum }) => {
    const scores = numbers.filter(
      ({ row }) => row.table_id === table && row.measure === 'score' && row.subject === project,
    );
    const totals = scores.filter(({ row }) => /^performance\.(overall|project)\.score$/.test(row.concept));
    if (totals.length !== 1) return [];
    const execution = scores.filter(({ row }) => row.concept.endsWith('execution_score'));
    const right = execution.reduce((all, { value }) => all.plus(value), sum);
    const formula = `${shown(totals[0])} = ${[...execution.map(shown), ...rows.map((row) => row.score)].join(' + ')}`;
    const ids = [totals[0].id, ...execution.map(({ id }) => id), ...rows.map((row) => row.indicator_id)];
    const about = `page ${totals[0].row.page}, total score`;
    return [compared({ checkId, left: totals[0].value, right, tolerance: new Big('0.01'), formula, ids, about })];
  });
}

function groupsOf(indicators: readonly FinishedIndicator[], column: 'weight' | 'score') {
  const rows = indicators.map(({ row }) => row).filter((row) => row[column] !== '');
  return [...Map.groupBy(rows, (row) => `${row.table_id}\u001f${row.project}`).values()].map((group) => ({
    table: group[0].table_id,
    project: group[0].project,
    rows: group,
    sum: group.reduce((sum, row) => sum.plus(row[column]), new Big(0)),
  }));
}
