/** The picture that a page shows and nothing else but text: looked at without drawing the page. */
import type { Box } from '../document.ts';
import type { OpenPage } from './page.ts';
import type { Pdfium } from './pdfium.ts';
import { concat, type Matrix, objectMatrix } from './placement.ts';

export interface LonePicture {
  /** Grey, 1 byte a pixel, rows from the top without padding; every pixel is one of the picture's own, not a mean. */
  data: Uint8Array;
  width: number;
  height: number;
  dpi: number;
  /** Left and top of the picture on the page, in points; pixels of the page beside the picture. */
  left: number;
  top: number;
  beside: number;
}

/** `FPDF_PAGEOBJ_*` of fpdf_edit.h. */
const TEXT = 1;
const IMAGE = 3;
/** Bytes of a pixel by `FPDFBitmap_*` format (fpdfview.h): grey, BGR, BGRx. Others have transparency. */
const PIXEL_BYTES: Record<number, number> = { 1: 1, 2: 3, 3: 4 };

/**
 * @returns nothing when the page shows more than one picture, lines or annotations, or the picture is turned or cannot
 * be decoded by itself. Masks and clips are not applied.
 */
export function lonePicture({ lib, handle, placement }: OpenPage, dpi: number): LonePicture | undefined {
  const object = onlyPicture(lib, handle);
  const { width, height, toPage } = placement;
  const box = object ? uprightBox(concat(objectMatrix(lib, object), toPage)) : undefined;
  if (!box || box[0] < -1 || box[1] < -1 || box[2] > width + 1 || box[3] > height + 1) return undefined;
  return sampled(lib, object, box, dpi, (width * height * dpi * dpi) / 72 ** 2);
}

function onlyPicture(lib: Pdfium, page: number): number {
  if (lib.FPDFPage_GetAnnotCount(page) > 0) return 0;
  const count = lib.FPDFPage_CountObjects(page);
  let picture = 0;
  for (let i = 0; i < count; i++) {
    const object = lib.FPDFPage_GetObject(page, i);
    const type = lib.FPDFPageObj_GetType(object);
    if (type === TEXT) continue;
    if (type !== IMAGE || picture) return 0;
    picture = object;
  }
  return picture;
}

/** The box of a picture that stands upright and is not mirrored. */
export function uprightBox([a, b, c, d, e, f]: Matrix): Box | undefined {
  if (b !== 0 || c !== 0 || a <= 0 || d >= 0) return undefined;
  return [e, f + d, e + a, f];
}

function sampled(lib: Pdfium, object: number, box: Box, dpi: number, all: number): LonePicture | undefined {
  const bitmap = lib.FPDFImageObj_GetBitmap(object);
  if (!bitmap) return undefined;
  try {
    const bytes = PIXEL_BYTES[lib.FPDFBitmap_GetFormat(bitmap)];
    if (!bytes) return undefined;
    const [w, h] = [lib.FPDFBitmap_GetWidth(bitmap), lib.FPDFBitmap_GetHeight(bitmap)];
    const [stride, start] = [lib.FPDFBitmap_GetStride(bitmap), lib.FPDFBitmap_GetBuffer(bitmap)];
    const width = Math.max(1, Math.round(((box[2] - box[0]) * dpi) / 72));
    const height = Math.max(1, Math.round(((box[3] - box[1]) * dpi) / 72));
    const columns = new Int32Array(width);
    for (let x = 0; x < width; x++) columns[x] = bytes * Math.floor(((x + 0.5) * w) / width);
    const data = new Uint8Array(width * height);
    const source = lib.bytes();
    for (let y = 0, to = 0; y < height; y++) {
      const row = start + stride * Math.floor(((y + 0.5) * h) / height);
      for (let x = 0; x < width; x++, to++) {
        const at = row + columns[x];
        // Luma after ITU-R BT.601, as of rendered pages.
        data[to] =
          bytes === 1 ? source[at] : (source[at + 2] * 19595 + source[at + 1] * 38470 + source[at] * 7471) >> 16;
      }
    }
    return { data, width, height, dpi, left: box[0], top: box[1], beside: Math.max(0, all - width * height) };
  } finally {
    lib.FPDFBitmap_Destroy(bitmap);
  }
}
