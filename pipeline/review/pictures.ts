/** Pages and places of pages as pictures: of PDFs by PDFium, of picture files by sharp. */
import sharp, { type Sharp } from 'sharp';
import { renderPages } from '../../extractors/pdf/render.ts';
import type { Item } from './data.ts';
import type { Sources } from './sources.ts';

export interface Pictures {
  /** The whole page as WebP. */
  page(document: Item, page: Item, dpi: number): Promise<Buffer>;
  /** The surroundings of a box as WebP, the box framed. */
  crop(document: Item, page: Item, bbox: string, margin?: Margin): Promise<Buffer>;
}

/** Points around the box that are shown. */
export interface Margin {
  x: number;
  y: number;
}

const CROP_DPI = 110;
const MARGIN: Margin = { x: 190, y: 34 };
/** Rendered pages that are kept: going through the numbers of one page asks for it again and again. */
const KEPT = 12;
const FRAME = { r: 213, g: 62, b: 15, alpha: 1 };

/** Whether pages of a document can be shown as pictures. */
export const hasPictures = ({ media_type }: Item): boolean =>
  media_type === 'application/pdf' || String(media_type).startsWith('image/');

/** @param password opens encrypted files */
export function openPictures(sources: Sources, password?: string): Pictures {
  const kept = new Map<string, Promise<{ data: Uint8Array; width: number; height: number; channels: 3 | 4 }>>();

  /** Pixels of a page; the first rendering of a page is waited for by all who want it. */
  function pixels(document: Item, page: Item, dpi: number) {
    const key = `${document.sha256} ${page.page} ${dpi}`;
    const known = kept.get(key);
    if (known) return known;
    const made = render(document, page, dpi);
    kept.set(key, made);
    made.catch(() => kept.delete(key));
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    return made;
  }

  async function render(document: Item, page: Item, dpi: number) {
    const bytes = await sources.read(document);
    if (document.media_type === 'application/pdf') {
      const [{ data, width, height }] = await renderPages(bytes, [Number(page.page)], dpi, { password });
      return { data, width, height, channels: 4 as const };
    }
    const width = Math.round((Number(page.width) * dpi) / 72);
    const height = Math.round((Number(page.height) * dpi) / 72);
    const picture = sharp(bytes, { page: Number(page.page) - 1 })
      .rotate()
      .flatten({ background: 'white' });
    const resized = picture.resize(width, height, { fit: 'fill' }).toColourspace('srgb').removeAlpha();
    const { data, info } = await resized.raw().toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, channels: info.channels as 3 | 4 };
  }

  const raw = async (
    document: Item,
    page: Item,
    dpi: number,
  ): Promise<{ image: Sharp; width: number; height: number }> => {
    const { data, width, height, channels } = await pixels(document, page, dpi);
    return { image: sharp(data, { raw: { width, height, channels } }), width, height };
  };

  return {
    async page(document, page, dpi) {
      const { image } = await raw(document, page, dpi);
      return image.webp({ quality: 82, effort: 2 }).toBuffer();
    },
    async crop(document, page, bbox, margin = MARGIN) {
      const { image, width, height } = await raw(document, page, CROP_DPI);
      const scale = width / Number(page.width);
      const [x0, y0, x1, y1] = bbox.split(',').map((n) => Number(n) * scale);
      const left = clamp(x0 - margin.x * scale, width - 1);
      const top = clamp(y0 - margin.y * scale, height - 1);
      const cut = {
        left,
        top,
        width: Math.max(1, clamp(x1 + margin.x * scale, width) - left),
        height: Math.max(1, clamp(y1 + margin.y * scale, height) - top),
      };
      const frame = await framed(Math.round(x1 - x0) + 8, Math.round(y1 - y0) + 6, cut);
      return image
        .extract(cut)
        .composite([
          { input: frame, left: Math.max(0, Math.round(x0 - left) - 4), top: Math.max(0, Math.round(y0 - top) - 3) },
        ])
        .webp({ quality: 78, effort: 2 })
        .toBuffer();
    },
  };
}

/** A frame as a picture; never larger than what it is laid on. */
function framed(wide: number, high: number, within: { width: number; height: number }): Promise<Buffer> {
  const [width, height] = [Math.max(4, Math.min(wide, within.width)), Math.max(4, Math.min(high, within.height))];
  const inner = {
    create: { width: width - 4, height: height - 4, channels: 4 as const, background: { ...FRAME, alpha: 0 } },
  };
  return sharp(inner).extend({ top: 2, bottom: 2, left: 2, right: 2, background: FRAME }).png().toBuffer();
}

const clamp = (n: number, most: number): number => Math.max(0, Math.min(Math.round(n), most));
