/** The tables of a run, wherever they stand: in its database, or in the parts that its data package names. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DATASETS } from '../../schemas/datasets.ts';

export const PACKAGE = 'datapackage.json';
export const DATABASE = 'pagefact.duckdb';
/** Name of the resource that only datasets in parts have. */
const PARTS = 'parts';

/** No run stands in the folder. */
export class NoRunError extends Error {
  override name = 'NoRunError';
}

interface Described {
  resources: {
    name: string;
    path: string | string[];
    parts?: { path: string; bytes: number; hash: string }[];
  }[];
}

/** The data package of a folder; nothing where there is none, or none of ours. */
export function packageOf(out: string): Described | undefined {
  try {
    const described = JSON.parse(readFileSync(join(out, PACKAGE), 'utf8')) as Described;
    return Array.isArray(described.resources) ? described : undefined;
  } catch {
    return undefined;
  }
}

/** Paths of the files of a resource, by its name, if the datasets of a folder are in parts. */
export function inParts(out: string): ((resource: string) => string[]) | undefined {
  const described = packageOf(out);
  if (!described?.resources.some(({ name }) => name === PARTS)) return undefined;
  const files = new Map(described.resources.map(({ name, path }) => [name, [path].flat()]));
  return (resource) => (files.get(resource) ?? []).map((path) => join(out, path));
}

/**
 * The files of a dataset as text, in their order; each CSV file has its header.
 * @param file `facts.csv`, `provenance.jsonl`
 */
export const textFiles = (out: string, file: string): string[] =>
  inParts(out)?.(file.replace(/\.\w+$/, '')) ?? [join(out, file)];

/**
 * The file that is another one when another run wrote the tables.
 * @throws NoRunError when the folder holds no run
 */
export function tablesOf(out: string): string {
  if (inParts(out)) return join(out, PACKAGE);
  const file = join(out, DATABASE);
  if (existsSync(file)) return file;
  const what = existsSync(out) ? `holds no ${DATABASE}` : 'does not exist';
  throw new NoRunError(`${out} ${what}: give the output folder of a finished run.`);
}

/**
 * Attaches the tables of a run as the database `run`, for reading.
 * @param withOrder whether tables in parts get a column `rowid`, as the tables of a database have it unseen: their order
 * @throws NoRunError
 */
export async function attachTables(connection: DuckDBConnection, out: string, withOrder = false): Promise<void> {
  tablesOf(out);
  const files = inParts(out);
  if (!files) await connection.run(`ATTACH ${literal(join(out, DATABASE))} AS run (READ_ONLY)`);
  else await attachFiles(connection, (name) => files(`${name}-parquet`), withOrder);
}

/**
 * Attaches Parquet files as the tables of the database `run`.
 * @param filesOf the files of a dataset in their order, one at least
 * @param withOrder as above
 */
export async function attachFiles(
  connection: DuckDBConnection,
  filesOf: (name: string) => string[],
  withOrder: boolean,
): Promise<void> {
  const columns = withOrder ? '*, (file_index::BIGINT << 32) + file_row_number AS rowid' : '*';
  await connection.run("ATTACH ':memory:' AS run");
  for (const name of [...Object.keys(DATASETS), 'provenance']) {
    const files = filesOf(name).map(literal).join(', ');
    await connection.run(`CREATE VIEW run.${name} AS SELECT ${columns} FROM read_parquet([${files}])`);
  }
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
