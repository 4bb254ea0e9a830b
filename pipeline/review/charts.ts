/** What the pictures are drawn from: small tables whose every row names its facts. */
import type { Data, Item } from './data.ts';
import { bounded } from './filter.ts';

/** Facts about the body as a whole: no class, no member of another dimension. */
const WHOLE = `function_code = '' AND function_name = '' AND economic_code = '' AND economic_name = '' AND subject = '' AND fund IN ('', 'general_public')`;
/** Kinds of amounts that can be set side by side; changes, shares and rates cannot. */
const AMOUNTS = `('budget_current', 'initial_budget', 'full_year_budget', 'final_actual', 'execution_amount', 'prior_year_budget', 'prior_year_actual')`;
const MOST_POINTS = 5000;
/** A statement of a table comes before the same one in the text. */
const ONE_EACH = (by: string) =>
  `QUALIFY row_number() OVER (PARTITION BY ${by} ORDER BY flags <> '', table_id = '', page, fact_id) = 1`;
const POINT =
  'fact_id, document_id, file, entity, region_code, fiscal_year, period, concept, measure, value, unit, raw, page, flags';

type Chart = (data: Data, query: URLSearchParams) => Promise<Item[]>;

/** Documents and facts by region and year. */
const coverage: Chart = (data) =>
  data.all(`SELECT d.region_code AS region, any_value(d.region_name) AS name, d.fiscal_year AS year,
      count(DISTINCT d.document_id)::INTEGER AS documents, sum(f.facts)::INTEGER AS facts, sum(f.flagged)::INTEGER AS flagged
    FROM documents d LEFT JOIN (SELECT document_id, count(*) AS facts, count(*) FILTER (flags <> '') AS flagged FROM facts GROUP BY ALL) f
      USING (document_id)
    WHERE d.status <> 'duplicate' GROUP BY d.region_code, d.fiscal_year ORDER BY region, year`);

/** One concept of one body over the years, a row per year and kind of amount. */
const years: Chart = (data, query) =>
  data.all(
    `SELECT ${POINT} FROM facts WHERE entity = $entity AND concept = $concept AND measure IN ${AMOUNTS} AND ${WHOLE} AND unit = 'CNY'
      ${ONE_EACH('period, measure')} ORDER BY period, measure LIMIT ${MOST_POINTS}`,
    { entity: query.get('entity') ?? '', concept: query.get('concept') || 'expenditure.total' },
  );

/** 三公 money by body, for one kind of amount and one year. */
const threePublic: Chart = (data, query) => {
  const year = bounded(query.get('year'), 0, 3000);
  return data.all(
    `SELECT ${POINT}, (SELECT any_value(region_name) FROM documents d WHERE d.region_code = facts.region_code) AS region_name FROM facts
      WHERE starts_with(concept, 'three_public.') AND measure = $measure AND ${WHOLE} AND unit = 'CNY' ${year ? 'AND period = $year' : ''}
      ${ONE_EACH('entity, period, concept')} ORDER BY region_code, entity, concept LIMIT ${MOST_POINTS}`,
    { measure: query.get('measure') || 'final_actual', year: String(year) },
  );
};

/** All values of one concept and measure, one per body and period. */
const spread: Chart = (data, query) =>
  data.all(
    `SELECT ${POINT} FROM facts WHERE concept = $concept AND measure = $measure AND ${WHOLE}
      ${ONE_EACH('entity, period')} ORDER BY abs(value) DESC LIMIT ${MOST_POINTS}`,
    { concept: query.get('concept') || 'expenditure.total', measure: query.get('measure') || 'final_actual' },
  );

/** What there is to choose: bodies and concepts with enough facts for a picture. */
const choices: Chart = (data) =>
  data.all(`SELECT entity, concept, measure, count(DISTINCT period)::INTEGER AS periods, count(*)::INTEGER AS facts FROM facts
    WHERE ${WHOLE} AND entity <> '' AND measure IN ${AMOUNTS} GROUP BY ALL ORDER BY facts DESC LIMIT 3000`);

export const CHARTS: Record<string, Chart> = { coverage, years, 'three-public': threePublic, spread, choices };
