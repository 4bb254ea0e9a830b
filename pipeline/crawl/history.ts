/**
 * The history of a crawl's folder: every address, every version of it by hash, and what each crawl did, in a DuckDB file
 * (`pagefact query DIR` asks it). A crawl is taken over from its journal in one transaction: all of it or nothing.
 */
import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Known } from './visit.ts';

const DATABASE = 'pagefact.duckdb';

type Columns = Record<string, 'VARCHAR' | 'INTEGER' | 'BIGINT' | 'BOOLEAN'>;

const text = (names: string): Columns => Object.fromEntries(names.split(' ').map((name) => [name, 'VARCHAR']));

/** Tables, their columns and keys. Times are ISO 8601 in UTC. */
const TABLES: Record<string, { columns: Columns; key: string }> = {
  urls: {
    columns: {
      ...text('url source kind'),
      document: 'BOOLEAN',
      ...text('state reason'),
      status: 'INTEGER',
      ...text('final_url sha256 said type name title referrer etag last_modified'),
      ...text('first_seen last_seen last_checked moved_to moved_from'),
    },
    key: 'url',
  },
  versions: {
    columns: {
      ...text('url member sha256 inside source'),
      document: 'BOOLEAN',
      ...text('name title type'),
      bytes: 'BIGINT',
      status: 'INTEGER',
      ...text('first_seen last_seen reason headers'),
    },
    key: 'url, member, sha256',
  },
  events: { columns: text('crawl at url source state reason sha256 before'), key: 'crawl, url' },
  crawls: {
    columns: { ...text('crawl started ended'), complete: 'BOOLEAN', requests: 'INTEGER', ...text('notes') },
    key: 'crawl',
  },
};

/** One version of an address, or of a file inside an archive. */
export interface Version {
  url: string;
  /** Name of the file inside the archive; empty for the answer itself. */
  member: string;
  sha256: string;
  /** Hash of the archive that the file stands in. */
  inside: string;
  source: string;
  document: boolean;
  name: string;
  title: string;
  type: string;
  bytes: number;
  status: number | null;
  first_seen: string;
  last_seen: string;
  /** Why it is not given to the run. */
  reason: string;
  /** JSON. */
  headers: string;
}

/** A state other than `unchanged` that an address got in a crawl. */
export interface Event {
  crawl: string;
  at: string;
  url: string;
  source: string;
  state: string;
  reason: string;
  sha256: string;
  /** Hash of the version before. */
  before: string;
}

export interface CrawlRow {
  crawl: string;
  started: string;
  ended: string;
  complete: boolean;
  requests: number;
  notes: string;
}

/** What a crawl adds to the history. Versions that are known only move their `last_seen`. */
export interface Additions {
  urls: Known[];
  versions: Version[];
  events: Event[];
  crawls: CrawlRow[];
}

/** Opens the history of a folder, making it where there is none. */
export async function openHistory(dir: string): Promise<History> {
  const instance = await DuckDBInstance.create(join(dir, DATABASE), { threads: '1', memory_limit: '256MB' });
  const connection = await instance.connect();
  for (const [name, { columns, key }] of Object.entries(TABLES)) {
    const list = Object.entries(columns).map(([column, type]) => `"${column}" ${type}`);
    await connection.run(`CREATE TABLE IF NOT EXISTS ${name} (${list.join(', ')}, PRIMARY KEY (${key}))`);
  }
  return new History(dir, instance, connection);
}

/** The open history. */
class History {
  readonly #dir: string;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  constructor(dir: string, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#dir = dir;
    this.#instance = instance;
    this.#connection = connection;
  }

  /** Every address that was ever asked for. */
  async urls(): Promise<Map<string, Known>> {
    const rows = await this.#rows<Known>('SELECT * FROM urls');
    return new Map(rows.map((row) => [row.url, row]));
  }

  /** The versions that addresses have now, with the files inside archives, in a fixed order. */
  async current(): Promise<(Version & { state: string; moved_to: string })[]> {
    return this.#rows(`SELECT v.*, u.state, u.moved_to FROM versions v JOIN urls u ON u.url = v.url
      WHERE v.document AND u.sha256 <> '' AND (v.inside = u.sha256 OR (v.inside = '' AND v.sha256 = u.sha256))
      ORDER BY v.source, v.url, v.member, v.sha256`);
  }

  /** Versions that came for the first time since a time, those of pages too. */
  async versionsSince(time: string): Promise<Version[]> {
    const since = time.replaceAll("'", "''");
    return this.#rows(`SELECT * FROM versions WHERE member = '' AND first_seen >= '${since}' ORDER BY first_seen, url`);
  }

  async hasCrawl(crawl: string): Promise<boolean> {
    return (await this.#rows(`SELECT 1 FROM crawls WHERE crawl = '${crawl.replaceAll("'", "''")}'`)).length > 0;
  }

  /** Takes a crawl over. Doing it twice does no harm. */
  async add(additions: Additions): Promise<void> {
    await this.#connection.run('BEGIN TRANSACTION');
    try {
      for (const name of Object.keys(TABLES) as (keyof Additions)[]) await this.#merge(name, additions[name]);
      await this.#connection.run(`UPDATE versions SET last_seen = u.last_seen FROM urls u
        WHERE versions.url = u.url AND u.sha256 = CASE WHEN versions.member = '' THEN versions.sha256 ELSE versions.inside END`);
      await this.#connection.run('COMMIT');
    } catch (error) {
      await this.#connection.run('ROLLBACK');
      throw error;
    }
    await this.#connection.run('CHECKPOINT');
  }

  async #merge(name: keyof Additions, rows: readonly object[]): Promise<void> {
    if (rows.length === 0) return;
    const { columns, key } = TABLES[name];
    const names = Object.keys(columns);
    const file = join(this.#dir, `.${name}.jsonl`);
    writeFileSync(file, '');
    for (let i = 0; i < rows.length; i += 1000)
      appendFileSync(
        file,
        rows
          .slice(i, i + 1000)
          .map((row) => `${JSON.stringify(row)}\n`)
          .join(''),
      );
    const kept = name === 'versions' ? ['first_seen', ...key.split(', ')] : key.split(', ');
    const set = names.filter((column) => !kept.includes(column)).map((column) => `"${column}" = excluded."${column}"`);
    const typed = names.map((column) => `"${column}": '${columns[column]}'`).join(', ');
    try {
      await this.#connection.run(`INSERT INTO ${name} SELECT ${names.map((one) => `"${one}"`).join(', ')}
        FROM read_json('${file.replaceAll("'", "''")}', format = 'newline_delimited', columns = {${typed}},
          maximum_object_size = 67108864)
        ON CONFLICT (${key}) DO UPDATE SET ${set.join(', ')}`);
    } finally {
      rmSync(file, { force: true });
    }
  }

  async #rows<T>(sql: string): Promise<T[]> {
    const reader = await this.#connection.runAndReadAll(sql);
    // BIGINT comes as a bigint; sizes of files fit a number.
    return reader
      .getRowObjects()
      .map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, typeof value === 'bigint' ? Number(value) : value]),
        ),
      ) as T[];
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

export type { History };
