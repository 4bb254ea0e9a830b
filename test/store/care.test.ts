import { spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { run } from '../../pipeline/run/run.ts';
import { collectGarbage, storedFailures, storeStats } from '../../pipeline/store/care.ts';
import { BusyError, lease } from '../../pipeline/store/leases.ts';
import { openStore } from '../../pipeline/store/open.ts';
import { docx, p } from '../extractors/docx-fixture.ts';
import { folder } from '../fixtures/run-folder.ts';
import { datasetHashes } from '../fixtures/same-datasets.ts';

vi.setConfig({ testTimeout: 300_000 });
const bin = fileURLToPath(new URL('../../pipeline/bin.js', import.meta.url));
const store = (...args: string[]) => spawnSync(process.execPath, [bin, 'store', ...args], { encoding: 'utf8' });

/** Makes every entry of a store look as if it had been written two days ago. */
function age(place: string): void {
  const then = new Date(Date.now() - 48 * 3600 * 1000);
  for (const entry of readdirSync(place, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) utimesSync(join(entry.parentPath, entry.name), then, then);
}

describe('gc', () => {
  test('removes what the last runs did not use, and no run misses anything', async () => {
    const dir = folder({ 'a.docx': docx(p('one')), 'b.docx': docx(p('two')), 'c.pdf': '' });
    // Files whose time is still to come are not remembered: there is no entry more than those that are counted here.
    const later = new Date(Date.now() + 3600_000);
    for (const name of ['a.docx', 'b.docx', 'c.pdf']) utimesSync(join(dir, name), later, later);
    const place = join(dir, 'store');
    const run1 = { paths: [join(dir, 'a.docx'), join(dir, 'c.pdf')], out: join(dir, 'out'), store: place };
    const run2 = { ...run1, paths: [join(dir, 'b.docx')] };
    await run(run1);
    await run(run2);
    const entries = openStore({ place, sync: false });
    const count = async () => (await storeStats(entries)).slice(0, 3).map((one) => one.entries);
    expect(await count()).toEqual([2, 2, 1]);
    expect(await collectGarbage(entries, { keepRuns: 2, hours: 24 })).toMatchObject({ removed: 0, kept: 5 });
    age(place);
    expect(await collectGarbage(entries, { keepRuns: 2, hours: 24 })).toMatchObject({ removed: 0, kept: 5 });
    expect(await storedFailures(entries)).toEqual([
      { reason: expect.stringContaining('empty'), files: 1, attempts: 1 },
    ]);
    expect(await collectGarbage(entries, { keepRuns: 1, hours: 24 })).toMatchObject({ removed: 3, kept: 2 });
    expect(await count()).toEqual([1, 1, 0]);
    const before = datasetHashes(run2.out);
    expect((await run(run2)).known).toBe(1);
    expect(datasetHashes(run2.out)).toEqual(before);
    expect((await run(run1)).known).toBe(0);
  });

  test('and runs keep out of each other’s way; what a killed one left does not', async () => {
    const dir = folder({ 'a.docx': docx(p('one')) });
    const place = join(dir, 'store');
    const options = { paths: [join(dir, 'a.docx')], out: join(dir, 'out'), store: place };
    const entries = openStore({ place, sync: false });
    const leaveGc = await lease(entries, 'gc');
    await expect(run(options)).rejects.toThrow(BusyError);
    await leaveGc();
    const leaves = [await lease(entries, 'run'), await lease(entries, 'run')];
    await expect(collectGarbage(entries, { keepRuns: 1, hours: 1 })).rejects.toThrow(/a run is using it/);
    for (const leave of leaves) await leave();
    const dead = { purpose: 'run', host: (await import('node:os')).hostname(), pid: process.pid, began: 'long ago' };
    await entries.put('lease/run-dead', Buffer.from(JSON.stringify(dead)));
    await expect(collectGarbage(entries, { keepRuns: 1, hours: 1 })).resolves.toMatchObject({ removed: 0 });
    expect(await entries.store.has('lease/run-dead')).toBe(false);
  });
});

test('stats and verify tell what there is, and verify puts damaged entries aside', async () => {
  const dir = folder({ 'a.docx': docx(p('one')) });
  const out = join(dir, 'out');
  await run({ paths: [join(dir, 'a.docx')], out });
  expect(store('stats', out).stdout).toMatch(/^map +1 entries/m);
  expect(store('verify', out)).toMatchObject({ status: 0, stdout: expect.stringMatching(/entries are whole\n$/) });
  const place = join(out, '.pagefact');
  const [name] = readdirSync(join(place, 'map'), { recursive: true }).filter((one) => String(one).length > 40);
  appendFileSync(join(place, 'map', String(name)), 'x');
  expect(store('verify', place)).toMatchObject({ status: 3, stdout: expect.stringMatching(/put aside: map\//) });
  expect(store('stats', out).stdout).toMatch(/^damaged +1 entries/m);
  expect(store('stats', folder())).toMatchObject({ status: 2, stderr: expect.stringContaining('holds no store') });
  expect(store('mend', out).status).toBe(2);
});
