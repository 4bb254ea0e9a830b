import { spawn } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test, vi } from 'vitest';
import { BUILT_IN_PACK, type RunOptions, run } from '../../pipeline/run/run.ts';
import { failureOf } from '../../pipeline/store/failures.ts';
import { openStore } from '../../pipeline/store/open.ts';
import { docx, p } from '../extractors/docx-fixture.ts';
import { folder, rowsOf } from '../fixtures/run-folder.ts';
import { datasetHashes } from '../fixtures/same-datasets.ts';

// Whole runs, several in one test: they go on from each other, as each costs a second or two.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const sample = fileURLToPath(new URL('../../samples/documents/yunxi-2023-performance.docx', import.meta.url));
const bin = fileURLToPath(new URL('../../pipeline/bin.js', import.meta.url));
const oddWorker = new URL('../fixtures/odd-worker.ts', import.meta.url);

/** A run with what it did to each file: stages that a worker went through, `known`, or how it failed. */
async function told(options: RunOptions) {
  const done: Record<string, string[]> = {};
  const report = await run({
    jobs: 1,
    ...options,
    onProgress: ({ file, outcome, known }) => {
      const stages = 'timings' in outcome ? Object.keys(outcome.timings) : [outcome.status];
      done[file.split('/').at(-1)!] = known ? ['known'] : stages;
    },
  });
  return { report, done };
}

const entriesIn = (out: string, kind: string) =>
  readdirSync(join(out, '.pagefact', kind), { recursive: true })
    .map(String)
    .filter((name) => name.length > 40);

const all = expect.arrayContaining(['read', 'write']);
const files = () => ({ 'a.docx': readFileSync(sample), 'b.docx': docx(p('two')), 'empty.pdf': '' });

/** The datasets of a run over these files that nobody disturbed and that kept nothing. */
let alone: Record<string, string>;
beforeAll(async () => {
  const dir = mkdtempSync(join(tmpdir(), 'pagefact-test-'));
  try {
    for (const [name, content] of Object.entries(files())) writeFileSync(join(dir, name), content);
    await run({ paths: [dir], out: join(dir, 'out'), store: false, jobs: 1 });
    alone = datasetHashes(join(dir, 'out'));
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('a run does what the store does not have, and nothing else; its datasets are those of a fresh one', async () => {
  const dir = folder(files());
  const work = folder();
  const [out, fresh, pack] = ['out', 'fresh', 'pack'].map((name) => join(work, name));
  const first = await told({ paths: [dir], out });
  expect(first.done).toEqual({ 'a.docx': all, 'b.docx': all, 'empty.pdf': ['failed'] });
  expect(datasetHashes(out)).toEqual(alone);

  // The same files: what lies in one of them is not tried again either.
  const second = await told({ paths: [dir], out });
  expect(second.done).toEqual({ 'a.docx': ['known'], 'b.docx': ['known'], 'empty.pdf': ['known'] });
  expect(second.report).toMatchObject({
    known: 3,
    failed: [{ status: 'failed', reason: expect.stringMatching('empty') }],
  });
  expect(datasetHashes(out)).toEqual(alone);

  // A file of which all that is stored is damaged, and one that changed.
  for (const kind of ['map', 'extract'])
    for (const name of entriesIn(out, kind)) appendFileSync(join(out, '.pagefact', kind, name), 'x');
  writeFileSync(join(dir, 'b.docx'), docx(p('three')));
  // On a slow machine the first is remembered, and its entry not looked at before the end (see run-seen.test.ts).
  expect((await told({ paths: [dir], out, rehash: true })).done).toEqual({
    'a.docx': all,
    'b.docx': all,
    'empty.pdf': ['known'],
  });
  expect(entriesIn(out, 'damaged')).toHaveLength(2);

  // Another pack, and the same bytes under another name: what was read is mapped again, not read.
  cpSync(BUILT_IN_PACK, pack, { recursive: true });
  appendFileSync(join(pack, 'codes', 'divisions.csv'), '439999,云溪源县,,\n');
  renameSync(join(dir, 'b.docx'), join(dir, 'c.docx'));
  const read = () =>
    entriesIn(out, 'extract').map((name) => [name, statSync(join(out, '.pagefact', 'extract', name)).ino]);
  const before = read();
  expect((await told({ paths: [dir], out, pack })).report.known).toBe(0);
  await run({ paths: [dir], out: fresh, pack, store: false, jobs: 1 });
  expect(datasetHashes(out)).toEqual(datasetHashes(fresh));
  expect(rowsOf(out, 'documents').map(({ file, region_code }) => [file, region_code])).toEqual([
    ['a.docx', '439999'],
    ['c.docx', ''],
    ['empty.pdf', ''],
  ]);
  expect(read()).toEqual(before);
  expect(before).toHaveLength(3);

  // And one that is read again because it is asked for.
  const forced = await told({ paths: [join(dir, 'c.docx'), join(dir, 'empty.pdf')], out, force: true });
  expect(forced.done).toEqual({ 'c.docx': all, 'empty.pdf': ['failed'] });
});

test('a crash is tried again by the next run, and counted', async () => {
  const crashing = folder({ 'crash.pdf': 'x' });
  const options = { paths: [crashing], out: join(crashing, 'out'), workerModule: oddWorker };
  await run(options);
  expect((await told(options)).done['crash.pdf']).toEqual(['failed']);
  const entries = openStore({ place: join(crashing, 'out', '.pagefact'), sync: false });
  const found = [];
  for await (const { key } of entries.store.list('failure')) found.push(await failureOf(entries, key));
  expect(found).toEqual([expect.objectContaining({ attempts: 2, reason: expect.stringContaining('SIGSEGV') })]);
});

/** Whether there is a file of this name in the folder where a run prepares its datasets. */
const prepared = (out: string, name: string): boolean =>
  readdirSync(out).some((work) => work.startsWith('.run-') && existsSync(join(out, work, 'ready', name)));

test('two runs over one store at once, and one that is killed in each of its phases, give what one alone gives', async () => {
  const dir = folder(files());
  const work = folder();
  const [one, two, killed] = ['one', 'two', 'killed'].map((name) => join(work, name));
  await Promise.all([one, two].map((out) => run({ paths: [dir], out, store: join(work, 'store'), jobs: 1 })));
  expect([datasetHashes(one), datasetHashes(two)]).toEqual([alone, alone]);

  const moments: (() => boolean)[] = [
    () => existsSync(join(killed, '.pagefact', 'extract')),
    () => prepared(killed, 'facts.csv'),
    () => prepared(killed, 'datapackage.json'),
  ];
  /** @returns how the run ended: on a busy machine it may be over before the moment was seen */
  const killedAt = async (moment: (() => boolean) | undefined) => {
    const child = spawn(process.execPath, [bin, 'run', dir, '--out', killed, '--jobs', '1'], { stdio: 'ignore' });
    const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
    while (moment && child.exitCode === null && !(existsSync(killed) && moment())) await sleep(2);
    if (moment) child.kill('SIGKILL');
    return ended;
  };
  for (const moment of moments) while ((await killedAt(moment)) !== 'SIGKILL') rmSync(killed, { recursive: true });
  expect(await killedAt(undefined)).toBe(3);
  expect(datasetHashes(killed)).toEqual(alone);
  expect(readdirSync(killed).filter((name) => name.startsWith('.'))).toEqual(['.pagefact']);
});
