import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { Block, Document, TextLine } from '../../extractors/document.ts';
import { fileType } from '../../extractors/file-type.ts';
import { readDocument } from '../../extractors/read.ts';
import { boxOf, cellText, joinLines } from '../../extractors/text.ts';
import { tinyPdf } from '../fixtures/tiny-pdf.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const pdf = (content: string) => tinyPdf({ pages: [{ content }] });
const HELLO = 'BT /F1 10 Tf 50 200 Td (Total 735.59) Tj ET';

describe('what cannot be read is refused with a sentence', () => {
  it.each([
    ['an empty file', '', 'a.pdf', 'empty', /empty/],
    ['a web page named .pdf', '<!DOCTYPE html><html><body>404</body></html>', 'a.pdf', 'html-page', /web page/],
    ['text named .docx', 'not a zip', 'a.docx', 'not-recognised', /no zip archive/],
    ['text named .pdf', 'hello', 'a.pdf', 'not-recognised', /no PDF/],
    ['a PDF that is only a header', '%PDF-1.7\n', 'a.pdf', 'corrupt', /damaged/],
    ['half a zip', 'PK\x03\x04 readme.txt', 'a.docx', 'corrupt', /cut off/],
    ['a zip of something else', 'PK\x03\x04 readme.txt PK\x05\x06', 'a.zip', 'not-recognised', /zip archive/],
    ['slides', 'PK\x03\x04 ppt/presentation.xml', 'a.docx', 'not-recognised', /another kind/],
    ['half a workbook', 'PK\x03\x04 xl/workbook.xml', 'a.xlsx', 'corrupt', /damaged/],
  ])('%s', async (_, content, name, code, message) => {
    const outcome = readDocument(bytesOf(content), { name });
    await expect(outcome).rejects.toMatchObject({ name: 'ReadError', code, message: expect.stringMatching(message) });
  });

  it('a Word document with a password', async () => {
    const ole2 = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    const bytes = Buffer.concat([ole2, Buffer.alloc(504), Buffer.from('EncryptedPackage', 'utf16le')]);
    await expect(readDocument(bytes, { name: 'a.docx' })).rejects.toMatchObject({ code: 'encrypted' });
  });

  it('a PDF with a password, unless it is given', async () => {
    const bytes = tinyPdf({ pages: [{ content: HELLO }], password: 'open' });
    await expect(readDocument(bytes, { name: 'a.pdf' })).rejects.toMatchObject({ code: 'encrypted' });
    expect((await readDocument(bytes, { name: 'a.pdf', password: 'open' })).blocks).toHaveLength(1);
  });

  it('anything after the caller gave up', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(readDocument(pdf(HELLO), { name: 'a.pdf', signal })).rejects.toThrow('enough');
  });
});

describe('the content decides', () => {
  it('over a wrong extension, which is noted', async () => {
    const document = await readDocument(pdf(HELLO), { name: 'report.docx' });
    expect(document.format).toBe('pdf');
    expect(document.messages[0]).toMatchObject({ code: 'wrong-extension' });
  });

  it('where junk stands before the header of a PDF', () => {
    expect(fileType(Buffer.concat([bytesOf('\n\n'), pdf(HELLO)]))).toBe('pdf');
  });

  it('for pictures', () => {
    expect(fileType(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe('image');
    expect(fileType(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('image');
    expect(fileType(Uint8Array.of(0x49, 0x49, 0x2a, 0x00))).toBe('image');
  });
});

describe('a PDF', () => {
  it('becomes pages and blocks', async () => {
    const document = await readDocument(pdf(HELLO), { name: 'a.pdf' });
    expect(document).toMatchObject({ format: 'pdf', pageMethod: 'file', method: 'text-layer' });
    expect(document.engine).toMatch(/^pdfium \d/);
    expect(document.pages[0]).not.toHaveProperty('glyphs');
    expect(textsOf(document)).toEqual(['Total 735.59']);
  });

  it('of pictures says so when they are not to be read', async () => {
    const bytes = tinyPdf({
      pages: [{ content: 'q 400 0 0 300 0 0 cm /P1 Do Q 0 g 50 50 20 20 re f', pictures: ['P1'] }],
    });
    const document = await readDocument(bytes, { name: 'a.pdf', ocr: 'off' });
    expect(document.pages[0]).toMatchObject({ kind: 'scan', status: 'failed', reason: expect.stringContaining('OCR') });
  });

  it('of pictures without text needs no reading of pictures', async () => {
    const bytes = tinyPdf({ pages: [{ content: 'q 400 0 0 300 0 0 cm /P1 Do Q', pictures: ['P1'] }] });
    const document = await readDocument(bytes, { name: 'a.pdf' });
    expect(document.pages[0]).toMatchObject({ kind: 'blank', status: 'ok' });
    expect(document.messages[0]).toMatchObject({ code: 'picture-without-text', page: 1 });
  });

  it.each([0, 90, 180, 270])(
    'has the same tables with its content turned by %i degrees, in their true places',
    async (degrees) => {
      const at = (x: number, y: number, words: string) => `BT /F1 10 Tf ${x} ${y} Td (${words}) Tj ET\n`;
      const grid = '1 w 50 100 200 60 re S 50 130 m 250 130 l S 150 100 m 150 160 l S\n';
      const cells = at(60, 140, 'Item') + at(160, 140, 'Sum') + at(60, 110, 'Pay') + at(160, 110, '12.50');
      const turn = { 0: '1 0 0 1 0 0', 90: '0 -1 1 0 0 400', 180: '-1 0 0 -1 400 400', 270: '0 1 -1 0 400 0' }[degrees];
      const content = `q ${turn} cm ${at(50, 200, 'Title of the table')}${grid}${cells} Q`;
      const bytes = tinyPdf({ pages: [{ content, mediaBox: '0 0 400 400' }] });
      const document = await readDocument(bytes, { name: 'a.pdf' });
      expect(textsOf(document)).toEqual(['Title of the table', 'Item|Sum|Pay|12.50']);
      const [line] = allLines(document).filter(({ text }) => text === '12.50');
      expect(line.angle).toBe(degrees);
      const upright = [160, 400 - 110 - 8.8, 185.02, 400 - 110 + 1.2];
      const [x0, y0, x1, y1] = upright;
      const boxes = {
        0: upright,
        90: [400 - y1, x0, 400 - y0, x1],
        180: [400 - x1, 400 - y1, 400 - x0, 400 - y0],
        270: [y0, 400 - x1, y1, 400 - x0],
      };
      const expected = boxes[degrees as 0];
      boxOf(line, 0, 5)?.forEach((edge, i) => {
        expect(edge).toBeCloseTo(expected[i], 0);
      });
    },
  );

  it('has tables and text in reading order, a page number last', async () => {
    const at = (x: number, y: number, words: string) => `BT /F1 10 Tf ${x} ${y} Td (${words}) Tj ET\n`;
    const grid = '1 w 50 100 200 60 re S 50 130 m 250 130 l S 150 100 m 150 160 l S\n';
    const cells = at(60, 140, 'Item') + at(160, 140, 'Sum') + at(60, 110, 'Pay') + at(160, 110, '12.50');
    const content = at(60, 10, '- 1 -') + at(50, 80, 'Note') + cells + grid + at(50, 200, 'Title');
    const document = await readDocument(pdf(content), { name: 'a.pdf' });
    expect(textsOf(document)).toEqual(['Title', 'Item|Sum|Pay|12.50', 'Note', '- 1 -']);
    expect((document.blocks.at(-1) as { role: string }).role).toBe('page-number');
  });
});

const textsOf = ({ blocks }: Document) => blocks.map(textOf);
const textOf = (block: Block) =>
  block.kind === 'table' ? block.cells.map(cellText).join('|') : joinLines(block.lines).text;

const CORPUS = join(import.meta.dirname, '../../../shared/corpus');
const GOLD = join(CORPUS, 'gold');

interface GoldRow {
  file: string;
  page: string;
  raw: string;
}

/** Hand-checked numbers of native PDFs, by file. */
function goldRows(): Map<string, GoldRow[]> {
  const byFile = new Map<string, GoldRow[]>();
  for (const set of existsSync(GOLD) ? readdirSync(GOLD) : []) {
    const facts = join(GOLD, set, 'facts.csv');
    const rows: GoldRow[] = existsSync(facts) ? parse(readFileSync(facts), { columns: true, bom: true }) : [];
    for (const row of rows) {
      if (row.file.endsWith('.pdf') && !row.file.includes('scan'))
        byFile.set(row.file, [...(byFile.get(row.file) ?? []), row]);
    }
  }
  return byFile;
}

const rows = goldRows();
describe.skipIf(rows.size === 0)('documents of the corpus', () => {
  const documents = new Map<string, Promise<Document>>();
  const documentOf = (file: string) => {
    const known =
      documents.get(file) ?? readDocument(readFileSync(join(CORPUS, 'documents', file)), { name: file, ocr: 'off' });
    documents.set(file, known);
    return known;
  };

  it.each([...rows.keys()])('%s: every checked number stands whole in one line or cell of its page', async (file) => {
    const lines = allLines(await documentOf(file));
    const missing = (rows.get(file) ?? []).filter(({ page, raw }) => {
      const whole = new RegExp(`(?<![\\d.,])${raw.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\d])`);
      return raw && !lines.some((line) => line.page === Number(page) && whole.test(line.text));
    });
    expect(missing).toEqual([]);
  });

  it.each([...rows.keys()])('%s: hardly a paragraph ends within a sentence', async (file) => {
    const long = (await documentOf(file)).blocks.filter(
      (block) => block.kind === 'paragraph' && block.role === 'body' && !block.leader && textOf(block).length > 60,
    );
    const broken = long.map(textOf).filter((text) => !/[。：；！.%）]$/u.test(text));
    expect(broken.slice(Math.ceil(0.02 * long.length))).toEqual([]);
  });

  it.each([...rows.keys()])('%s: page numbers are no text', async (file) => {
    const body = (await documentOf(file)).blocks.filter((block) => block.kind === 'paragraph' && block.role === 'body');
    expect(body.map(textOf).filter((text) => /^[^\p{L}\d]*\d{1,4}[^\p{L}\d]*$/u.test(text))).toEqual([]);
  });
});

function allLines({ blocks }: Document): TextLine[] {
  return blocks.flatMap((block) => (block.kind === 'table' ? block.cells.flatMap(({ lines }) => lines) : block.lines));
}
