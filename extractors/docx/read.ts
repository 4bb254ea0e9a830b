/** Reading a DOCX: our own reader of WordprocessingML, since pages, numbers and grids must come out as Word prints them. */
import type { Block, Document, Message } from '../document.ts';
import { ReadError } from '../errors.ts';
import { LIMITS, type Limits, pastLimit } from '../limits.ts';
import { readBody } from './body.ts';
import { readNumbering } from './numbering.ts';
import { openPackage } from './package.ts';
import { PageCounter } from './pages.ts';
import type { Reading } from './reading.ts';
import { pagesOf } from './sections.ts';
import { readStyles } from './styles.ts';

const ENGINE = 'pagefact-docx 1';
const OLE2 = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

export interface ReadDocxOptions {
  /** File name, for messages. */
  name: string;
  /** Not used yet: an encrypted DOCX is refused. */
  password?: string;
  limits?: Limits;
}

/**
 * Reads a DOCX.
 * @param bytes the file
 * @returns its paragraphs and tables in reading order; pages as Word last laid them out (`pageMethod` `word`); no boxes
 * @throws ReadError `corrupt`, `wrong-extension`, `encrypted`, `limit`
 */
export async function readDocx(bytes: Uint8Array, options: ReadDocxOptions): Promise<Document> {
  const limits = options.limits ?? LIMITS;
  if (bytes.length === 0) throw new ReadError('empty', 'the file is empty');
  if (bytes.length > limits.inputBytes) throw pastLimit('inputBytes', `the file has ${bytes.length} bytes`, limits);
  refuseOle2(bytes);
  const source = await openPackage(bytes, limits);
  const messages: Message[] = [];
  const styles = readStyles(await source.part('styles'));
  const numbering = readNumbering(await source.part('numbering'), styles);
  const pages = new PageCounter();
  const reading: Reading = { styles, numbering, pages, limits, messages, fields: [], notes: [] };

  const body = await readBody(source, reading);
  const { metadata, pages: stated } = await source.properties();
  if (!pages.laidOut) {
    const text = 'the file holds no page layout (it was not saved by Word): pages are counted by explicit breaks only';
    messages.push({ code: 'no-page-layout', text });
  }
  if (stated !== undefined && stated > pages.page) {
    const text = `the writing program noted ${stated} pages, the breaks in the text make ${pages.page}`;
    messages.push({ code: 'page-count-differs', text });
  }
  return {
    format: 'docx',
    pageMethod: 'word',
    method: 'docx',
    engine: ENGINE,
    metadata,
    pages: pagesOf(pages.page, body.sections, pagesWithText(body.blocks)),
    blocks: body.blocks,
    outline: [],
    messages,
  };
}

/** The old binary container: a Word 97 file, or a DOCX that is encrypted (its package is a stream of that name). */
function refuseOle2(bytes: Uint8Array): void {
  if (!OLE2.every((byte, i) => bytes[i] === byte)) return;
  const encrypted = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
    'EncryptedPackage',
    0,
    'utf16le',
  );
  if (encrypted) {
    throw new ReadError('encrypted', 'the Word file is protected by a password; save a copy without one and read that');
  }
  throw new ReadError('wrong-extension', 'this is an old Word file (.doc) under another name; rename it to .doc');
}

function pagesWithText(blocks: readonly Block[]): Set<number> {
  const used = new Set<number>();
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      if (block.role === 'body') for (const line of block.lines) used.add(line.page);
    } else for (const part of block.parts) used.add(part.page);
  }
  return used;
}
