/** The queue in PostgreSQL: its names, its promises about jobs, and patience while the database is away. */
import { setTimeout as sleep } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import type { Outcome } from '../run/messages.ts';

/** Documents that are first looked at; those that turn out to need OCR go on to the second queue, which is served last. */
export const NATIVE = 'pagefact-documents';
export const SCANS = 'pagefact-scans';
/** A schema of its own: another program in the database may bring another version of the library. */
const SCHEMA = 'pagefact';
export const JOBS = `${SCHEMA}.job`;
/** Jobs that were given up, for people to look at. */
export const DEAD = 'pagefact-dead';
export const QUEUES = [NATIVE, SCANS] as const;
export type QueueName = (typeof QUEUES)[number];

/**
 * What a job leaves behind: what became of the document, the job in the other queue that goes on with it, or that its file
 * is wanted in the store.
 */
export type Output = { outcome: Outcome } | { deferred: string } | { wanted: true };

export interface QueueOptions {
  /** `postgres://user:password@host:port/database` */
  url: string;
  /** Seconds without a sign of life after which a worker counts as dead and its documents are given to others; 10 at least. */
  heartbeatSeconds?: number;
  /** Told of troubles that are being waited out: a sentence for people. */
  onTrouble?: (message: string) => void;
}

export interface Queue {
  boss: PgBoss;
  /**
   * Does something with the database; while it is away, again and again.
   * @throws QueueError when its tables are gone; what the signal was aborted with
   */
  patiently<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  close(): Promise<void>;
}

export const HEARTBEAT_SECONDS = 60;
/** Attempts after the first; a crash or a time limit may be the machine's fault. */
const RETRIES = 2;
const RETRY_SECONDS = 5;
/** How often jobs of dead workers are looked for. */
const WATCH_SECONDS = 5;
const DAY = 24 * 3600;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5000;

/**
 * Connects, and makes the queues where they are missing.
 * @throws QueueError when the database cannot be reached or refuses
 */
export async function openQueue({ url, heartbeatSeconds, onTrouble }: QueueOptions): Promise<Queue> {
  let told = '';
  const trouble = (error: unknown) => {
    const message = withoutPassword((error as Error).message, url);
    if (message !== told) onTrouble?.(`the database: ${message}; trying again`);
    told = message;
  };
  const boss = new PgBoss({
    connectionString: url,
    schema: SCHEMA,
    application_name: 'pagefact',
    max: 4,
    superviseIntervalSeconds: WATCH_SECONDS,
    monitorIntervalSeconds: WATCH_SECONDS,
    schedule: false,
  });
  // Without a listener the process would end when the database is restarted.
  boss.on('error', trouble);
  try {
    await boss.start();
    await boss.createQueue(DEAD, { retentionSeconds: 90 * DAY });
    for (const name of QUEUES) {
      await boss.createQueue(name, {
        policy: 'exclusive',
        deadLetter: DEAD,
        heartbeatSeconds: heartbeatSeconds ?? HEARTBEAT_SECONDS,
        // Lost jobs are found by their heartbeat; a document itself may take long.
        expireInSeconds: DAY,
        retryLimit: RETRIES,
        retryDelay: RETRY_SECONDS,
        retryBackoff: true,
        deleteAfterSeconds: 7 * DAY,
      });
      if (heartbeatSeconds !== undefined) await boss.updateQueue(name, { heartbeatSeconds });
    }
  } catch (cause) {
    await boss.stop({ graceful: false }).catch(() => {});
    throw new QueueError(`The queue cannot be used: ${withoutPassword((cause as Error).message, url)}`, { cause });
  }
  return {
    boss,
    async patiently(work, signal) {
      for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
        signal?.throwIfAborted();
        try {
          const result = await work();
          told = '';
          return result;
        } catch (error) {
          if (isGone(error)) throw new QueueError(GONE, { cause: error });
          trouble(error);
          await sleep(wait, undefined, { signal }).catch(() => {});
        }
      }
    },
    close: () => boss.stop({ graceful: false }).catch(() => {}),
  };
}

/** The queue cannot be used. The message says why, without the password. */
export class QueueError extends Error {
  override name = 'QueueError';
}

const GONE =
  'The tables of the queue were deleted from the database. Start the command again: it makes them anew, and what is done stands in the store.';
/** No such table, schema or column; the library itself says when its row for a queue is gone. */
const NO_SUCH = new Set(['42P01', '3F000', '42703']);

function isGone(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string };
  return NO_SUCH.has(code) || /^Queue \S+ does not exist$/.test(message);
}

function withoutPassword(message: string, url: string): string {
  const password = URL.canParse(url) ? new URL(url).password : '';
  return password === '' ? message : message.replaceAll(decodeURIComponent(password), '…').replaceAll(password, '…');
}
