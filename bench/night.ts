/**
 * What a night costs on which nothing is new: documents of one small page each, filled up to the size of real files, are run
 * over once, and then again while nothing changed, as a whole and with `--parts`.
 *
 *   node bench/night.ts [--documents 4000] [--bytes 300000]
 *
 * Told are the seconds by the clock and of computing, the peak of memory, the files that were read, and whether the
 * datasets are byte for byte those of the first night.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { datasetHashes } from '../test/fixtures/same-datasets.ts';
import { tinyPdf } from '../test/fixtures/tiny-pdf.ts';
import { watchProcesses } from './processes.ts';

const { values } = parseArgs({
  options: { documents: { type: 'string', default: '4000' }, bytes: { type: 'string', default: '300000' } },
});
const bin = fileURLToPath(new URL('../pipeline/bin.js', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'pagefact-night-'));
const documents = join(work, 'documents');
try {
  mkdirSync(documents);
  for (let i = 0; i < Number(values.documents); i++) {
    const content = Array.from({ length: 40 }, (_, n) => `BT /F1 9 Tf 72 ${780 - 18 * n} Td (${i} ${n}.00) Tj ET`);
    const page = tinyPdf({ pages: [{ content: content.join('\n') }] });
    const rest = Buffer.alloc(Math.max(0, Number(values.bytes) - page.length), '% nothing\n');
    writeFileSync(join(documents, `${String(i).padStart(7, '0')}.pdf`), Buffer.concat([page, rest]));
  }
  // Files that were written a moment ago are not remembered.
  await sleep(3000);
  for (const options of [[], ['--parts']]) {
    const out = join(work, `out${options.join('')}`);
    const store = ['--store', join(work, 'store')];
    await night(`first night ${options.join('')}`, out, [...store, ...options]);
    const first = datasetHashes(out);
    await night(`nothing new ${options.join('')}`, out, [...store, ...options]);
    const second = datasetHashes(out);
    await night(`nothing new ${options.join('')} --rehash`, out, [...store, ...options, '--rehash']);
    const same = [second, datasetHashes(out)].every((one) => JSON.stringify(one) === JSON.stringify(first));
    console.log(same ? 'the same datasets' : 'OTHER DATASETS');
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function night(what: string, out: string, options: readonly string[]): Promise<void> {
  const began = performance.now();
  const child = spawn(process.execPath, [bin, 'run', documents, '--out', out, ...options], { stdio: 'ignore' });
  const watch = watchProcesses(child.pid!, 'run', 'child');
  const code = await new Promise((resolve) => child.once('exit', resolve));
  const seconds = (performance.now() - began) / 1000;
  const used = watch.stop();
  const cpu = used.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const peak = Math.max(...used.map(({ peakMiB }) => peakMiB));
  const { hashed, timings } = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));
  const steps = Object.entries(timings as Record<string, number>).map(([name, ms]) => `${name} ${Math.round(ms)}`);
  console.log(
    `${what}: exit code ${code}, ${seconds.toFixed(1)} s, CPU ${cpu.toFixed(1)} s, peak ${peak.toFixed(0)} MiB, ${hashed ?? 'all'} files read (ms: ${steps.join(', ')})`,
  );
}
