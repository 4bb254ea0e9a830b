/** Text over a picture of the same text, or under it: what another program's OCR made of a scan, and drew to be seen. */
import type { PageContent } from '../content.ts';
import type { Glyph } from '../document.ts';
import type { OpenPage } from './page.ts';
import { type Rendered, renderOpen } from './render.ts';

/** Share of the page that its pictures cover from which they may show its text. */
const COVER = 0.5;
/** Characters that are looked at, evenly from all; fewer than the least say nothing. */
const LOOKED_AT = 400;
const LEAST = 13;
const DPI = 100;
/** A character is there in the picture where its box has so much contrast, as a share of white; share of them that is. */
const CONTRAST = 0.3;
const SHOWN = 0.75;
/** Ink inside the boxes is so many times as dense as outside of them, and does not fill them. */
const DENSER = 3;
const FULL = 0.65;

/** Whether the pictures of a page show, without its text, the same text at the same places. */
export function repeatsPicture(open: OpenPage, { glyphs, images, width, height }: PageContent): boolean {
  const covered = images.reduce((sum, { box: [x0, y0, x1, y1] }) => sum + (x1 - x0) * (y1 - y0), 0);
  if (glyphs.length < LEAST || covered < COVER * width * height) return false;
  const picture = renderOpen(open, DPI, 'grey', 'pictures');
  const step = Math.max(1, Math.floor(glyphs.length / LOOKED_AT));
  const looked = glyphs.filter((_, i) => i % step === 0);
  let [shown, inside, area] = [0, 0, 0];
  for (const glyph of looked) {
    const box = boxOf(glyph, picture);
    if (box.darkest <= 255 * (1 - CONTRAST) && box.lightest - box.darkest >= 255 * CONTRAST) shown++;
    inside += box.ink;
    area += box.area;
  }
  const all = inkOf(picture);
  const density = inside / Math.max(1, area);
  // Of a page of text a sample of its characters has that share of its ink.
  const outside = Math.max(0, all - inside * step) / Math.max(1, picture.data.length - area * step);
  return shown >= SHOWN * looked.length && density <= FULL && density >= DENSER * outside;
}

const isInk = (grey: number) => grey <= 255 * (1 - CONTRAST);

function inkOf({ data }: Rendered): number {
  let ink = 0;
  for (let i = 0; i < data.length; i++) if (isInk(data[i])) ink++;
  return ink;
}

function boxOf({ x0, y0, x1, y1 }: Glyph, { width, height, dpi, data }: Rendered) {
  const scale = dpi / 72;
  const found = { darkest: 255, lightest: 0, ink: 0, area: 0 };
  for (let y = Math.max(0, Math.floor(y0 * scale)); y < Math.min(height, y1 * scale); y++) {
    for (let x = Math.max(0, Math.floor(x0 * scale)); x < Math.min(width, x1 * scale); x++) {
      const grey = data[y * width + x];
      found.darkest = Math.min(found.darkest, grey);
      found.lightest = Math.max(found.lightest, grey);
      found.area++;
      if (isInk(grey)) found.ink++;
    }
  }
  return found;
}
