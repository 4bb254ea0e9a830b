/** One page of a PDF, as drawn. */
import type { PageContent } from '../content.ts';
import type { Message } from '../document.ts';
import { drawingsOf } from './drawings.ts';
import type { Fonts } from './fonts.ts';
import { glyphsOf } from './glyphs.ts';
import { judge } from './judge.ts';
import type { OpenPdf } from './open.ts';
import { abandonAfter, type Pdfium } from './pdfium.ts';
import { type Placement, placementOf } from './placement.ts';

/** A page that is open in the library. */
export interface OpenPage {
  lib: Pdfium;
  /** Handle for the library's functions. */
  handle: number;
  placement: Placement;
}

/** A look at a page while it is open, after it was read; gives the page with what was seen. */
export type Look = (open: OpenPage, read: PageContent) => PageContent;

/**
 * Reads one page. Never throws: a page that cannot be read comes back with status `failed`, a reason and no content.
 * @param number from 1
 * @param fonts keeps the page open until the next one is read
 * @param messages what was noticed is added here
 */
export function readPage(
  pdf: OpenPdf,
  number: number,
  fonts: Fonts,
  messages: Message[],
  look: Look = (_open, read) => read,
): PageContent {
  const { lib } = pdf;
  try {
    const page = lib.FPDF_LoadPage(pdf.document, number - 1);
    if (!page) return failedPage(number, 'the page is damaged and could not be opened', messages);
    const placement = placementOf(lib, page);
    const drawings = drawingsOf(lib, page, placement);
    const text = glyphsOf(lib, page, fonts, placement);
    fonts.keep(page);
    const { width, height, rotation } = placement;
    const judged = judge(number, placement, text, drawings, messages);
    return look({ lib, handle: page, placement }, { number, width, height, rotation, ...judged, ...drawings });
  } catch (error) {
    abandonAfter(error);
    const why = error instanceof Error ? error.message : String(error);
    return failedPage(number, `the page is damaged: ${why}`, messages);
  }
}

function failedPage(number: number, reason: string, messages: Message[]): PageContent {
  messages.push({ code: 'page-failed', text: `page ${number}: ${reason}`, page: number });
  const nothing = { rulings: [], images: [], glyphs: [], fills: [] };
  return { number, width: 0, height: 0, rotation: 0, kind: 'blank', status: 'failed', reason, ...nothing };
}
