/** Asking the tables of a run. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

export interface Answer {
  columns: string[];
  /** Every value as text; NULL is empty. */
  rows: string[][];
}

/**
 * Runs SQL over the tables of a run, which are opened for reading only.
 * @param out output folder of a run
 * @throws Error when the folder holds no run, or DuckDB's own message when it refuses the SQL
 */
export async function queryTables(out: string, sql: string): Promise<Answer> {
  const file = join(out, 'pagefact.duckdb');
  if (!existsSync(file)) throw new Error(`${out} holds no pagefact.duckdb: give the output folder of a finished run.`);
  const instance = await DuckDBInstance.create(file, { access_mode: 'READ_ONLY', threads: '2', memory_limit: '512MB' });
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(sql);
    const rows = reader.getRows().map((row) => row.map((value) => (value === null ? '' : String(value))));
    return { columns: reader.columnNames(), rows };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
