/** Characters drawn twice to look bold. */
import type { DrawnGlyph } from './glyphs.ts';

/** Two drawings of one character within this share of its size are one character. */
const OFFSET = 0.12;
/** Height of a band, in points; twins are looked for in their own band and its neighbours. */
const BAND = 4;
/** Spreads characters over the integers; bands of one character stay side by side. */
const SPREAD = 0x9e3779b1;

/**
 * Leaves out characters that are drawn again in (nearly) the same place, and marks the ones kept as bold.
 * @returns the glyphs in their order
 */
export function withoutDoubles(glyphs: readonly DrawnGlyph[]): DrawnGlyph[] {
  const kept: DrawnGlyph[] = [];
  // By character and band of the page, as one small integer: a page has thousands, of which only few can be twins, and
  // two that meet there by chance are none. Places with one glyph hold it without a list.
  const places = new Map<number, DrawnGlyph | DrawnGlyph[]>();
  for (const glyph of glyphs) {
    const key = (Math.imul(glyph.text.charCodeAt(0), SPREAD) >> 2) + Math.floor(glyph.baseline / BAND);
    const twin =
      twinIn(places.get(key), glyph) ?? twinIn(places.get(key - 1), glyph) ?? twinIn(places.get(key + 1), glyph);
    if (twin) {
      twin.bold = true;
      continue;
    }
    kept.push(glyph);
    const there = places.get(key);
    if (!there) places.set(key, glyph);
    else if (Array.isArray(there)) there.push(glyph);
    else places.set(key, [there, glyph]);
  }
  return kept;
}

function twinIn(there: DrawnGlyph | readonly DrawnGlyph[] | undefined, glyph: DrawnGlyph): DrawnGlyph | undefined {
  if (!there) return undefined;
  if ('find' in there) return there.find((other) => isTwin(other, glyph));
  return isTwin(there, glyph) ? there : undefined;
}

function isTwin(a: DrawnGlyph, b: DrawnGlyph): boolean {
  const near = OFFSET * Math.min(a.size, b.size);
  return (
    a.text === b.text &&
    a.angle === b.angle &&
    Math.abs(a.x0 - b.x0) <= near &&
    Math.abs(a.y0 - b.y0) <= near &&
    Math.abs(a.size - b.size) <= near
  );
}
