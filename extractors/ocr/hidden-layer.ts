/** Numbers that another program's OCR laid under a scan as hidden text, held against our own reading. */
import type { Glyph } from '../document.ts';

const OF_A_NUMBER = /^[0-9.,%]$/;
/** Characters of one number stand nearer than this share of their size. */
const NEAR = 0.6;
/** Hidden text is placed loosely: so far, as a share of the size, it may stand beside the print. */
const LOOSE = 0.35;
/** Trust in a number that the two readings have differently. */
const DISPUTED = 0.5;

/**
 * Lowers the confidence of numbers that the hidden text has otherwise. Where it has none nothing is said; where it has the
 * same nothing changes, for it may come from the same engine.
 * @param glyphs our reading, line by line
 * @param hidden the hidden text, in any order
 * @returns the reading, and how many numbers differ
 */
export function againstLayer(glyphs: readonly Glyph[], hidden: readonly Glyph[]): { glyphs: Glyph[]; differ: number } {
  const checked = [...glyphs];
  let differ = 0;
  for (const { start, end } of runs(glyphs)) {
    const other = hiddenAt(glyphs.slice(start, end), hidden);
    if (other === '' || other === digits(glyphs.slice(start, end))) continue;
    differ++;
    for (let i = start; i < end; i++)
      checked[i] = { ...glyphs[i], confidence: Math.min(DISPUTED, glyphs[i].confidence) };
  }
  return { glyphs: checked, differ };
}

/** Stretches of upright characters of numbers that hold a digit. */
function* runs(glyphs: readonly Glyph[]): Generator<{ start: number; end: number }> {
  for (let start = 0; start < glyphs.length; ) {
    let end = start;
    while (end < glyphs.length && belongs(glyphs, start, end)) end++;
    if (digits(glyphs.slice(start, end)) !== '') yield { start, end };
    start = Math.max(end, start + 1);
  }
}

function belongs(glyphs: readonly Glyph[], start: number, i: number): boolean {
  const { text, angle, baseline, x0, size } = glyphs[i];
  if (angle !== 0 || !OF_A_NUMBER.test(text)) return false;
  return i === start || (baseline === glyphs[i - 1].baseline && x0 - glyphs[i - 1].x1 < NEAR * size);
}

const digits = (glyphs: readonly Glyph[]) =>
  glyphs
    .map(({ text }) => text)
    .filter((text) => /^[0-9]$/.test(text))
    .join('');

function hiddenAt(run: readonly Glyph[], hidden: readonly Glyph[]): string {
  const loose = LOOSE * run[0].size;
  const [left, right] = [run[0].x0 - loose, run[run.length - 1].x1 + loose];
  const [top, bottom] = [run[0].y0 - loose, run[0].y1 + loose];
  const inside = hidden.filter(({ x0, x1, y0, y1 }) => {
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    return x >= left && x <= right && y >= top && y <= bottom;
  });
  return digits(inside.sort((a, b) => a.x0 - b.x0));
}
