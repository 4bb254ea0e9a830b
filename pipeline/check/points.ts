/** Points of indicators: weights add up to 100 and to those of their group, scores to the total score. */
import Big from 'big.js';
import type { Row } from '../../schemas/datasets.ts';
import type { Classified } from '../classified.ts';
import type { FinishedIndicator } from '../rows/facts.ts';
import { type Checked, compared } from './finding.ts';
import { type CheckedNumber, shown } from './numbers.ts';
import { tablesOf } from './printed.ts';

const HUNDRED = new Big(100);
/** Points of the indicators beside those for the execution of the budget: 10 by the national form, 20 in some provinces. */
const WITHOUT_EXECUTION = [new Big(90), new Big(80)];
const MOST_FOR_EXECUTION = new Big(20);
/** A table that ends lower on its page than this share of the height may go on where nothing was read. */
const BOTTOM = 0.85;

interface PointsInput {
  indicators: readonly FinishedIndicator[];
  numbers: readonly CheckedNumber[];
  classified?: Classified;
}

/** One finding per table and project: sum of weights, with the points for execution where the table prints them. */
export function checkWeights(checkId: string, { indicators, numbers, classified }: PointsInput): Checked[] {
  return groupsOf(indicators, 'weight').flatMap(({ table, project, rows, sum }) => {
    const own = numbers.filter(({ row }) => row.table_id === table && row.subject === project);
    const execution = own.filter(({ row }) => row.measure === 'max_score' && row.concept.endsWith('execution_score'));
    const total = execution.reduce((all, { value }) => all.plus(value), sum);
    const right = (execution.length === 0 && WITHOUT_EXECUTION.find((rest) => rest.eq(sum))) || HUNDRED;
    const terms = [
      ...rows.map(({ weight, level3 }) => `${level3} ${weight}`),
      ...execution.map((number) => `execution ${shown(number)}`),
    ];
    const finding = compared({
      checkId,
      left: total,
      right,
      tolerance: new Big(0),
      formula: `${terms.join(' + ')} = ${right}`,
      ids: [...rows.map((row) => row.indicator_id), ...execution.map(({ id }) => id)],
      about: `weights of ${rows.length} indicators${placeOf(rows[0])}`,
    });
    if (finding.status === 'fail' && total.lt(right) && endsItsPage(table, classified))
      return [
        {
          ...finding,
          status: 'not_applicable' as const,
          message: `${finding.message}; the table ends with its page, rows may be missing`,
        },
      ];
    return [finding, ...groupWeights(checkId, table, rows, numbers)];
  });
}

/** Points printed behind the name of a group of indicators: those of its indicators. */
function groupWeights(
  checkId: string,
  table: string,
  rows: readonly Row<'indicators'>[],
  numbers: readonly CheckedNumber[],
): Checked[] {
  const printed = numbers.filter(
    ({ row }) => row.table_id === table && row.concept === 'performance.indicator.weight' && row.measure === 'weight',
  );
  return printed.flatMap((number) => {
    const members = rows.filter(({ level1, level2 }) => [level1, level2].includes(number.row.subject));
    if (members.length === 0) return [];
    return [
      compared({
        checkId,
        left: number.value,
        right: members.reduce((sum, { weight }) => sum.plus(weight), new Big(0)),
        tolerance: new Big(0),
        formula: `${number.row.subject} ${shown(number)} = ${members.map(({ weight, level3 }) => `${level3} ${weight}`).join(' + ')}`,
        ids: [number.id, ...members.map((row) => row.indicator_id)],
        about: `weight of ${number.row.subject}${placeOf(members[0])}`,
      }),
    ];
  });
}

/** One finding per table and project whose total score is printed. */
export function checkScores(checkId: string, { indicators, numbers }: PointsInput): Checked[] {
  return groupsOf(indicators, 'score').flatMap(({ table, project, rows, sum }) => {
    const scores = numbers.filter(
      ({ row }) => row.table_id === table && row.measure === 'score' && row.subject === project,
    );
    const totals = scores.filter(({ row }) => /^performance\.(overall|project)\.score$/.test(row.concept));
    if (totals.length !== 1) return [];
    const execution = scores.filter(({ row }) => row.concept.endsWith('execution_score'));
    const right = execution.reduce((all, { value }) => all.plus(value), sum);
    const terms = [
      ...execution.map((number) => `execution ${shown(number)}`),
      ...rows.map(({ score, level3 }) => `${level3} ${score}`),
    ];
    const finding = compared({
      checkId,
      left: totals[0].value,
      right,
      tolerance: new Big('0.01'),
      formula: `total score ${shown(totals[0])} = ${terms.join(' + ')}`,
      ids: [totals[0].id, ...execution.map(({ id }) => id), ...rows.map((row) => row.indicator_id)],
      about: `total score${placeOf(rows[0], totals[0].row.page)}`,
    });
    const lacks = totals[0].value.minus(right);
    // Where the indicators themselves make 100 points, nothing is given for the execution.
    const weights = rows.reduce((all, { weight }) => all.plus(weight || 0), new Big(0));
    const isUnread = execution.length === 0 && !weights.eq(HUNDRED) && lacks.gt(0) && lacks.lte(MOST_FOR_EXECUTION);
    if (finding.status !== 'fail' || !isUnread) return [finding];
    const message = `${finding.message}; the points for the execution of the budget are not known`;
    return [{ ...finding, status: 'not_applicable' as const, message }];
  });
}

/** Table, pages and project of a group of indicators, for people. */
function placeOf({ table_id, page, project }: Row<'indicators'>, other = page): string {
  const pages = [...new Set([page, other])].filter((number) => number !== null);
  const place = [pages.length > 0 ? `page ${pages.join(' and ')}` : '', `table ${table_id}`].filter(
    (part) => part !== '',
  );
  return `${project && ` of ${project}`} (${place.join(', ')})`;
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

function endsItsPage(table: string, classified: Classified | undefined): boolean {
  const part =
    classified &&
    tablesOf(classified)
      .find(({ tableId }) => tableId === table)
      ?.block.parts.at(-1);
  const page = part?.box && classified?.document.pages.find(({ number }) => number === part.page);
  return page !== undefined && part!.box![3] > page.height * BOTTOM;
}
