/** `changes` on disk: CSV, its Parquet twin, and the report. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change } from '../../schemas/changes.ts';
import { columnsOf } from '../../schemas/datasets.ts';
import type { Pack } from '../../schemas/pack.ts';
import { csvLine, guarded } from '../emit/csv.ts';
import { writeParquet } from '../emit/duckdb.ts';
import { makeFolder } from '../run/folder.ts';
import { changesReport } from './report.ts';

/** Writes `changes.csv`, `changes.parquet` and `changes.md` to a folder; each appears whole or not at all. */
export async function writeChanges(dir: string, rows: readonly Change[], pack: Pack): Promise<void> {
  makeFolder(dir);
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
  await writeParquet('changes', part('changes.csv'), part('changes.parquet'));
  for (const name of ['changes.csv', 'changes.parquet', 'changes.md']) renameSync(part(name), join(dir, name));
}
