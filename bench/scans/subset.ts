/** Some pages of a PDF as a PDF of their own, their text kept. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { init } from '@embedpdf/pdfium';

/** @param pages numbers from 1 */
export async function subset(pdf: Uint8Array, pages: readonly number[]): Promise<Uint8Array> {
  const wasm = readFileSync(
    new URL('pdfium.wasm', `file://${createRequire(import.meta.url).resolve('@embedpdf/pdfium')}`),
  );
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer;
  const lib = await init({ wasmBinary });
  lib.PDFiumExt_Init();
  const memory = lib.pdfium as unknown as { HEAPU8: Uint8Array; wasmExports: { malloc(bytes: number): number } };
  const at = memory.wasmExports.malloc(pdf.length);
  memory.HEAPU8.set(pdf, at);
  const source = lib.FPDF_LoadMemDocument(at, pdf.length, '');
  const target = lib.FPDF_CreateNewDocument();
  if (!source || !lib.FPDF_ImportPages(target, source, pages.join(','), 0))
    throw new Error('the pages could not be taken');
  const writer = lib.PDFiumExt_OpenFileWriter();
  lib.PDFiumExt_SaveAsCopy(target, writer);
  const size = lib.PDFiumExt_GetFileWriterSize(writer);
  const out = memory.wasmExports.malloc(size);
  lib.PDFiumExt_GetFileWriterData(writer, out, size);
  const bytes = memory.HEAPU8.slice(out, out + size);
  lib.PDFiumExt_CloseFileWriter(writer);
  lib.FPDF_CloseDocument(target);
  lib.FPDF_CloseDocument(source);
  return bytes;
}
