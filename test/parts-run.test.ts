/** Runs whose datasets are in parts: the commands that read them, and what a kill leaves. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
    "SELECT COLUMNS(name -> name <> 'rowid') FROM findings ORDER BY ALL",
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
  cpSync(undisturbed, killed, { recursive: true });
  const before = datasetHashes(killed);
  writeFileSync(join(dir, 'b.docx'), docx(p('two')));
  await run({ paths: [dir], out: undisturbed, store, parts: true, jobs: 1 });

  const works = () => readdirSync(killed).filter((name) => name.startsWith('.run-'));
  const moments = [
    () => works().some((name) => hasSecond(join(killed, name, 'ready', 'parts', 'cells'))),
    () => hasSecond(join(killed, 'parts', 'cells')),
  ];
  for (const moment of [...moments, undefined]) {
    const child = spawn(process.execPath, [bin, 'run', dir, '--out', killed, '--store', store, '--parts'], {
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
    while (moment && child.exitCode === null && !moment()) await sleep(1);
    child.kill(moment ? 'SIGKILL' : 0);
    await ended;
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
  writeFileSync(join(killed, 'parts', 'cells', '000009-left.csv'), 'x');
  rmSync(join(killed, 'run.json'));
  await run({ paths: [dir], out: killed, store, parts: true, jobs: 1 });
  expect(datasetHashes(killed)).toEqual(datasetHashes(undisturbed));
});
