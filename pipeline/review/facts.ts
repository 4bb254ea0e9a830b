/** Lists of facts, of what was set aside and of findings, a page at a time. */
import type { Pack } from '../../schemas/pack.ts';
import type { Data, Item } from './data.ts';
import { bounded, type Condition, conditionOf, ORDERS } from './filter.ts';

/** One page of a list. */
export interface Listing {
  rows: Item[];
  total: number;
  offset: number;
}

const LEAST = 50;
const MOST = 500;
const MOST_COUNTS = 1000;
const COLUMNS = `fact_id, document_id, file, entity, region_code, fiscal_year, report_type, concept, measure, period,
  function_code, function_name, economic_code, economic_name, fund, subject, value, unit, raw, raw_unit, page, table_id,
  base, method, confidence, flags, review`;

/** Facts that fit the filters of the address. */
export async function listFacts(data: Data, query: URLSearchParams, pack: Pack): Promise<Listing> {
  const condition = await conditionOf(query, pack, data);
  const sort = query.get('sort') ?? '';
  return paged(data, query, COLUMNS, 'facts', condition, Object.hasOwn(ORDERS, sort) ? ORDERS[sort] : '');
}

async function paged(
  data: Data,
  query: URLSearchParams,
  columns: string,
  from: string,
  { where, values }: Condition,
  order: string,
): Promise<Listing> {
  const offset = bounded(query.get('offset'), 0, 1e9);
  const limit = bounded(query.get('limit'), LEAST, MOST);
  const total = await counted(data, from, where, values);
  const rows = await data.all(
    `SELECT ${columns} FROM ${from} ${where} ${order} LIMIT ${limit} OFFSET ${offset}`,
    values,
  );
  return { rows, total, offset };
}

/** What was counted of a run's tables, which do not change. */
const counts = new WeakMap<Data, Map<string, number>>();

/** Going through the pages of a list asks for its length again and again. */
async function counted(data: Data, from: string, where: string, values: Condition['values']): Promise<number> {
  const known = counts.get(data) ?? new Map<string, number>();
  counts.set(data, known);
  // Other conditions see other things with time: what was decided, and the words around numbers while they are gathered.
  const fixed = !where.includes('decided') && data.contextReady();
  const key = JSON.stringify([from, where, values]);
  const before = fixed ? known.get(key) : undefined;
  if (before !== undefined) return before;
  const [{ total }] = await data.all(`SELECT count(*)::INTEGER AS total FROM ${from} ${where}`, values);
  if (fixed && known.size < MOST_COUNTS) known.set(key, Number(total));
  return Number(total);
}

/** Key of a finding: it has no id of its own. */
export const FINDING_KEY = `md5(document_id || check_id || formula || fact_ids || message)`;

/** Findings, failed ones unless another status is asked for; the largest difference first. */
export async function listFindings(data: Data, query: URLSearchParams): Promise<Listing> {
  const status = query.get('status') || 'fail';
  const parts = [`status = $status`];
  const values: Condition['values'] = { status };
  for (const [name, column] of [
    ['document', 'document_id'],
    ['check', 'check_id'],
  ] as const) {
    const value = query.get(name);
    if (!value) continue;
    parts.push(`${column} = $${name}`);
    values[name] = value;
  }
  if (query.get('q')) {
    parts.push(`(contains(lower(message), lower($q)) OR contains(lower(formula), lower($q)))`);
    values.q = query.get('q');
  }
  const columns = `${FINDING_KEY} AS key, document_id, check_id, status, formula, "left", "right", difference, tolerance,
    fact_ids, message, (SELECT any_value(file) FROM documents d WHERE d.document_id = findings.document_id AND d.status <> 'duplicate') AS file`;
  const condition = { where: `WHERE ${parts.join(' AND ')}`, values };
  const listing = await paged(data, query, columns, 'findings', condition, '');
  return listing;
}

/** What was set aside. */
export async function listQuarantine(data: Data, query: URLSearchParams): Promise<Listing> {
  const parts: string[] = [];
  const values: Condition['values'] = {};
  if (query.get('document')) {
    parts.push('document_id = $document');
    values.document = query.get('document');
  }
  if (query.get('reason')) {
    parts.push('starts_with(reason, $reason)');
    values.reason = query.get('reason');
  }
  if (query.get('q')) {
    parts.push(
      `(contains(lower(raw), lower($q)) OR contains(lower(context), lower($q)) OR contains(lower(reason), lower($q)))`,
    );
    values.q = query.get('q');
  }
  const where = parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`;
  const file = `(SELECT any_value(file) FROM documents d WHERE d.document_id = quarantine.document_id AND d.status <> 'duplicate') AS file`;
  return paged(
    data,
    query,
    `document_id, ${file}, page, bbox, raw, reason, context`,
    'quarantine',
    { where, values },
    '',
  );
}

/** What can be chosen in the filters, with how many facts each has. */
export async function facetsOf(data: Data, pack: Pack): Promise<Record<string, Item[]>> {
  const facet = (column: string, more = '', limit = 500) =>
    data.all(
      `SELECT ${column} AS value, count(*)::INTEGER AS facts ${more} FROM facts WHERE ${column} IS NOT NULL AND ${column}::VARCHAR <> ''
       GROUP BY ${column} ORDER BY facts DESC, value LIMIT ${limit}`,
    );
  const labelled = (items: Item[], words: ReadonlyMap<string, { label: string }>) =>
    items.map((item) => ({ ...item, label: words.get(String(item.value))?.label ?? '' }));
  const names = new Map(
    (
      await data.all(
        `SELECT region_code, any_value(region_name) AS name FROM documents WHERE region_code <> '' GROUP BY region_code`,
      )
    ).map(({ region_code, name }) => [String(region_code), { label: String(name) }]),
  );
  return {
    region: labelled(await facet('region_code'), names),
    entity: await facet('entity', '', 2000),
    year: await facet('fiscal_year'),
    report: await facet('report_type'),
    concept: labelled(await facet('concept', '', 2000), pack.concepts),
    measure: labelled(await facet('measure'), pack.measures),
    flag: await data.all(
      `SELECT flag AS value, sum(n)::INTEGER AS facts FROM (SELECT unnest(string_split(flags, ';')) AS flag, n
        FROM (SELECT flags, count(*) AS n FROM facts WHERE flags <> '' GROUP BY flags)) GROUP BY flag ORDER BY facts DESC, value`,
    ),
    unit: await facet('unit'),
    check: await data.all(
      `SELECT check_id AS value, count(*)::INTEGER AS facts FROM findings WHERE status = 'fail' GROUP BY check_id ORDER BY check_id`,
    ),
    reason: await data.all(
      `SELECT regexp_extract(reason, '^[^“„:]*(: [^“„:]*)?') AS value, count(*)::INTEGER AS facts FROM quarantine GROUP BY value ORDER BY facts DESC, value LIMIT 200`,
    ),
  };
}
