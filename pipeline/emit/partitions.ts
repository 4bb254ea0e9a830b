/** Parquet in folders by year and province of the document, as query engines read them in part. */
import { mkdirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';

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

/** The files below a folder, as paths from it with `/`, sorted; none where there is no such folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort();
}

/** `facts/year=2023/province=43/part-0.parquet`, or with parts `000001-b5019bcbd753-0.parquet`: a name that a run gives. */
const DIVIDED = new RegExp(`^\\w+/(?:(?:${PARTITIONS.join('|')})=[^/]+/)+(?:part|\\d{6}-[0-9a-f]{12})-\\d+\\.parquet$`);

/** The files of divided datasets, as paths from their folder; not what others put there. */
export const dividedFiles = async (folder: string): Promise<string[]> =>
  (await filesBelow(folder)).filter((name) => DIVIDED.test(name));

/** Rows of all folders that are held in memory until they are written. */
const HELD_ROWS = 4096;

/** Where the rows that are divided come from, and what their files are called. */
export interface Divided {
  datasets: readonly string[];
  /** A dataset as SQL, whose rows come in their order. */
  rowsOf: (dataset: string) => string;
  /** The documents as SQL. */
  documents: string;
  /** Name of the files of a dataset in their folders, without what tells several in one folder apart. */
  named: (dataset: string) => string;
}

/** Writes `parquet/NAME/year=2023/province=43/part-0.parquet` for every dataset, rows in their order. */
export async function writePartitions(
  connection: DuckDBConnection,
  dir: string,
  by: readonly Partition[],
  { datasets, rowsOf, documents, named }: Divided,
): Promise<void> {
  const parts = by.map((name) => `${EXPRESSIONS[name]} AS ${name}`).join(', ');
  // A duplicate has the id of the document whose bytes it has, and says nothing of its own.
  const owners = `(SELECT document_id, any_value(fiscal_year) AS fiscal_year, any_value(region_code) AS region_code
    FROM ${documents} WHERE status <> 'duplicate' GROUP BY document_id)`;
  mkdirSync(join(dir, PARTITIONED));
  await connection.run(`SET partitioned_write_flush_threshold = ${HELD_ROWS}`);
  // Rows come in the order in which they stand, by one thread, each looking up its document: sorting them afterwards takes
  // memory for all of them. DuckDB must not turn the join round, which it would where documents are more than rows.
  await connection.run(`SET disabled_optimizers = 'join_order,build_side_probe_side'`);
  for (const name of datasets) {
    const rows = `SELECT t.*, ${parts} FROM ${rowsOf(name)} t LEFT JOIN ${owners} d USING (document_id)`;
    const to = join(dir, PARTITIONED, name).replaceAll("'", "''");
    await connection.run(
      `COPY (${rows}) TO '${to}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${HELD_ROWS}, PARTITION_BY (${by.join(', ')}), FILENAME_PATTERN '${named(name)}-{i}')`,
    );
  }
}
