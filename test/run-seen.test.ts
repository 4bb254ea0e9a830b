/** Files that did not change are not read again; whatever did change is. */
import {
  linkSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { type RunOptions, run } from '../pipeline/run/run.ts';
import { SeenFiles } from '../pipeline/run/seen.ts';
import { openStore } from '../pipeline/store/open.ts';
import { docx, p } from './extractors/docx-fixture.ts';
import { folder, rowsOf } from './fixtures/run-folder.ts';
import { datasetHashes } from './fixtures/same-datasets.ts';

// Whole runs, several in one test: they go on from each other.
vi.setConfig({ testTimeout: 300_000 });

/** Until files that were just written count as being at rest. */
const REST = 2100;
const files = () => ({ 'a.docx': docx(p('one')), 'b.docx': docx(p('two')), 'empty.pdf': '' });

/** The datasets of a run over the files as they are now that knows nothing of them. */
async function fresh(dir: string): Promise<Record<string, string>> {
  const out = mkdtempSync(join(tmpdir(), 'pagefact-test-'));
  try {
    await run({ paths: [dir], out, store: false, jobs: 1 });
    return datasetHashes(out);
  } finally {
    rmSync(out, { recursive: true });
  }
}

test('files that did not change are not read, and every other is, whatever its size and times are made to say', async () => {
  const dir = folder(files());
  const out = join(folder(), 'out');
  const night = (more: Partial<RunOptions> = {}) => run({ paths: [dir], out, jobs: 1, ...more });
  await sleep(REST);
  expect(await night()).toMatchObject({ known: 0, hashed: 3 });
  const first = datasetHashes(out);
  const second = await night();
  expect(second).toMatchObject({ known: 3, hashed: 0, failed: [{ reason: expect.stringContaining('empty') }] });
  expect(await night({ rehash: true })).toMatchObject({ known: 3, hashed: 3 });
  expect(datasetHashes(out)).toEqual(first);

  // Other content of the same size, in the same file, and the time set back.
  const changed = join(dir, 'b.docx');
  const { atime, mtime, size, ino } = statSync(changed);
  writeFileSync(changed, docx(p('six')));
  utimesSync(changed, atime, mtime);
  expect(statSync(changed)).toMatchObject({ size, ino, mtime });
  expect(await night()).toMatchObject({ known: 2, hashed: 1 });
  expect(datasetHashes(out)).toEqual(await fresh(dir));
  expect(rowsOf(out, 'cells')).toEqual([]);

  // Two files that change their names.
  await sleep(REST);
  await night();
  for (const [from, to] of ['a.docx c', 'b.docx a.docx', 'c b.docx'].map((names) => names.split(' ')))
    renameSync(join(dir, from), join(dir, to));
  expect((await night()).hashed).toBe(2);
  expect(datasetHashes(out)).toEqual(await fresh(dir));
});

test('entries that are gone or damaged are told of, and their work is done again by the same run', async () => {
  const dir = folder(files());
  const out = join(folder(), 'out');
  const troubles: string[] = [];
  const night = () => run({ paths: [dir], out, jobs: 1, onTrouble: (message) => troubles.push(message) });
  await sleep(REST);
  await night();
  const first = datasetHashes(out);
  expect((await night()).hashed).toBe(0);
  for (const kind of ['map', 'extract']) rmSync(join(out, '.pagefact', kind), { recursive: true });
  expect(await night()).toMatchObject({ known: 1, hashed: 3, documents: 3 });
  expect(troubles).toEqual([expect.stringContaining('gone from the store')]);
  expect(datasetHashes(out)).toEqual(first);

  // As a power cut may leave a store that was not synced: every file is there, and half of it.
  const store = join(out, '.pagefact');
  const entries = readdirSync(store, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(entries.length).toBeGreaterThan(6);
  for (const { parentPath, name } of entries) {
    const file = join(parentPath, name);
    truncateSync(file, Math.floor(statSync(file).size / 2));
  }
  rmSync(join(out, 'run.json'));
  expect(await night()).toMatchObject({ known: 0, hashed: 3 });
  expect(datasetHashes(out)).toEqual(first);
});

test('a file that was written a moment ago is not remembered, nor one whose time is still to come', async () => {
  const dir = folder({ 'a.docx': docx(p('one')) });
  const out = join(folder(), 'out');
  const later = new Date(Date.now() + 3600_000);
  utimesSync(join(dir, 'a.docx'), later, later);
  await run({ paths: [dir], out, jobs: 1 });
  expect((await run({ paths: [dir], out, jobs: 1 })).hashed).toBe(1);
});

test('thousands of files are remembered, and as many or fewer the next time', async () => {
  const dir = folder({ one: 'x' });
  const paths = Array.from({ length: 5000 }, (_, i) => join(dir, `${i}.pdf`));
  for (const [i, path] of paths.entries()) (i % 2 === 0 ? symlinkSync : linkSync)(join(dir, 'one'), path);
  await sleep(REST);
  const entries = openStore({ place: join(dir, 'store'), sync: false });
  const look = async (count: number, trust = true) => {
    const options = { entries, paths: [dir], dir: folder(), length: count, trust };
    const seen = await SeenFiles.open(options);
    for (let i = 0; i < count; i++) {
      expect((await seen.look(i, paths[i])).size).toBe(1);
      seen.done(i);
    }
    const keys = await seen.save();
    seen.close();
    return [seen.hashed, keys.length];
  };
  expect(await look(5000)).toEqual([5000, 2]);
  expect(await look(5000)).toEqual([0, 2]);
  expect(await look(10)).toEqual([0, 1]);
  expect(await look(20)).toEqual([10, 1]);
  expect(await look(20, false)).toEqual([20, 1]);
  const kept = [];
  for await (const { key } of entries.store.list('seen')) kept.push(key);
  expect(kept).toHaveLength(1);
  expect(readFileSync(paths[0], 'utf8')).toBe('x');
});
