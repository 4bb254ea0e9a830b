/** From lines that were read to glyphs of the neutral model. */
import type { Glyph } from '../document.ts';
import type { ReadLine, ReadSymbol } from './engine.ts';

/** Height of the ink of a line as a share of the font size: with full-width characters, and with digits alone. */
const FULL_HEIGHT = 0.92;
const DIGIT_HEIGHT = 0.72;
const FULL_WIDTH = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

/**
 * Gaps between the ink of neighbours (shares of the font size) up to which they stand side by side: a 1 has 0.35 around
 * it; signs of full width have ink in a quarter of their square.
 */
const SIDE_BY_SIDE = 0.45;
const BESIDE_A_SIGN = 0.95;
const WIDE_SIGN = /[\u3000-\u303f\uff00-\uffef\u2010-\u201f]/u;

/** What an engine says is never as certain as a text layer. */
const MOST_CERTAIN = 0.99;

/**
 * @param lines boxes in pixels of the straightened page
 * @returns glyphs in points
 */
export function toGlyphs(lines: readonly ReadLine[], dpi: number): Glyph[] {
  const scale = 72 / dpi;
  return lines.flatMap(({ symbols, box }) => {
    const wide = symbols.some((symbol) => FULL_WIDTH.test(symbol.text));
    const height = (box.y1 - box.y0) * scale;
    const size = Math.round((height / (wide ? FULL_HEIGHT : DIGIT_HEIGHT)) * 2) / 2;
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
 * Left and right edges as a text layer would give them: up to the neighbour, not only around the ink, so that a gap
 * means a space. The outer edges stay at the ink.
 */
function closeGaps(symbols: readonly ReadSymbol[], size: number): { x0: number; x1: number }[] {
  const edges = symbols.map(({ box }) => ({ x0: box.x0, x1: box.x1 }));
  for (let i = 1; i < edges.length; i++) {
    const sign = WIDE_SIGN.test(symbols[i - 1].text) || WIDE_SIGN.test(symbols[i].text);
    const gap = edges[i].x0 - edges[i - 1].x1;
    if (gap <= 0 || gap > (sign ? BESIDE_A_SIGN : SIDE_BY_SIDE) * size) continue;
    const middle = (edges[i].x0 + edges[i - 1].x1) / 2;
    edges[i - 1].x1 = middle;
    edges[i].x0 = middle;
  }
  return edges;
}
