/** Asking the tables of a run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBDecimalValue, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { columnsOf, type DatasetName } from '../../schemas/datasets.ts';

export interface Answer {
  columns: string[];
  /** Every value as text, decimals without zeros at their end as in the CSV files; NULL is empty. */
  rows: string[][];
}

/** No run stands in the folder. */
export class NoRunError extends Error {
  override name = 'NoRunError';
}

/** The database of a run. @throws NoRunError when the folder holds none */
export function databaseOf(out: string): string {
  const file = join(out, 'pagefact.duckdb');
  if (existsSync(file)) return file;
  const what = existsSync(out) ? 'holds no pagefact.duckdb' : 'does not exist';
  throw new NoRunError(`${out} ${what}: give the output folder of a finished run.`);
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

/**
 * Runs SQL over the tables of a run, which are opened for reading only.
 * @param out output folder of a run
 * @throws NoRunError; or DuckDB's own message when it refuses the SQL
 */
export async function queryTables(out: string, sql: string): Promise<Answer> {
  const file = databaseOf(out);
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY', threads: '2', memory_limit: '512MB' });
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(sql);
    const rows = reader.getRows().map((row) => row.map(textOf));
    return { columns: reader.columnNames(), rows };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function textOf(value: DuckDBValue): string {
  if (value === null) return '';
  const text = String(value);
  return value instanceof DuckDBDecimalValue && text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
