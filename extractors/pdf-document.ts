/** A PDF to a Document: native pages by their text layer, pictures of pages by OCR. */
import { assemble } from './assemble.ts';
import type { PageContent } from './content.ts';
import type { Document, Message } from './document.ts';
import { refusePages } from './limits.ts';
import { type OpenPdf, openPdf } from './pdf/open.ts';
import { pdfiumVersion } from './pdf/pdfium.ts';
import { contentsOf, type PdfContents } from './pdf/read.ts';
import { renderPage } from './pdf/render.ts';
import { PictureLook } from './picture-look.ts';
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
    const look = new PictureLook(options.ocr !== 'off');
    const read = contentsOf(pdf, { signal: options.signal, look: (open, page) => look.at(open, page) });
    const seen = await withScans(pdf, read, look, options);
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
async function withScans(pdf: OpenPdf, read: PdfContents, look: PictureLook, options: ReadOptions): Promise<Seen> {
  const { ocr = 'auto' } = options;
  const { areas, repeated } = look;
  // What is said of pictures from a look at their size alone is said again from their content.
  const sized = read.messages.filter(
    ({ code, page = 0 }) => code !== 'picture-not-read' || !(areas.has(page) || repeated.has(page)),
  );
  const known = new Set(sized.filter(({ code }) => code === 'picture-not-read').map(({ page }) => page));
  const looked = look.messages.filter(({ code, page }) => code !== 'picture-not-read' || !known.has(page));
  const messages = [...sized, ...looked];
  const { pages } = read;
  if (ocr === 'off') return { pages: pages.map((page) => (page.kind === 'scan' ? unread(page) : page)), messages };
  const wanted = (page: PageContent): Wanted => {
    if (page.status === 'failed') return [];
    return page.kind === 'scan' || page.illegible || ocr === 'force' ? 'page' : (areas.get(page.number) ?? []);
  };
  if (!pages.some((page) => wanted(page).length > 0)) return { pages, messages };
  // Loaded only when needed: most runs never see a scan.
  const { readScans, scanDpi } = await import('./scans.ts');
  const { toGrey } = await import('./image/marks.ts');
  const pictureOf = (page: PageContent) =>
    toGrey(renderPage(pdf, page.number, scanDpi(page), 'rgba', repeated.has(page.number) ? 'pictures' : 'all'));
  const { contents, messages: more, laid, engine } = await readScans(pages, wanted, pictureOf, options);
  return { pages: contents, messages: [...messages, ...more], ocrEngine: engine, laid };
}

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
