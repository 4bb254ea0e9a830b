/** Pages that are pictures, read by OCR and given back as pages of glyphs. */
import type { Cache } from './cache.ts';
import type { PageContent } from './content.ts';
import type { Box, Message } from './document.ts';
import type { Picture } from './image/picture.ts';
import { readCached } from './ocr/cached.ts';
import type { OcrEngine } from './ocr/engine.ts';
import { makeEngine } from './ocr/engines.ts';
import { againstLayer } from './ocr/hidden-layer.ts';
import { inOrder } from './ocr/in-order.ts';
import { DEFAULT_OCR } from './ocr/settings.ts';
import type { Laid } from './ocr/turn-back.ts';
import { placedOnPage, regionPicture } from './pictured-text.ts';
import type { ReadOptions } from './read.ts';

/**
 * Resolution in dots per inch that pages are read at at least, and at most: that of the picture where it lies between.
 * Measured: print of usual size is read as well at 200 as at 300 dpi, small print far better at 300 where the scan has them;
 * pixels that a scan does not have make the reading worse.
 */
export const SCAN_DPI = 200;
const MOST_DPI = 300;
/** While the last pieces of a page are read, the picture of the next is made ready. More only take memory. */
const PAGES_AT_ONCE = 2;

/** The resolution to render a page at: that of its largest picture, within bounds. */
export function scanDpi({ images }: Pick<PageContent, 'images'>): number {
  const area = ([x0, y0, x1, y1]: Box) => (x1 - x0) * (y1 - y0);
  const [largest] = [...images].sort((a, b) => area(b.box) - area(a.box));
  if (!largest || area(largest.box) <= 0) return SCAN_DPI;
  // By area, for the picture may lie turned on the page.
  const own = 72 * Math.sqrt((largest.pixelWidth * largest.pixelHeight) / area(largest.box));
  return Math.round(Math.min(MOST_DPI, Math.max(SCAN_DPI, own)));
}

export interface Scans {
  contents: PageContent[];
  messages: Message[];
  /** What was done to pages before they were read, by page number: see `turnBack`. */
  laid: Map<number, Laid>;
  /** The engine with its version and language data, for provenance. */
  engine: string;
}

/** What of a page is read from its picture: all of it, some areas (in points), or nothing. */
export type Wanted = 'page' | readonly Box[];

/**
 * Reads the pages that are wanted, and areas of others; a page that cannot be read is `failed`, the others go on.
 * @param contents all pages of the document
 * @param wanted what to read of each of them
 * @param pictureOf the picture of a page, in grey
 * @throws ReadError when the engine that is asked for cannot work at all; whatever the signal was aborted with
 */
export async function readScans(
  contents: readonly PageContent[],
  wanted: (page: PageContent) => Wanted,
  pictureOf: (page: PageContent) => Picture,
  { ocrSettings = DEFAULT_OCR, ocrThreads = 1, ocrCache, onPages, signal }: ReadOptions,
): Promise<Scans> {
  const engine = makeEngine(ocrSettings, ocrThreads);
  const scans = contents.filter((page) => wanted(page).length > 0).length;
  let scansRead = 0;
  const tell = () => onPages?.({ pages: contents.length, scans, scansRead });
  try {
    tell();
    const read = await inOrder(contents, PAGES_AT_ONCE, async (page): Promise<ReadPage> => {
      signal?.throwIfAborted();
      const what = wanted(page);
      if (what.length === 0) return { content: page };
      const result =
        what === 'page'
          ? await readScan(page, pictureOf, engine, ocrCache)
          : await readAreas(page, what, pictureOf, engine, ocrCache);
      scansRead++;
      tell();
      return result;
    });
    const done = read.flatMap(({ content, laid }) => (laid ? [[content.number, laid] as const] : []));
    return {
      contents: read.map(({ content }) => content),
      messages: read.flatMap(({ message }) => message ?? []),
      laid: new Map(done),
      engine: engine.name,
    };
  } finally {
    await engine.close();
  }
}

interface ReadPage {
  content: PageContent;
  laid?: Laid;
  message?: Message;
}

async function readScan(
  page: PageContent,
  pictureOf: (page: PageContent) => Picture,
  engine: OcrEngine,
  cache: Cache | undefined,
): Promise<ReadPage> {
  const read = await readCached(() => pictureOf(page), engine, cache);
  if ('failure' in read) {
    const reason = `the picture of the page could not be read: ${read.failure}`;
    return {
      content: { ...page, kind: 'scan', status: 'failed', reason, glyphs: [], rulings: [], fills: [] },
      message: { code: 'page-failed', text: `page ${page.number}: ${reason}`, page: page.number },
    };
  }
  const { rulings, angle, bent } = read;
  const { glyphs, differ } = againstLayer(read.glyphs, page.kind === 'scan' ? page.glyphs : []);
  const content: PageContent = { ...page, kind: 'scan', status: 'ok', reason: undefined, glyphs, rulings, fills: [] };
  return { content, laid: { angle, bent }, ...(differ > 0 ? { message: layerDiffers(page.number, differ) } : {}) };
}

const layerDiffers = (page: number, count: number): Message => ({
  code: 'ocr-layer-differs',
  text: `page ${page}: the hidden text layer has ${count === 1 ? 'a number' : `${count} numbers`} otherwise than the picture was read`,
  page,
});

/** Reads pictures on a page that has text of its own; what is read joins it. */
async function readAreas(
  page: PageContent,
  areas: readonly Box[],
  pictureOf: (page: PageContent) => Picture,
  engine: OcrEngine,
  cache: Cache | undefined,
): Promise<ReadPage> {
  const content = { ...page, glyphs: [...page.glyphs], rulings: [...page.rulings], ocrAreas: [] as Box[] };
  const note = (code: string, text: string) => ({ code, text: `page ${page.number}: ${text}`, page: page.number });
  let picture: Picture | undefined;
  for (const area of areas) {
    const read = await readCached(
      () => {
        picture ??= pictureOf(page);
        return regionPicture(picture, area, page.glyphs);
      },
      engine,
      cache,
    );
    if ('failure' in read)
      return { content, message: note('picture-not-read', `a picture could not be read: ${read.failure}`) };
    const placed = placedOnPage(read, area, picture!.dpi);
    if (!placed) continue;
    content.glyphs = content.glyphs.concat(placed.glyphs);
    content.rulings = content.rulings.concat(placed.rulings);
    content.ocrAreas.push(area);
  }
  const { length } = content.ocrAreas;
  if (length < areas.length)
    return { content, message: note('picture-not-read', 'a picture could not be read as text') };
  return {
    content,
    message: note('picture-read', `text in ${length === 1 ? 'a picture' : `${length} pictures`} was read by OCR`),
  };
}
