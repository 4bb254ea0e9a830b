/** Parquet in folders by year and province of the document, as query engines read them in part. */
import { mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DATASETS } from '../../schemas/datasets.ts';

/** What datasets can be divided by. No dataset has columns of these names. */
export const PARTITIONS = ['year', 'province'] as const;
export type Partition = (typeof PARTITIONS)[number];

/** Folder of the divided datasets. */
export const PARTITIONED = 'parquet';

/** Of the document: its fiscal year, and the first two digits of its GB/T 2260 code. */
const EXPRESSIONS: Record<Partition, string> = {
  year: `coalesce(CAST(d.fiscal_year AS VARCHAR), 'unknown')`,
  province: `CASE WHEN d.region_code = '' OR d.region_code IS NULL THEN 'unknown' ELSE left(d.region_code, 2) END`,
};

/** The files of divided datasets, as paths from their folder with `/`; none where there is no such folder. */
export async function dividedFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names
    .filter((name) => name.endsWith('.parquet'))
    .map((name) => name.replaceAll(sep, '/'))
    .sort();
}

/** Writes `parquet/NAME/year=2023/province=43/data_0.parquet` for every dataset, rows in their order. */
export async function writePartitions(
  connection: DuckDBConnection,
  dir: string,
  by: readonly Partition[],
): Promise<void> {
  const columns = by.map((name) => `${EXPRESSIONS[name]} AS ${name}`).join(', ');
  // A duplicate has the id of the document whose bytes it has, and says nothing of its own.
  const owners = `(SELECT document_id, any_value(fiscal_year) AS fiscal_year, any_value(region_code) AS region_code
    FROM documents WHERE status <> 'duplicate' GROUP BY document_id)`;
  mkdirSync(join(dir, PARTITIONED));
  for (const name of [...Object.keys(DATASETS), 'provenance']) {
    const rows = `SELECT t.*, ${columns} FROM ${name} t LEFT JOIN ${owners} d USING (document_id) ORDER BY t.rowid`;
    const to = join(dir, PARTITIONED, name).replaceAll("'", "''");
    await connection.run(
      `COPY (${rows}) TO '${to}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (${by.join(', ')}), FILENAME_PATTERN 'part-{i}')`,
    );
  }
}
