/** Runs whose datasets are in parts: the commands that read them, and what a kill leaves. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { compareRuns } from '../pipeline/changes/compare.ts';
import { queryTables } from '../pipeline/emit/query.ts';
import { openData } from '../pipeline/review/data.ts';
import { run } from '../pipeline/run/run.ts';
import { verify } from '../pipeline/verify/verify.ts';
import { docx, p } from './extractors/docx-fixture.ts';
import { folder } from './fixtures/run-folder.ts';
import { datasetHashes } from './fixtures/same-datasets.ts';

vi.setConfig({ testTimeout: 300_000 });
const sample = fileURLToPath(new URL('../samples/documents/yunxi-2023-performance.docx', import.meta.url));
const bin = fileURLToPath(new URL('../pipeline/bin.js', import.meta.url));

test('every command reads parts as it reads whole datasets, and a run can go over from one to the other', async () => {
  const dir = folder({ 'a.docx': readFileSync(sample), 'b.docx': docx(p('two')), 'empty.pdf': '' });
  const work = folder();
  const [whole, parts] = ['whole', 'parts'].map((name) => join(work, name));
  const options = { store: join(work, 'store'), jobs: 1 };
  await run({ ...options, paths: [dir], out: whole });
  // Two nights, so that there are two parts.
  await run({ ...options, paths: [join(dir, 'b.docx')], out: parts, parts: true });
  await run({ ...options, paths: [dir], out: parts, parts: true });
  expect(readdirSync(join(parts, 'parts', 'facts'))).toHaveLength(4);

  const both = <T>(ask: (out: string) => T) => Promise.all([whole, parts].map(ask));
  for (const sql of [
    'SELECT fact_id, value, bbox, flags FROM facts ORDER BY rowid',
    'SELECT file, status, reason FROM documents ORDER BY file',
    'SELECT * FROM findings ORDER BY ALL',
    'SELECT id, record FROM provenance ORDER BY id',
  ]) {
    const [a, b] = await both((out) => queryTables(out, sql));
    expect(b).toEqual(a);
  }
  const [checksA, checksB] = await both((out) =>
    spawnSync(process.execPath, [bin, 'checks', out], { encoding: 'utf8' }),
  );
  expect([checksB.status, checksB.stdout]).toEqual([checksA.status, checksA.stdout]);
  expect(checksA.stdout.length).toBeGreaterThan(20);
  const { facts, byStatus } = await verify({ out: parts, sources: [dir], sample: 8 });
  expect([facts, byStatus]).toEqual([8, { confirmed: 8 }]);
  expect(await compareRuns(whole, parts)).toEqual([]);
  const data = await openData(parts);
  expect(await data.all('SELECT count(*)::INTEGER AS n FROM facts JOIN provenance ON id = fact_id')).toEqual([
    { n: Number((await queryTables(whole, 'SELECT count(*) FROM facts')).rows[0][0]) },
  ]);
  data.close();
  expect(existsSync(join(parts, 'verification.csv'))).toBe(true);

  // From parts to whole datasets and back: nothing of the other form is left.
  const names = (out: string) => readdirSync(out).filter((name) => !name.startsWith('verification'));
  await run({ ...options, paths: [dir], out: parts });
  expect(names(parts)).toEqual(names(whole));
  await run({ ...options, paths: [dir], out: parts, parts: true });
  expect(names(parts)).toEqual(['datapackage.json', 'parts', 'run.json', 'summary.md']);
});

/** Whether there is a file of the second part in a folder. */
const hasSecond = (place: string): boolean =>
  existsSync(place) && readdirSync(place).some((name) => name.startsWith('000002'));

test('a run that is killed while it writes parts, or moves them, is continued by the next; what it names is there at any time', async () => {
  const dir = folder({ 'a.docx': docx(p('one')) });
  const work = folder();
  const [undisturbed, killed, store] = ['undisturbed', 'killed', 'store'].map((name) => join(work, name));
  await run({ paths: [dir], out: undisturbed, store, parts: true, jobs: 1 });
  const first = join(work, 'first');
  for (const copy of [first, killed]) cpSync(undisturbed, copy, { recursive: true });
  const before = datasetHashes(killed);
  writeFileSync(join(dir, 'b.docx'), docx(p('two')));
  await run({ paths: [dir], out: undisturbed, store, parts: true, jobs: 1 });

  const works = () => readdirSync(killed).filter((name) => name.startsWith('.run-'));
  const moments = [
    () => works().some((name) => hasSecond(join(killed, name, 'ready', 'parts', 'cells'))),
    () => hasSecond(join(killed, 'parts', 'cells')),
  ];
  /** @returns how the run ended: on a busy machine it may be over before the moment was seen */
  const killedAt = async (moment: (() => boolean) | undefined) => {
    const child = spawn(process.execPath, [bin, 'run', dir, '--out', killed, '--store', store, '--parts'], {
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
    while (moment && child.exitCode === null && !moment()) await sleep(1);
    child.kill(moment ? 'SIGKILL' : 0);
    return ended;
  };
  for (const moment of [...moments, undefined]) {
    while ((await killedAt(moment)) !== 'SIGKILL' && moment) {
      rmSync(killed, { recursive: true });
      cpSync(first, killed, { recursive: true });
    }
    // Whole at any time: what the data package names has the hashes that it says.
    const { resources } = JSON.parse(readFileSync(join(killed, 'datapackage.json'), 'utf8'));
    const hashes = datasetHashes(killed);
    for (const { parts } of resources)
      for (const { path, hash } of parts) expect([path, `sha256:${hashes[path]}`]).toEqual([path, hash]);
    if (moment === moments[0]) expect(hashes).toEqual(before);
  }
  expect(datasetHashes(killed)).toEqual(datasetHashes(undisturbed));
  expect(readdirSync(killed)).toEqual(['datapackage.json', 'parts', 'run.json', 'summary.md']);

  // What a run that was killed while it moved files left behind goes, and no file of the first part was written again.
  expect(
    Object.entries(before).filter(([name, hash]) => name.startsWith('parts/') && datasetHashes(killed)[name] !== hash),
  ).toEqual([]);
  writeFileSync(join(killed, 'parts', 'cells', '000009-0123456789ab.csv'), 'x');
  rmSync(join(killed, 'run.json'));
  await run({ paths: [dir], out: killed, store, parts: true, jobs: 1 });
  expect(datasetHashes(killed)).toEqual(datasetHashes(undisturbed));
});

test('files of others in the folders of parts stay, and no folder without files is left', async () => {
  const dir = folder({ 'a.docx': docx(p('one')) });
  const work = folder();
  const [out, store] = ['out', 'store'].map((name) => join(work, name));
  const foreign = ['parts/drawing.csv', 'parts/facts/mine.csv', 'parquet/facts/year=2023/mine.parquet'];
  for (const name of foreign) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), 'mine');
  }
  for (const form of [
    { parts: true, partition: ['year'] },
    {},
    { partition: ['year'] },
    {},
    { parts: true },
    {},
  ] as const) {
    await run({ paths: [dir], out, store, jobs: 1, ...form });
    expect(foreign.map((name) => readFileSync(join(out, name), 'utf8'))).toEqual(['mine', 'mine', 'mine']);
  }
  const below = ['parts', 'parquet'].flatMap((top) =>
    readdirSync(join(out, top), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() || readdirSync(join(entry.parentPath, entry.name)).length === 0)
      .map((entry) => join(entry.parentPath, entry.name).slice(out.length + 1)),
  );
  expect(below.sort()).toEqual(foreign.toSorted());
});

test('decisions of people and the report are those of a run without parts', async () => {
  const dir = folder({ 'a.docx': readFileSync(sample), 'b.docx': docx(p('two')) });
  const work = folder();
  const [whole, parts] = ['whole', 'parts'].map((name) => join(work, name));
  const options = { store: join(work, 'store'), jobs: 1 };
  await run({ ...options, paths: [dir], out: parts, parts: true });
  const sql = `SELECT fact_id, sha256, f.file, page, path, raw, value, unit, concept, measure
    FROM facts f JOIN documents USING (document_id) ORDER BY fact_id LIMIT 3`;
  const { rows } = await queryTables(parts, sql);
  const decisions = rows.map(([id, sha256, file, page, path, raw, ...old], i) => [
    `2026-01-01T00:00:0${i}Z`,
    'A',
    ['confirm', 'correct', 'reject'][i],
    id,
    sha256,
    file,
    page,
    '',
    path,
    raw,
    ...old,
    i === 1 ? '7' : '',
    '',
    '',
    '',
    '',
  ]);
  const header =
    'when,who,action,fact_id,sha256,file,page,bbox,path,raw,old_value,old_unit,old_concept,old_measure,new_value,new_unit,new_concept,new_measure,why';
  const corrections = join(work, 'corrections.csv');
  writeFileSync(
    corrections,
    `${[header, ...decisions.map((cells) => cells.map((cell) => cell ?? '').join(','))].join('\n')}\n`,
  );
  await run({ ...options, paths: [dir], out: whole, corrections });
  await run({ ...options, paths: [dir], out: parts, corrections, parts: true });
  for (const told of [
    "SELECT fact_id, value, review, method FROM facts WHERE review <> '' ORDER BY fact_id",
    'SELECT raw, reason FROM quarantine ORDER BY ALL',
    'SELECT fact_id, flags FROM facts ORDER BY fact_id',
  ]) {
    const [a, b] = await Promise.all([whole, parts].map((out) => queryTables(out, told)));
    expect(b).toEqual(a);
    expect(a.rows.length).toBeGreaterThan(0);
  }
  const reports = [whole, parts].map((out) => {
    const { status, stderr } = spawnSync(process.execPath, [bin, 'report', out, '--out', `${out}.html`], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, expect.any(String)]);
    // The two runs may have ended in different minutes.
    return readFileSync(`${out}.html`, 'utf8').replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/, '');
  });
  expect(reports[1]).toBe(reports[0]);
});
