/** A run: files in, checked datasets out. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPack } from '../../schemas/pack.ts';
import { byDocument, CORRECTIONS_FILE, readCorrections } from '../corrections/file.ts';
import { crossDocuments } from '../emit/crossed.ts';
import { writeDataPackage } from '../emit/datapackage.ts';
import { writeTyped } from '../emit/duckdb.ts';
import { joinFragments, PROVENANCE_CSV, writeFragments } from '../emit/fragments.ts';
import { writeSummary } from '../emit/summary.ts';
import type { ProcessOptions } from '../process.ts';
import { fileRow } from '../rows/document.ts';
import { ownVersion } from '../version.ts';
import { expand, type IntakeFile, inspectFile, UnreadableError } from './intake.ts';
import { lockFolder } from './lock.ts';
import type { Job, Outcome } from './messages.ts';
import { type PoolOptions, runJobs } from './pool.ts';

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
  render?: boolean;
  /** What people decided about facts; `corrections.csv` of the output folder by default, if it is there. */
  corrections?: string;
  onProgress?: (progress: Progress) => void;
  limits?: PoolOptions['limits'];
  workerModule?: URL;
  /** Stops the run: the workers are ended, what is unfinished is removed, and the earlier datasets stay as they were. */
  signal?: AbortSignal;
}

/** A document that is done. */
export interface Progress {
  file: string;
  outcome: Outcome | { status: 'duplicate'; reason: string };
  done: number;
  total: number;
}

export interface RunReport {
  documents: number;
  pages: number;
  facts: number;
  /** Documents without a complete result, each with the reason. */
  failed: { file: string; status: 'failed' | 'skipped'; reason: string }[];
  /** Files in folders that are no documents. */
  ignored: string[];
  /** Decisions about documents that are not in this run. */
  strayDecisions: number;
  /** Milliseconds by stage: those of the workers are sums over all documents. */
  timings: Record<string, number>;
}

/** Beginning of the name of the folder in the output folder that holds unfinished work. */
const WORK = '.run-';
/** The record of a run: the last file to appear, so that a folder that has it is complete. */
export const RUN_RECORD = 'run.json';

/** The pack that comes with the program. */
export const BUILT_IN_PACK = fileURLToPath(new URL('../../schemas/cn-department', import.meta.url));

/**
 * Processes documents and writes every dataset. The datasets appear under their names all at once, at the end.
 * @throws IntakeError when a path does not exist; PackError when the pack is wrong; LockedError when another run writes to
 * the output folder; system errors of that folder; whatever `signal` was aborted with
 */
export async function run(options: RunOptions): Promise<RunReport> {
  const started = new Date();
  const clock = performance.now();
  const packDir = options.pack ?? BUILT_IN_PACK;
  const pack = loadPack(packDir);
  const corrections = correctionsOf(options);
  const { paths, ignored } = expand(options.paths, options.out);
  await mkdir(options.out, { recursive: true });
  const unlock = lockFolder(options.out);
  const report: RunReport = {
    documents: paths.length,
    pages: 0,
    facts: 0,
    failed: [],
    ignored,
    strayDecisions: 0,
    timings: {},
  };
  try {
    await removeWork(options.out);
    const work = await mkdtemp(join(options.out, WORK));
    const dirs = await processAll(paths, work, packDir, corrections, options, report);
    report.timings.documents = performance.now() - clock;
    await crossDocuments(dirs, pack.checks.cross);
    await emit(dirs, work, options.out, report, { started, clock, packDir, signal: options.signal });
  } finally {
    await removeWork(options.out);
    unlock();
  }
  return report;
}

/**
 * The decisions that stand, by the sha256 of their document: what a document's rows depend on beside its bytes.
 * @throws CorrectionsError naming file and line
 */
function correctionsOf({ corrections, out }: RunOptions): ReturnType<typeof byDocument> {
  const file = corrections ?? join(out, CORRECTIONS_FILE);
  return corrections !== undefined || existsSync(file) ? byDocument(readCorrections(file)) : new Map();
}

/** Removes what this run, or one that was killed, left unfinished. */
async function removeWork(out: string): Promise<void> {
  const names = (await readdir(out)).filter((name) => name.startsWith(WORK));
  for (const name of names) await rm(join(out, name), { recursive: true, force: true });
}

/** Every file to fragments of its own. The folders come back in the order of the files, whatever finished first. */
async function processAll(
  paths: readonly string[],
  work: string,
  packDir: string,
  corrections: ReturnType<typeof byDocument>,
  options: RunOptions,
  report: RunReport,
): Promise<string[]> {
  const dirs = paths.map((_, index) => join(work, String(index)));
  const firstOf = new Map<string, string>();
  const jobs: Job[] = [];
  const { password, ocr, render } = options;
  let done = 0;
  const tell = (file: string, outcome: Progress['outcome']) =>
    options.onProgress?.({ file, outcome, done: ++done, total: paths.length });
  for (const [index, path] of paths.entries()) {
    options.signal?.throwIfAborted();
    const file = await inspected(path);
    if ('reason' in file) {
      writeFragments(dirs[index], { documents: [fileRow(unopened(path), 'failed', file.reason)] }, []);
      report.failed.push({ file: path, status: 'failed', reason: file.reason });
      tell(path, { status: 'failed', reason: file.reason });
      continue;
    }
    const first = firstOf.get(file.sha256);
    if (first === undefined) {
      firstOf.set(file.sha256, path);
      const own = corrections.get(file.sha256);
      jobs.push({ file, dir: dirs[index], packDir, options: { password, ocr, render, corrections: own } });
    } else {
      const reason = `the same bytes as ${first}`;
      writeFragments(dirs[index], { documents: [fileRow(file, 'duplicate', reason)] }, []);
      tell(path, { status: 'duplicate', reason });
    }
  }
  const { limits, workerModule, signal } = options;
  await runJobs(
    jobs,
    { jobs: options.jobs ?? availableParallelism(), limits, workerModule, signal },
    async (job, outcome) => {
      await account(job.file, job.dir, outcome, report);
      tell(job.file.path, outcome);
    },
  );
  for (const [sha256, own] of corrections) if (!firstOf.has(sha256)) report.strayDecisions += own.length;
  const order = new Map(paths.map((path, index) => [path, index]));
  report.failed.sort((a, b) => order.get(a.file)! - order.get(b.file)!);
  return dirs;
}

/** A file that cannot be opened costs its own row only. */
async function inspected(path: string): Promise<IntakeFile | { reason: string }> {
  try {
    return await inspectFile(path);
  } catch (error) {
    if (error instanceof UnreadableError) return { reason: error.message };
    throw error;
  }
}

/** What the `documents` row of a file says that was never opened: its name. */
const unopened = (path: string) => ({ name: basename(path), sha256: '', mediaType: '', size: null });

async function account(file: IntakeFile, dir: string, outcome: Outcome, report: RunReport): Promise<void> {
  if (!('pages' in outcome)) {
    // What a worker wrote before it died is not to be trusted.
    await rm(dir, { recursive: true, force: true });
    writeFragments(dir, { documents: [fileRow(file, outcome.status, outcome.reason)] }, []);
    report.failed.push({ file: file.path, status: outcome.status, reason: outcome.reason });
    return;
  }
  report.pages += outcome.pages;
  report.facts += outcome.facts;
  for (const [stage, ms] of Object.entries(outcome.timings)) report.timings[stage] = (report.timings[stage] ?? 0) + ms;
}

async function emit(
  dirs: readonly string[],
  work: string,
  out: string,
  report: RunReport,
  { started, clock, packDir, signal }: { started: Date; clock: number; packDir: string; signal?: AbortSignal },
): Promise<void> {
  const emitting = performance.now();
  const ready = join(work, 'ready');
  await mkdir(ready);
  await joinFragments(dirs, ready);
  report.timings.join = performance.now() - emitting;
  signal?.throwIfAborted();
  const typing = performance.now();
  await writeTyped(ready);
  await rm(join(ready, PROVENANCE_CSV));
  report.timings.typed = performance.now() - typing;
  await writeSummary(ready);
  const version = ownVersion();
  await writeDataPackage(ready, version);
  report.timings.total = performance.now() - clock;
  const times = { startedAtTime: started.toISOString(), endedAtTime: new Date().toISOString() };
  const agent = { ...version, node: process.version, platform: `${process.platform}-${process.arch}` };
  const { documents, pages, facts, failed, strayDecisions, timings } = report;
  const record = {
    type: 'prov:Activity',
    ...times,
    wasAssociatedWith: agent,
    pack: packDir,
    documents,
    pages,
    facts,
    failed,
    strayDecisions,
    timings,
  };
  await writeFile(join(ready, RUN_RECORD), `${JSON.stringify(record, null, 2)}\n`);
  signal?.throwIfAborted();
  await rm(join(out, RUN_RECORD), { force: true });
  const names = (await readdir(ready)).filter((name) => name !== RUN_RECORD).sort();
  for (const name of [...names, RUN_RECORD]) await rename(join(ready, name), join(out, name));
}
