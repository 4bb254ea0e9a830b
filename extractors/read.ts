/** Any file to a Document. What it is decides its content; a name that says otherwise is noted. */
import { extname } from 'node:path';
import type { AssembleOptions } from './assemble.ts';
import type { Cache } from './cache.ts';
import type { Document, Message } from './document.ts';
import { ReadError } from './errors.ts';
import { type FileType, fileType } from './file-type.ts';
import { LIMITS, pastLimit, refusePages } from './limits.ts';
import type { OcrSettings } from './ocr/settings.ts';

export interface ReadOptions extends AssembleOptions {
  /** File name, for messages and for comparing its extension with the content. */
  name: string;
  /** Opens encrypted PDFs. */
  password?: string;
  /** `auto`: pages that are pictures are read by OCR; `off`: they are not; `force`: every page of a PDF is. */
  ocr?: 'auto' | 'off' | 'force';
  /** Which engine reads them, in which languages; by default the built-in one, Chinese and English. */
  ocrSettings?: OcrSettings;
  /** Threads or processes of the engine, for each of its two readers. */
  ocrThreads?: number;
  /** Keeps readings of pages. */
  ocrCache?: Cache;
  /** Word files that hold no page layout get the pages of a rendering by LibreOffice. */
  render?: boolean;
  signal?: AbortSignal;
  /** Told how long the document is as soon as that is known, how many pages are pictures, and each time one was read. */
  onPages?: (found: PagesFound) => void;
}

/** How much there is to read. */
export interface PagesFound {
  pages: number;
  /** Pages that are read by OCR, which takes seconds each. */
  scans: number;
  /** Those that are done. */
  scansRead?: number;
}

/** Extensions that fit a type. */
const EXTENSIONS: Partial<Record<FileType, readonly string[]>> = {
  pdf: ['.pdf'],
  docx: ['.docx', '.docm', '.dotx'],
  doc: ['.doc', '.wps', '.dot'],
  workbook: ['.xlsx', '.xls', '.xlsm', '.xltx', '.xlsb', '.et'],
  html: ['.html', '.htm', '.shtml', '.xhtml', '.jsp', '.php', '.asp', '.aspx'],
  image: ['.png', '.jpg', '.jpeg', '.tif', '.tiff'],
};

const REFUSED: Partial<Record<FileType, () => ReadError>> = {
  html: () =>
    new ReadError(
      'html-page',
      'The file is named as a document but is a web page: the download probably got an error or login page. Download it again.',
    ),
  'encrypted-office': () =>
    new ReadError(
      'encrypted',
      'The document is protected by a password. Save it without one, or ask for an open copy.',
    ),
  zip: () =>
    new ReadError('not-recognised', 'The file is a zip archive but no document. Unpack it and give the files in it.'),
  office: () =>
    new ReadError(
      'not-recognised',
      'The file is an office file of another kind (slides), or it is cut off. Pagefact reads PDF, Word files, workbooks, web pages and images.',
    ),
};

/**
 * Reads a document.
 * @param bytes the whole file
 * @returns pages, paragraphs and tables in reading order
 * @throws ReadError with a sentence for people; whatever `signal` was aborted with
 */
export async function readDocument(bytes: Uint8Array, options: ReadOptions): Promise<Document> {
  if (bytes.length === 0) throw new ReadError('empty', 'The file is empty (0 bytes). Download it again.');
  if (bytes.length > LIMITS.inputBytes) throw pastLimit('inputBytes', `the file has ${bytes.length} bytes`, LIMITS);
  const type = fileType(bytes);
  const document = await readAs(type, bytes, options);
  refusePages(document.pages.length);
  document.messages.unshift(...misnamed(type, options.name));
  return document;
}

/** Each reader is loaded when its first file comes: starting takes longer than reading some files. */
async function readAs(type: FileType, bytes: Uint8Array, options: ReadOptions): Promise<Document> {
  if (type === 'pdf') return (await import('./pdf-document.ts')).readPdf(bytes, options);
  if (type === 'docx' && !options.render) return (await import('./docx/read.ts')).readDocx(bytes, options);
  if (type === 'docx') return (await import('./office/doc.ts')).readDocxRendered(bytes, options);
  if (type === 'doc') return (await import('./office/doc.ts')).readDoc(bytes, options);
  if (type === 'workbook') return (await import('./workbook/read.ts')).readWorkbook(bytes);
  if (type === 'html' && isWebPage(options.name)) return (await import('./html/read.ts')).readHtml(bytes);
  if (type === 'image') return (await import('./image-document.ts')).readImage(bytes, options);
  if (type === 'zip' && !hasEnd(bytes))
    throw new ReadError('corrupt', 'The file is cut off: the end of its archive is missing. Download it again.');
  throw REFUSED[type]?.() ?? unknown(bytes, options.name);
}

/** The list of its files stands at the end of a zip archive (APPNOTE 4.3.16), at most a comment's length before it. */
function hasEnd(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(-(0xffff + 22))).includes('PK\x05\x06', 0, 'latin1');
}

/** A web page under a document's name is what a server sends in its stead: an error, or a log-in. */
function isWebPage(name: string): boolean {
  const extension = extname(name).toLowerCase();
  return extension === '' || EXTENSIONS.html?.includes(extension) === true;
}

function unknown(bytes: Uint8Array, name: string): ReadError {
  const extension = extname(name).toLowerCase();
  const begins = [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const expected =
    extension === '.docx' ? 'no zip archive, as a DOCX must be' : extension === '.pdf' ? 'no PDF' : 'of no known kind';
  return new ReadError(
    'not-recognised',
    `The file is ${expected} (it begins with ${begins}). It may be cut off or renamed.`,
  );
}

/** A message if the extension belongs to another type. */
function misnamed(type: FileType, name: string): Message[] {
  const extension = extname(name).toLowerCase();
  if (!extension || EXTENSIONS[type]?.includes(extension) !== false) return [];
  return [
    {
      code: 'wrong-extension',
      text: `the name ends in ${extension}, but it is a ${type.toUpperCase()} file; read as such`,
    },
  ];
}
