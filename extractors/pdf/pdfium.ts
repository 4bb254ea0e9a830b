/** PDFium as a WebAssembly library, initialised once per process and used by its plain C functions. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { init } from '@embedpdf/pdfium';

/** A C function: handles, pointers and numbers in; a handle, a number or a truth value (0 or 1) out. */
type Native = (...args: number[]) => number;

/**
 * The functions of PDFium's public headers that are called here. They are called directly as exports of the WebAssembly
 * module: the package's own wrappers convert arguments on every call, which a page's ten thousand calls would pay for.
 */
const FUNCTIONS = [
  'malloc',
  'free',
  'PDFiumExt_Init',
  'FPDF_LoadMemDocument',
  'FPDF_CloseDocument',
  'FPDF_GetLastError',
  'FPDF_DocumentHasValidCrossReferenceTable',
  'FPDF_GetPageCount',
  'FPDF_LoadPage',
  'FPDF_ClosePage',
  'FPDF_GetPageBoundingBox',
  'FPDFPage_GetRotation',
  'FPDFText_LoadPage',
  'FPDFText_ClosePage',
  'FPDFText_CountChars',
  'FPDFText_GetUnicode',
  'FPDFText_HasUnicodeMapError',
  'FPDFText_GetCharOrigin',
  'FPDFText_GetCharBox',
  'FPDFText_GetLooseCharBox',
  'FPDFText_GetMatrix',
  'FPDFText_GetFontSize',
  'FPDFText_GetTextObject',
  'FPDFTextObj_GetFont',
  'FPDFTextObj_GetTextRenderMode',
  'FPDFFont_GetBaseFontName',
  'FPDFFont_GetWeight',
  'FPDFFont_GetFlags',
  'FPDFPage_CountObjects',
  'FPDFPage_GetObject',
  'FPDFFormObj_CountObjects',
  'FPDFFormObj_GetObject',
  'FPDFPageObj_GetType',
  'FPDFPageObj_SetIsActive',
  'FPDFPageObj_GetMatrix',
  'FPDFPageObj_GetBounds',
  'FPDFPageObj_GetFillColor',
  'FPDFPageObj_GetStrokeColor',
  'FPDFPageObj_GetStrokeWidth',
  'FPDFPageObj_GetClipPath',
  'FPDFClipPath_CountPaths',
  'FPDFClipPath_CountPathSegments',
  'FPDFClipPath_GetPathSegment',
  'FPDFPath_CountSegments',
  'FPDFPath_GetPathSegment',
  'FPDFPath_GetDrawMode',
  'FPDFPathSegment_GetPoint',
  'FPDFPathSegment_GetType',
  'FPDFPathSegment_GetClose',
  'FPDFImageObj_GetImagePixelSize',
  'FPDFImageObj_GetBitmap',
  'FPDFImageObj_GetImageDataRaw',
  'FPDFPage_GetAnnotCount',
  'FPDFBookmark_GetFirstChild',
  'FPDFBookmark_GetNextSibling',
  'FPDFBookmark_GetTitle',
  'FPDFBookmark_GetDest',
  'FPDFBookmark_GetAction',
  'FPDFAction_GetDest',
  'FPDFDest_GetDestPageIndex',
  'FPDF_GetMetaText',
  'FPDFDoc_GetAttachmentCount',
  'FPDFDoc_GetAttachment',
  'FPDFAttachment_GetName',
  'FPDFBitmap_CreateEx',
  'FPDFBitmap_FillRect',
  'FPDFBitmap_GetStride',
  'FPDFBitmap_GetFormat',
  'FPDFBitmap_GetWidth',
  'FPDFBitmap_GetHeight',
  'FPDFBitmap_GetBuffer',
  'FPDFBitmap_Destroy',
  'FPDF_RenderPageBitmap',
] as const;

/** The library with its memory. Views of the memory become invalid when it grows, so they are asked for anew. */
export interface Pdfium extends Record<(typeof FUNCTIONS)[number], Native> {
  /** Pointer to 4 KiB for out-parameters, 8-byte aligned. Whatever is in it lasts until the next call. */
  scratch: number;
  floats(): Float32Array;
  doubles(): Float64Array;
  ints(): Int32Array;
  bytes(): Uint8Array;
}

export const SCRATCH_BYTES = 4096;

let library: Promise<Pdfium> | undefined;

/** The library of this process; loading it takes some 40 ms the first time. */
export function pdfium(): Promise<Pdfium> {
  library ??= load();
  return library;
}

/**
 * Gives the library up after it crashed (a WebAssembly trap leaves its memory in doubt): the next document gets a new
 * one. Any other error is left alone.
 */
export function abandonAfter(error: unknown): void {
  if (error instanceof Error && (error.name === 'RuntimeError' || error.message.startsWith('Aborted')))
    library = undefined;
}

/** Name and version for provenance: `pdfium 2.15.1`. */
export function pdfiumVersion(): string {
  const manifest = packageFile('../package.json');
  return `pdfium ${JSON.parse(readFileSync(manifest, 'utf8')).version}`;
}

/** A file of the package, found from where its main file stands. */
function packageFile(path: string): URL {
  const main = createRequire(import.meta.url).resolve('@embedpdf/pdfium');
  return new URL(path, `file://${main}`);
}

async function load(): Promise<Pdfium> {
  const wasm = readFileSync(packageFile('pdfium.wasm'));
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer;
  const { pdfium: module } = await init({ wasmBinary });
  const exported = module.wasmExports as unknown as Record<string, Native> & { memory: Memory };
  const functions = Object.fromEntries(FUNCTIONS.map((name) => [name, exported[name]])) as Record<
    (typeof FUNCTIONS)[number],
    Native
  >;
  functions.PDFiumExt_Init();
  return { ...functions, scratch: functions.malloc(SCRATCH_BYTES), ...views(exported.memory) };
}

/** What is used of `WebAssembly.Memory`. */
interface Memory {
  readonly buffer: ArrayBuffer;
}

/** Typed views of the library's memory, made again whenever the memory has grown. */
function views(memory: Memory) {
  const over = (buffer: ArrayBuffer) => ({
    floats: new Float32Array(buffer),
    doubles: new Float64Array(buffer),
    ints: new Int32Array(buffer),
    bytes: new Uint8Array(buffer),
  });
  let current = over(memory.buffer);
  // Views of memory that has grown have lost their buffer and with it their length.
  const renewed = () => {
    if (current.bytes.length === 0) current = over(memory.buffer);
    return current;
  };
  return {
    floats: () => renewed().floats,
    doubles: () => renewed().doubles,
    ints: () => renewed().ints,
    bytes: () => renewed().bytes,
  };
}
