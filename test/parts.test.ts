import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { Partition } from '../pipeline/emit/partitions.ts';
import { emitParts } from '../pipeline/emit/parts/emit.ts';
import type { Member, Part } from '../pipeline/emit/parts/members.ts';
import { MOST_SMALL, planParts } from '../pipeline/emit/parts/plan.ts';
import { publishParts } from '../pipeline/emit/publish.ts';
import { queryTables } from '../pipeline/emit/query.ts';
import { textFiles } from '../pipeline/emit/tables.ts';
import { DATASETS } from '../schemas/datasets.ts';
import { type Made, madeOptions, madeRun, madeWhole } from './fixtures/made-documents.ts';
import { folder } from './fixtures/run-folder.ts';

vi.setConfig({ testTimeout: 300_000 });

const budget = (n: number, more: Partial<Made> = {}): Made => ({
  ...{ body: `云溪县第${String(n).padStart(3, '0')}局`, report_type: 'budget', value: `${n}00.00` },
  ...more,
});
const final = (n: number, more: Partial<Made> = {}): Made => budget(n, { report_type: 'final', ...more });

/** Of a part: each of 11 datasets twice, the five that have rows divided too, and what the part holds. */
const FILES = 11 * 2 + 5 + 1;

let runs = 0;
/** Writes the datasets of these documents to an output folder, as a run does. */
async function runInto(out: string, documents: readonly Made[], partition: Partition[] = []): Promise<string[]> {
  const { listings, entries } = await madeRun(documents);
  mkdirSync(out, { recursive: true });
  const ready = join(out, `.run-${runs++}`);
  mkdirSync(ready);
  await emitParts(listings, ready, out, { ...madeOptions(entries), partition, partBytes: 25_000 });
  const written = filesIn(ready).filter((name) => name.includes('/'));
  writeFileSync(join(ready, 'run.json'), '{}');
  await publishParts(ready, out);
  return written;
}

const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1))
    .filter((name) => !name.startsWith('.'))
    .sort();

/** Inode, time and hash of every file of the parts. */
const stateOf = (out: string): Map<string, string> =>
  new Map(
    filesIn(out)
      .filter((name) => name.includes('/'))
      .map((name) => {
        const { ino, mtimeMs } = statSync(join(out, name));
        return [
          name,
          `${ino} ${mtimeMs} ${createHash('sha256')
            .update(readFileSync(join(out, name)))
            .digest('hex')}`,
        ];
      }),
  );

/** Files that are other ones than before, or gone. */
const touched = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...before].filter(([name, state]) => after.get(name) !== state).map(([name]) => name);

/** That parts hold what a fresh run over everything gives, as text and as tables, and that the data package says so. */
async function expectWhole(out: string, documents: readonly Made[]): Promise<void> {
  const fresh = folder();
  await madeWhole(documents, fresh);
  const differing: string[] = [];
  for (const name of Object.keys(DATASETS)) {
    const lines = (files: readonly string[]) =>
      files
        .flatMap((file) => readFileSync(file, 'utf8').split('\n').slice(1))
        .filter((line) => line !== '')
        .sort();
    expect([name, lines(textFiles(out, `${name}.csv`))]).toEqual([name, lines([join(fresh, `${name}.csv`)])]);
    const whole = `(SELECT * FROM '${join(fresh, `${name}.parquet`)}')`;
    const own = `(SELECT * FROM ${name})`;
    for (const [a, b] of [
      [own, whole],
      [whole, own],
    ])
      differing.push(`SELECT '${name}' AS name, count(*) AS n FROM (FROM ${a} EXCEPT ALL FROM ${b})`);
  }
  expect((await queryTables(out, `SELECT * FROM (${differing.join(' UNION ALL ')}) WHERE n > 0`)).rows).toEqual([]);
  const described = JSON.parse(readFileSync(join(out, 'datapackage.json'), 'utf8'));
  const parts = described.resources.flatMap(({ parts: own }: { parts: object[] }) => own);
  for (const { path, bytes, hash } of parts) {
    const content = readFileSync(join(out, path));
    expect([path, bytes, hash]).toEqual([
      path,
      content.length,
      `sha256:${createHash('sha256').update(content).digest('hex')}`,
    ]);
  }
  expect(filesIn(out)).toEqual(
    [...parts.map(({ path }: { path: string }) => path), 'datapackage.json', 'run.json', 'summary.md'].sort(),
  );
}

test('one document more than 200 makes a part of its own; the others are not touched, but for what the new one changes in them', async () => {
  const out = join(folder(), 'out');
  const documents = Array.from({ length: 200 }, (_, n) => budget(n));
  expect(await runInto(out, documents, ['year', 'province'])).toHaveLength(5 * FILES);
  const first = stateOf(out);

  // Of a body that nobody knew.
  documents.unshift(budget(500, { year: 2024 }));
  expect(await runInto(out, documents, ['year', 'province'])).toHaveLength(FILES);
  const second = stateOf(out);
  expect(touched(first, second)).toEqual([]);

  // The same documents again: nothing at all is written.
  expect(await runInto(out, documents, ['year', 'province'])).toEqual([]);
  expect(touched(second, stateOf(out))).toEqual([]);

  // The final accounts of a body whose budget stands in an old part, and say otherwise: its facts are flagged there.
  documents.push(final(7, { value: '999.99' }));
  await runInto(out, documents, ['year', 'province']);
  const third = stateOf(out);
  expect(touched(second, third).map((name) => name.replace(/-[0-9a-f]{12}/, ''))).toEqual([
    'parquet/facts/year=2023/province=43/000001-0.parquet',
    'parts/facts/000001.csv',
    'parts/facts/000001.parquet',
    'parts/members/000001.json',
  ]);
  expect((await queryTables(out, "SELECT count(*) FROM facts WHERE flags = 'check_failed:CD02'")).rows).toEqual([
    ['2'],
  ]);
  await expectWhole(out, documents);

  // It agrees after all: the flag goes.
  documents.splice(-1, 1, final(7));
  await runInto(out, documents, ['year', 'province']);
  expect((await queryTables(out, "SELECT count(*) FROM facts WHERE flags <> ''")).rows).toEqual([['0']]);
});

test('a document that changed moves to a new part, one that is gone is taken out: only their parts are written', async () => {
  const out = join(folder(), 'out');
  const documents = Array.from({ length: 100 }, (_, n) => budget(n));
  await runInto(out, documents);
  const before = stateOf(out);
  const parts = new Set([...before.keys()].map((name) => name.match(/\/(\d{6})-/)![1]));
  expect(parts.size).toBe(3);
  documents[99] = budget(99, { value: '1.5' });
  documents.splice(50, 1);
  await runInto(out, documents);
  const names = touched(before, stateOf(out));
  expect(new Set(names.map((name) => name.match(/\/(\d{6})-/)![1]))).toEqual(new Set(['000002', '000003']));
  expect((await queryTables(out, "SELECT value FROM facts WHERE entity = '云溪县第099局'")).rows).toEqual([['1.5']]);
  await expectWhole(out, documents);
  // A file that somebody removed is made again.
  rmSync(join(out, [...stateOf(out).keys()].find((name) => /cells\/000001-.*csv/.test(name))!));
  await runInto(out, documents);
  await expectWhole(out, documents);
  await runInto(out, []);
  await expectWhole(out, []);
});

test('small parts are joined when there are too many', () => {
  const member = (own: string): Member => [own, '', '', ''];
  const part = (name: number, bytes: number): Part => ({
    name: String(name).padStart(6, '0'),
    partition: [],
    members: [member(`m${name}`)],
    files: { facts: [{ path: '', bytes, hash: '' }], 'facts-parquet': [{ path: '', bytes: 1e9, hash: '' }] },
  });
  const small = Array.from({ length: MOST_SMALL }, (_, n) => part(n + 2, 1000));
  const parts = [part(1, 1e9), ...small];
  const members = parts.flatMap((one) => one.members);
  expect(planParts(parts, members, [])).toMatchObject({ fresh: [], next: MOST_SMALL + 2 });
  const more = planParts(parts, [...members, member('new')], []);
  expect(more.kept.map(({ before }) => before.name)).toEqual(['000001']);
  expect(more.fresh).toEqual(Array.from({ length: MOST_SMALL + 1 }, (_, n) => n + 1));
  // Divided otherwise: everything is written.
  expect(planParts(parts, members, ['year']).kept.map(({ write }) => write)).toEqual(parts.map(() => 'all'));
});
