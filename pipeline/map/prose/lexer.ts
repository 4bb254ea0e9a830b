/** Cuts a normal text into numbers, words of the grammar, class paths, times, punctuation and unknown text. */
import type { Grammar } from '../../../schemas/grammar.ts';
import type { Lexicon } from './lexicon.ts';
import { readNumber, readSpelled } from './numbers.ts';
import { findPaths } from './paths.ts';
import type { TimeToken, Token } from './tokens.ts';

const DAY = /((?:19|20)\d{2})年(\d{1,2})月(\d{1,2})[日号]/y;
/** 2023年底 by its month: a day near enough for what is counted at it. */
const MONTH_END = /((?:19|20)\d{2})年\d{1,2}月份?[底末]/y;
/** 截至2024年12月，: an open month with which the words before say that it is a day. */
const AS_OF_MONTH = /((?:19|20)\d{2})年\d{1,2}月(?!\d)/y;
const AS_OF = /(?:截至|截止|截止到|截至到)$/;
const YEAR = /((?:19|20)\d{2})(?:年度?(期?初|期?末|底)?|(?=[和与、至—-]+(?:19|20)\d{2}年)|(?=相比))/y;
const PUNCT = new Set('。；：，,、"！？!?《》…');
const DIGIT = /\d/;

/**
 * The tokens of a text, without gaps, in order.
 * @param names names that are read as one, whatever words they are made of
 */
export function lex(text: string, lexicon: Lexicon, grammar: Grammar, names: readonly string[] = []): Token[] {
  const tokens: Token[] = [];
  const paths = findPaths(text);
  let nextPath = 0;
  let i = 0;
  while (i < text.length) {
    while (paths[nextPath] && paths[nextPath].start < i) nextPath++;
    const token = paths[nextPath]?.start === i ? paths[nextPath] : tokenAt(i);
    if (token.kind === 'text' && tokens.at(-1)?.kind === 'text') tokens[tokens.length - 1].end = token.end;
    else tokens.push(token);
    i = token.kind === 'number' ? token.unitEnd : token.end;
  }
  return tokens;

  function tokenAt(at: number): Token {
    const c = text[at];
    const limit = paths[nextPath]?.start ?? text.length;
    const name = names.find((n) => n.length > 2 && text.startsWith(n, at));
    if (name && at + name.length <= limit) return { kind: 'name', start: at, end: at + name.length };
    const time = DIGIT.test(c) ? timeAt(text, at) : undefined;
    if (time) return time;
    const spelled = readSpelled(text, at);
    if (spelled) return spelled;
    const word = lexicon.longest(text, at);
    if (word && at + word.text.length <= limit) return { kind: 'word', start: at, end: at + word.text.length, word };
    if (DIGIT.test(c)) return readNumber(text, at, lexicon.units, grammar.nonfacts.rules);
    if (c === '(') return { kind: 'open', start: at, end: at + 1 };
    if (c === ')') return { kind: 'close', start: at, end: at + 1 };
    if (PUNCT.has(c)) return { kind: 'punct', start: at, end: at + 1, char: c === ',' ? '，' : c };
    return { kind: 'text', start: at, end: at + 1 };
  }
}

function timeAt(text: string, at: number): TimeToken | undefined {
  if (DIGIT.test(text[at - 1] ?? '')) return undefined;
  DAY.lastIndex = at;
  const day = DAY.exec(text);
  if (day) {
    const date = `${day[1]}-${day[2].padStart(2, '0')}-${day[3].padStart(2, '0')}`;
    return { kind: 'time', start: at, end: at + day[0].length, year: Number(day[1]), date, edge: 'end' };
  }
  MONTH_END.lastIndex = at;
  const end = MONTH_END.exec(text);
  if (end) return { kind: 'time', start: at, end: at + end[0].length, year: Number(end[1]), date: '', edge: 'end' };
  AS_OF_MONTH.lastIndex = at;
  const month = AS_OF.test(text.slice(Math.max(0, at - 4), at)) ? AS_OF_MONTH.exec(text) : null;
  if (month)
    return { kind: 'time', start: at, end: at + month[0].length, year: Number(month[1]), date: '', edge: 'end' };
  YEAR.lastIndex = at;
  const year = YEAR.exec(text);
  if (!year) return undefined;
  const edge = year[2]?.endsWith('初') ? 'begin' : year[2] ? 'end' : '';
  return { kind: 'time', start: at, end: at + year[0].length, year: Number(year[1]), date: '', edge };
}
