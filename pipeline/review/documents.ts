/** Documents with what became of each page, and one page with everything that was found on it. */
import type { Data, Item } from './data.ts';
import { FINDING_KEY, type Listing } from './facts.ts';
import { bounded } from './filter.ts';
import { CELL_PATH } from './words.ts';

/** Figures of the whole run. */
export async function overview(data: Data): Promise<Item> {
  const [totals] = await data.all(`SELECT
    (SELECT count(*)::INTEGER FROM documents) AS documents,
    (SELECT count(*)::INTEGER FROM documents WHERE status NOT IN ('ok', 'duplicate')) AS unread,
    (SELECT count(*)::INTEGER FROM pages) AS pages,
    (SELECT count(*)::INTEGER FROM facts) AS facts,
    (SELECT count(*)::INTEGER FROM facts WHERE flags <> '') AS flagged,
    (SELECT count(*)::INTEGER FROM indicators) AS indicators,
    (SELECT count(*)::INTEGER FROM findings WHERE status = 'pass') AS passed,
    (SELECT count(*)::INTEGER FROM findings WHERE status = 'fail') AS failed,
    (SELECT count(*)::INTEGER FROM quarantine) AS aside`);
  return totals;
}

/** Documents, those with most to look at first unless `sort` is `file`. Each has a list of its pages. */
export async function listDocuments(data: Data, query: URLSearchParams): Promise<Listing> {
  const offset = bounded(query.get('offset'), 0, 1e9);
  const limit = bounded(query.get('limit'), 30, 200);
  const q = query.get('q') ?? '';
  const where = q === '' ? '' : `WHERE contains(lower(d.file || ' ' || d.entity || ' ' || d.region_name), lower($q))`;
  const [{ total }] = await data.all(`SELECT count(*)::INTEGER AS total FROM documents d ${where}`, { q });
  const order =
    query.get('sort') === 'file'
      ? 'd.file'
      : "d.status IN ('failed', 'skipped') DESC, failed DESC, aside DESC, flagged DESC, d.file";
  const rows = await data.all(
    `WITH f AS (SELECT document_id, count(*)::INTEGER AS facts, count(*) FILTER (flags <> '')::INTEGER AS flagged FROM facts GROUP BY ALL),
      c AS (SELECT document_id, count(*) FILTER (status = 'fail')::INTEGER AS failed FROM findings GROUP BY ALL),
      a AS (SELECT document_id, count(*)::INTEGER AS aside FROM quarantine GROUP BY ALL)
    SELECT d.document_id, d.file, d.entity, d.region_name, d.region_code, d.fiscal_year, d.report_type, d.title, d.page_count, d.status, d.reason,
      d.flags, d.media_type, coalesce(f.facts, 0) AS facts, coalesce(f.flagged, 0) AS flagged, coalesce(c.failed, 0) AS failed,
      coalesce(a.aside, 0) AS aside
    FROM documents d LEFT JOIN f USING (document_id) LEFT JOIN c USING (document_id) LEFT JOIN a USING (document_id)
    ${where} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
    { q },
  );
  const strips = await stripsOf(
    data,
    rows.filter(({ status }) => status !== 'duplicate').map(({ document_id }) => String(document_id)),
  );
  return {
    rows: rows.map((row) => ({
      ...row,
      strip: row.status === 'duplicate' ? [] : (strips.get(String(row.document_id)) ?? []),
    })),
    total: Number(total),
    offset,
  };
}

/** The pages of documents: numbers, kind, status, and how many facts, flagged and failed ones, and numbers set aside. */
export async function stripsOf(data: Data, ids: readonly string[]): Promise<Map<string, Item[]>> {
  if (ids.length === 0) return new Map();
  const rows = await data.all(
    `WITH ids AS (SELECT unnest(string_split($ids, ',')) AS document_id),
      f AS (SELECT document_id, page, count(*)::INTEGER AS facts, count(*) FILTER (flags <> '')::INTEGER AS flagged,
        count(*) FILTER (contains(flags, 'check_failed:'))::INTEGER AS failed FROM facts SEMI JOIN ids USING (document_id) GROUP BY ALL),
      a AS (SELECT document_id, page, count(*)::INTEGER AS aside FROM quarantine SEMI JOIN ids USING (document_id) GROUP BY ALL)
    SELECT p.document_id, p.page, p.kind, p.status, p.reason, p.numbers_found AS found, p.numbers_mapped AS mapped, coalesce(f.facts, 0) AS facts,
      coalesce(f.flagged, 0) AS flagged, coalesce(f.failed, 0) AS failed, coalesce(a.aside, 0) AS aside
    FROM pages p SEMI JOIN ids USING (document_id) LEFT JOIN f USING (document_id, page) LEFT JOIN a USING (document_id, page)
    ORDER BY p.document_id, p.page`,
    { ids: ids.join(',') },
  );
  return Map.groupBy(
    rows.map(({ document_id, ...page }) => ({ document_id, ...page })),
    ({ document_id }) => String(document_id),
  );
}

/** A document's own row. */
export async function documentOf(data: Data, id: string): Promise<Item | undefined> {
  const [row] = await data.all(`SELECT * FROM documents WHERE document_id = $id AND status <> 'duplicate'`, { id });
  return row;
}

/** One page: its size, its facts and what was set aside, each with its place. */
export async function pageOf(data: Data, id: string, page: number): Promise<Item | undefined> {
  const document = await documentOf(data, id);
  if (!document) return undefined;
  const values = { id, page };
  const [size] = await data.all('SELECT * FROM pages WHERE document_id = $id AND page = $page', values);
  const facts = await data.all(
    `SELECT fact_id, concept, measure, period, function_name, economic_name, subject, value, unit, raw, raw_unit, bbox,
      CASE WHEN path = '' AND table_id <> '' THEN ${CELL_PATH} ELSE path END AS path, flags, review, confidence FROM facts WHERE document_id = $id AND page = $page`,
    values,
  );
  const aside = await data.all(
    'SELECT raw, reason, context, bbox FROM quarantine WHERE document_id = $id AND page = $page',
    values,
  );
  const failed = await data.all(
    `SELECT ${FINDING_KEY} AS key, check_id, message, difference FROM findings
      WHERE document_id = $id AND status = 'fail' AND len(list_intersect(string_split(fact_ids, ';'),
        (SELECT list(fact_id) FROM facts WHERE document_id = $id AND page = $page))) > 0`,
    values,
  );
  const strip = (await stripsOf(data, [id])).get(id) ?? [];
  return { document, page: size ?? { page }, facts, aside, failed, strip };
}
