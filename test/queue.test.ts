/** Runs over a queue in a real PostgreSQL server: workers that die, a database that goes away, and nothing lost or doubled. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { BUILT_IN_PACK, run } from '../pipeline/index.ts';
import { NATIVE, openQueue } from '../pipeline/queue/connection.ts';
import { orderOf } from '../pipeline/queue/order.ts';
import { performByQueue } from '../pipeline/queue/perform.ts';
import { inspectFile } from '../pipeline/run/intake.ts';
import { jobName } from '../pipeline/run/job-name.ts';
import type { Job, Outcome } from '../pipeline/run/messages.ts';
import { work } from '../pipeline/run/work.ts';
import { packHash } from '../pipeline/store/keys.ts';
import { openStore } from '../pipeline/store/open.ts';
import { stageVersions } from '../pipeline/store/versions.ts';
import { type Database, startDatabase } from './database.ts';

const HOME = join(import.meta.dirname, '..');
const DOCUMENTS = join(HOME, 'samples', 'documents');
const root = mkdtempSync(join(tmpdir(), 'pagefact-queue-'));
const sources = join(root, 'sources');
const database: Database | undefined = await startDatabase();

const children = new Set<ChildProcess>();
let printed = '';

const pagefact = (...args: string[]): ChildProcess => pagefactIn(HOME, ...args);

function pagefactIn(cwd: string, ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [join(HOME, 'pipeline/bin.js'), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (printed += text));
  children.add(child);
  return child;
}

const exit = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', (code) => resolve(code)));

const count = (sql: string): Promise<number> => database?.count(sql) ?? Promise.resolve(-1);

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await sleep(50);
}

const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : []));

const rows = (file: string): Record<string, string>[] => parse(readFileSync(file), { columns: true });
/** Everything that must be the same whoever did the work. */
const datasets = (out: string) =>
  readdirSync(out)
    .filter((name) => /\.(csv|jsonl|parquet)$|^datapackage/.test(name))
    .sort()
    .map((name) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(out, name)))
        .digest('hex'),
    ]);

beforeAll(() => {
  mkdirSync(sources);
  for (let copy = 0; copy < 10; copy++)
    for (const name of ['qinghe-2023-final.pdf', 'linjiang-2024-budget.pdf']) {
      const bytes = readFileSync(join(DOCUMENTS, name));
      writeFileSync(join(sources, `${copy}-${name}`), Buffer.concat([bytes, Buffer.from(`\n% copy ${copy}\n`)]));
    }
  writeFileSync(join(sources, 'cut.pdf'), '%PDF-1.7 cut');
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all([...children].map(exit));
  children.clear();
});
afterAll(async () => {
  await database?.stop();
  rmSync(root, { recursive: true, force: true });
});

describe.skipIf(!database)('a queue in PostgreSQL', { timeout: 300_000 }, () => {
  const url = database?.url ?? '';

  test('four workers, one killed, the database restarted: every document once, as a run alone gives it', async () => {
    const alone = join(root, 'alone');
    await run({ paths: [sources], out: alone });
    const store = join(root, 'store');
    const out = join(root, 'out');
    const start = (...more: string[]) =>
      pagefact('worker', '--queue', url, '--store', store, '--jobs', '1', '--heartbeat', '10', ...more);
    const workers = [start(), start(), start(), start('--metrics', '0', '--json-log')];
    const over = exit(pagefact('run', sources, '--queue', url, '--store', store, '--out', out));
    const done = () =>
      count(`SELECT count(*) FROM pagefact.job WHERE name = 'pagefact-documents' AND state = 'completed'`);

    await until(async () => (await done()) >= 2);
    workers[0].kill('SIGKILL');
    await until(async () => (await done()) >= 5);
    await database?.restart();
    expect(await over).toBe(3);
    expect(printed).toContain('cut.pdf');
    expect(datasets(out)).toEqual(datasets(alone));
    expect(rows(join(out, 'documents.csv'))).toHaveLength(21);
    expect(await done()).toBe(21);
    expect(await count(`SELECT count(*) FROM pagefact.job WHERE state NOT IN ('completed')`)).toBe(0);
    // The workers see the files: none of them went through the store.
    expect(existsSync(join(store, 'source'))).toBe(false);

    const [, metrics] = printed.match(/"metrics at (http:[^"]+)"/) ?? [];
    expect(await (await fetch(metrics)).text()).toMatch(/^pagefact_documents_total\{status="ok"\} \d+$/m);

    workers[1].kill('SIGTERM');
    expect(await exit(workers[1])).toBe(0);
    const status = pagefact('status', '--queue', url);
    expect(await exit(status)).toBe(0);
    expect(printed).toMatch(/pagefact-documents: 0 waiting, 0 under way, 21 done, 0 given up/);
  });

  test('a run that was killed is taken over by the next, which finds what its workers did meanwhile', async () => {
    const store = join(root, 'store-2');
    const out = join(root, 'out-2');
    const args = ['run', sources, '--queue', url, '--store', store, '--out', out];
    const first = pagefact(...args);
    await until(async () => (await count(`SELECT count(*) FROM pagefact.job WHERE state = 'created'`)) >= 3);
    first.kill('SIGKILL');
    await exit(first);
    const worker = pagefact('worker', '--queue', url, '--store', store, '--jobs', '2', '--until-empty');
    const second = pagefact(...args);
    expect(await exit(second)).toBe(3);
    expect(rows(join(out, 'documents.csv'))).toHaveLength(21);
    worker.kill('SIGTERM');
  });

  test('a worker with another pack ends, and says why; its document goes to others', async () => {
    const pack = join(root, 'pack');
    cpSync(BUILT_IN_PACK, pack, { recursive: true });
    writeFileSync(join(pack, 'units.yaml'), `${readFileSync(join(pack, 'units.yaml'), 'utf8')}\n# other\n`);
    const store = join(root, 'store-3');
    printed = '';
    const wrong = pagefact('worker', '--queue', url, '--store', store, '--pack', pack);
    const source = join(sources, '0-qinghe-2023-final.pdf');
    const over = exit(pagefact('run', source, '--queue', url, '--store', store, '--out', join(root, 'out-3')));
    expect(await exit(wrong)).toBe(1);
    expect(printed).toMatch(/the pack .* was changed/);
    // Free for others at once, with all its tries.
    expect(await count(`SELECT count(*) FROM pagefact.job WHERE state = 'created' AND started_on IS NULL`)).toBe(1);
    pagefact('worker', '--queue', url, '--store', store, '--jobs', '1');
    expect(await over, printed).toBe(0);
  });

  test('a job of another shape is ended and ends no worker', async () => {
    const { boss, close } = await openQueue({ url });
    await boss.send(NATIVE, { work: { file: 'a.pdf' } }, { singletonKey: 'strange' });
    await close();
    const worker = pagefact('worker', '--queue', url, '--store', join(root, 'store-5'), '--until-empty');
    expect(await exit(worker)).toBe(0);
    expect(
      await count(`SELECT count(*) FROM pagefact.job WHERE singleton_key = 'strange' AND state = 'completed'`),
    ).toBe(1);
  });

  test('what cannot be used is said at once, without the password', async () => {
    printed = '';
    expect(await exit(pagefact('run', sources, '--queue', url, '--out', join(root, 'x')))).toBe(2);
    expect(printed).toContain('--queue needs --store');
    printed = '';
    const closed = url.replace(/:\d+\/queue$/, ':1/queue');
    expect(await exit(pagefact('worker', '--queue', closed, '--store', join(root, 'x')))).toBe(1);
    expect(printed).toContain('The queue cannot be used');
    printed = '';
    expect(await exit(pagefact('status', '--queue', url.replace('se%2Fcret', 'wro%2Fng')))).toBe(1);
    expect(printed).toContain('The queue cannot be used');
    expect(printed).not.toMatch(/wro(%2F|\/)ng/);
  });

  test('a file that is gone when its turn comes costs its own row only', async () => {
    const place = { place: join(root, 'store-gone'), sync: false };
    const file = { ...(await inspectFile(join(sources, 'cut.pdf'))), path: join(root, 'gone.pdf') };
    const keys = { extract: 'extract/0123', map: 'map/0123', failure: 'failure/0123' } as const;
    const made = { versions: JSON.stringify(stageVersions()), pack: packHash(BUILT_IN_PACK) };
    const job = { file, keys, made, reading: {}, store: place, packDir: BUILT_IN_PACK, force: false } as unknown as Job;
    const told: Outcome[] = [];
    async function* jobs() {
      yield job;
    }
    pagefact('worker', '--queue', url, '--store', place.place, '--jobs', '1');
    await performByQueue(jobs(), { url, entries: openStore(place) }, async (_, outcome) => void told.push(outcome));
    expect(told).toMatchObject([{ status: 'failed', code: 'changed', reason: expect.stringContaining('gone.pdf') }]);
  });

  test.skipIf(process.platform !== 'linux')(
    'jobs that somebody deletes are put in again; a worker that does not see the files gets them through the store',
    async () => {
      const store = join(root, 'store-7');
      const out = join(root, 'out-7');
      const file = '1-qinghe-2023-final.pdf';
      const waiting = () => count(`SELECT count(*) FROM pagefact.job WHERE state = 'created'`);
      printed = '';
      // A path that leads each process to its own folder: the run to the sources, the worker to none.
      const own = ['/proc/self/cwd/cut.pdf', `/proc/self/cwd/${file}`];
      const over = exit(pagefactIn(sources, 'run', ...own, '--queue', url, '--store', store, '--out', out));
      await until(async () => (await waiting()) === 2);
      await count(`DELETE FROM pagefact.job WHERE state = 'created'`);
      await until(async () => (await waiting()) === 2);
      expect(printed).toContain('2 jobs of this run were deleted from the queue; they are put in again');
      pagefactIn(root, 'worker', '--queue', url, '--store', store, '--jobs', '1');
      expect(await over, printed).toBe(3);
      expect(printed).toContain('asked for: /proc/self/cwd/cut.pdf');
      const statuses = rows(join(out, 'documents.csv')).map(({ file, status }) => [file, status]);
      expect(statuses).toEqual([
        ['cut.pdf', 'failed'],
        [file, 'ok'],
      ]);
      // They are taken away again.
      expect(filesIn(join(store, 'source'))).toEqual([]);
    },
  );

  test('tables that somebody deletes end a worker, with a sentence', async () => {
    printed = '';
    const own = `SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pagefact'`;
    await until(() => count(own).then((n) => n === 0));
    const worker = pagefact('worker', '--queue', url, '--store', join(root, 'store-8'), '--jobs', '1');
    // It has looked for work: the tables are there, and it is no longer starting.
    await until(() => count(`${own} AND query ILIKE '%SKIP LOCKED%'`).then((n) => n > 0));
    await count('DROP SCHEMA pagefact CASCADE');
    expect(await exit(worker)).toBe(1);
    expect(printed).toContain('The tables of the queue were deleted from the database');
  });
});

test('a job takes along nothing of the machine that it comes from', async () => {
  const job: Job = {
    file: await inspectFile(join(DOCUMENTS, 'linjiang-2024-budget.pdf')),
    packDir: BUILT_IN_PACK,
    reading: { ocr: 'auto', password: 'secret' },
    keys: { extract: 'extract/0123', map: 'map/0123', failure: 'failure/0123' },
    made: { versions: '', pack: '' },
    store: { place: '/here', sync: false },
    ocrCache: { place: '/here', sync: false },
    ocrThreads: 7,
    force: false,
    keepDocuments: true,
  };
  const { work } = orderOf(job);
  expect(Object.keys(work).sort()).toEqual(['file', 'force', 'keepDocuments', 'keys', 'made', 'reading']);
  expect(work.reading).toEqual({ ocr: 'auto' });
  expect(orderOf({ ...job, packDir: 'mine' }).work.packDir).toBe(join(process.cwd(), 'mine'));
  expect(jobName({ ...job, force: true })).not.toBe(jobName(job));
});

test('under other limits or without the pack nothing is written', async () => {
  const job = {
    file: await inspectFile(join(DOCUMENTS, 'linjiang-2024-budget.pdf')),
    packDir: BUILT_IN_PACK,
    reading: { ocr: 'auto' as const },
    keys: { extract: 'extract/0123', map: 'map/0123', failure: 'failure/0123' } as const,
    made: { versions: JSON.stringify(stageVersions()), pack: packHash(BUILT_IN_PACK), limits: '{"pages":1}' },
    store: { place: join(root, 'store-6'), sync: false },
    force: false,
    keepDocuments: true,
    ocrThreads: 1,
  };
  expect(await work(job, () => {})).toMatchObject({
    status: 'stopped',
    reason: expect.stringContaining('PAGEFACT_LIMITS'),
  });
  expect(await work({ ...job, packDir: join(root, 'none') }, () => {})).toMatchObject({ status: 'stopped' });
});

test('a document that needs OCR is put off before a page is read', async () => {
  const file = await inspectFile(join(DOCUMENTS, 'qinghe-2023-final-scan.pdf'));
  const outcome = await work(
    {
      file,
      packDir: BUILT_IN_PACK,
      reading: { ocr: 'auto' },
      keys: { extract: 'extract/0123', map: 'map/0123', failure: 'failure/0123' },
      made: { versions: JSON.stringify(stageVersions()), pack: packHash(BUILT_IN_PACK) },
      store: { place: join(root, 'store-4'), sync: false },
      force: false,
      keepDocuments: true,
      deferScans: true,
      ocrThreads: 1,
    },
    () => {},
  );
  expect(outcome).toMatchObject({ status: 'skipped', code: 'deferred' });
  expect(readdirSync(join(root, 'store-4'))).toEqual([]);
});
