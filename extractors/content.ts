/** What is drawn on one page, before anything is made of it. Native PDF pages and scans both end here. */
import type { Glyph, Page } from './document.ts';

/** A page with its characters. Coordinates as in `document.ts`. */
export interface PageContent extends Page {
  /** Characters in no particular order: order is found from places, never from the file's drawing order. */
  glyphs: Glyph[];
  /** Filled areas that are no rulings (coloured bands behind rows), in points. */
  fills: { x0: number; y0: number; x1: number; y1: number }[];
  /** So many characters have no meaning (fonts without Unicode) that the page's picture says more. */
  illegible?: boolean;
}
