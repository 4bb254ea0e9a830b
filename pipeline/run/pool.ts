/** Child processes that do one document at a time, can be killed at any moment, and are used again. */
import { type ChildProcess, fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { WORK_LIMITS, type WorkLimits } from './limits.ts';
import type { Job, Outcome } from './messages.ts';

export interface PoolOptions {
  jobs: number;
  limits?: WorkLimits;
  /** Another worker module; tests put a crashing one here. */
  workerModule?: URL;
}

const WORKER = new URL(`./worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
const MEMORY_POLL_MS = 500;
/** Bytes of a memory page on Linux, the unit of /proc/PID/statm. */
const MEMORY_PAGE = 4096;

/**
 * Runs jobs in child processes. A child that crashes, hangs or grows past its limit costs its own document only.
 * @param done told about each job as soon as it is over, in no fixed order
 */
export async function runJobs(
  jobs: readonly Job[],
  { jobs: width, limits = WORK_LIMITS, workerModule = WORKER }: PoolOptions,
  done: (job: Job, outcome: Outcome) => Promise<void>,
): Promise<void> {
  let next = 0;
  await Promise.all(Array.from({ length: Math.min(width, jobs.length) }, lane));

  async function lane(): Promise<void> {
    let child: ChildProcess | undefined;
    let used = 0;
    while (next < jobs.length) {
      const job = jobs[next++];
      if (!child || used >= limits.documentsPerWorker) {
        child?.disconnect();
        child = start(workerModule);
        used = 0;
      }
      const outcome = await attend(child, job, limits);
      used++;
      // A child that was stopped or died is not used again.
      if (child.exitCode !== null || child.signalCode !== null || !child.connected) child = undefined;
      await done(job, outcome);
    }
    child?.disconnect();
  }
}

function start(module: URL): ChildProcess {
  // Quiet: a reader's own prints must not mix with the progress line. A small young generation keeps memory low.
  return fork(module, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: ['--max-semi-space-size=8', '--no-warnings'],
  });
}

/** Gives a job to a child and waits for its answer, its end, or its limits. */
function attend(child: ChildProcess, job: Job, limits: WorkLimits): Promise<Outcome> {
  return new Promise((resolve) => {
    const limit = limits.timeFor(job.file.size);
    let errors = '';
    let stopped: string | undefined;
    const timer = setTimeout(() => stop(`not finished after ${Math.round(limit / 1000)} s; it was stopped`), limit);
    const watch = setInterval(() => {
      const used = residentBytes(child.pid);
      if (used > limits.memory)
        stop(`took more than ${Math.round(limits.memory / 2 ** 20)} MiB of memory; it was stopped`);
    }, MEMORY_POLL_MS);
    child.stderr?.on('data', collect);
    child.once('message', answered);
    child.once('exit', ended);
    child.once('error', failed);
    child.send(job, (error) => error && failed(error));

    function collect(chunk: Buffer) {
      errors = (errors + chunk.toString()).slice(-4000);
    }
    function stop(reason: string) {
      stopped = reason;
      child.kill('SIGKILL');
    }
    function answered(message: unknown) {
      finish(message as Outcome);
    }
    function ended(code: number | null, signal: string | null) {
      finish({ status: 'failed', reason: stopped ?? crashReason(code, signal, errors) });
    }
    function failed(error: Error) {
      finish({ status: 'failed', reason: `the worker process could not be used: ${error.message}` });
    }
    function finish(outcome: Outcome) {
      clearTimeout(timer);
      clearInterval(watch);
      child.stderr?.off('data', collect);
      child.off('message', answered);
      child.off('exit', ended);
      child.off('error', failed);
      resolve(outcome);
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
function residentBytes(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * MEMORY_PAGE;
  } catch {
    return 0;
  }
}
