/** Reading an old Word file (.doc): LibreOffice turns it into a DOCX for its content and a PDF for its pages. */
import type { Document } from '../document.ts';
import { type ReadDocxOptions, readDocx } from '../docx/read.ts';
import { buildLines } from '../layout/lines.ts';
import { readPdfContents } from '../pdf/read.ts';
import { convert } from './libreoffice.ts';
import { placeOnPages, type RenderedPage } from './rendered-pages.ts';

export interface ReadDocOptions extends ReadDocxOptions {
  signal?: AbortSignal;
  /** Programs to try instead of the usual names of LibreOffice. */
  programs?: readonly string[];
}

/**
 * Reads a .doc file.
 * @returns the Document as of a DOCX; pages are those of LibreOffice's rendering (`pageMethod` `rendered`)
 * @throws ReadError `needs-program` when LibreOffice is missing, and as `readDocx`
 */
export async function readDoc(bytes: Uint8Array, options: ReadDocOptions): Promise<Document> {
  const [docx, pdf] = await convert(bytes, 'doc', ['docx', 'pdf'], options);
  const document = await readDocx(docx, options);
  return placeOnPages(document, await renderedPages(pdf, options.signal));
}

/**
 * Reads a DOCX; one that holds no page layout (not saved by Word) gets the pages of LibreOffice's rendering.
 * @throws ReadError `needs-program` when a rendering is needed and LibreOffice is missing, and as `readDocx`
 */
export async function readDocxRendered(bytes: Uint8Array, options: ReadDocOptions): Promise<Document> {
  const document = await readDocx(bytes, options);
  if (!document.messages.some(({ code }) => code === 'no-page-layout')) return document;
  const [pdf] = await convert(bytes, 'docx', ['pdf'], options);
  return placeOnPages(document, await renderedPages(pdf, options.signal));
}

async function renderedPages(pdf: Uint8Array, signal?: AbortSignal): Promise<RenderedPage[]> {
  const { pages } = await readPdfContents(pdf, { signal });
  return pages.map(({ number, width, height, glyphs }) => ({
    width,
    height,
    lines: buildLines(glyphs, number).map(({ text }) => text),
  }));
}
