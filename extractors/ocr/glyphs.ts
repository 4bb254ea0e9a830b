/** From lines that were read to glyphs of the neutral model. */
import type { Glyph } from '../document.ts';
import type { ReadLine, ReadSymbol } from './engine.ts';

/** Height of the ink of a line as a share of the font size: with full-width characters, and with digits alone. */
const FULL_HEIGHT = 0.92;
const DIGIT_HEIGHT = 0.72;
const FULL_WIDTH = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;
const HAN = /\p{Script=Han}/u;

/** From so many pairs of Han characters side by side on, their distance says the size. */
const PAIRS = 4;
/** Sizes this near to that of most of the page's text (as a share of it) are the same size, measured less well. */
const SAME_SIZE = 0.1;

/**
 * Gaps between the ink of neighbours (shares of the font size) up to which they stand side by side: a 1 has 0.35 around
 * it; signs of full width have ink in a quarter of their square.
 */
const SIDE_BY_SIDE = 0.45;
const BESIDE_A_SIGN = 0.95;
/** A 1 set apart, as in text drawn out to the margin, still belongs to its number. */
const INSIDE_A_NUMBER = 0.6;
const OF_A_NUMBER = /^[0-9.,%]$/;
const WIDE_SIGN = /[\u3000-\u303f\uff00-\uffef\u2010-\u201f]/u;

/** What an engine says is never as certain as a text layer. */
const MOST_CERTAIN = 0.9999;

/**
 * @param lines boxes in pixels of the straightened page
 * @returns glyphs in points
 */
export function toGlyphs(lines: readonly ReadLine[], dpi: number): Glyph[] {
  const scale = 72 / dpi;
  const sizes = alike(lines.map((line) => Math.round(sizeOf(line) * scale * 2) / 2));
  return lines.flatMap(({ symbols, box }, line) => {
    const size = sizes[line];
    const edges = closeGaps(symbols, size / scale);
    return symbols.map(
      (symbol, i): Glyph => ({
        text: symbol.text,
        x0: edges[i].x0 * scale,
        y0: box.y0 * scale,
        x1: edges[i].x1 * scale,
        y1: box.y1 * scale,
        baseline: box.y1 * scale,
        size,
        bold: false,
        angle: 0,
        confidence: Math.min(MOST_CERTAIN, Math.max(0, symbol.confidence)),
      }),
    );
  });
}

/**
 * The font size of a line in pixels. Han characters stand in squares side by side: their distance is the size, while the
 * height of the ink grows with brackets, specks and what is left of the skew. Short lines have only their height.
 */
function sizeOf({ symbols, box }: ReadLine): number {
  const wide = symbols.some((symbol) => FULL_WIDTH.test(symbol.text));
  const byHeight = (box.y1 - box.y0) / (wide ? FULL_HEIGHT : DIGIT_HEIGHT);
  const distances: number[] = [];
  for (let i = 1; i < symbols.length; i++) {
    const [a, b] = [symbols[i - 1], symbols[i]];
    if (HAN.test(a.text) && HAN.test(b.text)) distances.push((b.box.x0 + b.box.x1 - a.box.x0 - a.box.x1) / 2);
  }
  if (distances.length < PAIRS) return byHeight;
  const distance = distances.sort((a, b) => a - b)[distances.length >> 1];
  // Letters set apart stand further away than their size; then the height is nearer to it.
  return Math.min(byHeight, distance);
}

/** Sizes near the most usual one become it. */
function alike(sizes: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  const usual = [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0])[0];
  return sizes.map((size) => (Math.abs(size - usual) <= SAME_SIZE * usual ? usual : size));
}

/**
 * Left and right edges as a text layer would give them: up to the neighbour, not only around the ink, so that a gap
 * means a space. The outer edges stay at the ink.
 */
function closeGaps(symbols: readonly ReadSymbol[], size: number): { x0: number; x1: number }[] {
  const edges = symbols.map(({ box }) => ({ x0: box.x0, x1: box.x1 }));
  for (let i = 1; i < edges.length; i++) {
    const gap = edges[i].x0 - edges[i - 1].x1;
    if (gap <= 0 || gap > widestGap(symbols[i - 1].text, symbols[i].text) * size) continue;
    const middle = (edges[i].x0 + edges[i - 1].x1) / 2;
    edges[i - 1].x1 = middle;
    edges[i].x0 = middle;
  }
  return edges;
}

function widestGap(before: string, behind: string): number {
  if (WIDE_SIGN.test(before) || WIDE_SIGN.test(behind)) return BESIDE_A_SIGN;
  return OF_A_NUMBER.test(before) && OF_A_NUMBER.test(behind) ? INSIDE_A_NUMBER : SIDE_BY_SIDE;
}
