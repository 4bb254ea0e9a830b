/** Child processes that do one document at a time, can be killed at any moment, and are used again. */
import type { ChildProcess } from 'node:child_process';
import type { PagesFound } from '../../extractors/read.ts';
import { attend, residentBytes } from './attend.ts';
import { isUsable, startChild, takeChild } from './children.ts';
import { WORK_LIMITS, type WorkLimits } from './limits.ts';
import type { LoadedPack } from './loaded.ts';
import type { Job, Outcome } from './messages.ts';

export interface PoolOptions {
  jobs: number;
  limits?: WorkLimits;
  /** Another worker module; tests put a crashing one here. */
  workerModule?: URL;
  /** The pack of a job, so that the child that it is given to need not load it. */
  loaded?: (job: Job) => LoadedPack | undefined | Promise<LoadedPack | undefined>;
  /** Children that are there already: they are used first. Those that are left stay the caller's. */
  children?: ChildProcess[];
  /** Told what is known of a document's pages, each time that more is. */
  onFound?: (job: Job, found: PagesFound) => void;
  /** Ends all children. */
  signal?: AbortSignal;
}

/**
 * Runs jobs in child processes. A child that crashes, hangs or grows past its limit costs its own document only.
 * @param jobs taken one at a time, when a child is free for it
 * @param done told about each job as soon as it is over, in no fixed order
 * @throws what `done` or the jobs throw, and whatever `signal` was aborted with, when all children are ended
 */
export async function runJobs(
  jobs: AsyncIterable<Job>,
  { jobs: width, limits = WORK_LIMITS, signal, ...options }: PoolOptions,
  done: (job: Job, outcome: Outcome) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const either = AbortSignal.any(signal ? [signal, stop.signal] : [stop.signal]);
  const queue = jobs[Symbol.asyncIterator]();
  const ended = await Promise.allSettled(Array.from({ length: width }, lane));
  signal?.throwIfAborted();
  for (const lane of ended) if (lane.status === 'rejected') throw lane.reason;

  async function lane(): Promise<void> {
    const seat = new Seat({ ...options, limits });
    const end = () => seat.stop();
    either.addEventListener('abort', end);
    try {
      while (!either.aborted) {
        const next = await queue.next();
        if (next.done || either.aborted) break;
        const outcome = await seat.run(next.value);
        if (!either.aborted) await done(next.value, outcome);
      }
    } catch (error) {
      stop.abort();
      throw error;
    } finally {
      either.removeEventListener('abort', end);
      seat.leave();
    }
  }
}

type SeatOptions = Pick<PoolOptions, 'onFound' | 'loaded' | 'children' | 'workerModule'> & { limits: WorkLimits };

/** A place at which one child works at a time. */
class Seat {
  readonly #options: SeatOptions;
  #child: ChildProcess | undefined;
  /** Documents that the child has been given. */
  #used = 0;
  #stopped = false;

  constructor(options: SeatOptions) {
    this.#options = options;
  }

  /**
   * Does a job. One whose child died is tried once more, in a fresh child, where that can help: when earlier documents had
   * used the child, or when someone else killed it (a system that is short of memory does).
   */
  async run(job: Job): Promise<Outcome> {
    const child = this.#ready();
    const fresh = this.#used === 1;
    const { outcome, died } = await this.#attend(child, job);
    if (!died || this.#stopped || (fresh && child.signalCode !== 'SIGKILL')) return outcome;
    return (await this.#attend(this.#ready(), job)).outcome;
  }

  /** The child's end in the middle of its work. */
  stop(): void {
    this.#stopped = true;
    this.#child?.kill('SIGKILL');
  }

  /** The child's end, when all is done. */
  leave(): void {
    if (this.#child?.connected) this.#child.disconnect();
    this.#child = undefined;
  }

  #ready(): ChildProcess {
    if (!this.#child) {
      const { children = [], workerModule } = this.#options;
      this.#child = takeChild(children) ?? startChild(workerModule);
      this.#used = 0;
    }
    this.#used++;
    return this.#child;
  }

  /** A child that was stopped or died, has done enough or has grown too large is not used again. */
  async #attend(child: ChildProcess, job: Job) {
    const { limits, onFound, loaded } = this.#options;
    const pack = this.#used === 1 ? await loaded?.(job) : undefined;
    const ended = await attend(child, job, limits, onFound, pack);
    const { documentsPerWorker, memoryToKeep } = limits;
    if (!isUsable(child) || this.#used >= documentsPerWorker || residentBytes(child.pid) > memoryToKeep) this.leave();
    return ended;
  }
}
