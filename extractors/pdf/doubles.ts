/** Characters drawn twice to look bold. */
import type { DrawnGlyph } from './glyphs.ts';

/** Two drawings of one character within this share of its size are one character. */
const OFFSET = 0.12;

/**
 * Leaves out characters that are drawn again in (nearly) the same place, and marks the ones kept as bold.
 * @returns the glyphs in their order
 */
export function withoutDoubles(glyphs: readonly DrawnGlyph[]): DrawnGlyph[] {
  const kept: DrawnGlyph[] = [];
  // Glyphs by text and by rounded baseline, so that only few are compared.
  const places = new Map<string, DrawnGlyph[]>();
  for (const glyph of glyphs) {
    const step = Math.max(1, glyph.size * OFFSET * 2);
    const line = Math.round(glyph.baseline / step);
    const twin = [line - 1, line, line + 1]
      .flatMap((at) => places.get(`${glyph.text}${at}`) ?? [])
      .find((g) => same(g, glyph));
    if (twin) {
      twin.bold = true;
      continue;
    }
    kept.push(glyph);
    const key = `${glyph.text}${line}`;
    const there = places.get(key);
    if (there) there.push(glyph);
    else places.set(key, [glyph]);
  }
  return kept;
}

function same(a: DrawnGlyph, b: DrawnGlyph): boolean {
  const near = OFFSET * Math.min(a.size, b.size);
  return (
    a.angle === b.angle &&
    Math.abs(a.x0 - b.x0) <= near &&
    Math.abs(a.y0 - b.y0) <= near &&
    Math.abs(a.size - b.size) <= near
  );
}
