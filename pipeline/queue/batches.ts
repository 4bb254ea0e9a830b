/** Values of a stream, several at a time. */
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * The values in their order, up to `most` at a time; fewer when the next does not come within some milliseconds after the
 * first. Throws what the source throws; what came before it is handed out first.
 */
export async function* inBatches<T>(source: AsyncIterable<T>, most: number, milliseconds: number): AsyncGenerator<T[]> {
  const iterator = source[Symbol.asyncIterator]();
  const ask = () => {
    const next = iterator.next();
    // Whoever waits for it is told; until then nobody listens, which must not end the process.
    next.catch(() => {});
    return next;
  };
  let next = ask();
  while (true) {
    const first = await next;
    if (first.done) return;
    const batch = [first.value];
    const enough = new AbortController();
    const over = sleep(milliseconds, undefined, { signal: enough.signal }).catch(() => undefined);
    next = ask();
    while (batch.length < most) {
      const soon = await Promise.race([next.catch(() => undefined), over]);
      if (!soon || soon.done) break;
      batch.push(soon.value);
      next = ask();
    }
    enough.abort();
    yield batch;
  }
}
