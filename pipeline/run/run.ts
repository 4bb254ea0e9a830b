/** A run: files in, checked datasets out. */
import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { LIMITS_VARIABLE } from '../../extractors/limits.ts';
import { DEFAULT_OCR, type OcrSettings } from '../../extractors/ocr/settings.ts';
import type { Pack } from '../../schemas/pack.ts';
import { emit } from '../emit/emit.ts';
import { Gathering } from '../emit/gathering.ts';
import { LostError } from '../emit/lost.ts';
import type { Partition } from '../emit/partitions.ts';
import { emitParts } from '../emit/parts/emit.ts';
import { publish, publishParts } from '../emit/publish.ts';
import type { ProcessOptions } from '../process.ts';
import { packHash } from '../store/keys.ts';
import { lease } from '../store/leases.ts';
import { noteRun } from '../store/manifest.ts';
import { absolutePlace, openStore, type StorePlace } from '../store/open.ts';
import type { Key } from '../store/store.ts';
import { stageVersions } from '../store/versions.ts';
import { ownVersion } from '../version.ts';
import { BUILT_IN_PACK } from './built-in-pack.ts';
import { performer } from './by-queue.ts';
import { dismiss } from './children.ts';
import { correctionsOf, type Decisions, strayAmong } from './decisions.ts';
import { type DocumentsOptions, doDocuments, labelOf } from './documents.ts';
import { earlyChildren } from './early.ts';
import { engineName } from './engine.ts';
import { makeFolder, refuseForeign, removeUnfinished, UNFINISHED } from './folder.ts';
import { refuseFull, whenFull } from './full.ts';
import { type IntakeItem, intake } from './intake.ts';
import { Listings } from './listings.ts';
import { type LoadedPack, loadForAll } from './loaded.ts';
import { lockFolder } from './lock.ts';
import { storePlace } from './own-store.ts';
import type { PoolOptions } from './pool.ts';
import { writeRecord } from './record.ts';
import { account, type Progress, type ReadingProgress, type RunReport, reportOver } from './report.ts';
import { SeenFiles } from './seen.ts';

export interface RunOptions {
  /** Files, folders and globs. */
  paths: readonly string[];
  /** Output folder. Earlier datasets in it are replaced when the run is over, not before. */
  out: string;
  /** Folder of the pack; the built-in one by default. */
  pack?: string;
  /** Documents at a time. */
  jobs?: number;
  password?: string;
  ocr?: ProcessOptions['ocr'];
  /** Engine and languages for pictures; the built-in engine, Chinese and English, by default. */
  ocrSettings?: OcrSettings;
  /** Folder in which readings of pictures are kept, if not in the store. */
  ocrCache?: string;
  render?: boolean;
  /** What people decided about facts; `corrections.csv` of the output folder by default, if it is there. */
  corrections?: string;
  /**
   * Folder in which the work on each document is kept, so that it need not be done again; several runs may share one.
   * Default: `.pagefact` in the output folder. `false`: nothing is kept.
   */
  store?: string | false;
  /** Whether what is stored is synced to the disk at once; true by default. */
  sync?: boolean;
  /** Reads again what was read before. */
  force?: boolean;
  /** Reads every file to know its hash, also those whose size and times are those of the run before. */
  rehash?: boolean;
  /** Address of a PostgreSQL database: the documents are done by the workers of its queue, which share the store. */
  queue?: string;
  /** Told of troubles with queue and store that are being mended: a sentence for people. */
  onTrouble?: (message: string) => void;
  /** Writes the datasets a second time as Parquet in folders by year and province of the document. */
  partition?: readonly Partition[];
  /** Writes the datasets in parts, of which a later run writes only those that changed. */
  parts?: boolean | undefined;
  onProgress?: (progress: Progress) => void;
  /** Told each time a page that is a picture was read. */
  onReading?: (reading: ReadingProgress) => void;
  limits?: PoolOptions['limits'];
  workerModule?: URL;
  /** Stops the run: the workers are ended, what is unfinished is removed, and the earlier datasets stay as they were. */
  signal?: AbortSignal;
}

/** With the children that were started already. */
type OptionsWithChildren = RunOptions & Pick<PoolOptions, 'children'>;

export type { Progress, ReadingProgress, RunReport } from './report.ts';
export { BUILT_IN_PACK };

/**
 * Processes documents and writes every dataset. The datasets appear under their names all at once, at the end. A run that
 * was ended at any moment is continued by the same call.
 * @throws IntakeError when a path does not exist; PackError when the pack is wrong; LockedError when another run writes to
 * the output folder; OutputError; DiskFullError; StoppedError; BusyError; QueueError; QueueUseError; system errors of that
 * folder; whatever `signal` was aborted with
 */
export async function run(options: RunOptions): Promise<RunReport> {
  const began = { started: new Date(), clock: performance.now() };
  const taken = intake(options.paths, options.out);
  const children = earlyChildren(options, storePlace(options), taken.items.length);
  try {
    return await runOver(taken, { ...options, children }, began);
  } finally {
    dismiss(children);
  }
}

/** When a run began: by the calendar, and by the clock that its timings are taken with. */
interface Began {
  started: Date;
  clock: number;
}

async function runOver(
  { items, ignored }: ReturnType<typeof intake>,
  options: OptionsWithChildren,
  began: Began,
): Promise<RunReport> {
  const { pack, loaded } = await loadForAll(options.pack ?? BUILT_IN_PACK);
  const corrections = correctionsOf(options);
  const prepared = { items, pack, loaded, corrections };
  const nothingYet = () => reportOver(items.length, ignored);
  return whenFull(options.out, async () => {
    makeFolder(options.out);
    refuseForeign(options.out);
    const unlock = lockFolder(options.out);
    try {
      await removeUnfinished(options.out);
      await refuseFull(options.out);
      try {
        return await runIn(await workFolder(options.out), prepared, options, nothingYet(), began);
      } catch (error) {
        if (!(error instanceof LostError) || options.store === false) throw error;
        // An entry that was relied on without a look is gone or damaged: now each is looked at.
        options.onTrouble?.('something is gone from the store, or damaged: what is missing is done again');
        await removeUnfinished(options.out);
        const looking = { ...options, rehash: true };
        return await runIn(await workFolder(options.out), prepared, looking, nothingYet(), began);
      }
    } finally {
      await removeUnfinished(options.out);
      unlock();
    }
  });
}

const workFolder = (out: string): Promise<string> => mkdtemp(join(out, UNFINISHED.run));

/** What a run has before it touches its output folder. */
interface Prepared {
  items: readonly IntakeItem[];
  pack: Pack;
  loaded: LoadedPack;
  corrections: Decisions;
}

async function runIn(
  work: string,
  { items, pack, loaded, corrections }: Prepared,
  options: OptionsWithChildren,
  report: RunReport,
  { started, clock }: Began,
): Promise<RunReport> {
  const { out, paths, signal, partition, force, rehash, pack: packDir = BUILT_IN_PACK } = options;
  const version = ownVersion();
  // Without a store the rows wait in the work folder, which nobody needs after a power cut.
  const place = storePlace(options) ?? { place: join(work, 'store'), sync: false };
  const entries = openStore(place);
  const leave = await lease(entries, 'run');
  const remember = options.store !== false;
  const length = items.length;
  const listings = new Listings(join(work, 'listings'), length);
  const seen = remember
    ? await SeenFiles.open({ entries, paths, dir: work, length, trust: !force && !rehash })
    : undefined;
  const ready = join(work, 'ready');
  await mkdir(ready);
  const gathering = options.parts ? undefined : new Gathering(listings, ready, { entries, signal });
  listings.onSet = () => gathering?.advance();
  try {
    await processAll({ items, loaded, corrections }, packDir, { place, entries, listings, seen }, options, report);
    report.hashed = seen?.hashed ?? length;
    const remembered = (await seen?.save()) ?? [];
    report.timings.documents = performance.now() - clock;
    const emission = { entries, checks: pack.checks.cross, remember, anew: force, version, partition, signal };
    const { timings, uses } = await (options.parts
      ? emitParts(listings, ready, out, emission)
      : emit(listings, ready, emission, gathering));
    Object.assign(report.timings, timings);
    report.timings.total = performance.now() - clock;
    const decisions = [...corrections.values()].reduce((sum, own) => sum + own.length, 0);
    await writeRecord(ready, { started, version, paths, pack: packDir, decisions, report });
    signal?.throwIfAborted();
    if (remember) await noteRun(entries, out, used(listings, [...uses, ...remembered]));
    await (options.parts ? publishParts : publish)(ready, out);
    return report;
  } finally {
    await gathering?.close();
    listings.close();
    seen?.close();
    await leave();
  }
}

function* used(listings: Listings, more: readonly Key[]) {
  for (const { uses } of listings) yield* uses;
  yield* more;
}

/** Where the work of a run is kept. */
interface Kept extends Pick<DocumentsOptions, 'entries' | 'listings' | 'seen'> {
  place: StorePlace;
}

/** Every document to its rows in the store. */
async function processAll(
  { items, loaded, corrections }: Omit<Prepared, 'pack'>,
  packDir: string,
  { place: store, entries, listings, seen }: Kept,
  options: OptionsWithChildren,
  report: RunReport,
): Promise<void> {
  const { jobs, password, ocr = 'auto', render, limits, workerModule, children, signal, force = false } = options;
  const { ocrSettings = DEFAULT_OCR, ocrCache } = options;
  const reading = { password, ocr, ocrSettings, render };
  const engine = await engineName(reading);
  const failed = new Map<number, RunReport['failed'][number]>();
  let done = 0;
  await doDocuments(items, {
    listings,
    seen,
    packDir,
    reading,
    configuration: {
      versions: stageVersions(),
      reading: { ...reading, engine, limits: process.env[LIMITS_VARIABLE] },
      pack: packHash(packDir),
    },
    corrections,
    entries,
    store,
    force,
    keepDocuments: options.store !== false,
    ...(jobs !== undefined && { jobs }),
    limits,
    workerModule,
    children,
    loaded: () => loaded,
    signal,
    perform: await performer(options, entries),
    ...(ocrCache !== undefined && { ocrCache: { place: absolutePlace(ocrCache), sync: false } }),
    onReading: (index, { pages, scans, scansRead = 0 }) => {
      if (scans > 0) options.onReading?.({ file: labelOf(items[index]), pages, scans, scansRead });
    },
    onDone: (index, told, known) => {
      account(told, report);
      if (known) report.known++;
      if (told.status === 'failed' || told.status === 'skipped')
        failed.set(index, { file: labelOf(items[index]), status: told.status, reason: told.reason });
      options.onProgress?.({ file: labelOf(items[index]), outcome: told, known, done: ++done, total: items.length });
    },
  });
  report.strayDecisions = strayAmong(corrections, listings);
  report.failed = [...failed].sort(([a], [b]) => a - b).map(([, one]) => one);
}
