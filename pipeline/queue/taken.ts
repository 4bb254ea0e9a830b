/** The documents that a worker has taken from the queue, until their outcomes are told. */
import { BUILT_IN_PACK } from '../run/built-in-pack.ts';
import { ocrThreadsFor } from '../run/documents.ts';
import { jobName } from '../run/job-name.ts';
import { DEFERRED, type Job, type Outcome, WANTED } from '../run/messages.ts';
import { JOBS, NATIVE, type Output, QUEUES, type Queue, type QueueName, SCANS } from './connection.ts';
import { isOrder, type Order } from './order.ts';
import type { ServeOptions } from './serve.ts';

interface Place {
  id: string;
  queue: QueueName;
  order: Order;
}

export class Taken {
  readonly #queue: Queue;
  readonly #options: ServeOptions;
  readonly #places = new Map<Job, Place>();

  constructor(queue: Queue, options: ServeOptions) {
    this.#queue = queue;
    this.#options = options;
  }

  /** Takes up to so many documents; fewer, or none, where fewer wait. */
  async take(name: QueueName, most: number): Promise<Job[]> {
    const { boss } = this.#queue;
    const jobs: Job[] = [];
    for (const { id, data } of await boss.fetch<unknown>(name, { batchSize: most })) {
      if (isOrder(data)) jobs.push(this.#note({ id, queue: name, order: data }));
      else await boss.complete(name, id, { outcome: STRANGE });
    }
    return jobs;
  }

  /** Tells the queue what became of a document. A failure that may pass is tried again, perhaps elsewhere. */
  async tell(job: Job, outcome: Outcome): Promise<void> {
    const { boss } = this.#queue;
    const place = this.#places.get(job) as Place;
    const { queue: name, id } = place;
    const code = 'code' in outcome ? outcome.code : undefined;
    if (code === DEFERRED) await this.#defer(place);
    else if (code === WANTED) await boss.complete(name, id, { wanted: true } satisfies Output);
    else if (outcome.status === 'failed' && code === undefined) await boss.fail(name, id, { outcome });
    else await boss.complete(name, id, { outcome } satisfies Output);
    this.#places.delete(job);
  }

  /** Signs of life for all that is under way. A failed one does not matter: the next comes soon. */
  touch(): void {
    for (const name of QUEUES) {
      const ids = this.#idsIn(name);
      if (ids.length > 0) this.#queue.boss.touch(name, ids).catch(() => {});
    }
  }

  /** How many there are. */
  get size(): number {
    return this.#places.size;
  }

  /**
   * What was taken and not done is free for others at once, not only when this worker is missed, and has lost none of its
   * tries: that this worker ended says nothing of the documents. Where it fails, they are missed by and by.
   */
  async giveBack(): Promise<void> {
    for (const name of QUEUES) {
      const ids = this.#idsIn(name);
      if (ids.length > 0)
        await this.#queue.boss
          .getDb()
          .executeSql(GIVE_BACK, [name, ids])
          .catch(() => {});
    }
  }

  #idsIn(name: QueueName): string[] {
    return [...this.#places.values()].filter(({ queue }) => queue === name).map(({ id }) => id);
  }

  #note(place: Place): Job {
    const { work } = place.order;
    const options = this.#options;
    const job: Job = {
      ...work,
      reading: { ...work.reading, password: options.password },
      packDir: options.pack ?? work.packDir ?? BUILT_IN_PACK,
      store: options.store,
      ocrCache: options.ocrCache,
      ocrThreads: ocrThreadsFor(options.jobs),
      deferScans: place.queue === NATIVE,
      mayAsk: true,
    };
    this.#places.set(job, place);
    return job;
  }

  /** Puts a document in the line of those that need OCR, and says so where it was. */
  async #defer({ id, order }: Place): Promise<void> {
    const { boss } = this.#queue;
    const singletonKey = jobName(order.work);
    const deferred =
      (await boss.send(SCANS, order, { singletonKey })) ?? (await boss.findJobs(SCANS, { key: singletonKey }))[0]?.id;
    if (deferred === undefined) throw new Error('the document left the line of scans while it was put there');
    await boss.complete(NATIVE, id, { deferred } satisfies Output);
  }
}

/** As the library's `restore`, but leaves alone what another worker has done meanwhile. */
const GIVE_BACK = `UPDATE ${JOBS} SET state = 'created', started_on = NULL, heartbeat_on = NULL
  WHERE name = $1 AND id = ANY($2) AND state = 'active'`;

const STRANGE: Outcome = {
  status: 'failed',
  reason: 'its job was put into the queue by another version of Pagefact',
};
