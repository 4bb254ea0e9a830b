/** What a file is, judged by its content; names lie. */

export type FileType =
  | 'pdf'
  | 'docx'
  | 'doc'
  | 'workbook'
  | 'image'
  | 'html'
  | 'encrypted-office'
  | 'zip'
  | 'office'
  | 'unknown';

const LATIN1 = new TextDecoder('latin1');
/** A PDF header may stand anywhere within these bytes (Adobe's implementation note 13 to PDF 1.7). */
const PDF_HEADER_WITHIN = 1024;
/** The names of an OLE2 file's streams stand in its directory, which may be far from the beginning. */
const OLE2 = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];
const IMAGES = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff],
  [0x49, 0x49, 0x2a, 0x00],
  [0x4d, 0x4d, 0x00, 0x2a],
];
const HTML = /<(?:!doctype\s+html|html|head|body|script|meta)[\s>]/i;

/**
 * @param bytes the whole file
 * @returns its type; `zip` is an archive that is no document, `office` an OLE2 or OOXML file of another program (slides)
 */
export function fileType(bytes: Uint8Array): FileType {
  const head = LATIN1.decode(bytes.subarray(0, PDF_HEADER_WITHIN));
  if (begins(bytes, OLE2)) return oleType(bytes);
  if (begins(bytes, ZIP) || begins(bytes, EMPTY_ZIP)) return zipType(bytes);
  if (IMAGES.some((magic) => begins(bytes, magic))) return 'image';
  if (head.includes('%PDF-')) return 'pdf';
  if (HTML.test(withoutZeros(head))) return 'html';
  return 'unknown';
}

const begins = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, i) => bytes[i] === byte);

/** UTF-16 pages look like Latin letters with zeros between them. */
const withoutZeros = (text: string) => text.replaceAll('\0', '');

function zipType(bytes: Uint8Array): FileType {
  const names = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (names.includes('word/document') || (names.includes('[Content_Types].xml') && names.includes('word/')))
    return 'docx';
  if (names.includes('xl/workbook')) return 'workbook';
  return names.includes('ppt/presentation') ? 'office' : 'zip';
}

function oleType(bytes: Uint8Array): FileType {
  const directory = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (stream: string) => directory.includes(Buffer.from(stream, 'utf16le'));
  if (has('EncryptedPackage')) return 'encrypted-office';
  if (has('WordDocument')) return 'doc';
  return has('Workbook') || has('Book') ? 'workbook' : 'office';
}
