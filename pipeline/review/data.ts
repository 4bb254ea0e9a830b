/** The tables of a run for the review page: opened for reading, and opened anew when a run has replaced them. */
import { statSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { columnsOf, DATASETS, type DatasetName } from '../../schemas/datasets.ts';
import { attachTables, tablesOf } from '../emit/tables.ts';

/** A row as JSON: amounts and other decimals are text. */
export type Item = Record<string, unknown>;

export interface Data {
  /** Rows of a query with `$name` parameters. */
  all(sql: string, values?: Record<string, DuckDBValue>): Promise<Item[]>;
  /** Columns in whose values a word occurs; `names` holds these values. @param word in lower case */
  naming(word: string): Promise<string[]>;
  /** Whether the words around the numbers can be searched yet. */
  contextReady(): boolean;
  /** Facts that people decided about; for queries the table `decided`. */
  setDecided(ids: Iterable<string>): Promise<void>;
  close(): void;
}

/** Tells one state of an output folder from another. @throws NoRunError */
export function stateOf(out: string): string {
  const { ino, mtimeMs, size } = statSync(tablesOf(out));
  return `${ino} ${mtimeMs} ${size}`;
}

/**
 * Opens the tables of a run.
 * @param out output folder
 * @throws NoRunError
 */
export async function openData(out: string): Promise<Data> {
  stateOf(out);
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  await attachTables(connection, out);
  for (const name of Object.keys(DATASETS) as DatasetName[])
    await connection.run(`CREATE VIEW ${name} AS ${await selecting(connection, name)}`);
  await connection.run('CREATE VIEW provenance AS SELECT * FROM run.provenance');
  await connection.run('CREATE TABLE decided (fact_id VARCHAR)');
  await connection.run('CREATE TABLE context (fact_id VARCHAR, around VARCHAR)');
  let names: Promise<unknown> | undefined;
  let ready = false;
  const gathering = gatherContext(instance).then(
    () => {
      ready = true;
    },
    // A search without the words around is still a search.
    () => {},
  );
  return {
    all: (sql, values) => rows(connection, sql, values),
    async naming(word) {
      names ??= connection.run(NAMES);
      await names;
      const found = await rows(connection, 'SELECT DISTINCT kind FROM names WHERE contains(low, $word) ORDER BY kind', {
        word,
      });
      return found.map(({ kind }) => String(kind));
    },
    contextReady: () => ready,
    async setDecided(ids) {
      await connection.run('DELETE FROM decided');
      const given = [...ids];
      if (given.length > 0)
        await connection.run('INSERT INTO decided SELECT unnest(string_split($ids, chr(10)))', {
          ids: given.join('\n'),
        });
    },
    close: () => void gathering.then(() => connection.closeSync()),
  };
}

/** A dataset as this version knows it: what a run of an older version lacks is empty. */
async function selecting(connection: DuckDBConnection, name: DatasetName): Promise<string> {
  const sql = `SELECT column_name FROM duckdb_columns() WHERE database_name = 'run' AND table_name = '${name}'`;
  const known = new Set((await rows(connection, sql)).map(({ column_name }) => column_name));
  const columns = columnsOf(name);
  const lacking = columns.filter((column) => !known.has(column.name));
  const empty = lacking.map(
    ({ name: own, type, sql: kind }) => `${type === 'string' ? `''` : `NULL::${kind}`} AS "${own}"`,
  );
  if (known.size === 0) return `SELECT ${empty.join(', ')} WHERE false`;
  const own = columns.filter((column) => known.has(column.name)).map((column) => `"${column.name}"`);
  return `SELECT ${[...own, ...empty].join(', ')} FROM run.${name}`;
}

async function rows(connection: DuckDBConnection, sql: string, values?: Record<string, DuckDBValue>): Promise<Item[]> {
  const reader = await connection.runAndReadAll(sql, values && used(sql, values));
  return reader.getRowObjectsJson().map(short);
}

/** DuckDB refuses values that a statement does not name. */
function used(sql: string, values: Record<string, DuckDBValue>): Record<string, DuckDBValue> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => new RegExp(`\\$${name}\\b`).test(sql)));
}

/** Decimals of the database without the zeros behind them. */
function short(row: Item): Item {
  for (const [name, value] of Object.entries(row))
    if (typeof value === 'string' && /^-?\d+\.\d{10}$/.test(value)) row[name] = value.replace(/\.?0+$/, '');
  return row;
}

/** Every name once, so that a search looks at some thousands of them and not at each fact. */
const NAMED = ['function_name', 'economic_name', 'subject', 'function_code', 'economic_code'];
const NAMES = `CREATE TABLE names AS
  SELECT 'document_id' AS kind, document_id AS value, lower(entity || ' ' || file || ' ' || region_name) AS low FROM documents
  ${NAMED.map((name) => `UNION ALL SELECT '${name}', ${name}, lower(${name}) FROM (SELECT DISTINCT ${name} FROM facts WHERE ${name} <> '')`).join('\n  ')}`;

/** The words before and after each number, beside the queries: a million records take seconds to look through. */
async function gatherContext(instance: DuckDBInstance): Promise<void> {
  const connection = await instance.connect();
  try {
    const quoted = (name: string) => `regexp_extract(record, '"${name}":"((?:[^"\\\\]|\\\\.)*)"', 1)`;
    await connection.run(
      `INSERT INTO context SELECT id, lower(${quoted('prefix')} || ' ' || ${quoted('suffix')}) FROM provenance WHERE type = 'fact'`,
    );
  } finally {
    connection.closeSync();
  }
}
