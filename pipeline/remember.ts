/** Words come again: what was worked out for those of late is kept. */

/** Labels, header words and headings are short; running text hardly ever comes twice. */
const LONGEST = 60;
const MOST = 5000;

/**
 * The same function, which keeps what it gave for short texts.
 * @param work depends on the text alone, and gives what nobody changes
 */
export function remembered<T>(work: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > LONGEST) return work(text);
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = work(text);
    if (known.size >= MOST) known.clear();
    known.set(text, made);
    return made;
  };
}
