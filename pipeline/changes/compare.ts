/** Two runs compared: the rows of the dataset `changes`. */
import { Big } from 'big.js';
import { type Change, changes as changeRow } from '../../schemas/changes.ts';
import { queryTables } from '../emit/query.ts';
import { causesOf, REJECTED_SQL, type Rejected, type Statements } from './causes.ts';
import { type ComparedDocument, changedDocuments } from './documents.ts';
import { type ComparedFact, changedFacts, type FactChange } from './facts.ts';

/** Documents whose facts are held at a time. */
const AT_A_TIME = 50;

const DOCUMENT_COLUMNS =
  'document_id, file, source_url, entity, region_code, fiscal_year, report_type, status, reason, flags';
const FACT_COLUMNS = `fact_id, document_id, report_type, concept, measure, period, function_code, function_name,
  economic_code, economic_name, fund, subject, unit, base, date, value, raw, page, bbox, path, section_id, table_id, flags, review`;
/** What is said of a document as one number, whatever the order. */
const SAID = `sum(hash(report_type, concept, measure, period, function_code, economic_code, fund, subject, unit, base,
  value)::HUGEINT)`;

/** Two documents whose facts are compared: two files, or one file that two runs read. */
interface Pair {
  before: ComparedDocument;
  after: ComparedDocument;
}

/**
 * Compares the datasets of two runs.
 * @param oldOut output folder of the earlier run
 * @param newOut that of the later one
 * @returns rows of `changes`: documents in the order of the later run, each followed by its facts
 * @throws Error when a folder holds no run
 */
export async function compareRuns(oldOut: string, newOut: string): Promise<Change[]> {
  const sql = `SELECT ${DOCUMENT_COLUMNS} FROM documents ORDER BY rowid`;
  const before = await objects<ComparedDocument>(oldOut, sql);
  const after = await objects<ComparedDocument>(newOut, sql);
  const rows: Change[] = [];
  const pairs: Pair[] = [];
  const rowsOf = new Map<Pair, number>();
  for (const one of changedDocuments(before, after)) {
    rows.push(documentRow(one));
    if (one.change !== 'document_changed' || !wasRead(one.before) || !wasRead(one.after)) continue;
    const pair: Pair = { before: one.before, after: one.after };
    rowsOf.set(pair, rows.length - 1);
    pairs.push(pair);
  }
  pairs.push(...(await readDifferently(oldOut, newOut, before, after)));
  const facts = new Map<Pair, Change[]>();
  for (let i = 0; i < pairs.length; i += AT_A_TIME) {
    const some = pairs.slice(i, i + AT_A_TIME);
    const old = await statementsOf(
      oldOut,
      some.map((pair) => pair.before.document_id),
    );
    const fresh = await statementsOf(
      newOut,
      some.map((pair) => pair.after.document_id),
    );
    for (const pair of some)
      facts.set(pair, factRows(pair, old(pair.before.document_id), fresh(pair.after.document_id)));
  }
  const below = new Map([...rowsOf].map(([pair, index]) => [index, facts.get(pair) ?? []]));
  const own = rows.flatMap((row, index) => [row, ...(below.get(index) ?? [])]);
  return [...own, ...pairs.filter((pair) => !rowsOf.has(pair)).flatMap((pair) => facts.get(pair) ?? [])];
}

const wasRead = ({ status }: ComparedDocument) => status === 'ok' || status === 'partial';

/** Documents of which the two runs say different things though the bytes are the same: program, pack or decisions changed. */
async function readDifferently(
  oldOut: string,
  newOut: string,
  before: readonly ComparedDocument[],
  after: readonly ComparedDocument[],
): Promise<Pair[]> {
  const sql = `SELECT document_id, ${SAID} AS said FROM facts GROUP BY document_id`;
  const said = async (out: string) =>
    new Map((await objects<{ document_id: string; said: string }>(out, sql)).map((row) => [row.document_id, row.said]));
  const [old, fresh] = [await said(oldOut), await said(newOut)];
  const read = new Set(before.filter(wasRead).map(({ document_id }) => document_id));
  return after
    .filter((document) => wasRead(document) && read.has(document.document_id))
    .filter(({ document_id }) => old.get(document_id) !== fresh.get(document_id))
    .map((document) => ({ before: document, after: document }));
}

async function statementsOf(out: string, ids: readonly string[]): Promise<(id: string) => Statements> {
  const list = ids.map((id) => `'${id.replaceAll("'", "''")}'`).join(', ');
  const sql = `SELECT ${FACT_COLUMNS} FROM facts WHERE document_id IN (${list}) ORDER BY rowid`;
  const facts = Map.groupBy(await objects<ComparedFact>(out, sql), ({ document_id }) => document_id);
  const rows = await objects<Rejected>(out, REJECTED_SQL.replace('$ids', list));
  const rejected = Map.groupBy(rows, ({ document_id }) => document_id);
  return (id) => ({ facts: facts.get(id) ?? [], rejected: rejected.get(id) ?? [] });
}

/** Rows of a query as objects of texts. */
async function objects<T>(out: string, sql: string): Promise<T[]> {
  const { columns, rows } = await queryTables(out, sql);
  return rows.map((row) => Object.fromEntries(columns.map((column, i) => [column, row[i]]))) as T[];
}

function documentRow(one: ReturnType<typeof changedDocuments>[number]): Change {
  const before = 'before' in one ? one.before : undefined;
  const after = 'after' in one ? one.after : undefined;
  const cause = 'document';
  return changeRow.parse({
    change: one.change,
    cause,
    ...documentColumns(before, after),
    reason: reasonOf(before, after),
  });
}

function documentColumns(before: ComparedDocument | undefined, after: ComparedDocument | undefined) {
  const { source_url, file, entity, region_code, fiscal_year, report_type } = (after ?? before)!;
  const year = fiscal_year === '' ? null : Number(fiscal_year);
  const ids = { old_document_id: before?.document_id ?? '', new_document_id: after?.document_id ?? '' };
  return { source_url, file, entity, region_code, fiscal_year: year, report_type, ...ids };
}

function reasonOf(before: ComparedDocument | undefined, after: ComparedDocument | undefined): string {
  if (after && !wasRead(after)) return `${after.status} now: ${after.reason}`;
  if (before && after && !wasRead(before)) return `${before.status} before: ${before.reason}`;
  return before && after && before.source_url !== after.source_url
    ? `before at ${before.source_url || before.file}`
    : '';
}

function factRows(pair: Pair, before: Statements, after: Statements): Change[] {
  const isOneFile = pair.before.document_id === pair.after.document_id;
  const causeOf = isOneFile ? causesOf(before, after) : () => 'document' as const;
  return changedFacts(before.facts, after.facts).map((change) => factRow(pair, change, causeOf(change)));
}

function factRow(pair: Pair, { before, after, oneOfSeveral }: FactChange, cause: Change['cause']): Change {
  const fact = (after ?? before)!;
  const { concept, measure, period, function_code, function_name, economic_code, economic_name } = fact;
  const { fund, subject, unit, report_type } = fact;
  const decided = before?.review === 'corrected' || after?.review === 'corrected' ? 'corrected' : '';
  const flags = [
    ...new Set([before?.flags, after?.flags, oneOfSeveral ? 'one_of_several' : '', decided].flatMap(split)),
  ];
  return changeRow.parse({
    change: before && after ? 'fact_altered' : after ? 'fact_added' : 'fact_removed',
    cause,
    ...documentColumns(pair.before, pair.after),
    ...{ report_type, concept, measure, period, function_code, function_name, economic_code, economic_name },
    ...{ fund, subject, unit },
    ...side('old', before),
    ...side('new', after),
    difference: before && after ? new Big(after.value).minus(before.value).toFixed() : '',
    flags: flags.join(';'),
  });
}

const split = (flags: string | undefined) => (flags ?? '').split(';').filter((flag) => flag !== '');

function side(name: 'old' | 'new', fact: ComparedFact | undefined) {
  if (!fact) return {};
  const { value, raw, page, bbox, path, fact_id } = fact;
  const number = page === '' ? null : Number(page);
  const own = { value: new Big(value).toFixed(), raw, page: number, bbox, path, fact_id };
  return Object.fromEntries(Object.entries(own).map(([column, content]) => [`${name}_${column}`, content]));
}
