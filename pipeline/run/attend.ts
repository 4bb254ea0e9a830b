/** One document in one child process, from the order to the answer, the child's end, or its limits. */
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { PagesFound } from '../../extractors/read.ts';
import type { Size, WorkLimits } from './limits.ts';
import type { LoadedPack } from './loaded.ts';
import type { Job, Outcome, Report } from './messages.ts';

const MEMORY_POLL_MS = 500;
/** Bytes of a memory page on Linux, the unit of /proc/PID/statm. */
const MEMORY_PAGE = 4096;

/** How a document ended. */
export interface Ended {
  outcome: Outcome;
  /** The child died of itself, or of its memory: a fresh one may fare better. */
  died: boolean;
}

/**
 * Gives a job to a child and waits. Never rejects.
 * @param onFound told what is known of the document's pages, each time that more is
 * @param loaded given to the child together with the job
 */
export function attend(
  child: ChildProcess,
  job: Job,
  limits: WorkLimits,
  onFound: (job: Job, found: PagesFound) => void = () => {},
  loaded?: LoadedPack,
): Promise<Ended> {
  return new Promise((resolve) => {
    const started = performance.now();
    let size: Size = { bytes: job.file.size, pages: 0, scans: 0 };
    let errors = '';
    let stopped: string | undefined;
    let grown = false;
    let timer = clock();
    const watch = setInterval(weigh, MEMORY_POLL_MS);
    child.stderr?.on('data', collect);
    child.on('message', told);
    child.once('exit', ended);
    child.once('error', failed);
    child.send(loaded ? { ...job, loaded } : job, (error) => error && failed(error));

    function clock(): NodeJS.Timeout {
      const limit = limits.timeFor(size);
      const seconds = Math.round(limit / 1000);
      const pages = size.pages > 0 ? ` for ${size.pages} page${size.pages > 1 ? 's' : ''}` : '';
      return setTimeout(
        () => stop(`not finished after ${seconds} s${pages}; it was stopped`),
        Math.max(0, started + limit - performance.now()),
      );
    }
    function weigh() {
      const most = limits.memoryFor(size);
      if (residentBytes(child.pid) <= most) return;
      grown = true;
      stop(`took more than ${Math.round(most / 2 ** 20)} MiB of memory; it was stopped`);
    }
    function collect(chunk: Buffer) {
      errors = (errors + chunk.toString()).slice(-4000);
    }
    function stop(reason: string) {
      stopped ??= reason;
      child.kill('SIGKILL');
    }
    function told(message: unknown) {
      // What it said before it noticed its end counts no more: the same limit gives the same row.
      if (stopped !== undefined) return;
      const report = message as Report;
      if ('found' in report) size = { ...size, ...report.found };
      // A small document may be over before it is the time to look.
      weigh();
      if (stopped !== undefined) return;
      if ('outcome' in report) return finish(report.outcome, false);
      onFound(job, report.found);
      clearTimeout(timer);
      timer = clock();
    }
    function ended(code: number | null, signal: string | null) {
      const reason = stopped ?? crashReason(code, signal, errors);
      finish({ status: 'failed', reason }, stopped === undefined || grown);
    }
    function failed(error: Error) {
      finish({ status: 'failed', reason: `the worker process could not be used: ${error.message}` }, true);
    }
    function finish(outcome: Outcome, died: boolean) {
      clearTimeout(timer);
      clearInterval(watch);
      child.stderr?.off('data', collect);
      child.off('message', told);
      child.off('exit', ended);
      child.off('error', failed);
      resolve({ outcome, died });
    }
  });
}

function crashReason(code: number | null, signal: string | null, errors: string): string {
  if (/heap out of memory|allocation failed/i.test(errors)) return 'the reader ran out of memory on this file';
  const how = signal ? `signal ${signal}` : `exit code ${code}`;
  const error = errors.split('\n').find((line) => /^\w*Error\b/.test(line));
  return `the reader crashed on this file (${how}${error ? `: ${error}` : ''}); please report it with this file`;
}

/** Resident memory of a process; 0 where the system does not tell. */
export function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * MEMORY_PAGE;
  } catch {
    return 0;
  }
}
