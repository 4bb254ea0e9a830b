/** A PDF, page by page. */
import type { PageContent } from '../content.ts';
import type { Message, OutlineItem } from '../document.ts';
import { attachmentsOf, metadataOf, outlineOf } from './catalog.ts';
import { Fonts } from './fonts.ts';
import { type OpenPdf, openPdf } from './open.ts';
import { type Look, readPage } from './page.ts';

export interface PdfContents {
  pages: PageContent[];
  metadata: Record<string, string>;
  /** Bookmarks. */
  outline: OutlineItem[];
  messages: Message[];
}

/**
 * Reads everything that is drawn in a PDF. A page that cannot be read has status `failed`; the others go on.
 * @throws ReadError `encrypted`, `wrong-password`, `corrupt`, `no-pages`; and whatever `signal` was aborted with
 */
export async function readPdfContents(
  bytes: Uint8Array,
  options: { password?: string; signal?: AbortSignal } = {},
): Promise<PdfContents> {
  const pdf = await openPdf(bytes, options.password);
  try {
    return contentsOf(pdf, options);
  } finally {
    pdf.close();
  }
}

/** The same for a document that is open already, and stays so. @param options.look a look at each page while it is open */
export function contentsOf(pdf: OpenPdf, { signal, look }: { signal?: AbortSignal; look?: Look }): PdfContents {
  const fonts = new Fonts(pdf.lib);
  const messages: Message[] = [];
  if (!pdf.lib.FPDF_DocumentHasValidCrossReferenceTable(pdf.document)) {
    const text = "the file's index was damaged and has been rebuilt; pages or parts of pages may be missing";
    messages.push({ code: 'damaged-file', text });
  }
  const attached = attachmentsOf(pdf);
  if (attached.count > 0) {
    const text = `attached files were not read (${attached.count}): ${attached.names.join(', ')}`;
    messages.push({ code: 'attachment', text });
  }
  const pages: PageContent[] = [];
  try {
    for (let number = 1; number <= pdf.pageCount; number++) {
      signal?.throwIfAborted();
      pages.push(readPage(pdf, number, fonts, messages, look));
    }
  } finally {
    fonts.close();
  }
  return { pages, metadata: metadataOf(pdf), outline: outlineOf(pdf), messages };
}
