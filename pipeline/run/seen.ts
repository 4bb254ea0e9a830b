/** What a run remembers of its files: one that did not change since an earlier run is not read again to know its hash. */
import { createHash } from 'node:crypto';
import { type BigIntStats, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { DocumentRow } from '../check/related.ts';
import { Spool } from '../emit/spool.ts';
import type { BundleHead } from '../store/bundle.ts';
import type { Entries } from '../store/entries.ts';
import type { Key } from '../store/store.ts';
import { stageVersions } from '../store/versions.ts';
import { type IntakeFile, inspectFile } from './intake.ts';
import { PathTable } from './path-table.ts';

/** What a document gave, as far as a run must know it before the datasets are put together. */
export interface Gave {
  key: Key;
  told: Pick<BundleHead, 'status' | 'reason' | 'pages' | 'facts' | 'again'>;
  row: DocumentRow;
}

/** What is remembered of a file. */
interface Seen {
  /** Absolute. */
  path: string;
  stamp: string;
  sha256: string;
  mediaType: string;
  gave?: Gave;
}

/**
 * A file is only remembered if it was at rest for so long before it was read: one that is written twice within a tick of its
 * file system's clock has the same times after both. Two seconds is the coarsest clock in use (FAT).
 */
const AT_REST = 2000n * 1_000_000n;
/** Files in one entry of the store. */
const CHUNK = 4096;

export interface SeenOptions {
  entries: Entries;
  /** Files and folders that the run was given: the next run over the same ones finds what this one remembers. */
  paths: readonly string[];
  /** Folder for what need not be held in memory. */
  dir: string;
  /** Files of the run. */
  length: number;
  /** Whether what earlier runs remembered counts. */
  trust: boolean;
}

/**
 * The files of a run. Size, times of content and of inode, and the inode's number stand for the content, as in git's index:
 * no program can change the one without the other, unless it writes past the file system or sets the clock of the machine
 * back. Memory grows by some bytes with each file.
 */
export class SeenFiles {
  /** Files that were read to know their hash. */
  hashed = 0;
  readonly #entries: Entries;
  readonly #name: string;
  readonly #before: PathTable<Seen>;
  readonly #now: Spool<Seen>;
  readonly #length: number;
  /** Files that are being worked on, by their places in the run. */
  readonly #open = new Map<number, { seen: Seen | undefined; before: Seen | undefined }>();
  /** Files of which the same is known as before. */
  #same = 0;
  /** Entries of the store that hold what was remembered before. */
  #chunks = 0;

  private constructor({ entries, paths, dir, length }: SeenOptions, files: number) {
    this.#entries = entries;
    this.#length = length;
    this.#name = nameOf(paths);
    this.#before = new PathTable(join(dir, 'seen-before'), files);
    this.#now = new Spool(join(dir, 'seen'), length);
  }

  /** @throws system errors of `dir` */
  static async open(options: SeenOptions): Promise<SeenFiles> {
    const { entries, paths, trust } = options;
    const name = nameOf(paths);
    const first = trust ? await entries.get(chunkKey(name, 0)) : undefined;
    const files = first ? (JSON.parse(first.toString('utf8', 0, first.indexOf(0x0a))) as { files: number }).files : 0;
    const own = new SeenFiles(options, files);
    own.#chunks = Math.ceil(files / CHUNK);
    for (let chunk = 0; chunk < own.#chunks; chunk++) {
      const stored = chunk === 0 ? first : await entries.get(chunkKey(name, chunk));
      // What is missing is looked at again.
      for (const line of stored?.toString().trimEnd().split('\n').slice(1) ?? []) own.#before.add(JSON.parse(line));
    }
    return own;
  }

  /**
   * Hash, size and type of a file, remembered or read.
   * @throws UnreadableError
   */
  async look(place: number, path: string): Promise<IntakeFile> {
    const full = resolve(path);
    const stats = statsOf(path);
    const before = this.#before.find(full);
    if (stats && before?.stamp === stampOf(stats)) {
      this.#open.set(place, { seen: before, before });
      const { sha256, mediaType } = before;
      return { path, name: basename(path), size: Number(stats.size), sha256, mediaType };
    }
    const began = BigInt(Date.now()) * 1_000_000n;
    const file = await inspectFile(path);
    this.hashed++;
    const atRest = stats && stats.mtimeNs < began - AT_REST && stats.ctimeNs < began - AT_REST;
    const stamp = atRest && stampOf(stats);
    const kept = stamp && statsOf(path);
    const { sha256, mediaType } = file;
    const seen = kept && stampOf(kept) === stamp ? { path: full, stamp, sha256, mediaType } : undefined;
    this.#open.set(place, { seen, before: undefined });
    return file;
  }

  /** What the file gave in an earlier run under this key, if it did not change since. */
  gaveBefore(place: number, key: Key): Gave | undefined {
    const gave = this.#open.get(place)?.before?.gave;
    return gave?.key === key ? gave : undefined;
  }

  /** The file is done. @param gave nothing if it gave nothing, or may give something else when it is tried again */
  done(place: number, gave?: Gave): void {
    const { seen, before } = this.#open.get(place) ?? {};
    this.#open.delete(place);
    if (!seen) return;
    if (before && before.gave?.key === gave?.key) this.#same++;
    const { gave: _, ...file } = seen;
    this.#now.set(place, gave ? { ...file, gave } : file);
  }

  /** Keeps what is known of the files for the next run. @returns the entries of the store that hold it */
  async save(): Promise<Key[]> {
    const places: number[] = [];
    for (let place = 0; place < this.#length; place++) if (this.#now.has(place)) places.push(place);
    const chunks = Math.ceil(places.length / CHUNK);
    const keys = Array.from({ length: chunks }, (_, chunk) => chunkKey(this.#name, chunk));
    if (this.#same === places.length && this.#before.length === places.length) return keys;
    // The first comes last: it says how many there are. Lines of two runs beside each other do no harm, as each stands
    // for itself.
    for (const [chunk, key] of [...keys.entries()].reverse()) {
      const lines = places
        .slice(chunk * CHUNK, (chunk + 1) * CHUNK)
        .map((place) => JSON.stringify(this.#now.get(place)));
      await this.#entries.put(key, Buffer.from([JSON.stringify({ files: places.length }), ...lines].join('\n')));
    }
    for (let chunk = chunks; chunk < this.#chunks; chunk++)
      await this.#entries.store.delete(chunkKey(this.#name, chunk));
    return keys;
  }

  close(): void {
    this.#before.close();
    this.#now.close();
  }
}

/** The same for the same files of the same machine, as long as the program tells file types in the same way. */
function nameOf(paths: readonly string[]): string {
  const what = [hostname(), stageVersions().extract, paths.map((path) => resolve(path))];
  return createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 32);
}

const chunkKey = (name: string, chunk: number): Key => `seen/${name}-${chunk}`;

/** Nothing where there is no file. */
function statsOf(path: string): BigIntStats | undefined {
  try {
    const stats = statSync(path, { bigint: true });
    return stats.isFile() ? stats : undefined;
  } catch {
    return undefined;
  }
}

const stampOf = ({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string => [ino, size, mtimeNs, ctimeNs].join(':');
