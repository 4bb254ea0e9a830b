/** The CSV files as DuckDB reads them, with explicit types, and their Parquet twins. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { type Column, columnsOf, type DatasetName } from '../../schemas/datasets.ts';
import { GUARDED } from './csv.ts';
import { PROVENANCE_CSV, PROVENANCE_DELIMITER, PROVENANCE_JSONL, PROVENANCE_KEYS } from './fragments.ts';
import { type Divided, type Partition, writePartitions } from './partitions.ts';

/** What sorts and tables do not find room for in memory goes to a folder beside the datasets. */
export const SPILL = '.spill';
/** Two statements at a time find room in it. */
const MEMORY = '128MB';
/** Rows that are held in memory until they are written: those of provenance take a kilobyte each. */
const GROUP = 16384;
const PROVENANCE_GROUP = 4096;

/**
 * A database in memory.
 * @param spill folder for what finds no room there; made where it is needed
 */
export async function openInstance(spill: string): Promise<DuckDBInstance> {
  // One thread for a statement: keeping the order of rows makes a second one cost more than it gives.
  const instance = await DuckDBInstance.create(':memory:', { threads: '1', memory_limit: MEMORY });
  const connection = await instance.connect();
  try {
    await connection.run(`SET temp_directory = ${literal(spill)}`);
    // What a statement needed is given back before the next: a tenth of the time, and a quarter less memory.
    for (const kind of ['', 'bulk_deallocation_'])
      await connection.run(`SET GLOBAL allocator_${kind}flush_threshold = '8MB'`);
    // To try it on every column takes a fifth of the time in which tables are written; without it the file is a sixth larger.
    await connection.run("SET GLOBAL disabled_compression_methods = 'fsst'");
    // Order of rows is part of the result: two runs give the same bytes.
    await connection.run('SET GLOBAL preserve_insertion_order = true');
    return instance;
  } finally {
    connection.closeSync();
  }
}

/** Does something with a database in memory. @param spill see above; removed */
async function withConnection(spill: string, work: (connection: DuckDBConnection) => Promise<void>): Promise<void> {
  const instance = await openInstance(spill);
  const connection = await instance.connect();
  try {
    await work(connection);
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(spill, { recursive: true, force: true });
  }
}

/**
 * Writes `NAME.parquet` for datasets of a folder.
 * @param dir folder that holds their CSV files; of provenance, its columns
 * @param options.partition also `parquet/NAME/year=…/province=…/*.parquet`, by these
 * @param options.documents Parquet file of the documents whose rows these are
 * @param options.named see `Divided`
 */
export async function writeParquetFiles(
  dir: string,
  datasets: readonly string[],
  { partition, documents, named }: { partition: readonly Partition[]; documents: string } & Pick<Divided, 'named'>,
): Promise<void> {
  const parquet = (name: string) => join(dir, `${name}.parquet`);
  await withConnection(join(dir, SPILL), async (connection) => {
    for (const name of datasets)
      await connection.run(copyToParquet(name, `(${selectTyped(name, dir)})`, parquet(name)));
    if (partition.length > 0)
      await writePartitions(connection, dir, partition, {
        datasets,
        rowsOf: (name) => `read_parquet(${literal(parquet(name))})`,
        documents: literal(documents),
        named,
      });
  });
}

/** Writes the Parquet twin of one CSV file, for a dataset that stands beside those of a run. */
export async function writeParquet(name: 'verification' | 'changes', csv: string, parquet: string): Promise<void> {
  await withConnection(`${parquet}${SPILL}`, (connection) =>
    connection.run(copyToParquet(name, `(${selectColumns(name, csv)})`, parquet)).then(() => {}),
  );
}

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Writes a dataset to a Parquet file. @param rows a table, or rows as SQL */
export const copyToParquet = (dataset: string, rows: string, file: string): string =>
  `COPY ${rows} TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${dataset === 'provenance' ? PROVENANCE_GROUP : GROUP})`;

/** The rows of a dataset from the files of a folder, with their types. */
export const selectTyped = (dataset: string, dir: string): string =>
  dataset === 'provenance' ? selectProvenance(dir) : selectColumns(dataset as DatasetName, join(dir, `${dataset}.csv`));

/**
 * The records as they stand, each with its columns from the file beside them: both are read in bounded memory, line for
 * line; parsing the records again would take far more.
 */
function selectProvenance(dir: string): string {
  const keys = PROVENANCE_KEYS.map((name) =>
    name === 'ocr_confidence' ? `CAST(${name} AS DOUBLE) AS ${name}` : `COALESCE(${name}, '') AS ${name}`,
  );
  const options = { delimiter: PROVENANCE_DELIMITER, strict: false };
  const beside = readCsv(join(dir, PROVENANCE_CSV), PROVENANCE_KEYS, options);
  const records = readCsv(join(dir, PROVENANCE_JSONL), ['record'], { ...options, header: false, quote: '' });
  return `SELECT ${keys.join(', ')}, record FROM ${beside} POSITIONAL JOIN ${records}`;
}

/** Reads a CSV with the types of its schema; an empty cell of a column that is no text becomes NULL. */
function selectColumns(name: Parameters<typeof columnsOf>[0], file: string): string {
  const columns = columnsOf(name);
  return `SELECT ${columns.map(typed).join(', ')} FROM ${readCsv(
    file,
    columns.map((column) => column.name),
  )}`;
}

function readCsv(
  file: string,
  names: readonly string[],
  { delimiter = ',', header = true, quote = '"', strict = true } = {},
): string {
  const columns = names.map((name) => `${literal(name)}: 'VARCHAR'`).join(', ');
  const dialect = `header = ${header}, auto_detect = false, strict_mode = ${strict}, delim = ${literal(delimiter)}, quote = '${quote}', escape = '${quote}', new_line = '\\n', nullstr = ''`;
  return `read_csv(${literal(file)}, columns = {${columns}}, ${dialect}, max_line_size = 2097152, buffer_size = 4194304)`;
}

/** An amount of up to 13 digits before its point and 4 behind it: DECIMAL(18,4) holds it exactly. */
const SHORT_AMOUNT = '-?\\d{1,13}(\\.\\d{1,4})?';

function typed({ name, type, sql }: Column): string {
  const column = `"${name}"`;
  const exactly = `CAST(${column} AS ${sql})`;
  if (sql.startsWith('DECIMAL')) {
    // Reading a wide decimal takes a hundred times as long as a narrow one that is then widened.
    const narrow = `CAST(CAST(${column} AS DECIMAL(18,4)) AS ${sql})`;
    const isShort = `regexp_full_match(${column}, ${literal(SHORT_AMOUNT)})`;
    return `CASE WHEN ${isShort} THEN ${narrow} ELSE ${exactly} END AS ${column}`;
  }
  if (type !== 'string') return `${exactly} AS ${column}`;
  // The pattern runs only where it may match: over every text it took a tenth of the time.
  const unguarded = `regexp_replace(${column}, ${literal(GUARDED)}, '\\1')`;
  return `CASE WHEN starts_with(${column}, '''') THEN ${unguarded} ELSE COALESCE(${column}, '') END AS ${column}`;
}
