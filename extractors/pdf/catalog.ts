/** What a PDF says about itself: metadata, bookmarks and attached files. */
import type { OutlineItem } from '../document.ts';
import type { OpenPdf } from './open.ts';
import type { Pdfium } from './pdfium.ts';
import { utf16 } from './strings.ts';

/** The keys of the document information dictionary (ISO 32000-1, 14.3.3). */
const KEYS = ['Title', 'Author', 'Subject', 'Keywords', 'Creator', 'Producer', 'CreationDate', 'ModDate'];
/** Bookmarks beyond these are not read; damaged files have endless or circular ones. */
const MOST_BOOKMARKS = 5000;
const DEEPEST = 16;

/** Names of attached files beyond these are not told. */
const MOST_ATTACHMENTS = 50;

/** Entries of the information dictionary that are not empty. */
export function metadataOf({ lib, document }: OpenPdf): Record<string, string> {
  const entries: Record<string, string> = {};
  for (const key of KEYS) {
    const name = new TextEncoder().encode(`${key}\0`);
    const text = utf16(lib, (buffer, bytes) => {
      const at = lib.malloc(name.length);
      lib.bytes().set(name, at);
      const length = lib.FPDF_GetMetaText(document, at, buffer, bytes);
      lib.free(at);
      return length;
    });
    if (text) entries[key] = text;
  }
  return entries;
}

/** The bookmarks in their order, with levels from 1. */
export function outlineOf({ lib, document }: OpenPdf): OutlineItem[] {
  const items: OutlineItem[] = [];
  const seen = new Set<number>();
  const visit = (first: number, level: number) => {
    for (let mark = first; mark && !seen.has(mark) && items.length < MOST_BOOKMARKS; ) {
      seen.add(mark);
      const title = utf16(lib, (buffer, bytes) => lib.FPDFBookmark_GetTitle(mark, buffer, bytes)).trim();
      if (title) items.push({ title, level, ...targetPage(lib, document, mark) });
      if (level < DEEPEST) visit(lib.FPDFBookmark_GetFirstChild(document, mark), level + 1);
      mark = lib.FPDFBookmark_GetNextSibling(document, mark);
    }
  };
  visit(lib.FPDFBookmark_GetFirstChild(document, 0), 1);
  return items;
}

/** The files that are attached: how many there are, and their names. Their content is not touched. */
export function attachmentsOf({ lib, document }: OpenPdf): { count: number; names: string[] } {
  const count = Math.max(0, lib.FPDFDoc_GetAttachmentCount(document));
  const names: string[] = [];
  for (let index = 0; index < Math.min(count, MOST_ATTACHMENTS); index++) {
    const file = lib.FPDFDoc_GetAttachment(document, index);
    names.push((file && utf16(lib, (buffer, bytes) => lib.FPDFAttachment_GetName(file, buffer, bytes))) || '?');
  }
  return { count, names };
}

/** The page that a bookmark leads to, if it stands in this file. */
function targetPage(lib: Pdfium, document: number, mark: number): { page?: number } {
  let target = lib.FPDFBookmark_GetDest(document, mark);
  if (!target) {
    const action = lib.FPDFBookmark_GetAction(mark);
    target = action ? lib.FPDFAction_GetDest(document, action) : 0;
  }
  const index = target ? lib.FPDFDest_GetDestPageIndex(document, target) : -1;
  return index >= 0 ? { page: index + 1 } : {};
}
