/** The typed twins of the CSV files: Parquet and one DuckDB file, both made from the CSVs with explicit types. */
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Column, columnsOf, DATASETS, type DatasetName } from '../../schemas/datasets.ts';
import { GUARDED } from './csv.ts';
import { PROVENANCE_COLUMNS, PROVENANCE_CSV, PROVENANCE_DELIMITER } from './fragments.ts';
import { type Partition, writePartitions } from './partitions.ts';

const names = Object.keys(DATASETS) as DatasetName[];
/**
 * Writes `NAME.parquet` for every `NAME.csv` of a folder, `provenance.parquet`, and `pagefact.duckdb` with all tables.
 * @param dir folder that holds the CSV files, provenance's columns among them
 * @param partition also `parquet/NAME/year=…/province=…/*.parquet`, by these
 */
export async function writeTyped(dir: string, partition: readonly Partition[] = []): Promise<void> {
  // One thread: keeping the order of rows makes a second one cost more than it gives.
  const instance = await DuckDBInstance.create(join(dir, 'pagefact.duckdb'), { threads: '1', memory_limit: '224MB' });
  const connection = await instance.connect();
  try {
    // Order of rows is part of the result: two runs give the same bytes.
    await connection.run('SET preserve_insertion_order = true');
    for (const name of names) {
      await connection.run(`CREATE TABLE ${name} AS ${selectTyped(name, join(dir, `${name}.csv`))}`);
      await connection.run(copyToParquet(name, join(dir, `${name}.parquet`)));
    }
    await connection.run(`CREATE TABLE provenance AS ${selectProvenance(join(dir, PROVENANCE_CSV))}`);
    await connection.run(copyToParquet('provenance', join(dir, 'provenance.parquet'), 4096));
    await connection.run('CHECKPOINT');
    if (partition.length > 0) await writePartitions(connection, dir, partition);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Writes the Parquet twin of one CSV file, for a dataset that stands beside those of a run. */
export async function writeParquet(name: 'verification' | 'changes', csv: string, parquet: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  try {
    await connection.run('SET preserve_insertion_order = true');
    await connection.run(copyToParquet(`(${selectTyped(name, csv)})`, parquet));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** @param group rows that are held in memory at a time, as one group of the file */
const copyToParquet = (table: string, file: string, group = 16384) =>
  `COPY ${table} TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${group})`;

/** Columns of provenance as CSV, which DuckDB reads in bounded memory; parsing the records again would take far more. */
function selectProvenance(file: string): string {
  const columns = PROVENANCE_COLUMNS.map((name) =>
    name === 'ocr_confidence' ? `CAST(${name} AS DOUBLE) AS ${name}` : `COALESCE(${name}, '') AS ${name}`,
  );
  return `SELECT ${columns.join(', ')} FROM ${readCsv(file, PROVENANCE_COLUMNS, PROVENANCE_DELIMITER)}`;
}

/** Reads a CSV with the types of its schema; an empty cell of a column that is no text becomes NULL. */
function selectTyped(name: Parameters<typeof columnsOf>[0], file: string): string {
  const columns = columnsOf(name);
  return `SELECT ${columns.map(typed).join(', ')} FROM ${readCsv(
    file,
    columns.map((column) => column.name),
  )}`;
}

function readCsv(file: string, names: readonly string[], delimiter = ','): string {
  const columns = names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
  const dialect = `header = true, auto_detect = false, strict_mode = ${delimiter === ','}, delim = ${literal(delimiter)}, quote = '"', escape = '"', new_line = '\\n', nullstr = ''`;
  return `read_csv(${literal(file)}, columns = {${columns}}, ${dialect}, max_line_size = 2097152, buffer_size = 8388608)`;
}

function typed({ name, type, sql }: Column): string {
  const column = `"${name}"`;
  if (type !== 'string') return `CAST(${column} AS ${sql}) AS ${column}`;
  // The pattern runs only where it may match: over every text it took a tenth of the time.
  const unguarded = `regexp_replace(${column}, ${literal(GUARDED)}, '\\1')`;
  return `CASE WHEN starts_with(${column}, '''') THEN ${unguarded} ELSE COALESCE(${column}, '') END AS ${column}`;
}
