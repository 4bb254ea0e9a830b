/**
 * How many native PDF pages a second the whole job does: PDFs in, all datasets out, start-up included, nothing cached.
 *
 *   npm run bench -- [FOLDER] [--pages 1000] [--jobs 2] [--queue] [--no-sync] [--sources]
 *
 * Measured is the program as it is published, built first; with `--sources` what stands in the checkout. The documents are
 * budgets and final accounts of many bodies and years, written by the generator of the samples (see `bodies.ts`); of a
 * FOLDER its native PDFs are copied until there are enough pages, and every copy differs in its bytes by a comment after its
 * end. Prints pages per second, CPU seconds and peak memory of each process (Linux: from /proc), and the stages' own times.
 * With `--queue` the documents go through a PostgreSQL server of this machine to one worker process with as many children;
 * the server counts too. With `--no-sync` the store is not synced to the disk: the difference is what durability costs.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startDatabase } from '../test/database.ts';
import { bodies } from './bodies.ts';
import { copies } from './copies.ts';
import { childrenOf, type ProcessUse, watchProcesses } from './processes.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pages: { type: 'string', default: '1000' },
    jobs: { type: 'string', default: '2' },
    queue: { type: 'boolean', default: false },
    'no-sync': { type: 'boolean', default: false },
    sources: { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const bin = join(root, values.sources ? 'pipeline/bin.js' : 'dist/pipeline/bin.js');
if (!values.sources) execFileSync('npm', ['run', '-s', 'build'], { cwd: root, stdio: 'inherit' });

const work = mkdtempSync(join(tmpdir(), 'pagefact-bench-'));
const documents = join(work, 'documents');
mkdirSync(documents);
/** What the processes say; shown when one of them fails. */
const said = join(work, 'said');
const database = values.queue ? await startDatabase() : undefined;
if (values.queue && !database) throw new Error('no PostgreSQL server could be started; nothing was measured');
try {
  const [folder] = positionals;
  const wanted = Number(values.pages);
  const pages = folder === undefined ? await bodies(wanted, documents) : await copies(folder, wanted, documents);
  const started = performance.now();
  const out = join(work, 'out');
  const shared = [
    ...(database ? ['--queue', database.url, '--store', join(work, 'store')] : []),
    ...(values['no-sync'] ? ['--no-sync'] : []),
  ];
  const worker = database && pagefact('worker', ...shared, '--jobs', values.jobs);
  const child = pagefact('run', documents, '--out', out, '--jobs', values.jobs, ...shared);
  // The server is a child of this process.
  const server = childrenOf(process.pid).filter((pid) => pid !== child.pid && pid !== worker?.pid);
  const watches = [
    watchProcesses(child.pid!, 'run', 'child'),
    ...(worker ? [watchProcesses(worker.pid!, 'worker', 'child')] : []),
    ...server.map((pid) => watchProcesses(pid, 'database', 'database')),
  ];
  const code = await new Promise((resolve) => child.once('exit', resolve));
  const seconds = (performance.now() - started) / 1000;
  const processes = watches.flatMap((watch) => watch.stop());
  worker?.kill('SIGTERM');
  // A document that failed costs no time: the figures would flatter.
  if (code !== 0)
    throw new Error(`${readFileSync(said, 'utf8')}the run ended with exit code ${code}; nothing was measured`);
  report(pages, seconds, processes, join(out, 'run.json'));
} finally {
  await database?.stop();
  rmSync(work, { recursive: true, force: true });
}

function pagefact(...args: string[]): ChildProcess {
  return spawn(process.execPath, [bin, ...args], { stdio: ['ignore', 'ignore', openSync(said, 'a')] });
}

function report(pages: number, seconds: number, processes: readonly ProcessUse[], runFile: string): void {
  const run = JSON.parse(readFileSync(runFile, 'utf8')) as { facts: number; timings: Record<string, number> };
  const cpu = processes.reduce((sum, use) => sum + use.cpuSeconds, 0);
  console.log(
    `${pages} pages, ${run.facts} facts in ${seconds.toFixed(2)} s: ${(pages / seconds).toFixed(0)} pages/s, ${values.jobs} at a time`,
  );
  const ms = (seconds: number) => `${((seconds / pages) * 1000).toFixed(2)} ms a page`;
  console.log(`CPU ${cpu.toFixed(2)} s, ${ms(cpu)}: two cores do ${((2 * pages) / cpu).toFixed(0)} pages/s at most`);
  for (const { role, cpuSeconds, peakMiB } of processes.filter((use) => use.role !== 'database'))
    console.log(`  ${role}: CPU ${cpuSeconds.toFixed(2)} s, ${ms(cpuSeconds)}, peak memory ${peakMiB.toFixed(0)} MiB`);
  const server = processes.filter((use) => use.role === 'database').reduce((sum, use) => sum + use.cpuSeconds, 0);
  if (database) console.log(`  database: CPU ${server.toFixed(2)} s, ${ms(server)}`);
  console.log('stages (milliseconds by the clock; those of documents are sums over all children):');
  for (const [stage, ms] of Object.entries(run.timings))
    console.log(`  ${stage.padEnd(10)} ${ms.toFixed(0).padStart(8)}`);
}
