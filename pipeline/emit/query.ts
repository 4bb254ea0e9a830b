/** Asking the tables of a run. */
import { type DuckDBConnection, DuckDBDecimalValue, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { columnsOf, type DatasetName } from '../../schemas/datasets.ts';
import { attachFiles, attachTables, NoRunError } from './tables.ts';

export interface Answer {
  columns: string[];
  /** Every value as text, decimals without zeros at their end as in the CSV files; NULL is empty. */
  rows: string[][];
}

/**
 * For queries that need every column of some datasets.
 * @throws NoRunError also when an older version wrote the run, whose tables lack some of them
 */
export async function requireColumns(out: string, datasets: readonly DatasetName[]): Promise<void> {
  const { rows } = await queryTables(out, 'SELECT table_name, column_name FROM duckdb_columns()');
  const there = new Set(rows.map((row) => row.join(' ')));
  const wanted = datasets.flatMap((dataset) => columnsOf(dataset).map(({ name }) => `${dataset} ${name}`));
  const lacking = wanted.find((column) => !there.has(column));
  if (lacking !== undefined)
    throw new NoRunError(
      `${out} was written by an older version of Pagefact (no column ${lacking.replace(' ', '.')}): run the documents into it again.`,
    );
}

/** A view has no hidden column: it is shown, so only queries that ask for it get it. */
const asksForOrder = (sql: string): boolean => /\browid\b/i.test(sql);

/**
 * Runs SQL over the tables of a run, which are opened for reading only.
 * @param out output folder of a run
 * @throws NoRunError; or DuckDB's own message when it refuses the SQL
 */
export const queryTables = (out: string, sql: string): Promise<Answer> =>
  answered(sql, (connection) => attachTables(connection, out, asksForOrder(sql)));

/**
 * Runs SQL over Parquet files as the tables of a run.
 * @param filesOf the files of a dataset in their order, one at least
 */
export const queryFiles = (filesOf: (name: string) => string[], sql: string): Promise<Answer> =>
  answered(sql, (connection) => attachFiles(connection, filesOf, asksForOrder(sql)));

async function answered(sql: string, attach: (connection: DuckDBConnection) => Promise<void>): Promise<Answer> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '512MB' });
  const connection = await instance.connect();
  try {
    await attach(connection);
    return await answer(connection, sql);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** What the database `run` of a connection answers. */
export async function answer(connection: DuckDBConnection, sql: string): Promise<Answer> {
  await connection.run('USE run');
  const reader = await connection.runAndReadAll(sql);
  const rows = reader.getRows().map((row) => row.map(textOf));
  return { columns: reader.columnNames(), rows };
}

function textOf(value: DuckDBValue): string {
  if (value === null) return '';
  const text = String(value);
  return value instanceof DuckDBDecimalValue && text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
