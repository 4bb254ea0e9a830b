/** Words that OCR misread by one character. */

/** Shorter words differ from too many others by one character. */
const SHORTEST = 4;

/**
 * The only word that differs from a misread one by one character; none when there are two. A character taken for
 * another goes before one that was lost or added: 公务接待贺 is 公务接待费, although 公务接待 is a word too.
 */
export function nearest<T>(key: string, words: Iterable<readonly [word: string, value: T]>): T | undefined {
  if (key.length < SHORTEST) return undefined;
  const taken = new Set<T>();
  const lost = new Set<T>();
  for (const [word, value] of words)
    if (word.length >= SHORTEST && differByOne(key, word)) (word.length === key.length ? taken : lost).add(value);
  const found = taken.size > 0 ? taken : lost;
  return found.size === 1 ? [...found][0] : undefined;
}

function differByOne(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const skipA = a.length >= b.length ? 1 : 0;
  const skipB = b.length >= a.length ? 1 : 0;
  return a.slice(i + skipA) === b.slice(i + skipB);
}
