import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test, vi } from 'vitest';
import { run } from '../pipeline/run/run.ts';
import { docx, p } from './extractors/docx-fixture.ts';
import { folder, rowsOf } from './fixtures/run-folder.ts';

vi.setConfig({ testTimeout: 300_000 });
const sample = (name: string) => fileURLToPath(new URL(`../samples/documents/${name}`, import.meta.url));

const filesIn = (place: string) =>
  readdirSync(place, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.parquet'))
    .sort();

test('datasets divided by year and province hold every row once, and a file whose rows did not change stays', async () => {
  const dir = folder({ 'plain.docx': docx(p('text')) });
  const out = join(dir, 'out');
  const paths = [sample('yunting-2023-final.docx'), sample('linjiang-2024-budget.pdf')];
  await run({ paths, out, partition: ['year', 'province'] });
  const place = join(out, 'parquet');
  expect(filesIn(join(place, 'facts'))).toEqual(
    ['2023', '2024'].map((year) => expect.stringMatching(`^year=${year}/province=(unknown|\\d\\d)/part-0.parquet$`)),
  );
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  for (const name of ['documents', 'facts', 'cells', 'provenance']) {
    const sql = `SELECT count(*) FROM read_parquet('${place}/${name}/**/*.parquet', hive_partitioning = true) UNION ALL SELECT count(*) FROM '${out}/${name}.parquet'`;
    const [[divided], [whole]] = (await connection.runAndReadAll(sql)).getRowsJson();
    expect([name, divided]).toEqual([name, whole]);
  }
  // In the order of the whole, also where documents are fewer or more than rows.
  for (const year of ['2023', '2024']) {
    const sql = `SELECT fact_id FROM read_parquet('${place}/facts/year=${year}/*/*.parquet')`;
    const ids = (await connection.runAndReadAll(sql)).getRowsJson().flat();
    expect(ids.length).toBeGreaterThan(50);
    expect(ids).toEqual(
      rowsOf(out, 'facts')
        .filter(({ fiscal_year }) => fiscal_year === year)
        .map(({ fact_id }) => fact_id),
    );
  }
  const inode = (name: string) => statSync(join(place, name)).ino;
  const [facts2023] = filesIn(join(place, 'facts')).map((name) => join('facts', name));
  const before = inode(facts2023);
  await run({ paths: [...paths, join(dir, 'plain.docx')], out, partition: ['year', 'province'] });
  expect(inode(facts2023)).toBe(before);
  expect(filesIn(join(place, 'documents'))).toContain('year=unknown/province=unknown/part-0.parquet');
  await run({ paths, out });
  expect(readdirSync(out)).not.toContain('parquet');
});
