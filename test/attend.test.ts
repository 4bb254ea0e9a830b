/** How long a document may take, by a clock of the test's own. */
import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { attend } from '../pipeline/run/attend.ts';
import type { WorkLimits } from '../pipeline/run/limits.ts';
import type { Job } from '../pipeline/run/messages.ts';

beforeEach(
  () =>
    void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] }),
);
afterEach(() => void vi.useRealTimers());

const limits: WorkLimits = {
  timeFor: ({ bytes, pages }) => bytes + 250 * pages,
  memoryFor: () => Number.POSITIVE_INFINITY,
  documentsPerWorker: 1,
  memoryToKeep: 0,
};

/** A child that says what the test wants, and dies when it is killed. */
function attended(bytes: number) {
  const killed: string[] = [];
  const child = Object.assign(new EventEmitter(), {
    stderr: new EventEmitter(),
    send: () => true,
    kill(signal: string) {
      killed.push(signal);
      child.emit('exit', null, signal);
      return true;
    },
  });
  const ended = attend(child as unknown as ChildProcess, { file: { size: bytes } } as Job, limits);
  return { child, killed, ended };
}

test('a document is given its time, not less and not more, and more as soon as its pages are known', async () => {
  const { child, killed, ended } = attended(2500);
  vi.advanceTimersByTime(2000);
  child.emit('message', { found: { pages: 40, scans: 0 } });
  vi.advanceTimersByTime(10_499);
  expect(killed).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(killed).toEqual(['SIGKILL']);
  expect(await ended).toMatchObject({
    outcome: { status: 'failed', reason: 'not finished after 13 s for 40 pages; it was stopped' },
    died: false,
  });
});

test('what it says after its time counts no more; what it says before does', async () => {
  const late = attended(100);
  vi.advanceTimersByTime(100);
  late.child.emit('message', { outcome: { status: 'ok' } });
  expect((await late.ended).outcome.status).toBe('failed');
  const early = attended(100);
  vi.advanceTimersByTime(99);
  early.child.emit('message', { outcome: { status: 'ok' } });
  expect((await early.ended).outcome.status).toBe('ok');
  vi.advanceTimersByTime(10_000);
  expect(early.killed).toEqual([]);
});
