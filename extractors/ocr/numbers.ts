/** Numbers among the characters that were read, and what two or three readings of one number say together. */
import type { ReadSymbol } from './engine.ts';

const DIGIT = /[0-9]/;
const HAN = /\p{Script=Han}/u;
/** Signs inside a number; a reading may give any of them for another. */
const INSIDE = /[0-9.,:;'’·，．。：%+\-−–(（)）]/;

/** Characters `start` to `end` (excluded) of a line. */
export interface Stretch {
  start: number;
  end: number;
}

/**
 * The stretches of a line that are numbers or that might be: digits and the signs between them. A line that is mostly
 * digits is one stretch, whatever stands between: `13S.25` is a number that was misread.
 */
export function findNumbers(symbols: readonly ReadSymbol[]): Stretch[] {
  const count = (test: RegExp) => symbols.filter((symbol) => test.test(symbol.text)).length;
  const digits = count(DIGIT);
  if (digits === 0) return [];
  if (2 * (digits + count(/[.,]/)) >= symbols.length && count(HAN) <= 1 && digits >= count(HAN)) {
    if (count(HAN) === 0 || symbols.length <= 8) return [{ start: 0, end: symbols.length }];
  }
  const found: Stretch[] = [];
  let start = -1;
  for (let i = 0; i <= symbols.length; i++) {
    const inside = i < symbols.length && INSIDE.test(symbols[i].text);
    if (inside && start < 0) start = i;
    if (inside || start < 0) continue;
    const stretch = shrink(symbols, start, i);
    if (stretch) found.push(stretch);
    start = -1;
  }
  return found;
}

/** Leaves out signs at the ends that belong to the sentence, not to the number. */
function shrink(symbols: readonly ReadSymbol[], from: number, to: number): Stretch | undefined {
  let start = from;
  let end = to;
  while (start < end && !/[0-9+\-−]/.test(symbols[start].text)) start++;
  while (end > start && !/[0-9%]/.test(symbols[end - 1].text)) end--;
  return symbols.slice(start, end).some((symbol) => DIGIT.test(symbol.text)) ? { start, end } : undefined;
}

export function textOf(symbols: readonly ReadSymbol[]): string {
  return symbols.map((symbol) => symbol.text).join('');
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
  /** 0 to 1; below 0.5 whenever the readings were not all the same. */
  confidence: number;
}

/** Confidence where readings differ: two of three the same; all three different. */
const OUTVOTED = 0.4;
const UNDECIDED = 0.15;
/** Two independent readers rarely make the same mistake: what both say is at least this sure. */
const AGREED = 0.6;

/** The verdict of two readings that agree, or nothing when they differ. */
export function agreement(first: readonly ReadSymbol[], second: readonly ReadSymbol[]): Verdict | undefined {
  const [a, b] = [canonical(textOf(first)), canonical(textOf(second))];
  if (a === '' || a !== b) return undefined;
  const surest = Math.max(least(first), least(second));
  // The reader for numbers gives the signs as they are printed: a comma, not a full-width one.
  return { symbols: [...second], confidence: Math.min(0.99, AGREED + (1 - AGREED) * surest) };
}

/** The verdict of three readings of which the first two differ: the majority, then the better formed, the more sure. */
export function majority(readings: readonly (readonly ReadSymbol[])[]): Verdict {
  const texts = readings.map((symbols) => canonical(textOf(symbols)));
  for (let i = readings.length - 1; i > 0; i--) {
    const same = texts.indexOf(texts[i]);
    if (texts[i] !== '' && same < i) return { symbols: [...readings[i]], confidence: OUTVOTED };
  }
  const order = readings
    .map((symbols, i) => ({ symbols, formed: isWellFormed(texts[i]) ? 1 : 0, sure: least(symbols) }))
    .filter(({ symbols }) => symbols.length > 0)
    .sort((a, b) => b.formed - a.formed || b.sure - a.sure);
  return { symbols: [...(order[0]?.symbols ?? [])], confidence: UNDECIDED };
}

function least(symbols: readonly ReadSymbol[]): number {
  return symbols.reduce((low, symbol) => Math.min(low, symbol.confidence), 1);
}
