/** The documents of a run done by workers elsewhere: jobs out, outcomes in. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Job, Outcome } from '../run/messages.ts';
import type { Entries } from '../store/entries.ts';
import { inBatches } from './batches.ts';
import { NATIVE, type Output, openQueue, QUEUES, type QueueName, type QueueOptions, SCANS } from './connection.ts';
import { type EndedRow, ended, missing, nobodyWorks, send } from './sent.ts';
import { bringSource, takeAway } from './sources.ts';

export interface PerformOptions extends QueueOptions {
  /** The store that run and workers share. */
  entries: Entries;
  signal?: AbortSignal;
}

/** Jobs in the queue at a time: memory and the table stay small however many documents a run has. */
const OUTSTANDING = 1000;
/** Jobs that are put in together, and how long the first of them waits for the others. */
const BATCH = 50;
const BATCH_MS = 50;
/** How often the run looks what is over: more often when few are left, for then it is about to end. */
const POLL_MS = 500;
const LAST_POLL_MS = 100;
const LAST = 50;
/** How often the run looks whether its jobs are still there. */
const WATCH_MS = 5000;
/** Documents that nobody takes for so long are spoken of. */
const PATIENCE_MS = 30_000;
/** How often a job is put in again: after so many times somebody must look. */
const MOST_LOST = 3;

interface Sent {
  job: Job;
  queue: QueueName;
  /** Its file was put into the store for it. */
  brought: boolean;
  /** How often its worker asked for the file. */
  asked: number;
  /** How often it was gone from the queue. */
  lost: number;
}

/**
 * Has jobs done by the workers of a queue. A job that an earlier run left in the queue is taken over, not doubled.
 * @param done told about each job as soon as it is over, in no fixed order
 * @throws QueueError when the database cannot be reached at first, or its tables are gone; what `done` throws; whatever the
 * signal was aborted with
 */
export async function performByQueue(
  jobs: AsyncIterable<Job>,
  options: PerformOptions,
  done: (job: Job, outcome: Outcome) => Promise<void>,
): Promise<void> {
  const { entries } = options;
  const queue = await openQueue(options);
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, ...(options.signal ? [options.signal] : [])]);
  const sent = new Map<string, Sent>();
  let allSent = false;
  /** A worker that does not see the files of this run: they are brought before anybody asks. */
  let bring = false;
  let idleSince = Date.now();
  let watchedAt = Date.now();
  try {
    const stop = (error: unknown) => over.abort(error);
    await Promise.all([sendAll().catch(stop), collectAll().catch(stop)]);
    signal.throwIfAborted();
  } finally {
    await queue.close();
  }

  async function sendAll(): Promise<void> {
    for await (const batch of inBatches(jobs, BATCH, BATCH_MS)) {
      while (sent.size >= OUTSTANDING) await sleep(POLL_MS, undefined, { signal });
      await put(
        NATIVE,
        batch.map((job) => ({ job, queue: NATIVE, brought: false, asked: 0, lost: 0 })),
      );
    }
    allSent = true;
  }

  /** Puts jobs into one of the queues, with their files where these are wanted. */
  async function put(name: QueueName, several: readonly Sent[]): Promise<void> {
    const ready: Sent[] = [];
    for (const one of several) {
      const gone = bring || one.asked > 0 ? await bringSource(one.job, entries) : undefined;
      if (gone) await done(one.job, gone);
      else ready.push({ ...one, queue: name, brought: bring || one.asked > 0 || one.brought });
    }
    if (ready.length === 0) return;
    const own = ready.map(() => randomUUID());
    const work = () =>
      send(
        queue,
        name,
        ready.map(({ job }) => job),
        own,
      );
    const ids = await queue.patiently(work, signal);
    // One that an earlier run put in may have brought its file.
    for (const [i, one] of ready.entries()) sent.set(ids[i], { ...one, brought: one.brought || ids[i] !== own[i] });
  }

  async function collectAll(): Promise<void> {
    while (!allSent || sent.size > 0) await collect();
  }

  /** Takes what is over, and waits a moment. */
  async function collect(): Promise<void> {
    let found = 0;
    for (const name of QUEUES) {
      const ids = idsIn(name);
      if (ids.length === 0) continue;
      const rows = await queue.patiently(() => ended(queue, name, ids), signal);
      for (const row of rows) await finish(row);
      found += rows.length;
    }
    if (Date.now() - watchedAt > WATCH_MS) await watch();
    if (found > 0) idleSince = Date.now();
    if (Date.now() - idleSince > PATIENCE_MS && sent.size > 0) {
      idleSince = Date.now();
      if (await queue.patiently(() => nobodyWorks(queue), signal))
        options.onTrouble?.(`${sent.size} documents wait, and no worker takes them: start pagefact worker`);
    }
    if (sent.size > 0 || !allSent) await sleep(sent.size > LAST ? POLL_MS : LAST_POLL_MS, undefined, { signal });
  }

  async function finish({ id, state, output }: EndedRow): Promise<void> {
    const one = sent.get(id) as Sent;
    sent.delete(id);
    if (output && 'deferred' in output) {
      sent.set(output.deferred, { ...one, queue: SCANS });
    } else if (output && 'wanted' in output && one.asked < MOST_LOST) {
      bring = true;
      await put(one.queue, [{ ...one, asked: one.asked + 1 }]);
    } else {
      await close(one, outcomeOf(state, output));
    }
  }

  async function close({ job, brought }: Sent, outcome: Outcome): Promise<void> {
    if (brought) await takeAway(job, entries);
    await done(job, outcome);
  }

  /** Jobs that were deleted from the database would be waited for without end: they are put in again. */
  async function watch(): Promise<void> {
    for (const name of QUEUES) {
      const ids = idsIn(name);
      const gone = ids.length > 0 ? await queue.patiently(() => missing(queue, name, ids), signal) : [];
      if (gone.length === 0) continue;
      const lost = gone.map((id) => sent.get(id) as Sent).map((one) => ({ ...one, lost: one.lost + 1 }));
      for (const id of gone) sent.delete(id);
      options.onTrouble?.(`${gone.length} jobs of this run were deleted from the queue; they are put in again`);
      for (const one of lost.filter((one) => one.lost > MOST_LOST)) await close(one, LOST);
      await put(
        name,
        lost.filter((one) => one.lost <= MOST_LOST),
      );
    }
    watchedAt = Date.now();
  }

  function idsIn(name: QueueName): string[] {
    return [...sent].filter(([, one]) => one.queue === name).map(([id]) => id);
  }
}

const LOST: Outcome = {
  status: 'failed',
  reason: 'its job was deleted from the queue again and again; see who deletes rows of pagefact.job, and run again',
};

function outcomeOf(state: EndedRow['state'], output: Output | null): Outcome {
  if (output && 'outcome' in output) return output.outcome;
  if (output && 'wanted' in output)
    return {
      status: 'failed',
      reason: 'its worker sees neither the file nor the copy in the store: give run and workers the same --store',
    };
  const reason = state === 'cancelled' ? 'its job was cancelled' : 'the workers that had it died, again and again';
  return { status: 'failed', reason: `${reason}; run again to try once more` };
}
