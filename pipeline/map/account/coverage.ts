/** Which characters of a document have been read, and as what. */
import type { JoinedText, TextLine } from '../../../extractors/document.ts';
import type { Printed } from '../../draft.ts';

/** What became of a number. */
export type Fate = 'mapped' | 'nonfact' | 'quarantined';

/** A number by a plain look at the text: digits, with the separators between them. */
const NUMBER = /[\d０-９]+(?:[.,，．][\d０-９]+)*/g;

/** The stretches of lines that a stretch of their joined text is made of. */
export function printedAt(joined: JoinedText, start: number, end: number): Printed[] {
  return joined.lines.flatMap((line, i) => {
    const from = Math.max(0, start - joined.starts[i]);
    const to = Math.min(line.text.length, end - joined.starts[i]);
    return from < to ? [{ line, start: from, end: to }] : [];
  });
}

/** All of some lines. */
export const allOf = (lines: readonly TextLine[]): Printed[] =>
  lines.map((line) => ({ line, start: 0, end: line.text.length }));

/** The numbers of a line as a plain look finds them; no rule of any reader takes part in this. */
export function plainNumbers(line: TextLine): Printed[] {
  return [...line.text.matchAll(NUMBER)].map((match) => ({
    line,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** What has been made of each character. What is said first of a character stands. */
export class Coverage {
  readonly #fates = new Map<TextLine, (Fate | undefined)[]>();

  mark(at: readonly Printed[], fate: Fate): void {
    for (const { line, start, end } of at) {
      const fates = this.#fates.get(line) ?? [];
      this.#fates.set(line, fates);
      for (let i = start; i < end; i++) fates[i] ??= fate;
    }
  }

  /** What became of the first character of a stretch that anything became of. */
  fateOf({ line, start, end }: Printed): Fate | undefined {
    return this.#fates
      .get(line)
      ?.slice(start, end)
      .find((fate) => fate !== undefined);
  }
}
