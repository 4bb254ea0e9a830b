/** Jobs in the queue, as a run looks at them: put in, looked for, looked at. */
import { randomUUID } from 'node:crypto';
import { jobName } from '../run/job-name.ts';
import type { Job } from '../run/messages.ts';
import { JOBS, type Output, QUEUES, type Queue, type QueueName } from './connection.ts';
import { orderOf } from './order.ts';

/** A job that is over. */
export interface EndedRow {
  id: string;
  state: 'completed' | 'failed' | 'cancelled';
  output: Output | null;
}

/**
 * Puts jobs into the queue; one that an earlier run left there is taken over, not doubled. May be done again when it is not
 * known whether it came through.
 * @param ids of the jobs, one each: those that are put in get them
 * @returns the ids under which they stand there, in the same order
 */
export async function send(
  queue: Queue,
  name: QueueName,
  jobs: readonly Job[],
  ids: readonly string[],
): Promise<string[]> {
  const names = jobs.map(jobName);
  const payload = jobs.map((job, i) => ({ id: ids[i], data: orderOf(job), singletonKey: names[i] }));
  const put = await queue.boss.insert(name, payload, { returnId: true });
  if (put?.length === jobs.length) return [...ids];
  const { rows } = await queue.boss.getDb().executeSql(
    `SELECT id, singleton_key FROM ${JOBS} WHERE name = $1
     AND (id = ANY($2) OR (singleton_key = ANY($3) AND state IN ('created', 'retry', 'active')))`,
    [name, ids, names],
  );
  const found = new Map(rows.map(({ id, singleton_key }: Record<string, string>) => [singleton_key, id]));
  // One that ended between the two questions has left room for a new one.
  const left = jobs.flatMap((job, i) => (found.has(names[i]) ? [] : [{ job, id: randomUUID() as string }]));
  if (left.length > 0) {
    const again = await send(
      queue,
      name,
      left.map(({ job }) => job),
      left.map(({ id }) => id),
    );
    for (const [i, { job }] of left.entries()) found.set(jobName(job), again[i]);
  }
  return names.map((one) => found.get(one) as string);
}

/** Those of the jobs that are over. */
export async function ended({ boss }: Queue, name: QueueName, ids: readonly string[]): Promise<EndedRow[]> {
  const { rows } = await boss
    .getDb()
    .executeSql(
      `SELECT id, state, output FROM ${JOBS} WHERE name = $1 AND id = ANY($2) AND state IN ('completed', 'failed', 'cancelled')`,
      [name, ids],
    );
  return rows as EndedRow[];
}

/** Those of the jobs that are no longer there, in any state: somebody deleted them. */
export async function missing({ boss }: Queue, name: QueueName, ids: readonly string[]): Promise<string[]> {
  const { rows } = await boss
    .getDb()
    .executeSql(`SELECT id FROM ${JOBS} WHERE name = $1 AND id = ANY($2)`, [name, ids]);
  const there = new Set(rows.map(({ id }: { id: string }) => id));
  return ids.filter((id) => !there.has(id));
}

/** Whether no worker has a job of any run. */
export async function nobodyWorks({ boss }: Queue): Promise<boolean> {
  const { rows } = await boss
    .getDb()
    .executeSql(`SELECT 1 FROM ${JOBS} WHERE name = ANY($1) AND state = 'active' LIMIT 1`, [QUEUES]);
  return rows.length === 0;
}
