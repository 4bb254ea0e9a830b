/** Numbers of running text that become no fact: where they stand, and why those inside other words state nothing. */
import type { NonFactDraft } from '../../draft.ts';
import { placeIn, printed, printedIn, type Source } from './draft.ts';
import type { NumberToken, Token } from './tokens.ts';

const CONTEXT = 60;
const DIGITS = /\d+(?:[.,]\d+)*/g;
const YEAR = /^(?:19|20)\d{2}$/;

/** Place and surroundings of a number that becomes no fact, by offsets of the normal text. */
export function refusedAt(source: Source, start: number, end: number) {
  const { page, bbox } = placeIn(source, start, end);
  return {
    page,
    bbox,
    context: source.normal.text.slice(Math.max(0, start - CONTEXT), end + CONTEXT / 3),
    path: source.placed.block.path ?? '',
    at: printedIn(source, start, end),
  };
}

/** A number that states nothing by itself. */
export function nonFactAt(source: Source, { start, end }: Pick<NumberToken, 'start' | 'end'>, reason: string) {
  return { ...refusedAt(source, start, end), raw: printed(source, start, end), reason };
}

/** The digits inside of times, names, codes and words of the vocabulary. */
export function digitsOfNames(source: Source, tokens: readonly Token[]): NonFactDraft[] {
  const { text } = source.normal;
  return tokens.flatMap((token) => {
    if (token.kind === 'number') return [];
    return [...text.slice(token.start, token.end).matchAll(DIGITS)].map((match) => {
      const start = token.start + match.index;
      return nonFactAt(source, { start, end: start + match[0].length }, reasonOf(token, match[0]));
    });
  });
}

function reasonOf(token: Token, digits: string): string {
  if (token.kind === 'time') return YEAR.test(digits) ? 'year' : 'date';
  if (token.kind === 'path') return 'code';
  return 'part of a name';
}
