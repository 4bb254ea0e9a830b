/** Pages as pixels, for OCR and for pictures of the evidence. */

import type { Box } from '../document.ts';
import { ReadError } from '../errors.ts';
import { type OpenPdf, openPdf } from './open.ts';
import type { OpenPage } from './page.ts';
import { placementOf } from './placement.ts';

/** A rendered page. Pixel (0, 0) is the top left of the displayed page; a point is `dpi / 72` pixels. */
export interface Rendered {
  width: number;
  height: number;
  dpi: number;
  /** `rgba`: 4 bytes a pixel; `grey`: 1 byte a pixel. Rows without padding. */
  format: 'rgba' | 'grey';
  data: Uint8Array;
}

/** What of a page is drawn: everything, or all but its text. */
type Shown = 'all' | 'pictures';

/** `FPDF_PAGEOBJ_TEXT` (fpdf_edit.h), `FPDFBitmap_BGRx`, and flags of FPDF_RenderPageBitmap (fpdfview.h). */
const TEXT = 1;
const BGRX = 3;
const ANNOTATIONS = 0x01;
const REVERSE_BYTE_ORDER = 0x10;
const WHITE = 0xffffffff;
/** A page larger than this at the wanted resolution is rendered coarser. */
const MOST_PIXELS = 40_000_000;

/**
 * Renders a page with its annotations on white.
 * @param number page, from 1
 * @param dpi pixels per inch that are wanted; very large pages get fewer (see `dpi` of the result)
 * @throws ReadError `corrupt` when the page cannot be opened, `limit` when the picture does not fit into memory
 */
export function renderPage(
  pdf: OpenPdf,
  number: number,
  dpi: number,
  format: Rendered['format'] = 'rgba',
  shown: Shown = 'all',
): Rendered {
  const { lib } = pdf;
  const page = lib.FPDF_LoadPage(pdf.document, number - 1);
  if (!page) throw new ReadError('corrupt', `Page ${number} is damaged and could not be rendered.`);
  try {
    return renderOpen({ lib, handle: page, placement: placementOf(lib, page) }, dpi, format, shown);
  } finally {
    lib.FPDF_ClosePage(page);
  }
}

/** The same for a page that is open already. @throws ReadError `limit` when the picture does not fit into memory */
export function renderOpen(page: OpenPage, dpi: number, format: Rendered['format'], shown: Shown = 'all'): Rendered {
  const { width, height, fitting } = sizeOf(page, dpi);
  if (shown === 'pictures') showText(page, false);
  try {
    const data = pixels(page, { width, height }, [0, 0, width, height], format);
    return { width, height, dpi: fitting, format, data };
  } finally {
    // What is read of the page afterwards must have its text.
    if (shown === 'pictures') showText(page, true);
  }
}

/** Text inside of forms stays as it is. */
function showText({ lib, handle }: OpenPage, shown: boolean): void {
  const count = lib.FPDFPage_CountObjects(handle);
  for (let i = 0; i < count; i++) {
    const object = lib.FPDFPage_GetObject(handle, i);
    if (lib.FPDFPageObj_GetType(object) === TEXT) lib.FPDFPageObj_SetIsActive(object, shown ? 1 : 0);
  }
}

/** A part of a page, in grey. */
export interface RenderedPart {
  width: number;
  height: number;
  dpi: number;
  data: Uint8Array;
  /** Where it begins among the pixels of the whole page. */
  left: number;
  top: number;
}

/**
 * Renders a part of a page, which costs as much less as it is smaller. Its pixels are those of the whole page.
 * @param area in points; its sides go to the nearest pixel, at least one remains
 */
export function renderPart(page: OpenPage, dpi: number, area: Box): RenderedPart {
  const { width, height, fitting } = sizeOf(page, dpi);
  const scale = fitting / 72;
  const pixel = (edge: number, most: number) => Math.min(Math.max(Math.round(edge * scale), 0), most);
  const [left, top] = [pixel(area[0], width - 1), pixel(area[1], height - 1)];
  const [right, bottom] = [Math.max(left + 1, pixel(area[2], width)), Math.max(top + 1, pixel(area[3], height))];
  const data = pixels(page, { width, height }, [left, top, right, bottom], 'grey');
  return { width: right - left, height: bottom - top, dpi: fitting, data, left, top };
}

/** Pixels of a page, at the wanted resolution or what fits. */
function sizeOf({ placement: { width: w, height: h } }: OpenPage, dpi: number) {
  const fitting = Math.min(dpi, 72 * Math.sqrt(MOST_PIXELS / (w * h)));
  const pixels = (points: number) => Math.max(1, Math.round((points * fitting) / 72));
  return { fitting, width: pixels(w), height: pixels(h) };
}

/**
 * Renders some pages of a file.
 * @param pages numbers from 1, in the order wanted
 * @throws ReadError as `openPdf` and `renderPage`
 */
export async function renderPages(
  bytes: Uint8Array,
  pages: readonly number[],
  dpi: number,
  options: { password?: string; format?: Rendered['format'] } = {},
): Promise<Rendered[]> {
  const pdf = await openPdf(bytes, options.password);
  try {
    return pages.map((number) => renderPage(pdf, number, dpi, options.format));
  } finally {
    pdf.close();
  }
}

/**
 * Always rendered in colour: the library leaves out text when it draws on a grey bitmap.
 * @param whole pixels of the whole page
 * @param part pixels that are wanted: left, top, right, bottom
 */
function pixels(
  { lib, handle }: OpenPage,
  whole: { width: number; height: number },
  [left, top, right, bottom]: Box,
  format: Rendered['format'],
): Uint8Array {
  const [width, height] = [right - left, bottom - top];
  const stride = width * 4;
  const buffer = lib.malloc(stride * height);
  const bitmap = buffer ? lib.FPDFBitmap_CreateEx(width, height, BGRX, buffer, stride) : 0;
  try {
    if (!bitmap) throw new ReadError('limit', `A picture of ${width} x ${height} pixels does not fit into memory.`);
    lib.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    const flags = ANNOTATIONS | REVERSE_BYTE_ORDER;
    lib.FPDF_RenderPageBitmap(bitmap, handle, -left, -top, whole.width, whole.height, 0, flags);
    const rgbx = lib.bytes().subarray(buffer, buffer + stride * height);
    return format === 'grey' ? greyOf(rgbx) : opaque(rgbx);
  } finally {
    if (bitmap) lib.FPDFBitmap_Destroy(bitmap);
    if (buffer) lib.free(buffer);
  }
}

function opaque(rgbx: Uint8Array): Uint8Array {
  const data = rgbx.slice();
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  return data;
}

/** Luma after ITU-R BT.601, in 65536ths so that it stays whole. */
function greyOf(rgbx: Uint8Array): Uint8Array {
  const data = new Uint8Array(rgbx.length / 4);
  for (let i = 0, j = 0; i < data.length; i++, j += 4) {
    data[i] = (rgbx[j] * 19595 + rgbx[j + 1] * 38470 + rgbx[j + 2] * 7471) >> 16;
  }
  return data;
}
