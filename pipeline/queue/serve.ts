/** A worker of the queue: takes documents, does them in child processes, and tells what became of them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { StoppedError } from '../run/documents.ts';
import { DEFERRED, type Job, type Outcome } from '../run/messages.ts';
import { type PoolOptions, runJobs } from '../run/pool.ts';
import type { StorePlace } from '../store/open.ts';
import {
  HEARTBEAT_SECONDS,
  NATIVE,
  type Order,
  openQueue,
  QUEUES,
  type Queue,
  type QueueName,
  type QueueOptions,
  SCANS,
} from './connection.ts';

export interface ServeOptions extends QueueOptions {
  /** The store that run and workers share, as this machine sees it. */
  store: StorePlace;
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
  const alive = setInterval(() => touch(queue, taken), (heartbeatSeconds * 1000) / 3);
  const over = new AbortController();
  try {
    await runJobs(orders(), { jobs, limits, signal: either(signal, over.signal) }, settle);
  } finally {
    clearInterval(alive);
    await giveBack(queue, taken);
    await queue.close();
  }

  async function* orders(): AsyncGenerator<Job> {
    while (!drain?.aborted) {
      const job = await queue.patiently(() => take(queue, options, taken), either(drain, signal)).catch(ignoreAbort);
      if (job) yield job;
      else if (options.untilEmpty) return;
      else await sleep(IDLE_MS, undefined, { signal: either(drain, signal) }).catch(ignoreAbort);
    }
  }

  async function settle(job: Job, outcome: Outcome): Promise<void> {
    const { id, queue: name } = taken.get(job) as Taken;
    if (outcome.status === 'stopped') throw new StoppedError(outcome.reason);
    const mayPass = outcome.status === 'failed' && outcome.code === undefined;
    await queue.patiently(async () => {
      if ('code' in outcome && outcome.code === DEFERRED) await defer(queue, job, id);
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
    const [order] = await boss.fetch<Order>(queue);
    if (!order) continue;
    const { work } = order.data;
    const job: Job = {
      ...work,
      reading: { ...work.reading, password: options.password },
      packDir: options.pack ?? work.packDir,
      store: options.store,
      deferScans: queue === NATIVE,
    };
    taken.set(job, { id: order.id, queue });
    return job;
  }
  return undefined;
}

/** Puts a document in the line of those that need OCR, and says so where it was. */
async function defer({ boss }: Queue, { store: _, deferScans: __, ...work }: Job, id: string): Promise<void> {
  const { password: ___, ...reading } = work.reading;
  const singletonKey = work.keys.map;
  const order: Order = { work: { ...work, reading } };
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

const either = (...signals: (AbortSignal | undefined)[]) =>
  AbortSignal.any(signals.filter((signal) => signal !== undefined));

/** The end of waiting is no error; whoever waits looks at the signals himself. */
function ignoreAbort(error: unknown): undefined {
  if ((error as Error).name !== 'AbortError') throw error;
}
