import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { expand } from '../pipeline/run/intake.ts';
import { LockedError, lockFolder } from '../pipeline/run/lock.ts';
import { run } from '../pipeline/run/run.ts';
import { beganAt } from '../pipeline/store/owner.ts';
import { docx, p } from './extractors/docx-fixture.ts';
import { folder, rowsOf } from './fixtures/run-folder.ts';

const good = docx(p('text'));
const hang = new URL('./fixtures/odd-worker.ts', import.meta.url);

describe('files that cannot be opened', () => {
  test('cost their own row only', async () => {
    const dir = folder({ 'good.docx': good });
    symlinkSync('nowhere.pdf', join(dir, 'broken.pdf'));
    symlinkSync('self.pdf', join(dir, 'self.pdf'));
    spawnSync('mkfifo', [join(dir, 'pipe.pdf')]);
    const out = join(dir, 'out');
    const report = await run({ paths: [dir], out });
    const rows = new Map(rowsOf(out, 'documents').map((row) => [row.file, row]));
    expect(rows.get('good.docx')).toMatchObject({ status: 'ok' });
    expect(rows.get('broken.pdf')).toMatchObject({ status: 'failed', reason: expect.stringContaining('gone') });
    expect(rows.get('self.pdf')).toMatchObject({ status: 'failed', reason: expect.stringContaining('back to itself') });
    expect(rows.get('pipe.pdf')).toMatchObject({ status: 'failed', reason: expect.stringContaining('no file') });
    expect(report.failed).toHaveLength(3);
  });

  test('folders that links lead round in circles are read once, and the output folder not at all', () => {
    const dir = folder({ 'a/1.pdf': '', 'out/old.html': '' });
    symlinkSync('..', join(dir, 'a', 'up'));
    expect(expand([dir], join(dir, 'out'))).toEqual({ paths: [join(dir, 'a/1.pdf')], ignored: [] });
  });
});

describe('one run at a time in an output folder', () => {
  test('a second one is refused, naming the first', () => {
    const dir = folder();
    const unlock = lockFolder(dir);
    expect(() => lockFolder(dir)).toThrow(LockedError);
    expect(() => lockFolder(dir)).toThrow(`process ${process.pid}`);
    unlock();
    lockFolder(dir)();
  });

  // Where nobody asks how it ended, as in many containers, it keeps its number for good.
  test.skipIf(process.platform !== 'linux')(
    'a run that was killed holds nothing while its process is still listed',
    async () => {
      const parent = spawn('sh', ['-c', 'sleep 600 & echo $!; exec sleep 600'], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      onTestFinished(() => void parent.kill('SIGKILL'));
      const pid = Number(String((await once(parent.stdout, 'data'))[0]));
      const dir = folder({ '.lock': JSON.stringify({ host: hostname(), pid, began: beganAt(pid) }) });
      expect(() => lockFolder(dir)).toThrow(LockedError);
      // From then on nobody waits for it.
      while (readFileSync(`/proc/${parent.pid}/comm`, 'utf8') !== 'sleep\n') await sleep(10);
      process.kill(pid, 'SIGKILL');
      while (!readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')) await sleep(10);
      lockFolder(dir)();
    },
  );

  test('of several that find the lock of a dead run at once one gets the folder', async () => {
    const dir = folder();
    const dead = JSON.stringify({ host: hostname(), pid: process.pid, began: 'another time' });
    const lock = new URL('../pipeline/run/lock.ts', import.meta.url).href;
    // All wait for the same file, so that they begin together; the one that gets the folder keeps it until all have tried.
    const script = `import { existsSync } from 'node:fs'; import { lockFolder, LockedError } from '${lock}';
      setInterval(() => {}, 1000);
      while (!existsSync('${dir}/go'));
      try { lockFolder('${dir}'); process.send('got'); }
      catch (error) { process.send(error instanceof LockedError ? 'refused' : String(error)); }`;
    const take = join(folder({ 'take.mjs': script }), 'take.mjs');
    for (const left of [dead, dead, '']) {
      writeFileSync(join(dir, '.lock'), left);
      const children = Array.from({ length: 4 }, () => fork(take, { execArgv: ['--no-warnings'] }));
      const told = children.map((child) => once(child, 'message'));
      await sleep(500);
      writeFileSync(join(dir, 'go'), '');
      const outcomes = (await Promise.all(told)).map(([outcome]) => outcome);
      for (const child of children) child.kill('SIGKILL');
      expect(outcomes.sort()).toEqual(['got', 'refused', 'refused', 'refused']);
      for (const name of ['go', '.lock']) rmSync(join(dir, name));
      expect(readdirSync(dir)).toEqual([]);
    }
  });

  test('what a killed run left is taken over and removed', async () => {
    const dir = folder({ 'good.docx': good });
    const out = join(dir, 'out');
    mkdirSync(join(out, '.run-abcdef'), { recursive: true });
    writeFileSync(join(out, '.lock'), JSON.stringify({ host: hostname(), pid: process.pid, began: 'another time' }));
    await run({ paths: [join(dir, 'good.docx')], out, store: false });
    expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

test('a run that is stopped leaves the earlier datasets and nothing of its own', async () => {
  const dir = folder({ 'good.docx': good, 'hang.docx': docx(p('other text')) });
  const out = join(dir, 'out');
  await run({ paths: [join(dir, 'good.docx')], out });
  const stop = new AbortController();
  const stopped = run({ paths: [join(dir, 'hang.docx')], out, workerModule: hang, signal: stop.signal });
  setTimeout(() => stop.abort(), 300);
  await expect(stopped).rejects.toThrow(/abort/);
  expect(rowsOf(out, 'documents').map(({ file }) => file)).toEqual(['good.docx']);
  expect(readdirSync(out).filter((name) => name.startsWith('.'))).toEqual(['.pagefact']);
});

test('a worker ends soon after its parent was killed, even in the middle of a document', async () => {
  const dir = folder();
  const worker = fileURLToPath(new URL('../pipeline/run/worker.ts', import.meta.url));
  const mark = join(dir, 'mark');
  // The parent starts a worker, keeps it from looking up, and waits to be killed.
  // What keeps it says so first: from then on it never looks up again.
  const busy = `
    import { writeFileSync, renameSync } from 'node:fs';
    setTimeout(() => {
      writeFileSync(${JSON.stringify(`${mark}.new`)}, String(process.pid));
      renameSync(${JSON.stringify(`${mark}.new`)}, ${JSON.stringify(mark)});
      for (;;);
    }, 1500);`;
  const module = join(folder({ 'busy.mjs': busy }), 'busy.mjs');
  const code = `
    require('node:child_process').fork(${JSON.stringify(worker)}, { execArgv: ['--import', ${JSON.stringify(module)}] });
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['-e', code], { stdio: 'ignore' });
  while (!existsSync(mark)) await sleep(50);
  const pid = Number(readFileSync(mark, 'utf8'));
  expect(() => process.kill(pid, 0)).not.toThrow();
  parent.kill('SIGKILL');
  await expect.poll(() => isRunning(pid), { timeout: 120_000, interval: 200 }).toBe(false);

  /** A process that nobody has waited for yet is a zombie: it does not run. */
  function isRunning(id: number): boolean {
    try {
      return !/\) Z /.test(readFileSync(`/proc/${id}/stat`, 'utf8'));
    } catch {
      return false;
    }
  }
});
