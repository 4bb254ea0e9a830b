/** A night: crawl, run, compare with what is published, report, publish. */
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change } from '../../schemas/changes.ts';
import { loadPack } from '../../schemas/pack.ts';
import { compareRuns } from '../changes/compare.ts';
import { writeChanges } from '../changes/write.ts';
import { type CrawlReport, crawl, hasTrouble } from '../crawl/crawl.ts';
import { loadPlan } from '../crawl/sources.ts';
import { crawlSummary } from '../crawl/summary.ts';
import { writeWarc } from '../crawl/warc.ts';
import { linkParts } from '../emit/parts/link.ts';
import { queryTables } from '../emit/query.ts';
import { lockFolder } from '../run/lock.ts';
import { BUILT_IN_PACK, type RunReport, run } from '../run/run.ts';
import { type VerifyReport, verify } from '../verify/verify.ts';
import type { NightlyConfig } from './config.ts';
import { type Folders, foldersIn, isComplete, publish, recover, reportFolder } from './folders.ts';
import { nightReport, unconfirmed } from './report.ts';

/** What a night found. */
export interface Night {
  /** Id of its crawl: the time at which it began. */
  night: string;
  crawl: CrawlReport;
  run: RunReport;
  /** Empty on the first night, when there is nothing to compare with. */
  changes: Change[];
  first: boolean;
  /** Documents that could not be read, and could be before or are new. */
  newlyFailed: number;
  verified: VerifyReport | undefined;
  /** Folder of the report. */
  reports: string;
}

export interface NightlyOptions {
  config: NightlyConfig;
  signal?: AbortSignal;
  /** Told what begins, for people. */
  onStep?: (step: string) => void;
}

/**
 * Does one night. A night that was killed or stopped is done again by the next call, which finds most of its work done.
 * @throws LockedError when another night is under way; PackError when a file is wrong; system errors of the data folder
 */
export async function nightly(options: NightlyOptions): Promise<Night> {
  const { config } = options;
  const plan = loadPlan(config.sources);
  const pack = loadPack(config.run.pack ?? BUILT_IN_PACK);
  const folders = foldersIn(config.data);
  await mkdir(config.data, { recursive: true });
  const unlock = lockFolder(config.data);
  try {
    await recover(folders);
    options.onStep?.('crawl');
    const crawled = await crawl({ plan, dir: folders.crawl, signal: options.signal });
    const ran = await runAll(options, folders);
    const verified = await verifySample(options, folders, ran);
    options.onStep?.('compare');
    const first = !isComplete(folders.published);
    const changes = first ? [] : await compareRuns(folders.published, folders.next);
    const reports = await reportFolder(folders.reports, crawled.crawl, config.reports);
    await writeChanges(reports, changes, pack);
    if (config.warc) await writeWarc(folders.crawl, join(reports, 'new.warc.gz'), crawled.crawl);
    await writeFile(join(reports, 'crawl.md'), crawlSummary(crawled));
    const newlyFailed = first ? ran.failed.length : await failedSince(folders.published, ran);
    const night: Night = {
      night: crawled.crawl,
      crawl: crawled,
      run: ran,
      changes,
      first,
      newlyFailed,
      verified,
      reports,
    };
    await writeFile(join(reports, 'report.md'), nightReport(night, pack));
    options.onStep?.('publish');
    await publish(folders);
    return night;
  } finally {
    unlock();
  }
}

async function runAll({ config, signal, onStep }: NightlyOptions, folders: Folders): Promise<RunReport> {
  onStep?.('run');
  await rm(folders.next, { recursive: true, force: true });
  const { pack, jobs, ocr, render, corrections, partition, parts } = config.run;
  // What does not change tonight is in both folders, and written in neither.
  if (parts && isComplete(folders.published)) linkParts(folders.published, folders.next);
  const own = join(config.data, 'corrections.csv');
  const decisions = corrections ?? (existsSync(own) ? own : undefined);
  return run({
    paths: [folders.crawl],
    out: folders.next,
    store: folders.store,
    ...{ pack, jobs, ocr, render, signal, parts },
    ...(partition && { partition }),
    ...(decisions && { corrections: decisions }),
  });
}

/** A second reader looks at a sample of the new datasets at their places in the originals. */
async function verifySample(
  { config, onStep }: NightlyOptions,
  { next, crawl: originals }: Folders,
  { facts }: RunReport,
) {
  if (config.verify === 0 || facts === 0) return undefined;
  onStep?.('verify');
  return verify({ out: next, sources: [originals], sample: config.verify, pack: config.run.pack });
}

/** Documents that could not be read in a run, and were not already so before. */
async function failedSince(before: string, { failed }: RunReport): Promise<number> {
  const sql = "SELECT source_url, reason FROM documents WHERE status IN ('failed', 'skipped')";
  const known = new Set((await queryTables(before, sql)).rows.map((row) => row.join(' ')));
  return failed.filter(({ file, reason }) => !known.has(`${file} ${reason}`)).length;
}

/**
 * 0: nothing new to look at. 3: since the night before something failed, was challenged or withdrawn, a figure was altered,
 * or the second reader does not confirm one.
 */
export function nightExitCode({ crawl: crawled, newlyFailed, changes, verified }: Night): number {
  const altered = changes.some(({ change, cause }) => change === 'fact_altered' && cause === 'document');
  const wrong = crawled.counts.withdrawn + newlyFailed + (verified ? unconfirmed(verified) : 0);
  return altered || wrong > 0 || hasTrouble(crawled) ? 3 : 0;
}
