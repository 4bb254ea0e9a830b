/** `pagefact worker` and `pagefact status`: the queue's other side, and a look at it. */
import { availableParallelism } from 'node:os';
import { pino } from 'pino';
import { Metrics, type MetricsPlace, serveMetrics } from '../queue/metrics.ts';
import { type ServeOptions, serveQueue } from '../queue/serve.ts';
import { queueStatus } from '../queue/status.ts';
import { DEFERRED, type Job, type Outcome, WANTED } from '../run/messages.ts';
import { absolutePlace } from '../store/open.ts';
import { ownVersion } from '../version.ts';
import { onOneLine } from './one-line.ts';

export interface WorkerCommandOptions extends Pick<ServeOptions, 'pack' | 'password' | 'untilEmpty'> {
  queue: string;
  store: string;
  ocrCache?: string;
  jobs?: number;
  heartbeat?: number;
  sync?: boolean;
  metrics?: MetricsPlace;
  jsonLog?: boolean;
}

/** How a worker tells what it does. */
interface Teller {
  document(job: Job, outcome: Outcome): void;
  say(text: string): void;
}

/**
 * Works until it is told to end: the first signal lets it finish what it has begun, the second ends it at once.
 * @returns 0
 */
export async function workerCommand({
  queue,
  store,
  ocrCache,
  heartbeat,
  metrics: place,
  jsonLog,
  ...options
}: WorkerCommandOptions): Promise<number> {
  const { document, say } = jsonLog ? jsonTeller() : plainTeller;
  const metrics = new Metrics(ownVersion());
  const served = place && (await serveMetrics(metrics, place));
  if (served) say(`metrics at ${served.address}`);
  const drain = new AbortController();
  const stop = new AbortController();
  const onSignal = () => {
    if (drain.signal.aborted) return stop.abort();
    say('ending when what was begun is done; once more to end at once');
    drain.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, onSignal);
  try {
    await serveQueue({
      ...options,
      url: queue,
      store: { place: absolutePlace(store), sync: options.sync ?? true },
      ...(ocrCache !== undefined && { ocrCache: { place: absolutePlace(ocrCache), sync: false } }),
      jobs: options.jobs ?? availableParallelism(),
      heartbeatSeconds: heartbeat,
      drain: drain.signal,
      signal: stop.signal,
      onDone: (job, outcome) => {
        metrics.count(outcome);
        document(job, outcome);
      },
      onTrouble: (message) => {
        metrics.trouble();
        say(message);
      },
    });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    served?.close();
  }
  return 0;
}

/** @returns 0, 3 when documents were given up */
export async function statusCommand({ queue }: { queue: string }): Promise<number> {
  const { queues, dead } = await queueStatus({ url: queue });
  for (const { name, waiting, active, completed, failed } of queues)
    console.log(`${name}: ${waiting} waiting, ${active} under way, ${completed} done, ${failed} given up`);
  for (const { file, reason, when } of dead)
    console.log(onOneLine(`given up ${when.toISOString()}: ${file}: ${reason}`));
  return dead.length > 0 ? 3 : 0;
}

function told({ file }: Job, outcome: Outcome): string {
  if ('code' in outcome && outcome.code === DEFERRED) return `put off: ${file.path}: ${outcome.reason}`;
  if ('code' in outcome && outcome.code === WANTED) return `asked for: ${file.path}: ${outcome.reason}`;
  const tail = 'pages' in outcome ? `${outcome.pages} pages, ${outcome.facts} facts` : outcome.reason;
  return `${outcome.status}: ${file.path}: ${tail}`;
}

const plainTeller: Teller = {
  document: (job, outcome) => console.error(onOneLine(told(job, outcome))),
  say: (text) => console.error(onOneLine(text)),
};

/** pino's JSON lines on standard error. */
function jsonTeller(): Teller {
  const log = pino({ base: null }, pino.destination({ dest: 2, sync: true }));
  return {
    document({ file }, outcome) {
      const { document: _, ...rest } = { document: undefined, ...outcome };
      log[outcome.status === 'failed' ? 'error' : 'info']({ file: file.path, ...rest }, 'document');
    },
    say: (text) => log.warn(text),
  };
}
