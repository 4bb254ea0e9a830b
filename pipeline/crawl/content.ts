/** What an answer really is: told by its content, never by its name or header. */
import { archiveEntries } from '../../extractors/docx/archive.ts';
import { type FileType, fileType } from '../../extractors/file-type.ts';
import { LIMITS } from '../../extractors/limits.ts';
import { type Page, pageText, readPage } from './page.ts';
import { type Signs, signs } from './signs.ts';

const RAR = Buffer.from('Rar!\x1a\x07', 'latin1');
/** First byte of every zip. */
const PK = 0x50;
const SEVEN_ZIP = Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]);

/** Types of content: those that the readers know, lists for machines, and archives that are not opened. */
export type ContentType = FileType | 'rar' | '7z' | 'data';

/** @param bytes the whole body */
export async function contentType(bytes: Buffer): Promise<ContentType> {
  if (bytes.subarray(0, RAR.length).equals(RAR)) return 'rar';
  if (bytes.subarray(0, SEVEN_ZIP.length).equals(SEVEN_ZIP)) return '7z';
  const type = fileType(bytes);
  if (bytes[0] === PK && type !== 'zip' && !(await isPackage(bytes))) return 'zip';
  if (type !== 'unknown') return type;
  // Lists that scripts fetch: JSON, XML, or pieces of pages without a head.
  const head = bytes
    .subarray(0, 512)
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (/^(?:<\?xml|<datastore|[[{]\s*["{[])/i.test(head)) return 'data';
  return /^<(?:div|ul|li|table|span|a|p|dl|section)[\s>]/i.test(head) ? 'html' : 'unknown';
}

/**
 * Whether a zip is one document. An archive of Word files that are not packed again holds all the names that a Word file
 * has, but deeper inside.
 */
async function isPackage(bytes: Buffer): Promise<boolean> {
  try {
    const names = (await archiveEntries(bytes, LIMITS)).map(({ name }) => name.toLowerCase());
    return names.some((name) => name === '[content_types].xml' || name === 'mimetype' || name === 'word/document.xml');
  } catch {
    return true;
  }
}

/** Extensions of originals and media types, by content. */
export const EXTENSIONS: Record<string, string> = {
  pdf: 'pdf',
  docx: 'docx',
  doc: 'doc',
  workbook: 'xls',
  image: 'img',
  html: 'html',
  data: 'txt',
  zip: 'zip',
  rar: 'rar',
  '7z': '7z',
};

export const isPage = (type: ContentType) => type === 'html' || type === 'data';
export const isArchive = (type: ContentType) => type === 'zip' || type === 'rar' || type === '7z';

/** A page that was not what it should be. */
export interface Wall {
  kind: 'challenge' | 'login';
  reason: string;
}

/**
 * Whether an answer is a wall for machines or a login, and not the page.
 * @param ledTo where redirects led; empty where there were none
 * @param page the body read as a page, if it is one
 * @param wanted what the link promised
 */
export function wallIn(
  status: number,
  ledTo: string,
  body: string,
  page: Page | undefined,
  wanted: string,
): Wall | null {
  const { challenge, login } = signs();
  if (challenge.status.includes(status))
    return { kind: 'challenge', reason: `status ${status}: a challenge for browsers` };
  if (login.status.includes(status)) return { kind: 'login', reason: `status ${status}: a login is asked for` };
  if (ledTo !== '' && login.url.test(new URL(ledTo).pathname))
    return { kind: 'login', reason: 'it leads to a login page' };
  if (!page) return null;
  const short = page.text.length <= challenge.most_text;
  const mark = challenge.marks.find((one) => body.includes(one));
  if (short && page.hasScript && mark && page.links.length === 0)
    return { kind: 'challenge', reason: `a page that only a script gets past (${mark})` };
  const word = challenge.words.find((one) => page.text.includes(one) || page.title.includes(one));
  if (short && word) return { kind: 'challenge', reason: `a page that asks for a person (${word})` };
  if (wanted === 'document' && login.field.test(body)) return { kind: 'login', reason: 'a login page came' };
  return null;
}

/** Whether a page states figures itself: a table with enough amounts, and a word that says what they are. */
export function statesFigures(page: Page, { disclosure }: Signs = signs()): boolean {
  const amounts = (row: readonly string[]) => row.filter((cell) => disclosure.amount.test(cell.trim())).length;
  const rows = page.rows.filter((row) => amounts(row) > 0);
  const total = rows.reduce((sum, row) => sum + amounts(row), 0);
  return (
    rows.length >= disclosure.rows &&
    total >= disclosure.amounts &&
    disclosure.words.some((word) => page.text.includes(word))
  );
}

/** @param header content type that the server gave */
export function pageOf(bytes: Buffer, url: string, header: string | undefined): { body: string; page: Page } {
  const body = pageText(bytes, header);
  return { body, page: readPage(body, url) };
}
