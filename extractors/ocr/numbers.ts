/** Numbers among the characters that were read, and what two or three readings of one number say together. */
import type { PixelBox } from '../image/picture.ts';
import type { ReadSymbol, Way } from './engine.ts';

const DIGIT = /[0-9]/;
const HAN = /\p{Script=Han}/u;
/** Signs inside a number; a reading may give any of them for another. */
const INSIDE = /^[0-9.,:;'’·．：%+\-−–(（)）]$/;

/** Below this the reader for text is wrong more often than not about short pieces. */
const DOUBTED = 0.9;
/** Least confidence of a character from which the reader for numbers is believed against the reader for text. */
const BELIEVED = 0.85;
/** Least width of a Han character and the gap behind it as a share of the line's height. */
const NARROWEST_HAN = 0.65;

/** Characters `start` to `end` (excluded) of a line. */
export interface Stretch {
  start: number;
  end: number;
}

/**
 * The stretches of a line that are numbers: digits and the signs between them. A Han character in the place of a digit
 * belongs to the number (`小.69`, `5示.10`): it was misread. One behind a number ends it, as units do.
 */
export function findNumbers(symbols: readonly ReadSymbol[]): Stretch[] {
  const inside = (i: number) =>
    i >= 0 && i < symbols.length && (INSIDE.test(symbols[i].text) || standsForDigit(symbols, i));
  const found: Stretch[] = [];
  for (let i = 0; i < symbols.length; i++) {
    if (!inside(i)) continue;
    const start = i;
    while (inside(i)) i++;
    const stretch = shrink(symbols, start, i);
    if (stretch) found.push(stretch);
  }
  return found;
}

/** A letter between digits or signs of numbers, one of them a point or a comma next to it. */
function standsForDigit(symbols: readonly ReadSymbol[], i: number): boolean {
  const point = (at: number) => /^[.,]$/.test(symbols[at]?.text ?? '');
  const digit = (at: number) => DIGIT.test(symbols[at]?.text ?? '');
  if (HAN.test(symbols[i].text)) return point(i + 1) && digit(i + 2) && (i === 0 || digit(i - 1));
  return /[A-Za-z]/.test(symbols[i].text) && (digit(i - 1) || point(i - 1)) && (point(i + 1) || digit(i + 1));
}

/** Leaves out signs at the ends that belong to the sentence, not to the number. */
function shrink(symbols: readonly ReadSymbol[], from: number, to: number): Stretch | undefined {
  let start = from;
  let end = to;
  while (start < end && /[.,:;'’·．：%)）]/.test(symbols[start].text)) start++;
  while (end > start && /[.,:;'’·．：+\-−–(（]/.test(symbols[end - 1].text)) end--;
  // A bracket without its partner belongs to the sentence.
  const held = (sign: RegExp) => symbols.slice(start, end).some(({ text }) => sign.test(text));
  if (/[(（]/.test(symbols[start]?.text ?? '') && !held(/[)）]/)) start++;
  if (/[)）]/.test(symbols[end - 1]?.text ?? '') && !held(/[(（]/)) end--;
  return symbols.slice(start, end).some((symbol) => DIGIT.test(symbol.text)) ? { start, end } : undefined;
}

/**
 * The whole of a short line whose end may be a percent sign that was taken for a letter (`95史`), if it is a number but
 * for that last character.
 */
export function endsLikePercent(symbols: readonly ReadSymbol[], { start, end }: Stretch): boolean {
  return start === 0 && end === symbols.length - 1 && end <= 6 && HAN.test(symbols[end].text);
}

/**
 * Whether a line without digits may be a number that the reader for text did not know as one: a few signs (`|` for 1), a
 * few characters read with doubt, or more Han characters than there is room for.
 */
export function mayBeNumber(symbols: readonly ReadSymbol[], { x0, y0, x1, y1 }: PixelBox): boolean {
  if (symbols.length === 0 || symbols.length > 8) return false;
  if (symbols.length <= 3 && symbols.every(({ text }) => /^[^<=>\P{ASCII}]$/u.test(text))) return true;
  const han = symbols.filter(({ text }) => HAN.test(text)).length;
  return least(symbols) < DOUBTED || han * NARROWEST_HAN * (y1 - y0) > x1 - x0;
}

/** Leaves out signs at the end of a reading of a number alone: those of the sentence around it. */
export function withoutLooseSigns(symbols: readonly ReadSymbol[]): ReadSymbol[] {
  let end = symbols.length;
  while (end > 0 && /^[.,\-+(]$/.test(symbols[end - 1].text)) end--;
  let start = 0;
  while (start < end && /^[.,)%]$/.test(symbols[start].text)) start++;
  return symbols.slice(start, end);
}

export function textOf(symbols: readonly ReadSymbol[]): string {
  return symbols.map((symbol) => symbol.text).join('');
}

/**
 * Leaves out one or two digits behind a percent sign: the reader for text saw a ring of the sign twice (`8.6%0`). More of
 * them, or a sign of numbers behind them, are another number.
 */
export function withoutRings(symbols: readonly ReadSymbol[]): ReadSymbol[] {
  const digit = (i: number) => DIGIT.test(symbols[i]?.text ?? '');
  const ring = symbols.map(() => false);
  for (let i = 1; i < symbols.length; i++) {
    if (symbols[i].text !== '%' || !digit(i - 1)) continue;
    let end = i + 1;
    while (digit(end)) end++;
    if (end - i <= 3 && !INSIDE.test(symbols[end]?.text ?? '')) ring.fill(true, i + 1, end);
  }
  return symbols.filter((_, i) => !ring[i]);
}

/** A reading with the signs that are printed in several widths made alike, for comparing. */
export function canonical(text: string): string {
  return text.normalize('NFKC').replace(/[−–—]/g, '-').replace(/\s/g, '');
}

/** A number as it may be printed: groups of three or none, one decimal point, a sign, brackets or a percent sign. */
const WELL_FORMED = /^[(]?[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?[)]?$/;

export function isWellFormed(text: string): boolean {
  return WELL_FORMED.test(canonical(text));
}

/** What is made of several readings of one number. */
export interface Verdict {
  /** The reading that is kept. */
  symbols: ReadSymbol[];
  way: Way;
  /** Least confidence of a character in the reading for text, and in that for numbers. */
  textSure: number;
  numberSure: number;
}

/**
 * The verdict of two readings that agree, or nothing when they differ.
 * @param text the reading by the reader for any text
 * @param number the reading by the reader for numbers
 */
export function agreement(text: readonly ReadSymbol[], number: readonly ReadSymbol[]): Verdict | undefined {
  const [a, b] = [canonical(textOf(text)), canonical(textOf(number))];
  if (a === '' || b === '') return undefined;
  const certain = least(number);
  // The reader for numbers gives the signs as they are printed: a comma, not a full-width one.
  const kept = (way: Way) => ({ symbols: [...number], way, textSure: least(text), numberSure: certain });
  if (a === b) return kept('same');
  if (!isWellFormed(b) || certain < BELIEVED) return undefined;
  if (/,/.test(b) && sameButSeparators(a, b)) return kept('separators');
  if (isMisreadPercent(a, b)) return kept('percent');
  return undefined;
}

/** `2.940.05` or `2:940.05` for `2,940.05`: digits and decimal point alike, another sign where the comma stands. */
function sameButSeparators(text: string, number: string): boolean {
  if (text.length !== number.length) return false;
  return [...number].every((sign, i) => sign === text[i] || (sign === ',' && /[.:;'’]/.test(text[i])));
}

/** `1005` or `10095` for `100%`: the reader for text knows no percent sign in small print and sees one to three digits. */
export function isMisreadPercent(text: string, number: string): boolean {
  if (!number.endsWith('%')) return false;
  const digits = number.slice(0, -1);
  return text.startsWith(digits) && text.length > digits.length && text.length <= digits.length + 3;
}

/** Whether all further readings say the same as one. */
export function isConfirmed(reading: readonly ReadSymbol[], further: readonly (readonly ReadSymbol[])[]): boolean {
  const said = canonical(textOf(reading));
  return further.every((other) => canonical(textOf(other)) === said);
}

/** A number where the reader for text saw none: the reader for numbers alone says so. */
export function onlyNumber(number: readonly ReadSymbol[]): Verdict | undefined {
  if (!isWellFormed(textOf(number)) || least(number) < BELIEVED) return undefined;
  return { symbols: [...number], way: 'alone', textSure: 0, numberSure: least(number) };
}

/** The verdict of several readings of which the first two differ: the most frequent, then the better formed, the surer. */
export function majority(readings: readonly (readonly ReadSymbol[])[]): Verdict {
  const seen = readings
    .filter((symbols) => symbols.length > 0)
    .map((symbols) => ({ symbols, text: canonical(textOf(symbols)), sure: least(symbols) }));
  const votes = (text: string) => seen.filter((other) => other.text === text).length;
  const rank = seen
    .map((reading) => ({ ...reading, votes: votes(reading.text), formed: isWellFormed(reading.text) ? 1 : 0 }))
    .sort((a, b) => b.votes - a.votes || b.formed - a.formed || b.sure - a.sure);
  if (rank.length === 0) return { symbols: [], way: 'undecided', textSure: 0, numberSure: 0 };
  const clear = rank[0].votes > 1 && rank.every((r) => r.text === rank[0].text || r.votes < rank[0].votes);
  const [textSure, numberSure] = [readings[0], readings[1]].map((reading) =>
    canonical(textOf(reading)) === rank[0].text ? least(reading) : 0,
  );
  return { symbols: [...rank[0].symbols], way: clear ? 'outvoted' : 'undecided', textSure, numberSure };
}

/** The least confidence of characters; 1 of none. */
export function least(symbols: readonly ReadSymbol[]): number {
  return symbols.reduce((low, symbol) => Math.min(low, symbol.confidence), 1);
}
