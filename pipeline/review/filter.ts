/** Which facts a view is about: the filters of its address as a condition of SQL. Texts only ever go in as values. */
import type { DuckDBValue } from '@duckdb/node-api';
import type { Pack } from '../../schemas/pack.ts';
import type { Data } from './data.ts';

export interface Condition {
  /** Begins with WHERE, or empty. */
  where: string;
  values: Record<string, DuckDBValue>;
}

/** Filters that ask for one value of a column: name in the address and column. */
const EQUAL: Record<string, string> = {
  document: 'document_id',
  region: 'region_code',
  entity: 'entity',
  report: 'report_type',
  measure: 'measure',
  period: 'period',
  unit: 'unit',
  method: 'method',
  table: 'table_id',
  review: 'review',
};
const NUMERIC: Record<string, string> = { year: 'fiscal_year', page: 'page' };

/** A fact that wants a look: something speaks against it, or it was read with little confidence. */
export const LOW_CONFIDENCE = 0.9;
export const NEED = `CASE WHEN contains(flags, 'check_failed:') THEN 3 WHEN flags NOT IN ('', 'repeated') THEN 2
  WHEN confidence < ${LOW_CONFIDENCE} THEN 1 ELSE 0 END`;

export const ORDERS: Record<string, string> = {
  // The rows stand in document order.
  '': '',
  need: `ORDER BY ${NEED} DESC, CASE WHEN unit = 'CNY' THEN abs(value) ELSE 0 END DESC, fact_id`,
  amount: `ORDER BY CASE WHEN unit = 'CNY' THEN abs(value) END DESC NULLS LAST, fact_id`,
  confidence: 'ORDER BY confidence ASC, fact_id',
};

/** @param query the address' query */
export async function conditionOf(query: URLSearchParams, pack: Pack, data: Data): Promise<Condition> {
  const parts: string[] = [];
  const values: Record<string, DuckDBValue> = {};
  for (const [name, column] of Object.entries(EQUAL)) {
    const value = query.get(name);
    if (value === null || value === '') continue;
    parts.push(`${column} = $${name}`);
    values[name] = value;
  }
  for (const [name, column] of Object.entries(NUMERIC)) {
    const value = Number(query.get(name));
    if (!query.get(name) || !Number.isInteger(value)) continue;
    parts.push(`${column} = $${name}`);
    values[name] = value;
  }
  const concept = query.get('concept');
  if (concept) {
    parts.push(`(concept = $concept OR starts_with(concept, $concept || '.'))`);
    values.concept = concept;
  }
  parts.push(...flagged(query.get('flag') ?? '', values));
  if (query.get('state') === 'failed') parts.push(`contains(flags, 'check_failed:')`);
  if (query.get('state') === 'flagged') parts.push(`flags <> ''`);
  if (query.get('state') === 'clean') parts.push(`flags = ''`);
  if (query.get('open') === '1')
    parts.push(`${NEED} > 0 AND review = '' AND fact_id NOT IN (SELECT fact_id FROM decided)`);
  if (query.get('decided') === '1') parts.push(`(review <> '' OR fact_id IN (SELECT fact_id FROM decided))`);
  const ids = query.get('ids');
  if (ids) {
    parts.push(`fact_id IN (SELECT unnest(string_split($ids, ',')))`);
    values.ids = ids;
  }
  parts.push(...(await searched(query.get('q') ?? '', pack, data, values)));
  return { where: parts.length === 0 ? '' : `WHERE ${parts.join(' AND ')}`, values };
}

function flagged(flag: string, values: Record<string, DuckDBValue>): string[] {
  if (flag === '') return [];
  values.flag = flag;
  return [`contains(';' || flags || ';', ';' || $flag || ';')`];
}

/** Every word must be found somewhere: in print, names, around the number, or in what the vocabulary calls the concept. */
function searched(text: string, pack: Pack, data: Data, values: Record<string, DuckDBValue>): Promise<string[]> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6);
  return Promise.all(
    words.map(async (word, i) => {
      const name = `word${i}`;
      values[name] = word;
      const kinds = await data.naming(word);
      const within = kinds.map(
        (kind) => `${kind} IN (SELECT value FROM names WHERE kind = '${kind}' AND contains(low, $${name}))`,
      );
      const meant = [...named(pack.concepts, word, 'concept'), ...named(pack.measures, word, 'measure')];
      const around = data.contextReady()
        ? [`fact_id IN (SELECT fact_id FROM context WHERE contains(around, $${name}))`]
        : [];
      return `(${[`contains(raw, $${name})`, ...within, ...meant, ...around].join(' OR ')})`;
    }),
  );
}

/** Ids of the vocabulary are safe to write out: letters, digits, points and underscores. */
function named(words: ReadonlyMap<string, { label: string }>, word: string, column: string): string[] {
  const ids = [...words].filter(([id, { label }]) => id.includes(word) || label.toLowerCase().includes(word));
  return ids.length === 0 ? [] : [`${column} IN (${ids.map(([id]) => `'${id}'`).join(', ')})`];
}

/** A whole number of the address within bounds. */
export function bounded(text: string | null, otherwise: number, most: number): number {
  const value = Number(text);
  return text === null || text === '' || !Number.isInteger(value) || value < 0 ? otherwise : Math.min(value, most);
}
