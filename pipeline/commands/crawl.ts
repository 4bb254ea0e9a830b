/** `pagefact crawl`: options in, progress to standard error, what would be fetched to standard output, exit code out. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { crawl, hasTrouble } from '../crawl/crawl.ts';
import { dryRun } from '../crawl/dry-run.ts';
import { loadPlan, type Plan } from '../crawl/sources.ts';
import { countsLine, crawlSummary, leftByReason } from '../crawl/summary.ts';
import type { State, Visit } from '../crawl/visit.ts';
import { writeWarc } from '../crawl/warc.ts';
import { stopping } from './stopping.ts';

export interface CrawlCommandOptions {
  out?: string;
  dryRun?: boolean;
  warc?: string;
  jsonLog?: boolean;
}

/** @returns 0; 3 when addresses failed or were challenged; 2 without --out; 128 and the signal's number when one ended it */
export async function crawlCommand(file: string, options: CrawlCommandOptions): Promise<number> {
  const plan = loadPlan(file);
  if (options.dryRun) return listPlanned(plan);
  const { out, warc } = options;
  if (!out) {
    console.error('pagefact: crawl needs --out DIR, or --dry-run');
    return 2;
  }
  return stopping(`run it again to go on`, async (signal) => {
    const tell = options.jsonLog ? jsonTeller() : plainTeller;
    const report = await crawl({ plan, dir: out, signal, onVisit: tell });
    writeFileSync(join(out, 'summary.md'), crawlSummary(report));
    if (warc) console.error(`${await writeWarc(out, warc, report.crawl)} responses written to ${warc}`);
    for (const { note } of report.notes) console.error(onOneLine(note));
    console.error(`${report.requests} addresses: ${countsLine(report)}; ${report.left.length} not asked for`);
    console.error(`written to ${out}; begin with ${join(out, 'summary.md')}`);
    return hasTrouble(report) ? 3 : 0;
  });
}

async function listPlanned(plan: Plan): Promise<number> {
  return stopping('nothing was kept', async (signal) => {
    const counts = { page: 0, document: 0 };
    const left = await dryRun(
      plan,
      ({ what, url, text, problem }) => {
        counts[what]++;
        console.log(onOneLine(`${what.padEnd(8)} ${url}${text ? `  ${text}` : ''}${problem ? `  ! ${problem}` : ''}`));
      },
      signal,
    );
    for (const { reason, urls } of leftByReason(left))
      console.log(onOneLine(`left     ${urls.length} x ${reason}: ${urls.slice(0, 3).join(' ')}`));
    console.error(`${counts.page} pages read, ${counts.document} documents would be fetched; nothing was kept`);
    return 0;
  });
}

const onOneLine = (text: string) => text.replace(/\p{Cc}/gu, '\ufffd');

function plainTeller({ url, reason }: Visit, state: State): void {
  console.error(onOneLine(`${state}: ${url}${reason ? `: ${reason}` : ''}`));
}

function jsonTeller() {
  const log = pino({ base: null }, pino.destination({ dest: 2, sync: true }));
  return ({ url, source, status, sha256, bytes, reason }: Visit, state: State) =>
    log[reason ? 'warn' : 'info']({ state, url, source, status, sha256, bytes, reason }, 'visit');
}
