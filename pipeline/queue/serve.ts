/** A worker of the queue: takes documents, does them in child processes, and tells what became of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { BUILT_IN_PACK } from '../run/built-in-pack.ts';
import { ocrThreadsFor, StoppedError } from '../run/documents.ts';
import { jobName } from '../run/job-name.ts';
import { DEFERRED, type Job, type Outcome } from '../run/messages.ts';
import { type PoolOptions, runJobs } from '../run/pool.ts';
import type { StorePlace } from '../store/open.ts';
import {
  HEARTBEAT_SECONDS,
  NATIVE,
  openQueue,
  QUEUES,
  type Queue,
  type QueueName,
  type QueueOptions,
  SCANS,
} from './connection.ts';
import { isOrder, type Order } from './order.ts';

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

/** A document that was taken. */
interface Taken {
  id: string;
  queue: QueueName;
  order: Order;
}

/** How long a worker waits before it asks an empty queue again. */
const IDLE_MS = 500;

/**
 * Serves the queue until it is told to end.
 * @throws QueueError when the database cannot be reached at first; StoppedError when this worker must not go on: its program
 * or pack is another one than the run's, or the store is full
 */
export async function serveQueue(options: ServeOptions): Promise<void> {
  const { drain, signal, jobs, limits, heartbeatSeconds = HEARTBEAT_SECONDS } = options;
  const queue = await openQueue(options);
  const taken = new Map<Job, Taken>();
  /** Aborted when a worker must not go on: whoever waits for a document then waits no longer. */
  const over = new AbortController();
  const waits = AbortSignal.any([over.signal, ...[drain, signal].filter((one) => one !== undefined)]);
  const alive = setInterval(() => touch(queue, taken), (heartbeatSeconds * 1000) / 3);
  try {
    await runJobs(orders(), { jobs, limits, signal }, settle);
  } finally {
    clearInterval(alive);
    await giveBack(queue, taken);
    await queue.close();
  }

  async function* orders(): AsyncGenerator<Job> {
    while (!waits.aborted) {
      const job = await queue.patiently(() => take(queue, options, taken), waits).catch(ignoreAbort);
      if (job) yield job;
      else if (options.untilEmpty) return;
      else await sleep(IDLE_MS, undefined, { signal: waits }).catch(ignoreAbort);
    }
  }

  async function settle(job: Job, outcome: Outcome): Promise<void> {
    const one = taken.get(job) as Taken;
    const { id, queue: name } = one;
    if (outcome.status === 'stopped') {
      over.abort();
      throw new StoppedError(outcome.reason);
    }
    const mayPass = outcome.status === 'failed' && outcome.code === undefined;
    await queue.patiently(async () => {
      if ('code' in outcome && outcome.code === DEFERRED) await defer(queue, one);
      else if (mayPass) await queue.boss.fail(name, id, { outcome });
      else await queue.boss.complete(name, id, { outcome });
    }, signal);
    taken.delete(job);
    options.onDone?.(job, outcome);
  }
}

/** Native pages first: scans take a thousand times as long. */
async function take({ boss }: Queue, options: ServeOptions, taken: Map<Job, Taken>): Promise<Job | undefined> {
  for (const queue of QUEUES) {
    const [fetched] = await boss.fetch<unknown>(queue);
    if (!fetched) continue;
    const { id, data: order } = fetched;
    if (!isOrder(order)) {
      const reason = 'its job was put into the queue by another version of Pagefact';
      await boss.complete(queue, id, { outcome: { status: 'failed', reason } });
      return take({ boss } as Queue, options, taken);
    }
    const { work } = order;
    const job: Job = {
      ...work,
      reading: { ...work.reading, password: options.password },
      packDir: options.pack ?? work.packDir ?? BUILT_IN_PACK,
      store: options.store,
      ocrCache: options.ocrCache,
      ocrThreads: ocrThreadsFor(options.jobs),
      deferScans: queue === NATIVE,
    };
    taken.set(job, { id, queue, order });
    return job;
  }
  return undefined;
}

/** Puts a document in the line of those that need OCR, and says so where it was. */
async function defer({ boss }: Queue, { id, order }: Taken): Promise<void> {
  const singletonKey = jobName(order.work);
  const deferred =
    (await boss.send(SCANS, order, { singletonKey })) ?? (await boss.findJobs(SCANS, { key: singletonKey }))[0]?.id;
  if (deferred === undefined) throw new Error('the document left the line of scans while it was put there');
  await boss.complete(NATIVE, id, { deferred });
}

/** Signs of life for all that is under way. A failed one does not matter: the next comes soon. */
function touch({ boss }: Queue, taken: ReadonlyMap<Job, Taken>): void {
  for (const name of QUEUES) {
    const ids = [...taken.values()].filter(({ queue }) => queue === name).map(({ id }) => id);
    if (ids.length > 0) boss.touch(name, ids).catch(() => {});
  }
}

/** What was begun and not done is free for others at once, not only when this worker is missed. */
async function giveBack({ boss }: Queue, taken: ReadonlyMap<Job, Taken>): Promise<void> {
  for (const { id, queue } of taken.values())
    await boss.fail(queue, id, { outcome: { status: 'failed', reason: 'its worker was ended' } }).catch(() => {});
}

/** The end of waiting is no error; whoever waits looks at the signals himself. */
function ignoreAbort(error: unknown): undefined {
  if ((error as Error).name !== 'AbortError') throw error;
}
