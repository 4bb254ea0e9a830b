/** From lines that were read to glyphs of the neutral model. */
import type { Glyph } from '../document.ts';
import type { ReadLine } from './engine.ts';

/** Height of the ink of a line as a share of the font size: with full-width characters, and with digits alone. */
const FULL_HEIGHT = 0.92;
const DIGIT_HEIGHT = 0.72;
const FULL_WIDTH = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u;

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
    return symbols.map(
      (symbol): Glyph => ({
        text: symbol.text,
        x0: symbol.box.x0 * scale,
        y0: box.y0 * scale,
        x1: symbol.box.x1 * scale,
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
