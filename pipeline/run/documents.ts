/** The documents of a run: each found in the store or given to a worker, and listed in the order of the files. */
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { LIMITS_VARIABLE } from '../../extractors/limits.ts';
import type { PagesFound } from '../../extractors/read.ts';
import type { Correction, Row } from '../../schemas/datasets.ts';
import { type DocumentRow, documentRow } from '../check/related.ts';
import { fileRow } from '../rows/document.ts';
import { type BundleHead, unbundled } from '../store/bundle.ts';
import type { Entries } from '../store/entries.ts';
import { failureOf, isLasting, noteFailure } from '../store/failures.ts';
import { type Configuration, type Keys, keysOf } from '../store/keys.ts';
import type { StorePlace } from '../store/open.ts';
import type { Key } from '../store/store.ts';
import { ahead } from './ahead.ts';
import { type IntakeFile, type IntakeItem, inspectFile, UnreadableError } from './intake.ts';
import type { Listings } from './listings.ts';
import type { Job, Mapped, Outcome } from './messages.ts';
import { type PoolOptions, runJobs } from './pool.ts';
import type { Gave, SeenFiles } from './seen.ts';

/** Threads for each reader of pictures of one document; more would take more memory than a worker may. */
const MOST_OCR_THREADS = 2;

/** @param width documents that this machine does at a time */
export const ocrThreadsFor = (width: number): number =>
  Math.min(MOST_OCR_THREADS, Math.max(1, Math.floor(availableParallelism() / width)));

/** What became of a file. */
export type Told = Omit<Mapped, 'document'> | Exclude<Outcome, Mapped> | { status: 'duplicate'; reason: string };

/**
 * A file of a run that is done: its rows stand in the store, or there is only its row in `documents`.
 * `gave` is the same as long as the document gives the same: its key, or in the form of a key the hash of what it gave, where
 * it may give more when it is done again.
 */
export type Listing =
  | { key: Key; gave: string; uses: readonly Key[]; row: DocumentRow }
  | { key?: undefined; gave?: undefined; uses: readonly Key[]; row: Row<'documents'> };

export interface DocumentsOptions extends Partial<PoolOptions> {
  /** Gets each file that is done. */
  listings: Listings;
  /** Knows the files that did not change; without it every file is read. */
  seen: SeenFiles | undefined;
  packDir: string;
  reading: Job['reading'];
  configuration: Configuration;
  /** What people decided, by the sha256 of the document. */
  corrections: ReadonlyMap<string, readonly Correction[]>;
  entries: Entries;
  store: StorePlace;
  force: boolean;
  keepDocuments: boolean;
  /** Has the jobs done elsewhere; in child processes of this machine by default. */
  perform?: (jobs: AsyncIterable<Job>, done: (job: Job, outcome: Outcome) => Promise<void>) => Promise<void>;
  /** Where readings of pictures are kept, if not in the store. */
  ocrCache?: StorePlace;
  /** Told how far the reading of a document is. */
  onReading: (index: number, found: PagesFound) => void;
  /** Told of each file that is over, in no fixed order. */
  onDone: (index: number, told: Told, known: boolean) => void;
}

/** The run ended before all was done, for a reason that a person must see to. */
export class StoppedError extends Error {
  override name = 'StoppedError';
}

/**
 * Brings every file to its rows, and puts it into the list at its place. What is in the store is not done again.
 * @throws StoreFullError, StoppedError; whatever the signal was aborted with
 */
export async function doDocuments(items: readonly IntakeItem[], options: DocumentsOptions): Promise<void> {
  const { listings, seen, entries, configuration, corrections, onDone, signal } = options;
  const indexOf = new Map<Job, { index: number; failedBefore: boolean }>();
  const width = Math.min(options.jobs ?? availableParallelism(), Math.max(1, items.length));
  const ocrThreads = ocrThreadsFor(width);
  const onFound = (job: Job, found: PagesFound) => options.onReading(indexOf.get(job)!.index, found);
  // A file is looked at while the children are busy: none of them waits for it.
  const coming = ahead(jobs(), width);
  if (options.perform) await options.perform(coming, finish);
  else await runJobs(coming, { ...options, jobs: width, onFound }, finish);

  async function* jobs(): AsyncGenerator<Job> {
    const firstOf = new Map<string, string>();
    for (const [index, item] of items.entries()) {
      signal?.throwIfAborted();
      const file = await inspected(item, index, seen);
      if (item.listed?.skip) {
        refuse(index, 'reason' in file ? unopened(item) : file, { status: 'skipped', reason: item.listed.skip });
        continue;
      }
      if ('reason' in file) {
        refuse(index, unopened(item), { status: 'failed', reason: file.reason });
        continue;
      }
      const first = firstOf.get(file.sha256);
      if (first !== undefined) {
        refuse(index, file, { status: 'duplicate', reason: `the same bytes as ${first}` });
        continue;
      }
      firstOf.set(file.sha256, labelOf(item));
      const own = corrections.get(file.sha256);
      const keys = keysOf(file, configuration, own);
      if (!options.force && isRemembered(index, keys)) continue;
      const failure = await failureOf(entries, keys.failure);
      if (!options.force && (await isKnown(index, file, keys, failure))) continue;
      const job = jobFor(file, keys, own, ocrThreads, options);
      indexOf.set(job, { index, failedBefore: failure !== undefined });
      yield job;
    }
  }

  /** Whether the file did not change since a run that did it in the same way. Its entry in the store is not looked at. */
  function isRemembered(index: number, keys: Keys): boolean {
    const gave = seen?.gaveBefore(index, keys.map);
    if (!gave) return false;
    list(index, keys, gave);
    onDone(index, { ...gave.told, timings: {} }, true);
    return true;
  }

  /** Whether there is nothing left to do for a file. */
  async function isKnown(index: number, file: IntakeFile, keys: Keys, failure: Awaited<ReturnType<typeof failureOf>>) {
    if (failure && isLasting(failure)) {
      refuse(index, file, failure, keys.failure, true);
      return true;
    }
    const stored = await entries.get(keys.map);
    const head = stored && unbundled(stored).head;
    if (!head || head.again) return false;
    list(index, keys, gaveOf(keys, head));
    onDone(index, { ...head, timings: {} }, true);
    return true;
  }

  async function finish(job: Job, outcome: Outcome): Promise<void> {
    const { index, failedBefore } = indexOf.get(job)!;
    indexOf.delete(job);
    if (outcome.status === 'stopped') throw new StoppedError(outcome.reason);
    if ('pages' in outcome) {
      if (failedBefore) await entries.store.delete(job.keys.failure);
      list(index, job.keys, gaveOf(job.keys, outcome), outcome.again ? await contentOf(job.keys.map) : undefined);
      onDone(index, outcome, false);
      return;
    }
    if (outcome.code !== 'changed') await noteFailure(entries, job.keys.failure, outcome);
    refuse(index, job.file, outcome, job.keys.failure);
  }

  /** @param content says what was given, where the key does not */
  function list(index: number, { map, extract }: Keys, gave: Gave, content: string = map): void {
    listings.set(index, { key: map, gave: content, uses: [map, extract], row: gave.row });
    seen?.done(index, gave.told.again ? undefined : gave);
  }

  async function contentOf(key: Key): Promise<Key | undefined> {
    const stored = await entries.get(key);
    return stored && `map/${createHash('sha256').update(stored).digest('hex')}`;
  }

  function refuse(
    index: number,
    file: Parameters<typeof fileRow>[0],
    told: Exclude<Told, { pages: number }>,
    failure?: Key,
    known = false,
  ): void {
    if (told.status === 'stopped') return;
    listings.set(index, { uses: failure ? [failure] : [], row: fileRow(file, told.status, told.reason) });
    seen?.done(index);
    onDone(index, told, known);
  }
}

/** What of a document's outcome its run goes on with. */
function gaveOf({ map }: Keys, { status, reason, pages, facts, again, document }: BundleHead): Gave {
  return { key: map, told: { status, reason, pages, facts, again }, row: documentRow(document) };
}

function jobFor(
  file: IntakeFile,
  keys: Keys,
  corrections: Job['corrections'],
  ocrThreads: number,
  options: DocumentsOptions,
): Job {
  const { packDir, reading, configuration, store, force, keepDocuments, ocrCache } = options;
  const limits = process.env[LIMITS_VARIABLE];
  const made = { versions: JSON.stringify(configuration.versions), pack: configuration.pack, limits };
  return { file, packDir, reading, corrections, keys, made, store, force, keepDocuments, ocrCache, ocrThreads };
}

/** A file that cannot be opened costs its own row only. */
async function inspected(
  { path, listed }: IntakeItem,
  index: number,
  seen: SeenFiles | undefined,
): Promise<IntakeFile | { reason: string }> {
  try {
    return { ...(await (seen ? seen.look(index, path) : inspectFile(path))), ...(listed && saidOf(listed)) };
  } catch (error) {
    if (error instanceof UnreadableError) return { reason: error.message };
    throw error;
  }
}

/** What the `documents` row of a file says that was never opened: its name, and what its folder says of it. */
const unopened = ({ path, listed }: IntakeItem) => ({
  ...{ name: basename(path), sha256: '', mediaType: '', size: null },
  ...(listed && saidOf(listed)),
});

function saidOf({ name, source_url, retrieved_at, region_code, entity, flags }: NonNullable<IntakeItem['listed']>) {
  const defaults = { regionCode: region_code, entity, flags };
  return { name, sourceUrl: source_url, retrievedAt: retrieved_at, defaults };
}

/** What people call a file: its path, or the address that it came from. */
export const labelOf = ({ path, listed }: IntakeItem): string => listed?.source_url || path;
