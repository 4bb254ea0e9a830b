/** The typed twins of the CSV files: Parquet and one DuckDB file, both made from the CSVs with explicit types. */
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { type Column, columnsOf, DATASETS, type DatasetName } from '../../schemas/datasets.ts';
import { GUARDED } from './csv.ts';

const names = Object.keys(DATASETS) as DatasetName[];
/** Columns of the provenance table; the whole record stands in `record`. */
const PROVENANCE = `
  SELECT json_extract_string(json, '$.id') AS id, json_extract_string(json, '$.type') AS type,
    json_extract_string(json, '$.document_id') AS document_id,
    json_extract_string(json, '$.target.source.file') AS file,
    json_extract_string(json, '$.target.source.sha256') AS sha256,
    json_extract_string(json, '$.wasGeneratedBy.read.engine') AS engine,
    CAST(json_extract_string(json, '$.wasGeneratedBy.read.ocrConfidence') AS DOUBLE) AS ocr_confidence,
    json_extract_string(json, '$.wasGeneratedBy.rule') AS rule,
    CAST(json AS VARCHAR) AS record`;

/**
 * Writes `NAME.parquet` for every `NAME.csv` of a folder, `provenance.parquet`, and `pagefact.duckdb` with all tables.
 * @param dir folder that holds the CSV files and provenance.jsonl
 */
export async function writeTyped(dir: string): Promise<void> {
  const instance = await DuckDBInstance.create(join(dir, 'pagefact.duckdb'), { threads: '2', memory_limit: '224MB' });
  const connection = await instance.connect();
  try {
    // Order of rows is part of the result: two runs give the same bytes.
    await connection.run('SET preserve_insertion_order = true');
    for (const name of names) {
      await connection.run(`CREATE TABLE ${name} AS ${selectTyped(name, join(dir, `${name}.csv`))}`);
      await connection.run(copyToParquet(name, join(dir, `${name}.parquet`)));
    }
    const source = `read_json_objects(${literal(join(dir, 'provenance.jsonl'))}, format = 'newline_delimited', maximum_object_size = 1048576)`;
    await connection.run(`CREATE TABLE provenance AS ${PROVENANCE} FROM ${source}`);
    await connection.run(copyToParquet('provenance', join(dir, 'provenance.parquet')));
    await connection.run('CHECKPOINT');
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const copyToParquet = (table: string, file: string) =>
  `COPY ${table} TO ${literal(file)} (FORMAT parquet, COMPRESSION zstd)`;

/** Reads a CSV with the types of its schema; an empty cell of a column that is no text becomes NULL. */
function selectTyped(name: DatasetName, file: string): string {
  const columns = columnsOf(name);
  const all = columns.map((column) => `${literal(column.name)}: 'VARCHAR'`).join(', ');
  const options = `header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', new_line = '\\n', nullstr = '', max_line_size = 2097152, buffer_size = 8388608`;
  return `SELECT ${columns.map(typed).join(', ')} FROM read_csv(${literal(file)}, columns = {${all}}, ${options})`;
}

function typed({ name, type, sql }: Column): string {
  const column = `"${name}"`;
  if (type !== 'string') return `CAST(${column} AS ${sql}) AS ${column}`;
  return `regexp_replace(COALESCE(${column}, ''), ${literal(GUARDED)}, '\\1') AS ${column}`;
}
