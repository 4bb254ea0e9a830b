/** Asking the tables of a run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBDecimalValue, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';

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
