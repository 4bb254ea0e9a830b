/** Values that are made before they are wanted, and values that are taken together. */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inBatches } from '../pipeline/queue/batches.ts';
import { ahead } from '../pipeline/run/ahead.ts';

async function* numbers(made: number[], upTo: number): AsyncGenerator<number> {
  for (let i = 1; i <= upTo; i++) {
    made.push(i);
    yield i;
  }
}

test('so many are made before they are wanted, and no more, in the same order', async () => {
  const made: number[] = [];
  const values = ahead(numbers(made, 9), 3);
  expect(await values.next()).toEqual({ done: false, value: 1 });
  await sleep(1);
  expect(made).toEqual([1, 2, 3, 4]);
  const rest: number[] = [];
  for await (const value of values) rest.push(value);
  expect(rest).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
});

test('what goes wrong is told where its value would have been', async () => {
  async function* broken() {
    yield 1;
    throw new Error('no more');
  }
  const values = ahead(broken(), 3);
  expect((await values.next()).value).toBe(1);
  await sleep(1);
  await expect(values.next()).rejects.toThrow('no more');
});

test('batches hold what comes soon, up to their size, and what came before the source failed', async () => {
  const batches: number[][] = [];
  for await (const batch of inBatches(numbers([], 7), 3, 60_000)) batches.push(batch);
  expect(batches).toEqual([[1, 2, 3], [4, 5, 6], [7]]);

  async function* stopping() {
    yield 1;
    yield 2;
    await sleep(20);
    throw new Error('no more');
  }
  const values = inBatches(stopping(), 3, 1);
  expect((await values.next()).value).toEqual([1, 2]);
  await expect(values.next()).rejects.toThrow('no more');
});
