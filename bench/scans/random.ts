/** Chance that comes out the same every time. */

/** Numbers from 0 to 1 (excluded), the same sequence for the same words. */
export function seeded(...words: readonly (string | number)[]): () => number {
  // FNV-1a over the words gives the seed, mulberry32 the sequence: both are public domain and a few lines long.
  let state = 0x811c9dc5;
  for (const char of words.join('\n')) state = Math.imul(state ^ char.codePointAt(0)!, 0x01000193) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Some of the items in their own order, chosen by chance. */
export function some<T>(items: readonly T[], count: number, chance: () => number): T[] {
  const ranked = items.map((item, index) => ({ item, index, rank: chance() })).sort((a, b) => a.rank - b.rank);
  return ranked
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ item }) => item);
}
