/** Any file to a Document. What it is decides its content; a name that says otherwise is noted. */
import { extname } from 'node:path';
import type { AssembleOptions } from './assemble.ts';
import type { Document, Message } from './document.ts';
import { readDocx } from './docx/read.ts';
import { ReadError } from './errors.ts';
import { type FileType, fileType } from './file-type.ts';
import { readImage } from './image-document.ts';
import { LIMITS, pastLimit } from './limits.ts';
import { readDoc, readDocxRendered } from './office/doc.ts';
import { readPdf } from './pdf-document.ts';

export interface ReadOptions extends AssembleOptions {
  /** File name, for messages and for comparing its extension with the content. */
  name: string;
  /** Opens encrypted PDFs. */
  password?: string;
  /** `auto`: pages that are pictures are read by OCR; `off`: they are not; `force`: every page of a PDF is. */
  ocr?: 'auto' | 'off' | 'force';
  /** Word files that hold no page layout get the pages of a rendering by LibreOffice. */
  render?: boolean;
  signal?: AbortSignal;
  /** Told how long the document is as soon as that is known, and again when it is known how many pages are pictures. */
  onPages?: (found: PagesFound) => void;
}

/** How much there is to read. */
export interface PagesFound {
  pages: number;
  /** Pages that are read by OCR, which takes seconds each. */
  scans: number;
}

/** Extensions that fit a type. */
const EXTENSIONS: Partial<Record<FileType, readonly string[]>> = {
  pdf: ['.pdf'],
  docx: ['.docx', '.docm', '.dotx'],
  doc: ['.doc', '.wps', '.dot'],
  image: ['.png', '.jpg', '.jpeg', '.tif', '.tiff'],
};

const REFUSED: Partial<Record<FileType, () => ReadError>> = {
  html: () =>
    new ReadError(
      'html-page',
      'The file is a web page, not a document: the download probably got an error or login page. Download it again.',
    ),
  'encrypted-office': () =>
    new ReadError(
      'encrypted',
      'The Word document is protected by a password. Save it without one, or ask for an open copy.',
    ),
  zip: () =>
    new ReadError(
      'not-recognised',
      'The file is a zip archive but no Word document. Unpack it and give the files in it.',
    ),
  office: () =>
    new ReadError(
      'not-recognised',
      'The file is an office file of another kind (a spreadsheet or slides). Pagefact reads PDF, DOCX, DOC and images.',
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
  document.messages.unshift(...misnamed(type, options.name));
  return document;
}

function readAs(type: FileType, bytes: Uint8Array, options: ReadOptions): Promise<Document> {
  if (type === 'pdf') return readPdf(bytes, options);
  if (type === 'docx') return options.render ? readDocxRendered(bytes, options) : readDocx(bytes, options);
  if (type === 'doc') return readDoc(bytes, options);
  if (type === 'image') return readImage(bytes, options);
  throw REFUSED[type]?.() ?? unknown(bytes, options.name);
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
      text: `${name} is named ${extension} but is a ${type.toUpperCase()} file; read as such`,
    },
  ];
}
