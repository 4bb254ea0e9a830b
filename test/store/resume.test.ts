import { spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { BUILT_IN_PACK, type RunOptions, run } from '../../pipeline/run/run.ts';
import { failureOf } from '../../pipeline/store/failures.ts';
import { openStore } from '../../pipeline/store/open.ts';
import { docx, p } from '../extractors/docx-fixture.ts';
import { folder, rowsOf } from '../fixtures/run-folder.ts';
import { datasetHashes } from '../fixtures/same-datasets.ts';

// Whole runs, several in one test.
vi.setConfig({ testTimeout: 300_000 });

const samples = fileURLToPath(new URL('../../samples/documents', import.meta.url));
const bin = fileURLToPath(new URL('../../pipeline/bin.js', import.meta.url));
const oddWorker = new URL('../fixtures/odd-worker.ts', import.meta.url);
const native = ['qinghe-2023-final.pdf', 'yunxi-2023-performance.docx'].map((name) => join(samples, name));

/** A run with what it did to each file: stages that a worker went through, or `known`. */
async function told(options: RunOptions) {
  const done: Record<string, string[]> = {};
  const report = await run({
    ...options,
    onProgress: ({ file, outcome, known }) => {
      const stages = 'timings' in outcome ? Object.keys(outcome.timings) : [outcome.status];
      done[file.split('/').at(-1)!] = known ? ['known'] : stages;
    },
  });
  return { report, done };
}

describe('a second run', () => {
  test('reads nothing again, and gives the same bytes; --force reads again', async () => {
    const out = join(folder(), 'out');
    const paths = native;
    await run({ paths, out });
    const first = datasetHashes(out);
    const { report, done } = await told({ paths, out });
    expect([report.known, new Set(Object.values(done).flat())]).toEqual([native.length, new Set(['known'])]);
    expect(datasetHashes(out)).toEqual(first);
    const forced = await run({ paths: [native[0]], out, force: true });
    expect([forced.known, forced.timings.read]).toEqual([0, expect.any(Number)]);
  });

  test('with another pack maps again what was read before, and gives what a fresh run would', async () => {
    const dir = folder();
    const [out, fresh, pack] = ['out', 'fresh', 'pack'].map((name) => join(dir, name));
    await run({ paths: native, out });
    cpSync(BUILT_IN_PACK, pack, { recursive: true });
    const divisions = readFileSync(join(pack, 'codes', 'divisions.csv'), 'utf8');
    writeFileSync(join(pack, 'codes', 'divisions.csv'), `${divisions.split('\n')[0]}\n`);
    const other = await run({ paths: native, out, pack });
    expect(other.known).toBe(0);
    await run({ paths: native, out: fresh, pack, store: false });
    expect(datasetHashes(out)).toEqual(datasetHashes(fresh));
    expect(
      readdirSync(join(out, '.pagefact', 'extract'), { recursive: true }).filter((name) => String(name).length > 40),
    ).toHaveLength(native.length);
  });

  test('reads a file that changed, and what is the same under another name', async () => {
    const dir = folder({ 'a.docx': docx(p('one')), 'b.docx': docx(p('two')) });
    const out = join(dir, 'out');
    await run({ paths: [dir], out });
    writeFileSync(join(dir, 'a.docx'), docx(p('three')));
    writeFileSync(join(dir, 'c.docx'), docx(p('two')));
    rmSync(join(dir, 'b.docx'));
    const { done } = await told({ paths: [dir], out });
    expect(Object.values(done).every((stages) => stages[0] !== 'known')).toBe(true);
    expect(rowsOf(out, 'documents').map(({ file }) => file)).toEqual(['a.docx', 'c.docx']);
  });

  test('does again what is damaged in the store', async () => {
    const dir = folder({ 'a.docx': docx(p('one')) });
    const out = join(dir, 'out');
    await run({ paths: [dir], out });
    const before = datasetHashes(out);
    for (const kind of ['map', 'extract']) {
      const [name] = readdirSync(join(out, '.pagefact', kind), { recursive: true }).filter(
        (one) => String(one).length > 40,
      );
      appendFileSync(join(out, '.pagefact', kind, String(name)), 'x');
    }
    expect((await run({ paths: [dir], out })).known).toBe(0);
    expect(datasetHashes(out)).toEqual(before);
    expect(readdirSync(join(out, '.pagefact', 'damaged'), { recursive: true }).length).toBeGreaterThan(2);
  });
});

describe('failures', () => {
  test('that lie in the file are not tried again until --force; others are, and are counted', async () => {
    const dir = folder({ 'empty.pdf': '' });
    const out = join(dir, 'out');
    await run({ paths: [dir], out });
    const { done, report } = await told({ paths: [dir], out });
    expect(done['empty.pdf']).toEqual(['known']);
    expect(report.failed).toEqual([
      expect.objectContaining({ status: 'failed', reason: expect.stringContaining('empty') }),
    ]);
    expect((await told({ paths: [dir], out, force: true })).done['empty.pdf']).toEqual(['failed']);

    const crashing = folder({ 'crash.pdf': 'x' });
    const options = { paths: [crashing], out: join(crashing, 'out'), workerModule: oddWorker };
    await run(options);
    expect((await told(options)).done['crash.pdf']).toEqual(['failed']);
    const entries = openStore({ place: join(crashing, 'out', '.pagefact'), sync: false });
    for await (const { key } of entries.store.list('failure'))
      expect(await failureOf(entries, key)).toMatchObject({ attempts: 2, reason: expect.stringContaining('SIGSEGV') });
  });
});

test('two runs over one store at the same time give what one gives', async () => {
  const dir = folder();
  const outs = ['one', 'two', 'alone'].map((name) => join(dir, name));
  const store = join(dir, 'store');
  await Promise.all([0, 1].map((i) => run({ paths: native, out: outs[i], store, jobs: 2 })));
  await run({ paths: native, out: outs[2], store: false });
  expect(datasetHashes(outs[0])).toEqual(datasetHashes(outs[2]));
  expect(datasetHashes(outs[1])).toEqual(datasetHashes(outs[2]));
});

/** Whether there is a file of this name in the folder where a run prepares its datasets. */
const prepared = (out: string, name: string): boolean =>
  readdirSync(out).some((work) => work.startsWith('.run-') && existsSync(join(out, work, 'ready', name)));

test('a run that is killed in each of its phases ends with the datasets of an undisturbed one', async () => {
  const dir = folder();
  const [out, undisturbed] = [join(dir, 'out'), join(dir, 'undisturbed')];
  await run({ paths: native, out: undisturbed });
  const moments: (() => boolean)[] = [
    () => existsSync(join(out, '.pagefact', 'extract')),
    () => existsSync(join(out, '.pagefact', 'map')),
    () => prepared(out, 'facts.csv'),
    () => prepared(out, 'facts.parquet'),
    () => prepared(out, 'datapackage.json'),
  ];
  for (const moment of [...moments, undefined]) {
    const child = spawn(process.execPath, [bin, 'run', ...native, '--out', out, '--jobs', '1'], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
    while (moment && child.exitCode === null && !(existsSync(out) && moment())) await sleep(1);
    if (moment) child.kill('SIGKILL');
    expect(await ended).toBe(moment ? 'SIGKILL' : 0);
  }
  expect(datasetHashes(out)).toEqual(datasetHashes(undisturbed));
  expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual(['.pagefact']);
});
