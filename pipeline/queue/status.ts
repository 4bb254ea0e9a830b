/** What stands in the queue. */
import { DEAD, JOBS, type Output, openQueue, QUEUES, type QueueOptions } from './connection.ts';
import { isOrder } from './order.ts';

export interface QueueStatus {
  queues: { name: string; waiting: number; active: number; completed: number; failed: number }[];
  /** Documents that were given up, the newest first. */
  dead: { file: string; reason: string; when: Date }[];
}

/** Given-up documents that are named. */
const NAMED = 100;

/** @throws QueueError when the database cannot be reached */
export async function queueStatus(options: QueueOptions): Promise<QueueStatus> {
  const queue = await openQueue(options);
  try {
    const db = queue.boss.getDb();
    const counts = await db.executeSql(
      `SELECT name, state, count(*)::int AS count FROM ${JOBS} WHERE name = ANY($1) GROUP BY name, state`,
      [QUEUES],
    );
    const of = (name: string, ...states: string[]) =>
      counts.rows.reduce((sum, row) => sum + (row.name === name && states.includes(row.state) ? row.count : 0), 0);
    const dead = await db.executeSql(
      `SELECT data, output, created_on FROM ${JOBS} WHERE name = $1 ORDER BY created_on DESC LIMIT ${NAMED}`,
      [DEAD],
    );
    return {
      queues: QUEUES.map((name) => ({
        name,
        waiting: of(name, 'created', 'retry'),
        active: of(name, 'active'),
        completed: of(name, 'completed'),
        failed: of(name, 'failed', 'cancelled'),
      })),
      dead: dead.rows.map((row: { data: unknown; output: Output | null; created_on: Date }) => ({
        file: isOrder(row.data) ? row.data.work.file.path : 'a job of another version',
        reason:
          row.output && 'outcome' in row.output && 'reason' in row.output.outcome ? row.output.outcome.reason : '',
        when: row.created_on,
      })),
    };
  } finally {
    await queue.close();
  }
}
