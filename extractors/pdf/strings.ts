/** Strings that PDFium writes into memory. */
import { type Pdfium, SCRATCH_BYTES } from './pdfium.ts';

/**
 * Calls a function that writes a UTF-16LE string and returns its length in bytes with the final zero.
 * @param write gets a buffer and its size
 */
export function utf16(lib: Pdfium, write: (buffer: number, bytes: number) => number): string {
  const needed = write(0, 0);
  if (needed <= 2 || needed > 1 << 20) return '';
  const buffer = needed <= SCRATCH_BYTES ? lib.scratch : lib.malloc(needed);
  write(buffer, needed);
  const text = new TextDecoder('utf-16le').decode(lib.bytes().slice(buffer, buffer + needed - 2));
  if (buffer !== lib.scratch) lib.free(buffer);
  return text;
}

/** The same for a function that writes UTF-8. Cut at the size of the scratch memory. */
export function utf8(lib: Pdfium, write: (buffer: number, bytes: number) => number): string {
  const length = Math.min(write(lib.scratch, SCRATCH_BYTES), SCRATCH_BYTES);
  if (length <= 1) return '';
  return new TextDecoder().decode(lib.bytes().slice(lib.scratch, lib.scratch + length - 1));
}
