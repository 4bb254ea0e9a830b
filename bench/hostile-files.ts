/** Files that mean harm, or are odd in a way that did harm elsewhere; the PDFs among them stand in `hostile-pdf.ts`. */
import { crc32, deflateSync } from 'node:zlib';
import { docx, p, r, tbl, tc, tr, zip } from '../test/extractors/docx-fixture.ts';
import { tinyPdf } from '../test/fixtures/tiny-pdf.ts';
import { type Hostile, hostilePdfs, OK, text } from './hostile-pdf.ts';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
const ROOT = `<Relationships ${RELS}><Relationship Id="a" Type="${R}/officeDocument" Target="word/document.xml"/></Relationships>`;
const named = (words: string) => tinyPdf({ pages: [{ content: text(words) }] });

/** A Word file of these parts. */
function word(document: string, more: Record<string, string | Uint8Array> = {}): Uint8Array {
  return zip({ '_rels/.rels': ROOT, 'word/document.xml': document, ...more });
}

const body = (content: string, prolog = '') =>
  `${prolog}<w:document ${W} xmlns:r="${R}"><w:body>${content}</w:body></w:document>`;
const related = (kind: string, target: string, mode = '') =>
  `<Relationships ${RELS}><Relationship Id="x" Type="${R}/${kind}" Target="${target}"${mode && ` TargetMode="${mode}"`}/></Relationships>`;

/** A workbook with one sheet of this XML. */
function sheet(content: string): Uint8Array {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  return zip({
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
    '_rels/.rels': `<Relationships ${RELS}><Relationship Id="a" Type="${R}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${R}"><sheets><sheet name="a" sheetId="1" r:id="x"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': related('worksheet', 'worksheets/sheet1.xml'),
    'xl/worksheets/sheet1.xml': `<worksheet ${main}>${content}</worksheet>`,
  });
}

const row = (number: number | string, cells: string) => `<row r="${number}">${cells}</row>`;
const cell = (place: string, value = '1') => `<c r="${place}"><v>${value}</v></c>`;

/** Bytes of an archive in which all occurrences of a name of a part are another name of the same length. */
function renamed(archive: Uint8Array, from: string, to: string): Buffer {
  return Buffer.from(Buffer.from(archive).toString('latin1').replaceAll(from, to), 'latin1');
}

/** A PNG whose head says that it is so large; of its pixels there are a few. */
function png(width: number, height: number): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const bytes = Buffer.concat([Buffer.from(name), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(bytes));
    return Buffer.concat([size, bytes, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const begin = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    begin,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(99))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A TIFF of one pixel whose next page is itself. */
function tiffInACircle(): Buffer {
  const entries = [
    [256, 3, 1, 1],
    [257, 3, 1, 1],
    [258, 3, 1, 8],
    [259, 3, 1, 1],
    [262, 3, 1, 1],
    [273, 4, 1, 8],
    [278, 3, 1, 1],
    [279, 4, 1, 1],
  ];
  const bytes = Buffer.alloc(10 + 2 + entries.length * 12 + 4);
  bytes.write('II*\0', 'latin1');
  bytes.writeUInt32LE(10, 4);
  bytes.writeUInt16LE(entries.length, 10);
  for (const [i, [tag, type, count, value]] of entries.entries()) {
    bytes.writeUInt16LE(tag, 12 + i * 12);
    bytes.writeUInt16LE(type, 14 + i * 12);
    bytes.writeUInt32LE(count, 16 + i * 12);
    bytes.writeUInt32LE(value, 20 + i * 12);
  }
  bytes.writeUInt32LE(10, 12 + entries.length * 12);
  return bytes;
}

/** An OLE2 file (old Word and Excel) whose table of sectors leads round in circles. */
function oleInACircle(): Buffer {
  const bytes = Buffer.alloc(512 * 4, 0xff);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(bytes);
  bytes.fill(0, 8, 24);
  for (const [at, value] of [
    [24, 0x3e],
    [26, 3],
    [28, 0xfffe],
    [30, 9],
    [32, 6],
  ])
    bytes.writeUInt16LE(value, at);
  for (const [at, value] of [
    [34, 0],
    [38, 0],
    [40, 0],
    [44, 1],
    [48, 1],
    [52, 0],
    [56, 4096],
    [60, 1],
    [64, 1],
    [68, 2],
    [72, 1],
    [76, 0],
  ])
    bytes.writeUInt32LE(value, at);
  // Sector 0 is the table: every sector follows itself.
  for (let sector = 0; sector < 128; sector++) bytes.writeUInt32LE(sector % 3, 512 + sector * 4);
  bytes.fill(0, 1024, 1536);
  bytes.write('Root Entry', 1024, 'utf16le');
  bytes.writeUInt16LE(22, 1024 + 64);
  bytes[1024 + 66] = 5;
  bytes.write('Workbook', 1024 + 128, 'utf16le');
  bytes.writeUInt16LE(18, 1024 + 128 + 64);
  bytes[1024 + 128 + 66] = 2;
  bytes.writeUInt32LE(2, 1024 + 128 + 116);
  bytes.writeUInt32LE(1_000_000, 1024 + 128 + 120);
  return bytes;
}

const limit = (name: string) => new RegExp(`^failed past the limit ${name}`);

const LAUGHS = `<!DOCTYPE a [<!ENTITY a0 "ha">${Array.from({ length: 30 }, (_, i) => `<!ENTITY a${i + 1} "&a${i};&a${i};">`).join('')}]>`;
const secret = (address: string) =>
  `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "${address}"> %y;]>`;
const PART = body('<w:altChunk r:id="x"/>');
const SPAN = 1_000_000_000;

const others = (address: string): Record<string, Hostile> => ({
  'zip-bomb.docx': {
    bytes: () => docx(p(r('0'.repeat(250 * 2 ** 20)))),
    told: limit('decompressionRatio'),
    heavy: true,
  },
  'nested-400.docx': {
    bytes: () => docx(`${'<w:sdt><w:sdtContent>'.repeat(400)}${p(r('a'))}${'</w:sdtContent></w:sdt>'.repeat(400)}`),
    told: limit('xmlDepth'),
  },
  'million-digits.docx': { bytes: () => docx(p(r('1234567890'.repeat(100_000)))), told: OK, heavy: true },
  'cells-100000.docx': {
    bytes: () =>
      docx(tbl(...Array.from({ length: 10_000 }, () => tr(Array.from({ length: 10 }, () => tc(p(r('1.00')))))))),
    told: OK,
    heavy: true,
  },
  'entities.docx': { bytes: () => word(body(p('&a30;'), LAUGHS)), told: /^failed .*document type declaration/ },
  'secret.docx': { bytes: () => word(body(p('&x;'), secret(address))), told: /^failed .*document type declaration/ },
  'itself-inside.docx': {
    bytes: () =>
      word(PART, {
        'word/_rels/document.xml.rels': related('aFChunk', 'document.xml'),
      }),
    told: OK,
  },
  'pictures-from-elsewhere.docx': {
    bytes: () =>
      word(body(p(`<w:r><w:drawing><a:blip xmlns:a="a" r:link="x"/></w:drawing></w:r>`) + p('text')), {
        'word/_rels/document.xml.rels': related('image', `${address}a.png`, 'External'),
      }),
    told: OK,
  },
  'styles-elsewhere.docx': {
    bytes: () =>
      word(body(p('text')), { 'word/_rels/document.xml.rels': related('styles', '../../../../../../etc/passwd') }),
    told: OK,
  },
  'column-of-1000000000.docx': {
    bytes: () => docx(tbl(tr([tc(p('a'), `<w:gridSpan w:val="${SPAN}"/>`)], `<w:gridBefore w:val="${SPAN}"/>`))),
    told: OK,
  },
  'names-that-lead-out.docx': {
    bytes: () => renamed(word(body(p('text')), { 'xx/xx/xx/evil.txt': 'evil' }), 'xx/xx/xx/evil', '../../../evil'),
    told: OK,
  },
  'absolute-names.docx': {
    bytes: () => renamed(word(body(p('text')), { 'xtmp/evil.txt': 'evil' }), 'xtmp/', '/tmp/'),
    told: OK,
  },
  'same-name-twice.docx': {
    bytes: () =>
      renamed(word(body(p('one')), { 'word/documenu.xml': body(p('two')) }), 'word/documenu.xml', 'word/document.xml'),
    told: /^failed .*holds word\/document\.xml twice/,
  },
  'rows-1000000000.xlsx': {
    bytes: () => sheet(`<dimension ref="A1:XFD1000000000"/><sheetData>${row(SPAN, cell(`A${SPAN}`))}</sheetData>`),
    told: OK,
  },
  'last-cell-only.xlsx': {
    bytes: () =>
      sheet(
        `<dimension ref="A1:XFD1048576"/><sheetData>${row(1, cell('A1'))}${row(1048576, cell('XFD1048576'))}</sheetData>`,
      ),
    told: OK,
  },
  'all-merged.xlsx': {
    bytes: () =>
      sheet(
        `<sheetData>${row(1, cell('A1'))}</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>`,
      ),
    told: OK,
  },
  'merged-100000.xlsx': {
    bytes: () =>
      sheet(
        `<sheetData>${row(1, cell('A1'))}</sheetData><mergeCells>${Array.from({ length: 100_000 }, (_, i) => `<mergeCell ref="A${i * 2 + 1}:C${i * 2 + 2}"/>`).join('')}</mergeCells>`,
      ),
    told: OK,
    heavy: true,
  },
  'ole-in-a-circle.xls': { bytes: oleInACircle, told: /^failed The workbook is damaged/ },
  'nested-1000000.html': {
    bytes: () => `<html><body>${'<div>'.repeat(1_000_000)}text`,
    told: limit('xmlDepth'),
    heavy: true,
  },
  'nested-tables-5000.html': { bytes: () => `<html><body>${'<table><tr><td>1'.repeat(5000)}`, told: limit('xmlDepth') },
  'spans-1000000000.html': {
    bytes: () =>
      `<html><body><table><tr><td colspan=${SPAN} rowspan=${SPAN}>1</td><td>2</td></tr><tr><td>3</td></tr></table>`,
    told: OK,
  },
  'attributes-500000.html': {
    bytes: () => `<html><body><p ${Array.from({ length: 500_000 }, (_, i) => `a${i}=1`).join(' ')}>text</p>`,
    told: OK,
    heavy: true,
  },
  'styles-50000.html': {
    bytes: () =>
      `<html><head><style>${Array.from({ length: 50_000 }, (_, i) => `.c${i}{display:none}`).join('')}</style></head><body>${'<p class=c1>a</p>'.repeat(2000)}`,
    told: /^failed The web page shows no text/,
    heavy: true,
  },
  'lying-size.png': { bytes: () => png(60_000, 60_000), told: limit('imagePixels') },
  'lying-size-below-the-limit.png': { bytes: () => png(8000, 8000), told: /^(failed|partial) / },
  'page-that-follows-itself.tiff': { bytes: tiffInACircle, told: /./ },
  'empty.pdf': { bytes: () => '', told: /^failed .*empty/ },
  'web-page.pdf': { bytes: () => '<!DOCTYPE html><html><body>404</body></html>', told: /^failed .*web page/ },
  'line\nend \u202egnp.pdf': { bytes: () => named('odd name'), told: OK },
  '=cmd.pdf': { bytes: () => named('formula name'), told: OK },
  '--out.pdf': { bytes: () => named('name as an option'), told: OK },
  'a..%2f..%2fup.pdf': { bytes: () => named('name that leads up'), told: OK },
  [`${'\u957f'.repeat(83)}xx.pdf`]: { bytes: () => named('name of 255 bytes'), told: OK },
  'good.pdf': { bytes: () => named('good'), told: OK },
  'same-bytes.pdf': { bytes: () => named('good'), told: /^duplicate / },
});

/** All of them, by name. @param address that nobody must be made to ask */
export const hostileFiles = (address = 'http://127.0.0.1:9/'): Record<string, Hostile> => ({
  ...hostilePdfs(address),
  ...others(address),
});
