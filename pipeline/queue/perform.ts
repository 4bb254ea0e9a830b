/** The documents of a run done by workers elsewhere: jobs out, outcomes in. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { ReadError } from '../../extractors/errors.ts';
import { jobName } from '../run/job-name.ts';
import type { Job, Outcome } from '../run/messages.ts';
import type { Entries } from '../store/entries.ts';
import { type Key, sourceKey } from '../store/store.ts';
import {
  JOBS,
  NATIVE,
  type Output,
  openQueue,
  QUEUES,
  type Queue,
  type QueueName,
  type QueueOptions,
} from './connection.ts';
import { orderOf } from './order.ts';

export interface PerformOptions extends QueueOptions {
  /** The store that run and workers share. */
  entries: Entries;
  signal?: AbortSignal;
}

/** Jobs in the queue at a time: memory and the table stay small however many documents a run has. */
const OUTSTANDING = 1000;
const POLL_MS = 200;
/** Documents that nobody takes for so long are spoken of. */
const PATIENCE_MS = 30_000;

interface Sent {
  job: Job;
  queue: QueueName;
}

/**
 * Has jobs done by the workers of a queue. A job that an earlier run left in the queue is taken over, not doubled.
 * @param done told about each job as soon as it is over, in no fixed order
 * @throws QueueError when the database cannot be reached at first; what `done` throws; whatever the signal was aborted with
 */
export async function performByQueue(
  jobs: AsyncIterable<Job>,
  options: PerformOptions,
  done: (job: Job, outcome: Outcome) => Promise<void>,
): Promise<void> {
  const { entries, signal } = options;
  const queue = await openQueue(options);
  const sent = new Map<string, Sent>();
  let idleSince = Date.now();
  try {
    for await (const job of jobs) {
      const gone = await bringSource(job, entries);
      if (gone) {
        await done(job, gone);
        continue;
      }
      sent.set(await queue.patiently(() => send(queue, NATIVE, job), signal), { job, queue: NATIVE });
      while (sent.size >= OUTSTANDING) await collect();
    }
    while (sent.size > 0) await collect();
  } finally {
    await queue.close();
  }

  /** Takes what is over; waits a moment when nothing is. */
  async function collect(): Promise<void> {
    let found = 0;
    for (const name of QUEUES) {
      const ids = [...sent].filter(([, one]) => one.queue === name).map(([id]) => id);
      if (ids.length === 0) continue;
      for (const { id, state, output } of await queue.patiently(() => ended(queue, name, ids), signal)) {
        const { job } = sent.get(id) as Sent;
        sent.delete(id);
        found++;
        if (output && 'deferred' in output) {
          sent.set(output.deferred, { job, queue: QUEUES[1] });
          continue;
        }
        await entries.store.delete(sourceKey(jobName(job)));
        await done(job, outcomeOf(state, output));
      }
    }
    if (found > 0) {
      idleSince = Date.now();
      return;
    }
    if (Date.now() - idleSince > PATIENCE_MS) {
      idleSince = Date.now();
      if (await queue.patiently(() => nobodyWorks(queue), signal))
        options.onTrouble?.(`${sent.size} documents wait, and no worker takes them: start pagefact worker`);
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}

/**
 * Workers may not see the run's folders: the file itself goes into the store, until its document is done.
 * @returns what became of the document when its file is no longer there; that costs its own row only
 */
async function bringSource(job: Job, entries: Entries): Promise<Outcome | undefined> {
  const key: Key = sourceKey(jobName(job));
  if (await entries.store.has(key)) return undefined;
  let bytes: Uint8Array;
  try {
    bytes = await readFile(job.file.path);
  } catch (error) {
    const why = (error as Error).message;
    const { message, code } = new ReadError('changed', `The file cannot be read any more (${why}). Run again.`);
    return { status: 'failed', reason: message, code };
  }
  await entries.put(key, bytes);
  return undefined;
}

async function send({ boss }: Queue, queue: QueueName, job: Job): Promise<string> {
  const singletonKey = jobName(job);
  const id = await boss.send(queue, orderOf(job), { singletonKey });
  if (id !== null) return id;
  const [waiting] = await boss.findJobs(queue, { key: singletonKey });
  // It ended between the two questions: then there is room for a new one.
  return waiting ? waiting.id : send({ boss } as Queue, queue, job);
}

async function nobodyWorks({ boss }: Queue): Promise<boolean> {
  const { rows } = await boss
    .getDb()
    .executeSql(`SELECT 1 FROM ${JOBS} WHERE name = ANY($1) AND state = 'active' LIMIT 1`, [QUEUES]);
  return rows.length === 0;
}

interface EndedRow {
  id: string;
  state: 'completed' | 'failed' | 'cancelled';
  output: Output | null;
}

async function ended({ boss }: Queue, queue: QueueName, ids: readonly string[]): Promise<EndedRow[]> {
  const { rows } = await boss
    .getDb()
    .executeSql(
      `SELECT id, state, output FROM ${JOBS} WHERE name = $1 AND id = ANY($2) AND state IN ('completed', 'failed', 'cancelled')`,
      [queue, ids],
    );
  return rows as EndedRow[];
}

function outcomeOf(state: EndedRow['state'], output: Output | null): Outcome {
  if (output && 'outcome' in output) return output.outcome;
  const reason = state === 'cancelled' ? 'its job was cancelled' : 'the workers that had it died, again and again';
  return { status: 'failed', reason: `${reason}; run again to try once more` };
}
