/** Pages that are pictures, read by OCR and given back as pages of glyphs. */
import type { PageContent } from './content.ts';
import type { Message } from './document.ts';
import type { Picture } from './image/picture.ts';
import type { OcrEngine } from './ocr/engine.ts';
import { readScanPage } from './ocr/scan-page.ts';

/** Resolution in dots per inch that pages are rendered at for reading. */
export const SCAN_DPI = 200;

export interface Scans {
  contents: PageContent[];
  messages: Message[];
  /** Skew of the pages that were straightened, by page number: see `turnBack`. */
  angles: Map<number, number>;
}

/**
 * Reads the pages that are wanted one after the other; a page that cannot be read is `failed`, the others go on.
 * @param contents all pages of the document
 * @param wanted which of them to read
 * @param pictureOf the picture of a page, in grey
 * @throws whatever `signal` was aborted with
 */
export async function readScans(
  contents: readonly PageContent[],
  wanted: (page: PageContent) => boolean,
  pictureOf: (page: PageContent) => Picture,
  engine: OcrEngine,
  signal?: AbortSignal,
): Promise<Scans> {
  const scans: Scans = { contents: [], messages: [], angles: new Map() };
  for (const page of contents) {
    signal?.throwIfAborted();
    scans.contents.push(wanted(page) ? await readScan(page, pictureOf, engine, scans) : page);
  }
  return scans;
}

async function readScan(
  page: PageContent,
  pictureOf: (page: PageContent) => Picture,
  engine: OcrEngine,
  { messages, angles }: Scans,
): Promise<PageContent> {
  try {
    const { glyphs, rulings, angle } = await readScanPage(pictureOf(page), engine);
    angles.set(page.number, angle);
    return { ...page, kind: 'scan', status: 'ok', reason: undefined, glyphs, rulings, fills: [] };
  } catch (error) {
    const reason = `the picture of the page could not be read: ${error instanceof Error ? error.message : String(error)}`;
    messages.push({ code: 'page-failed', text: `page ${page.number}: ${reason}`, page: page.number });
    return { ...page, kind: 'scan', status: 'failed', reason, glyphs: [], rulings: [], fills: [] };
  }
}
