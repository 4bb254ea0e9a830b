/** What a worker did, in the text format that Prometheus fetches (exposition format 0.0.4). */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DEFERRED, type Outcome, WANTED } from '../run/messages.ts';
import type { Version } from '../version.ts';

const TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** A metric: its kind, what it says, and its value by labels. */
interface Metric {
  kind: 'counter' | 'gauge';
  help: string;
  values: Map<string, number>;
}

/** Counts outcomes. All names begin with `pagefact_`, but for those that every process has. */
export class Metrics {
  readonly #documents: Metric = counter('documents that are over, by what became of them');
  readonly #pages: Metric = counter('pages of documents that were read');
  readonly #facts: Metric = counter('facts of documents that were read');
  readonly #stages: Metric = counter('seconds by stage, of all documents together');
  readonly #troubles: Metric = counter('troubles with the queue that were waited out');
  readonly #last: Metric = gauge('when the last document was over, in seconds since 1970');
  readonly #version: string;

  constructor({ version }: Version) {
    this.#version = version;
    for (const status of ['ok', 'partial', 'failed', 'skipped', 'put_off', 'asked_for'])
      add(this.#documents, { status }, 0);
    for (const one of [this.#pages, this.#facts, this.#troubles]) add(one, {}, 0);
  }

  /** A document is over. */
  count(outcome: Outcome): void {
    add(this.#documents, { status: statusOf(outcome) });
    this.#last.values.set('', Date.now() / 1000);
    if (!('pages' in outcome)) return;
    add(this.#pages, {}, outcome.pages);
    add(this.#facts, {}, outcome.facts);
    for (const [stage, ms] of Object.entries(outcome.timings)) add(this.#stages, { stage }, ms / 1000);
  }

  trouble(): void {
    add(this.#troubles, {});
  }

  /** Everything as text. */
  text(): string {
    const { user, system } = process.cpuUsage();
    return [
      ...lines('pagefact_info', gauge('version of the worker', { version: this.#version }, 1)),
      ...lines('pagefact_documents_total', this.#documents),
      ...lines('pagefact_pages_total', this.#pages),
      ...lines('pagefact_facts_total', this.#facts),
      ...lines('pagefact_stage_seconds_total', this.#stages),
      ...lines('pagefact_troubles_total', this.#troubles),
      ...lines('pagefact_last_document_timestamp_seconds', this.#last),
      ...lines('process_start_time_seconds', gauge('when the process began', {}, Date.now() / 1000 - process.uptime())),
      ...lines('process_cpu_seconds_total', counter('computing time, without the children', {}, (user + system) / 1e6)),
      ...lines('process_resident_memory_bytes', gauge('memory, without the children', {}, process.memoryUsage.rss())),
      '',
    ].join('\n');
  }
}

function statusOf(outcome: Outcome): string {
  const code = 'code' in outcome ? outcome.code : undefined;
  if (code === DEFERRED) return 'put_off';
  return code === WANTED ? 'asked_for' : outcome.status;
}

type Labels = Readonly<Record<string, string>>;

const metric = (kind: Metric['kind'], help: string, labels?: Labels, value?: number): Metric => ({
  kind,
  help,
  values: new Map(value === undefined ? [] : [[labelled(labels ?? {}), value]]),
});
const counter = (help: string, labels?: Labels, value?: number) => metric('counter', help, labels, value);
const gauge = (help: string, labels?: Labels, value?: number) => metric('gauge', help, labels, value);

const labelled = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`)
    .join(',');

function add({ values }: Metric, labels: Labels, amount = 1): void {
  const key = labelled(labels);
  values.set(key, (values.get(key) ?? 0) + amount);
}

function lines(name: string, { kind, help, values }: Metric): string[] {
  if (values.size === 0) return [];
  const samples = [...values].map(([labels, value]) => `${name}${labels && `{${labels}}`} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...samples];
}

/** Where metrics are served. */
export interface MetricsPlace {
  host: string;
  /** 0: any that is free. */
  port: number;
}

/**
 * Serves the metrics at `/metrics`, to who may reach the address.
 * @returns the address, and what ends it
 * @throws Error of the system when the port is taken
 */
export async function serveMetrics(metrics: Metrics, { host, port }: MetricsPlace) {
  const server: Server = createServer(({ method, url }, response) => {
    const asked = url === '/metrics' && (method === 'GET' || method === 'HEAD');
    response.writeHead(asked ? 200 : 404, { 'content-type': asked ? TYPE : 'text/plain' });
    response.end(asked && method === 'GET' ? metrics.text() : undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  // Whoever asks must not keep a worker alive that is done.
  server.unref();
  const { port: given } = server.address() as AddressInfo;
  return { address: `http://${host}:${given}/metrics`, close: () => void server.close() };
}
