/** When a gap between two glyphs counts as a space. */
import type { Glyph } from '../document.ts';

/**
 * Gap, as a share of the font size, from which it is a space between two characters of an alphabet. The narrowest usual
 * space glyph is 0.22 em wide, but a leaning letter before it may reach into it.
 */
const ALPHABETIC_GAP = 0.12;
/** The same within what may be one number: a number that is torn does more harm than two that touch. */
const NUMERIC_GAP = 0.24;
/** The same next to a full-width character, where typesetters add a quarter em by themselves. */
const FULL_WIDTH_GAP = 0.42;
/** Letter spacing is taken off gaps up to this share of the size; wider set characters are apart on purpose. */
const MOST_TRACKING = 0.3;
const GAPS_FOR_TRACKING = 8;

/** Characters that fill a square: from CJK radicals to compatibility ideographs, and full-width forms. */
const isFullWidth = (code: number) =>
  (code >= 0x2e80 && code <= 0xd7ff) ||
  (code >= 0xf900 && code <= 0xfaff) ||
  (code >= 0xff00 && code <= 0xffef) ||
  code > 0x1ffff;

/**
 * @param gap distance in points between two neighbours in the direction of writing
 * @returns whether it shows as a space
 */
export function spaceBetween(before: Glyph, after: Glyph, gap: number): boolean {
  const size = Math.max(before.size, after.size);
  if (gap <= ALPHABETIC_GAP * size) return false;
  const [a, b] = [before.text.codePointAt(0) ?? 0, after.text.codePointAt(0) ?? 0];
  if (isFullWidth(a) || isFullWidth(b)) return gap > FULL_WIDTH_GAP * size;
  return !(isNumeric(a) && isNumeric(b)) || gap > NUMERIC_GAP * size;
}

/** Digits, and the signs `%`, `+`, `,`, `-`, `.`, `/`. */
const isNumeric = (code: number) => (code >= 0x2b && code <= 0x39) || code === 0x25;

const isLeader = (text: string) => text === '.' || text === '·' || text === '…' || text === '_';

/**
 * The letter spacing of a line, in points: the gap that at least three quarters of its neighbours keep, if it is small
 * enough to be no space. Short lines have none.
 */
export function tracking(glyphs: readonly Glyph[], begin: (g: Glyph) => number, end: (g: Glyph) => number): number {
  if (glyphs.length <= GAPS_FOR_TRACKING) return 0;
  const all = new Float64Array(glyphs.length);
  let count = 0;
  for (let i = 1; i < glyphs.length; i++) {
    // Dots that lead to a figure keep a distance of their own.
    if (!isLeader(glyphs[i].text) || glyphs[i].text !== glyphs[i - 1].text)
      all[count++] = begin(glyphs[i]) - end(glyphs[i - 1]);
  }
  if (count < GAPS_FOR_TRACKING) return 0;
  const usual = all.subarray(0, count).sort()[count >> 2];
  return usual > 0 && usual <= MOST_TRACKING * glyphs[0].size ? usual : 0;
}
