/** A stream that makes its next values while the last ones are used. */

/**
 * The same values in the same order. The source is asked for one value at a time, and for `depth` values before they are
 * wanted; what it throws is thrown where the value would have been.
 */
export async function* ahead<T>(source: AsyncIterable<T>, depth: number): AsyncGenerator<T> {
  const iterator = source[Symbol.asyncIterator]();
  const coming: Promise<IteratorResult<T>>[] = [];
  const ask = () => {
    const next = iterator.next();
    // Whoever takes it is told; until then nobody listens, which must not end the process.
    next.catch(() => {});
    coming.push(next);
  };
  for (let i = 0; i < depth; i++) ask();
  while (true) {
    const next = await (coming.shift() as Promise<IteratorResult<T>>);
    if (next.done) return;
    ask();
    yield next.value;
  }
}
