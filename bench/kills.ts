/**
 * The kill test: a run over a folder is killed again and again at random moments and started again by the same command;
 * in the end its datasets must be, byte for byte, those of a run that nobody disturbed.
 *
 *   node bench/kills.ts [FOLDER] [--kills 50] [--seed 1] [--ocr off] [--parts] [--nights 1] [--queue]
 *
 * The moments are drawn from a fixed seed between nothing and the time that an undisturbed run takes. When a run gets to
 * its end before it is to be killed, the next one reads everything again (`--force`), so that there is something to kill.
 * With `--parts` the datasets are in parts. With `--nights` the documents come in so many portions, one more each night.
 * With `--queue` the documents go through a PostgreSQL server of this machine to two workers; every other kill is that of a
 * worker, in whose place another is started.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startDatabase } from '../test/database.ts';
import { datasetHashes } from '../test/fixtures/same-datasets.ts';
import { random } from './mutate.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    ocr: { type: 'string', default: 'off' },
    parts: { type: 'boolean', default: false },
    nights: { type: 'string', default: '1' },
    queue: { type: 'boolean', default: false },
  },
});
const folder = positionals[0] ?? fileURLToPath(new URL('../samples/documents', import.meta.url));
const bin = fileURLToPath(new URL('../pipeline/bin.js', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'pagefact-kills-'));
const [documents, quiet, out] = ['documents', 'undisturbed', 'killed'].map((name) => join(work, name));
const nights = Number(values.nights);
const next = random(Number(values.seed));
const database = values.queue ? await startDatabase() : undefined;
if (values.queue && !database) throw new Error('no PostgreSQL server could be started; nothing was tested');
const shared = database ? ['--queue', database.url, '--store', join(work, 'store')] : [];
const workers = database ? [startWorker(), startWorker()] : [];

try {
  mkdirSync(documents);
  const files = readdirSync(folder).sort();
  let right = true;
  for (let night = 0; night < nights; night++) {
    for (const name of files.filter((_, i) => i % nights === night))
      copyFileSync(join(folder, name), join(documents, name));
    const kills =
      Math.floor(((night + 1) * Number(values.kills)) / nights) - Math.floor((night * Number(values.kills)) / nights);
    if (!(await disturbed(kills))) right = false;
  }
  process.exitCode = right ? 0 : 1;
} finally {
  for (const worker of workers) worker.kill('SIGKILL');
  await Promise.all(workers.map(ended));
  await database?.stop();
  rmSync(work, { recursive: true, force: true });
}

/** A night, once undisturbed and once killed so many times. @returns whether both gave the same */
async function disturbed(wanted: number): Promise<boolean> {
  const began = performance.now();
  const code = await ended(start(quiet));
  const milliseconds = performance.now() - began;
  console.log(`undisturbed: ${(milliseconds / 1000).toFixed(1)} s, exit code ${code}`);
  let kills = 0;
  let ends = 0;
  while (kills < wanted) {
    const child = start(out, [...shared, ...(ends > 0 && kills % 2 === 0 ? ['--force'] : [])]);
    const end = ended(child);
    while (kills < wanted && child.exitCode === null) {
      const first = await Promise.race([end, sleep(next() * milliseconds, 'kill' as const)]);
      if (first !== 'kill') {
        ends++;
        break;
      }
      kills++;
      if (workers.length > 0 && kills % 2 === 0) {
        await replaceWorker();
        continue;
      }
      child.kill('SIGKILL');
      break;
    }
    await end;
  }
  const last = await ended(start(out, shared));
  const [a, b] = [datasetHashes(quiet), datasetHashes(out)];
  const different = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name]);
  console.log(`${kills} kills, ${ends} runs came to their end in between; then exit code ${last}`);
  const left = readdirSync(out).filter((name) => name.startsWith('.'));
  console.log(`left beside the datasets: ${left.join(', ')}`);
  console.log(different.length === 0 ? `all ${Object.keys(a).length} files are the same` : `different: ${different}`);
  return different.length === 0 && last === code;
}

/** One of the workers is killed, and another takes its place. */
async function replaceWorker(): Promise<void> {
  const place = next() < 0.5 ? 0 : 1;
  workers[place].kill('SIGKILL');
  await ended(workers[place]);
  workers[place] = startWorker();
}

function startWorker(): ChildProcess {
  const args = ['worker', ...shared, '--jobs', '1', '--heartbeat', '10'];
  return spawn(process.execPath, [bin, ...args], { stdio: 'ignore' });
}

function start(to: string, more: readonly string[] = []): ChildProcess {
  const args = ['run', documents, '--out', to, '--ocr', values.ocr, ...(values.parts ? ['--parts'] : []), ...more];
  return spawn(process.execPath, [bin, ...args], { stdio: 'ignore' });
}

function ended(child: ChildProcess): Promise<number | string | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.signalCode ?? child.exitCode);
  return new Promise((resolve) => child.once('exit', (status, signal) => resolve(signal ?? status)));
}
