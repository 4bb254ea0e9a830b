/** The typed twins of the files of a run: a Parquet file for each dataset, and one database with all of them. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { DATASETS } from '../../schemas/datasets.ts';
import { copyToParquet, literal, openInstance, SPILL, selectTyped } from './duckdb.ts';
import { PROVENANCE_COLUMNS } from './fragments.ts';
import { type Partition, writePartitions } from './partitions.ts';
import { type Answer, answer } from './query.ts';
import { DATABASE } from './tables.ts';

/** Rows of a table that are held in memory until they are written. */
const TABLE_GROUP = 16384;
/** The first version of DuckDB that keeps texts packed by zstd, and the oldest that can open our file. */
const STORAGE = 'v1.2.0';
/** Records are packed: an eighth of the room, and a third less time than DuckDB's own choice. */
const PROVENANCE_TYPES = PROVENANCE_COLUMNS.map((name) => {
  if (name === 'ocr_confidence') return `${name} DOUBLE`;
  return name === 'record' ? `${name} VARCHAR USING COMPRESSION zstd` : `${name} VARCHAR`;
}).join(', ');

/** `pagefact.duckdb` and `NAME.parquet` of a folder, made from its CSV files and the records of provenance. */
export class TypedTables {
  readonly #dir: string;
  readonly #instance: DuckDBInstance;

  private constructor(dir: string, instance: DuckDBInstance) {
    this.#dir = dir;
    this.#instance = instance;
  }

  /** @param dir folder that holds no database yet */
  static async open(dir: string): Promise<TypedTables> {
    const own = new TypedTables(dir, await openInstance(join(dir, SPILL)));
    const options = `ROW_GROUP_SIZE ${TABLE_GROUP}, STORAGE_VERSION '${STORAGE}'`;
    await own.#connected((connection) => connection.run(`ATTACH ${literal(join(dir, DATABASE))} AS run (${options})`));
    return own;
  }

  /** Writes datasets whose files are finished. May be called again for others meanwhile: each call has its own thread. */
  async write(datasets: readonly string[]): Promise<void> {
    await this.#connected(async (connection) => {
      await connection.run('USE run');
      for (const name of datasets) {
        const rows = selectTyped(name, this.#dir);
        if (name === 'provenance') {
          await connection.run(`CREATE TABLE provenance (${PROVENANCE_TYPES})`);
          await connection.run(`INSERT INTO provenance ${rows}`);
        } else await connection.run(`CREATE TABLE ${name} AS ${rows}`);
        await connection.run(copyToParquet(name, name, join(this.#dir, `${name}.parquet`)));
      }
    });
  }

  /** Writes also `parquet/NAME/year=…/province=…/*.parquet` of all datasets, by these. */
  async divide(partition: readonly Partition[]): Promise<void> {
    if (partition.length === 0) return;
    await this.#connected(async (connection) => {
      await connection.run('USE run');
      await writePartitions(connection, this.#dir, partition, {
        datasets: [...Object.keys(DATASETS), 'provenance'],
        rowsOf: (name) => name,
        documents: 'documents',
        named: () => 'part',
      });
    });
  }

  /** Answers SQL over the tables that are written. */
  answer(sql: string): Promise<Answer> {
    return this.#connected((connection) => answer(connection, sql));
  }

  /** Brings all to the disk. */
  async finish(): Promise<void> {
    await this.#connected(async (connection) => {
      await connection.run('CHECKPOINT run');
      await connection.run('DETACH run');
    });
  }

  close(): void {
    this.#instance.closeSync();
    rmSync(join(this.#dir, SPILL), { recursive: true, force: true });
  }

  async #connected<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const connection = await this.#instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  }
}
