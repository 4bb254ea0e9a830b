/** Opening and closing a PDF in the library's memory. */
import { ReadError } from '../errors.ts';
import { abandonAfter, type Pdfium, pdfium } from './pdfium.ts';

/** An open document. Whoever opens it closes it. */
export interface OpenPdf {
  lib: Pdfium;
  /** Handle for the library's functions. */
  document: number;
  pageCount: number;
  close(): void;
}

/** `FPDF_GetLastError` after a document could not be loaded (fpdfview.h). */
const PASSWORD_ERROR = 4;

/**
 * @param bytes the whole file
 * @param password for encrypted files, in case they need one
 * @throws ReadError `encrypted` (it needs a password), `wrong-password`, `corrupt`, `no-pages`
 */
export async function openPdf(bytes: Uint8Array, password?: string): Promise<OpenPdf> {
  const lib = await pdfium();
  const memory = copyIn(lib, bytes);
  const secret = password === undefined ? 0 : copyIn(lib, new TextEncoder().encode(`${password}\0`));
  const document = lib.FPDF_LoadMemDocument(memory, bytes.length, secret);
  if (secret) lib.free(secret);
  if (!document) {
    const error = lib.FPDF_GetLastError();
    lib.free(memory);
    throw notOpened(error, password);
  }
  const close = () => {
    try {
      lib.FPDF_CloseDocument(document);
      lib.free(memory);
    } catch (error) {
      abandonAfter(error);
    }
  };
  const pageCount = lib.FPDF_GetPageCount(document);
  if (pageCount > 0) return { lib, document, pageCount, close };
  close();
  throw new ReadError('no-pages', 'The PDF has no pages: it is empty or was cut off. Ask for the file again.');
}

function notOpened(error: number, password: string | undefined): ReadError {
  if (error !== PASSWORD_ERROR) {
    return new ReadError('corrupt', 'The PDF is damaged or cut off and could not be opened. Download it again.');
  }
  return password === undefined
    ? new ReadError('encrypted', 'The PDF is protected by a password. Give it with --password.')
    : new ReadError('wrong-password', 'The PDF is protected, and the password given does not open it.');
}

function copyIn(lib: Pdfium, bytes: Uint8Array): number {
  const memory = lib.malloc(Math.max(1, bytes.length));
  if (!memory) throw new ReadError('limit', `The file (${bytes.length} bytes) does not fit into memory.`);
  lib.bytes().set(bytes, memory);
  return memory;
}
