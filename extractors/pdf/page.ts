/** One page of a PDF, as drawn. */
import type { PageContent } from '../content.ts';
import type { Message } from '../document.ts';
import { drawingsOf } from './drawings.ts';
import type { Fonts } from './fonts.ts';
import { glyphsOf } from './glyphs.ts';
import { judge } from './judge.ts';
import type { OpenPdf } from './open.ts';
import { abandonAfter } from './pdfium.ts';
import { placementOf } from './placement.ts';

/**
 * Reads one page. Never throws: a page that cannot be read comes back with status `failed`, a reason and no content.
 * @param number from 1
 * @param fonts keeps the page open until the next one is read
 * @param messages what was noticed is added here
 */
export function readPage(pdf: OpenPdf, number: number, fonts: Fonts, messages: Message[]): PageContent {
  const { lib } = pdf;
  try {
    const page = lib.FPDF_LoadPage(pdf.document, number - 1);
    if (!page) return failedPage(number, 'the page is damaged and could not be opened', messages);
    const placement = placementOf(lib, page);
    const drawings = drawingsOf(lib, page, placement);
    const text = glyphsOf(lib, page, fonts, placement);
    fonts.keep(page);
    const { width, height, rotation } = placement;
    return { number, width, height, rotation, ...judge(number, placement, text, drawings, messages), ...drawings };
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
