/** A PDF to a Document: native pages by their text layer, pictures of pages by OCR. */
import { assemble } from './assemble.ts';
import type { PageContent } from './content.ts';
import type { Box, Document, Message } from './document.ts';
import { refusePages } from './limits.ts';
import { lonePicture } from './pdf/lone-picture.ts';
import { type OpenPdf, openPdf } from './pdf/open.ts';
import { pdfiumVersion } from './pdf/pdfium.ts';
import { contentsOf, type PdfContents } from './pdf/read.ts';
import { renderPage } from './pdf/render.ts';
import { isOnPaper, LOOK_DPI, mayShowText } from './picture-text.ts';
import type { ReadOptions } from './read.ts';
import type { Scans, Wanted } from './scans.ts';

/**
 * @throws ReadError `encrypted`, `wrong-password`, `corrupt`, `no-pages`, `limit`; whatever `signal` was aborted with
 */
export async function readPdf(bytes: Uint8Array, options: ReadOptions): Promise<Document> {
  const pdf = await openPdf(bytes, options.password);
  try {
    refusePages(pdf.pageCount);
    options.onPages?.({ pages: pdf.pageCount, scans: 0 });
    const read = contentsOf(pdf, options.signal);
    const seen = await withScans(pdf, read, options);
    const base = {
      format: 'pdf' as const,
      pageMethod: 'file' as const,
      method: methodOf(seen.pages),
      engine: pdfiumVersion(),
      ...(seen.ocrEngine ? { ocrEngine: seen.ocrEngine } : {}),
      metadata: read.metadata,
      outline: read.outline,
      messages: seen.messages,
    };
    const document = assemble(seen.pages, base, options);
    if (seen.laid) (await import('./ocr/turn-back.ts')).turnBack(document, seen.laid);
    return document;
  } finally {
    pdf.close();
  }
}

interface Seen {
  pages: PageContent[];
  messages: Message[];
  ocrEngine?: string;
  /** What was done to scanned pages before they were read. */
  laid?: Scans['laid'];
}

/** Reads the pages that are pictures, and pictures on other pages, as far as the options allow. */
async function withScans(pdf: OpenPdf, read: PdfContents, options: ReadOptions): Promise<Seen> {
  const { ocr = 'auto' } = options;
  const pages = read.pages.map((page) => (page.kind === 'scan' ? lookedAt(pdf, page, read.messages) : page));
  if (ocr === 'off') {
    const messages = [...read.messages, ...(await notLookedAt(pages, read.messages))];
    return { pages: pages.map((page) => (page.kind === 'scan' ? unread(page) : page)), messages };
  }
  const areas = await pictures(pdf, pages);
  // What is said of pictures from a look at their size alone is said again from their content.
  const messages = read.messages.filter(({ code, page }) => code !== 'picture-not-read' || !areas.has(page ?? 0));
  const wanted = (page: PageContent): Wanted => {
    if (page.status === 'failed') return [];
    return page.kind === 'scan' || page.illegible || ocr === 'force' ? 'page' : (areas.get(page.number) ?? []);
  };
  if (!pages.some((page) => wanted(page).length > 0)) return { pages, messages };
  // Loaded only when needed: most runs never see a scan.
  const { readScans, SCAN_DPI } = await import('./scans.ts');
  const { toGrey } = await import('./image/marks.ts');
  const pictureOf = (page: PageContent) => toGrey(renderPage(pdf, page.number, SCAN_DPI));
  const { contents, messages: more, laid, engine } = await readScans(pages, wanted, pictureOf, options);
  return { pages: contents, messages: [...messages, ...more], ocrEngine: engine, laid };
}

/** Pages with pictures large enough for text. What they show is not looked at: that takes longer than reading the page. */
async function notLookedAt(pages: readonly PageContent[], said: readonly Message[]): Promise<Message[]> {
  const pictured = pages.filter((page) => page.kind !== 'scan' && page.images.length > 0 && page.status !== 'failed');
  if (pictured.length === 0) return [];
  const { picturedAreas } = await import('./pictured-text.ts');
  const known = new Set(said.filter(({ code }) => code === 'picture-not-read').map(({ page }) => page));
  return pictured
    .filter((page) => !known.has(page.number) && picturedAreas(page).length > 0)
    .map(({ number }) => ({
      code: 'picture-not-read',
      text: `page ${number}: a picture may show text, and OCR is switched off`,
      page: number,
    }));
}

/** Of pages with pictures beside their text, the areas that look like tables or text; an empty list for pictures without any. */
async function pictures(pdf: OpenPdf, pages: readonly PageContent[]): Promise<Map<number, readonly Box[]>> {
  const areas = new Map<number, readonly Box[]>();
  const pictured = pages.filter((page) => page.kind !== 'scan' && page.images.length > 0 && page.status !== 'failed');
  if (pictured.length === 0) return areas;
  const { textAreas, picturedAreas, REGION_LOOK_DPI } = await import('./pictured-text.ts');
  for (const page of pictured) {
    if (picturedAreas(page).length === 0) continue;
    const { found, empty } = textAreas(renderPage(pdf, page.number, REGION_LOOK_DPI, 'grey'), page);
    if (found.length > 0 || empty) areas.set(page.number, found);
  }
  return areas;
}

/** A page whose picture shows no text (an empty form, a coloured ground) is complete with the characters it has. */
function lookedAt(pdf: OpenPdf, page: PageContent, messages: Message[]): PageContent {
  if (page.glyphs.some(({ confidence }) => confidence < 1) || showsText(pdf, page)) return page;
  messages.push({
    code: 'picture-without-text',
    text: `page ${page.number}: a picture without text`,
    page: page.number,
  });
  return { ...page, kind: page.glyphs.length > 0 ? 'native' : 'blank' };
}

/** Looks at the picture itself where nothing else is drawn: that costs a third of drawing the page. */
function showsText(pdf: OpenPdf, { number, glyphs }: PageContent): boolean {
  const picture = lonePicture(pdf, number, LOOK_DPI);
  if (!picture || !isOnPaper(picture, picture.beside)) {
    return mayShowText(renderPage(pdf, number, LOOK_DPI, 'grey'), boxesFrom(glyphs, 0, 0));
  }
  return mayShowText(picture, boxesFrom(glyphs, picture.left, picture.top), picture.beside);
}

const boxesFrom = (glyphs: PageContent['glyphs'], left: number, top: number): Box[] =>
  glyphs.map(({ x0, y0, x1, y1 }) => [x0 - left, y0 - top, x1 - left, y1 - top]);

/** A picture that is not to be read: what another program's OCR laid under it stays, with its low confidence. */
function unread(page: PageContent): PageContent {
  const layer = page.glyphs.length > 0;
  const reason = `the page is a picture and OCR is switched off${layer ? '; its hidden text layer was taken' : ''}`;
  return { ...page, status: layer ? 'partial' : 'failed', reason };
}

/** `text-layer` if any page has one; facts of single pages that were read by OCR show by their page's kind. */
function methodOf(pages: readonly PageContent[]): Document['method'] {
  return pages.some(({ kind }) => kind === 'scan') && !pages.some(({ kind }) => kind === 'native')
    ? 'ocr'
    : 'text-layer';
}
