/** One fact with all that is known of it, and one finding with the numbers on both of its sides. */
import type { Data, Item } from './data.ts';
import { documentOf } from './documents.ts';
import { FINDING_KEY } from './facts.ts';

/** Numbers of a finding that are told at most; sums over long tables have hundreds. */
const MOST_NUMBERS = 60;
const MOST_FINDINGS = 40;

/** A fact, its provenance record, its document and the checks that it takes part in, failed ones first. */
export async function factOf(data: Data, id: string): Promise<Item | undefined> {
  const [fact] = await data.all('SELECT * FROM facts WHERE fact_id = $id', { id });
  if (!fact) return undefined;
  const [record] = await data.all('SELECT record FROM provenance WHERE id = $id', { id });
  const findings = await data.all(
    `SELECT ${FINDING_KEY} AS key, * FROM findings WHERE contains(fact_ids, $id)
      ORDER BY status = 'fail' DESC, status = 'not_applicable', check_id LIMIT ${MOST_FINDINGS}`,
    { id },
  );
  const numbers = await numbersOf(
    data,
    findings.filter(({ status }) => status === 'fail').map(({ fact_ids }) => String(fact_ids)),
  );
  const document = await documentOf(data, String(fact.document_id));
  const [near] = await data.all(
    `SELECT before, after FROM (SELECT fact_id, lag(fact_id) OVER () AS before, lead(fact_id) OVER () AS after
      FROM facts WHERE document_id = $document) WHERE fact_id = $id`,
    { id, document: String(fact.document_id) },
  );
  return {
    fact,
    document,
    record: record ? JSON.parse(String(record.record)) : null,
    findings,
    numbers,
    near: near ?? {},
  };
}

/** A finding and its numbers. @param document the finding's own, which makes it quick to find */
export async function findingOf(data: Data, document: string, key: string): Promise<Item | undefined> {
  const [finding] = await data.all(
    `SELECT ${FINDING_KEY} AS key, * FROM findings WHERE document_id = $document AND ${FINDING_KEY} = $key`,
    { document, key },
  );
  if (!finding) return undefined;
  const numbers = await numbersOf(data, [String(finding.fact_ids)]);
  return { finding, numbers, document: await documentOf(data, document) };
}

/** Facts and indicators by id, with their places. */
async function numbersOf(data: Data, lists: readonly string[]): Promise<Record<string, Item>> {
  const ids = [...new Set(lists.flatMap((list) => list.split(';').slice(0, MOST_NUMBERS)))].filter((id) => id !== '');
  if (ids.length === 0) return {};
  const rows = await data.all(
    `WITH ids AS (SELECT unnest(string_split($ids, ',')) AS id)
    SELECT fact_id AS id, 'fact' AS kind, document_id, file, concept, measure, period, function_name, economic_name, subject, value, unit, raw, raw_unit,
      page, table_id, section_id, bbox, path, flags, review FROM facts WHERE fact_id IN (SELECT id FROM ids)
    UNION ALL BY NAME
    SELECT indicator_id AS id, 'indicator' AS kind, document_id, file, level3 AS subject, actual_value AS value, actual_unit AS unit,
      coalesce(nullif(actual_raw, ''), target_raw) AS raw, page, table_id, bbox, path, flags FROM indicators WHERE indicator_id IN (SELECT id FROM ids)`,
    { ids: ids.join(',') },
  );
  return Object.fromEntries(rows.map((row) => [String(row.id), row]));
}
