/**
 * The kill test: a run over a folder is killed again and again at random moments and started again by the same command;
 * in the end its datasets must be, byte for byte, those of a run that nobody disturbed.
 *
 *   node bench/kills.ts [FOLDER] [--kills 50] [--seed 1] [--ocr off]
 *
 * The moments are drawn from a fixed seed between nothing and the time that an undisturbed run takes. When a run gets to
 * its end before it is to be killed, the next one reads everything again (`--force`), so that there is something to kill.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { datasetHashes } from '../test/fixtures/same-datasets.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    ocr: { type: 'string', default: 'off' },
  },
});
const folder = positionals[0] ?? fileURLToPath(new URL('../samples/documents', import.meta.url));
const bin = fileURLToPath(new URL('../pipeline/bin.js', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'pagefact-kills-'));

try {
  const quiet = join(work, 'undisturbed');
  const began = performance.now();
  const code = await ended(start(quiet));
  const milliseconds = performance.now() - began;
  console.log(`undisturbed: ${(milliseconds / 1000).toFixed(1)} s, exit code ${code}`);
  const out = join(work, 'killed');
  let kills = 0;
  let ends = 0;
  const next = random(Number(values.seed));
  while (kills < Number(values.kills)) {
    const child = start(out, ends > 0 && kills % 2 === 0 ? ['--force'] : []);
    const end = ended(child);
    const first = await Promise.race([end, sleep(next() * milliseconds, 'kill' as const)]);
    if (first !== 'kill') {
      ends++;
      continue;
    }
    child.kill('SIGKILL');
    await end;
    kills++;
  }
  const last = await ended(start(out));
  const [a, b] = [datasetHashes(quiet), datasetHashes(out)];
  const different = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name]);
  console.log(`${kills} kills, ${ends} runs came to their end in between; then exit code ${last}`);
  console.log(
    `left beside the datasets: ${readdirSync(out)
      .filter((name) => name.startsWith('.'))
      .join(', ')}`,
  );
  console.log(different.length === 0 ? `all ${Object.keys(a).length} files are the same` : `different: ${different}`);
  process.exitCode = different.length === 0 && last === code ? 0 : 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}

function start(out: string, more: readonly string[] = []): ChildProcess {
  return spawn(process.execPath, [bin, 'run', folder, '--out', out, '--ocr', values.ocr, ...more], { stdio: 'ignore' });
}

function ended(child: ChildProcess): Promise<number | string | null> {
  return new Promise((resolve) => child.once('exit', (status, signal) => resolve(signal ?? status)));
}

/** Numbers from 0 to 1, always the same for a seed (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
