/** Knowing a picture again on the other pages of its document, without decoding it. */
import { createHash } from 'node:crypto';
import type { Box } from '../document.ts';
import { uprightBox } from './lone-picture.ts';
import type { OpenPage } from './page.ts';
import type { Pdfium } from './pdfium.ts';
import { concat, objectMatrix } from './placement.ts';

/** `FPDF_PAGEOBJ_IMAGE` of fpdf_edit.h. */
const IMAGE = 3;
/** What else is drawn may reach into the area of a picture by so much, in points. */
const OVERLAP = 1;
/**
 * Bits of information in a byte of the picture as it is stored. Evenly coloured pictures have less: some producers draw
 * text as such a picture seen through a mask, and the mask is not part of what is compared here.
 */
const LEAST_ENTROPY = 5;

/**
 * @param area of a picture on the page, in points
 * @returns the same text only for areas that show the same picture in the same size, and nothing else; nothing where
 * that cannot be told without drawing it
 */
export function pictureKey(page: OpenPage, area: Box): string | undefined {
  const { lib, placement } = page;
  const object = onlyIn(page, area);
  const box = object ? uprightBox(concat(objectMatrix(lib, object), placement.toPage)) : undefined;
  if (!box) return undefined;
  const stored = storedPicture(lib, object);
  if (!stored) return undefined;
  const known = lib.FPDFImageObj_GetImagePixelSize(object, lib.scratch, lib.scratch + 4);
  const pixels = known ? [...lib.ints().subarray(lib.scratch >> 2, (lib.scratch >> 2) + 2)] : [];
  const shown = box.flatMap((edge, i) => [edge - area[i % 2], area[i] - area[i % 2]]);
  return [stored, ...pixels, ...shown.map(Math.round)].join();
}

/** The picture in an area that nothing else on the page reaches into. */
function onlyIn({ lib, handle, placement }: OpenPage, area: Box): number {
  if (lib.FPDFPage_GetAnnotCount(handle) > 0) return 0;
  const [a, b, c, d, e, f] = placement.toPage;
  const [s, at] = [lib.scratch, lib.scratch >> 2];
  const count = lib.FPDFPage_CountObjects(handle);
  let picture = 0;
  for (let i = 0; i < count; i++) {
    const object = lib.FPDFPage_GetObject(handle, i);
    if (!lib.FPDFPageObj_GetBounds(object, s, s + 4, s + 8, s + 12)) return 0;
    const [left, bottom, right, top] = lib.floats().subarray(at, at + 4);
    const xs = [a * left + c * bottom + e, a * right + c * top + e];
    const ys = [b * left + d * bottom + f, b * right + d * top + f];
    const across = Math.min(area[2], Math.max(...xs)) - Math.max(area[0], Math.min(...xs));
    const down = Math.min(area[3], Math.max(...ys)) - Math.max(area[1], Math.min(...ys));
    if (across <= OVERLAP || down <= OVERLAP) continue;
    if (picture || lib.FPDFPageObj_GetType(object) !== IMAGE) return 0;
    picture = object;
  }
  return picture;
}

/** The hash of a picture as it is stored, if that says enough of what it shows. */
function storedPicture(lib: Pdfium, object: number): string | undefined {
  const length = lib.FPDFImageObj_GetImageDataRaw(object, 0, 0);
  const buffer = length > 0 ? lib.malloc(length) : 0;
  if (!buffer) return undefined;
  try {
    lib.FPDFImageObj_GetImageDataRaw(object, buffer, length);
    const bytes = lib.bytes().subarray(buffer, buffer + length);
    return entropyOf(bytes) < LEAST_ENTROPY ? undefined : createHash('sha256').update(bytes).digest('base64');
  } finally {
    lib.free(buffer);
  }
}

/** Bits a byte, by how often each byte occurs. */
function entropyOf(bytes: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte]++;
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= (count / bytes.length) * Math.log2(count / bytes.length);
  return bits;
}
