/** A run: files in, checked datasets out. */
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPack } from '../../schemas/pack.ts';
import { crossDocuments } from '../emit/crossed.ts';
import { writeDataPackage } from '../emit/datapackage.ts';
import { writeTyped } from '../emit/duckdb.ts';
import { joinFragments, PROVENANCE_CSV, writeFragments } from '../emit/fragments.ts';
import { writeSummary } from '../emit/summary.ts';
import type { ProcessOptions } from '../process.ts';
import { fileRow } from '../rows/document.ts';
import { ownVersion } from '../version.ts';
import { expand, type IntakeFile, inspectFile } from './intake.ts';
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
  onProgress?: (progress: Progress) => void;
  limits?: PoolOptions['limits'];
  workerModule?: URL;
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
  /** Milliseconds by stage: those of the workers are sums over all documents. */
  timings: Record<string, number>;
}

/** The pack that comes with the program. */
export const BUILT_IN_PACK = fileURLToPath(new URL('../../schemas/cn-department', import.meta.url));

/**
 * Processes documents and writes every dataset. The datasets appear under their names all at once, at the end.
 * @throws IntakeError when a path does not exist; PackError when the pack is wrong; system errors of the output folder
 */
export async function run(options: RunOptions): Promise<RunReport> {
  const started = new Date();
  const clock = performance.now();
  const packDir = options.pack ?? BUILT_IN_PACK;
  const pack = loadPack(packDir);
  const { paths, ignored } = expand(options.paths);
  await mkdir(options.out, { recursive: true });
  const work = await mkdtemp(join(options.out, '.run-'));
  const report: RunReport = { documents: paths.length, pages: 0, facts: 0, failed: [], ignored, timings: {} };
  try {
    const dirs = await processAll(paths, work, packDir, options, report);
    report.timings.documents = performance.now() - clock;
    await crossDocuments(dirs, pack.checks.cross);
    await emit(dirs, work, options.out, report, { started, clock, packDir });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return report;
}

/** Every file to fragments of its own. The folders come back in the order of the files, whatever finished first. */
async function processAll(
  paths: readonly string[],
  work: string,
  packDir: string,
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
    const file = await inspectFile(path);
    const first = firstOf.get(file.sha256);
    if (first === undefined) {
      firstOf.set(file.sha256, path);
      jobs.push({ file, dir: dirs[index], packDir, options: { password, ocr, render } });
    } else {
      const reason = `the same bytes as ${first}`;
      await writeFragments(dirs[index], { documents: [fileRow(file, 'duplicate', reason)] }, []);
      tell(path, { status: 'duplicate', reason });
    }
  }
  const { limits, workerModule } = options;
  await runJobs(jobs, { jobs: options.jobs ?? availableParallelism(), limits, workerModule }, async (job, outcome) => {
    await account(job.file, job.dir, outcome, report);
    tell(job.file.path, outcome);
  });
  const order = new Map(paths.map((path, index) => [path, index]));
  report.failed.sort((a, b) => order.get(a.file)! - order.get(b.file)!);
  return dirs;
}

async function account(file: IntakeFile, dir: string, outcome: Outcome, report: RunReport): Promise<void> {
  if (!('pages' in outcome)) {
    // What a worker wrote before it died is not to be trusted.
    await rm(dir, { recursive: true, force: true });
    await writeFragments(dir, { documents: [fileRow(file, outcome.status, outcome.reason)] }, []);
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
  { started, clock, packDir }: { started: Date; clock: number; packDir: string },
): Promise<void> {
  const emitting = performance.now();
  const ready = join(work, 'ready');
  await mkdir(ready);
  await joinFragments(dirs, ready);
  report.timings.join = performance.now() - emitting;
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
  const { documents, pages, facts, failed, timings } = report;
  const record = {
    type: 'prov:Activity',
    ...times,
    wasAssociatedWith: agent,
    pack: packDir,
    documents,
    pages,
    facts,
    failed,
    timings,
  };
  await writeFile(join(ready, 'run.json'), `${JSON.stringify(record, null, 2)}\n`);
  for (const name of (await readdir(ready)).sort()) await rename(join(ready, name), join(out, name));
}
