/** `changes` on disk: CSV, its Parquet twin, and the report. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Change, columnsOf } from '../../schemas/datasets.ts';
import type { Pack } from '../../schemas/pack.ts';
import { csvLine, GUARDED, guarded } from '../emit/csv.ts';
import { changesReport } from './report.ts';

/** Writes `changes.csv`, `changes.parquet` and `changes.md` to a folder; each appears whole or not at all. */
export async function writeChanges(dir: string, rows: readonly Change[], pack: Pack): Promise<void> {
  mkdirSync(dir, { recursive: true });
  const columns = columnsOf('changes');
  const cells = (row: Change) =>
    columns.map(({ name, type }) => {
      const value = row[name as keyof Change];
      return value === null ? '' : type === 'string' ? guarded(String(value)) : String(value);
    });
  const part = (name: string) => join(dir, `.${name}`);
  writeFileSync(
    part('changes.csv'),
    [csvLine(columns.map(({ name }) => name)), ...rows.map((row) => csvLine(cells(row)))].join(''),
  );
  writeFileSync(part('changes.md'), changesReport(rows, pack));
  await writeParquet(part('changes.csv'), part('changes.parquet'));
  for (const name of ['changes.csv', 'changes.parquet', 'changes.md']) renameSync(part(name), join(dir, name));
}

async function writeParquet(csv: string, parquet: string): Promise<void> {
  const columns = columnsOf('changes');
  const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const typed = columns.map(({ name, type, sql }) =>
    type === 'string'
      ? `regexp_replace(COALESCE("${name}", ''), ${literal(GUARDED)}, '\\1') AS "${name}"`
      : `CAST("${name}" AS ${sql}) AS "${name}"`,
  );
  const names = columns.map(({ name }) => `${literal(name)}: 'VARCHAR'`).join(', ');
  const from = `read_csv(${literal(csv)}, columns = {${names}}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '')`;
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    await connection.run(
      `COPY (SELECT ${typed.join(', ')} FROM ${from}) TO ${literal(parquet)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
