/** Pictures on pages that have text of their own: which of them show a table or text, and their content as the page's. */
import type { PageContent } from './content.ts';
import type { Box, Glyph } from './document.ts';
import { clip, crop, type Picture, whiten } from './image/picture.ts';
import { looksLikeText } from './image/text-like.ts';
import type { ScanPage } from './ocr/scan-page.ts';
import { mayShowText } from './picture-text.ts';

/** Least width and height of a picture that may hold a table or some lines, in points. */
const LEAST = { width: 80, height: 24 } as const;
/** Strips of one picture lie so near to each other, in points. */
const NEAR = 2;
/** White around a region, in inches: the reading of print that touches the edge is unsure. */
const MARGIN = 0.1;
/** Resolution of the look at each picture, in dots per inch. */
export const REGION_LOOK_DPI = 100;
/** Mean confidence below which what was read is no text. */
const READ_WELL = 0.7;

/** The places of pictures that are large enough, strips of one picture joined. */
export function picturedAreas({ images, width, height }: PageContent): Box[] {
  const areas: Box[] = [];
  for (const { box } of images) {
    let joined: Box = [Math.max(0, box[0]), Math.max(0, box[1]), Math.min(width, box[2]), Math.min(height, box[3])];
    for (let i = areas.length - 1; i >= 0; i--) {
      if (touches(areas[i], joined)) joined = union(areas.splice(i, 1)[0], joined);
    }
    areas.push(joined);
  }
  return areas.filter(([x0, y0, x1, y1]) => x1 - x0 >= LEAST.width && y1 - y0 >= LEAST.height);
}

const touches = (a: Box, b: Box) =>
  a[0] <= b[2] + NEAR && b[0] <= a[2] + NEAR && a[1] <= b[3] + NEAR && b[1] <= a[3] + NEAR;

const union = (a: Box, b: Box): Box => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
];

/** The part of a page's picture that an area is, without the text that the page has of its own. */
export function regionPicture(page: Picture, area: Box, glyphs: readonly Glyph[]): Picture {
  const [x0, y0, x1, y1] = area.map((edge) => (edge * page.dpi) / 72);
  const box = clip({ x0, y0, x1, y1 }, page);
  return framed({ ...crop(page, box), left: box.x0, top: box.y0 }, area, glyphs);
}

/**
 * A part of a page's picture without the text that the page has of its own, with white around it.
 * @param part changed in place; `left` and `top`: where it begins among the pixels of the page
 * @param area the same in points
 */
export function framed(part: Picture & { left: number; top: number }, area: Box, glyphs: readonly Glyph[]): Picture {
  const { width, height, dpi, left, top } = part;
  const scale = dpi / 72;
  for (const { x0, y0, x1, y1 } of glyphs) {
    if (x1 < area[0] || x0 > area[2] || y1 < area[1] || y0 > area[3]) continue;
    const [from, to] = [x0 * scale - 1 - left, x1 * scale + 1 - left];
    whiten(part, { x0: from, y0: y0 * scale - 1 - top, x1: to, y1: y1 * scale + 1 - top });
  }
  return crop(part, { x0: 0, y0: 0, x1: width, y1: height }, Math.round(MARGIN * dpi));
}

/** What a picture looks like. */
export interface Looks {
  /** Like a table or text. */
  text: boolean;
  /** Text that it shows may only look like something else. */
  maybe: boolean;
}

/** @param picture at `REGION_LOOK_DPI`, with white around it */
export function looksOf(picture: Picture): Looks {
  const text = looksLikeText(picture);
  return { text, maybe: text || mayShowText(picture, []) };
}

/** What was read of a region, moved to its place on the page; nothing when it was read so badly that it is no text. */
export function placedOnPage(read: ScanPage, area: Box, dpi: number): Pick<ScanPage, 'glyphs' | 'rulings'> | undefined {
  const { glyphs, rulings } = read;
  const sure = glyphs.reduce((sum, { confidence }) => sum + confidence, 0) / glyphs.length;
  if (glyphs.length === 0 || sure < READ_WELL) return undefined;
  const scale = dpi / 72;
  const margin = Math.round(MARGIN * dpi);
  const dx = (Math.round(area[0] * scale) - margin) / scale;
  const dy = (Math.round(area[1] * scale) - margin) / scale;
  const moved = <T extends { x0: number; y0: number; x1: number; y1: number }>(thing: T): T => ({
    ...thing,
    x0: thing.x0 + dx,
    y0: thing.y0 + dy,
    x1: thing.x1 + dx,
    y1: thing.y1 + dy,
  });
  return {
    glyphs: glyphs.map((glyph) => {
      const level = glyph.angle === 0 || glyph.angle === 180;
      return { ...moved(glyph), baseline: glyph.baseline + (level ? dy : dx) };
    }),
    rulings: rulings.map(moved),
  };
}
