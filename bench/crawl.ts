/**
 * A crawl of 10,000 addresses over 50 simulated hosts (ports of 127.0.0.1): requests per second, pauses between two
 * requests to a host as the hosts saw them, memory, and what a kill in the middle costs.
 *
 *   node bench/crawl.ts [--hosts 50] [--files 199] [--delay 0.05]
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    hosts: { type: 'string', default: '50' },
    files: { type: 'string', default: '199' },
    delay: { type: 'string', default: '0.05' },
  },
});
const hosts = Number(values.hosts);
const files = Number(values.files);
const delay = Number(values.delay);
const bin = fileURLToPath(new URL('../pipeline/bin.js', import.meta.url));
const MIB = 2 ** 20;

/** A host of one list page and its files, which notes when requests come and when their answers are out. */
class Host {
  readonly server: Server;
  readonly asked: { path: string; at: number; done: number }[] = [];
  open = 0;
  mostOpen = 0;

  constructor() {
    const page = Array.from({ length: files }, (_, i) => `<a href="/f${i}.pdf">第${i}号决算</a>`).join('\n');
    this.server = createServer((request, response) => {
      const one = { path: request.url!, at: performance.now(), done: 0 };
      this.asked.push(one);
      this.mostOpen = Math.max(this.mostOpen, ++this.open);
      response.on('close', () => this.open--);
      const isFile = one.path.startsWith('/f');
      // Before the answer goes out: later this process may be busy with other hosts, and see its end late.
      one.done = performance.now();
      if (!isFile && one.path !== '/') return void response.writeHead(404).end();
      const body = isFile
        ? `%PDF-1.4 ${this.port} ${one.path}\n`.padEnd(20_000, 'x')
        : `<!doctype html><html>${page}</html>`;
      const etag = `"${one.path}"`;
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
      response.writeHead(200, { etag }).end(body);
    });
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }
}

interface Part {
  seconds: number;
  requests: number;
  peakMib: number;
}

const dir = mkdtempSync(join(tmpdir(), 'pagefact-bench-crawl-'));
const all = Array.from({ length: hosts }, () => new Host());
try {
  for (const { server } of all) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  const sources = all.map(({ port }) => `  - { id: h${port}, start: ["http://127.0.0.1:${port}/"] }`);
  const yaml = `contact: bench@example.org\ndelay: ${delay}\nparallel: 50\nhosts: { "127.0.0.1": { private: true } }\nsources:\n${sources.join('\n')}\n`;
  writeFileSync(join(dir, 'sources.yaml'), yaml);

  const wanted = hosts * (files + 1);
  const first = await crawl((asked) => asked > wanted * 0.4);
  const journal = readFileSync(join(dir, 'crawl', 'journal.jsonl'), 'utf8').split('\n').length - 2;
  const killedAt = total();
  console.log(`killed after ${killedAt} requests, ${journal} of them in the journal`);
  const rest = await crawl();
  const files2 = new Map<string, number>();
  for (const { port, asked } of all)
    for (const { path } of asked) files2.set(`${port}${path}`, (files2.get(`${port}${path}`) ?? 0) + 1);
  const twice = [...files2].filter(([key, count]) => count > 1 && !key.endsWith('robots.txt')).length;
  const lines = readFileSync(join(dir, 'crawl', 'documents.jsonl'), 'utf8')
    .trim()
    .split('\n').length;
  console.log(
    `documents listed: ${lines} of ${hosts * files}; addresses asked for twice because of the kill: ${twice}`,
  );
  const again = await crawl();
  report('until the kill', first);
  report('the rest', rest);
  report('second night', again);
  spacing();
} finally {
  for (const { server } of all) {
    server.closeAllConnections();
    server.close();
  }
  rmSync(dir, { recursive: true, force: true });
}

function total(): number {
  return all.reduce((sum, { asked }) => sum + asked.length, 0);
}

/** One crawl as a process of its own, killed when `kill` says so. */
async function crawl(kill?: (asked: number) => boolean): Promise<Part> {
  const before = total();
  const started = performance.now();
  let peak = 0;
  const args = [bin, 'crawl', join(dir, 'sources.yaml'), '--out', join(dir, 'crawl')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'ignore'] });
  const watch = setInterval(() => {
    peak = Math.max(peak, residentOf(child.pid!));
    if (kill?.(total() - before)) child.kill('SIGKILL');
  }, 50);
  await once(child, 'exit');
  clearInterval(watch);
  return { seconds: (performance.now() - started) / 1000, requests: total() - before, peakMib: peak / MIB };
}

function residentOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096;
  } catch {
    return 0;
  }
}

function report(what: string, { seconds, requests, peakMib }: Part): void {
  const rate = (requests / seconds).toFixed(0);
  console.log(`${what}: ${requests} requests in ${seconds.toFixed(1)} s, ${rate}/s, at most ${peakMib.toFixed(0)} MiB`);
}

/** Pauses from an answer to the next request, as each host saw them; those across two processes left out. */
function spacing(): void {
  const gaps = all.flatMap(({ asked }) => asked.slice(1).map(({ at }, i) => at - asked[i].done)).sort((a, b) => a - b);
  const at = (share: number) => gaps[Math.floor(share * (gaps.length - 1))].toFixed(1);
  const open = Math.max(...all.map(({ mostOpen }) => mostOpen));
  console.log(
    `pauses of a host with a delay of ${delay * 1000} ms: least ${at(0)} ms, median ${at(0.5)} ms, 99 % below ${at(0.99)} ms`,
  );
  console.log(`requests to one host at the same time: at most ${open}`);
}
