/** A worker of the queue: takes documents, does them in child processes, and tells what became of them. */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { dismiss, startChildren } from '../run/children.ts';
import { StoppedError } from '../run/documents.ts';
import { loadedPacks } from '../run/loaded.ts';
import type { Job, Outcome } from '../run/messages.ts';
import { type PoolOptions, runJobs } from '../run/pool.ts';
import type { StorePlace } from '../store/open.ts';
import { HEARTBEAT_SECONDS, NATIVE, openQueue, type QueueOptions, SCANS } from './connection.ts';
import { Taken } from './taken.ts';

export interface ServeOptions extends QueueOptions {
  /** The store that run and workers share, as this machine sees it. */
  store: StorePlace;
  /** Where this worker keeps readings of pictures, if not in the store. */
  ocrCache?: StorePlace;
  /** Documents at a time. */
  jobs: number;
  /** Folder of the pack on this machine, where it is another than on the run's. */
  pack?: string;
  password?: string;
  limits?: PoolOptions['limits'];
  /** Ends the worker when what it has begun is done. */
  drain?: AbortSignal;
  /** Ends it at once: what it had goes to others. */
  signal?: AbortSignal;
  /** Ends it as soon as nothing is left to do. */
  untilEmpty?: boolean;
  onDone?: (job: Job, outcome: Outcome) => void;
}

/** How long a worker waits before it asks an empty queue again: less while it was busy a moment ago. */
const IDLE_MS = 500;
const BUSY_IDLE_MS = 100;
const BUSY_MS = 10_000;
/** Documents that are taken together, for each that is done at a time. */
const TOGETHER = 2;
/** Outcomes that may be on their way to the database while the next documents are read. */
const MOST_TELLING = 20;

/**
 * Serves the queue until it is told to end.
 * @throws QueueError when the database cannot be reached at first, or its tables are gone; StoppedError when this worker must
 * not go on: its program or pack is another one than the run's, or the store is full
 */
export async function serveQueue(options: ServeOptions): Promise<void> {
  const children = startChildren(options.jobs);
  try {
    await serveWith(children, options);
  } finally {
    dismiss(children);
  }
}

async function serveWith(children: ChildProcess[], options: ServeOptions): Promise<void> {
  const { drain, signal, jobs, limits, heartbeatSeconds = HEARTBEAT_SECONDS } = options;
  // While the children load their code.
  const loaded = loadedPacks(options.pack);
  const queue = await openQueue(options);
  const taken = new Taken(queue, options);
  const telling = new Set<Promise<void>>();
  /** Aborted when a worker must not go on: whoever waits for a document then waits no longer. */
  const over = new AbortController();
  const waits = AbortSignal.any([over.signal, ...[drain, signal].filter((one) => one !== undefined)]);
  const alive = setInterval(() => taken.touch(), (heartbeatSeconds * 1000) / 3);
  let busyUntil = Date.now() + BUSY_MS;
  try {
    await runJobs(orders(), { jobs, limits, signal, children, loaded }, settle);
    await Promise.all(telling);
  } finally {
    clearInterval(alive);
    await Promise.allSettled(telling);
    await taken.giveBack();
    await queue.close();
  }

  /** Native pages first: scans take a thousand times as long, and are taken one at a time, when a child is free. */
  async function* orders(): AsyncGenerator<Job> {
    let coming = take(NATIVE, jobs * TOGETHER);
    while (!waits.aborted) {
      const several = await coming;
      const last = several.pop();
      if (last) {
        yield* several;
        // Before the last of them is given away: nobody waits for the next.
        coming = take(NATIVE, jobs * TOGETHER);
        yield last;
        continue;
      }
      const scans = await take(SCANS, 1);
      yield* scans;
      // What is under way may be put off, and then it waits in the queue again.
      if (scans.length === 0 && options.untilEmpty && taken.size === 0) return;
      if (scans.length === 0) await idle();
      coming = take(NATIVE, jobs * TOGETHER);
    }
    // They were taken before the end was asked for.
    yield* await coming;
  }

  function take(name: typeof NATIVE | typeof SCANS, most: number): Promise<Job[]> {
    const jobs = queue.patiently(() => taken.take(name, most), waits).catch((error) => ignoreAbort(error) ?? []);
    // Whoever waits for them is told; until then nobody listens, which must not end the process.
    jobs.catch(() => {});
    return jobs;
  }

  async function idle(): Promise<void> {
    const pause = Date.now() < busyUntil ? BUSY_IDLE_MS : IDLE_MS;
    await sleep(pause, undefined, { signal: waits }).catch(ignoreAbort);
  }

  /** The outcome is on its way while the child has its next document. */
  async function settle(job: Job, outcome: Outcome): Promise<void> {
    busyUntil = Date.now() + BUSY_MS;
    if (outcome.status === 'stopped') {
      over.abort();
      throw new StoppedError(outcome.reason);
    }
    const one = queue
      .patiently(() => taken.tell(job, outcome), signal)
      .then(() => {
        telling.delete(one);
        options.onDone?.(job, outcome);
      });
    // It stays in the set: whoever waits for all of them is told.
    one.catch(() => over.abort());
    telling.add(one);
    if (telling.size >= MOST_TELLING) await Promise.race(telling);
  }
}

/** The end of waiting is no error; whoever waits looks at the signals himself. */
function ignoreAbort(error: unknown): undefined {
  if ((error as Error).name !== 'AbortError') throw error;
}
