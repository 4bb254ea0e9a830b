/** PDFs that mean harm, or are odd in a way that did harm elsewhere. */
import { deflateSync } from 'node:zlib';
import { tinyPdf } from '../test/fixtures/tiny-pdf.ts';

export interface Hostile {
  bytes: () => Uint8Array | string;
  /** Status and reason of its row. */
  told: RegExp;
  /** Takes seconds and much memory. */
  heavy?: boolean;
}

/** It is read, and nothing needs to be said. */
export const OK = /^ok $/;

/** Operators that write some words. */
export const text = (words: string): string => `BT /F1 9 Tf 72 700 Td (${words}) Tj ET`;

const FONT = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>';
const CATALOG = '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n';
const PAGES = '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n';
const pdf = (body: string, trailer = 'trailer<</Root 1 0 R>>') =>
  Buffer.from(`%PDF-1.4\n${body}\n${trailer}\n%%EOF`, 'latin1');
const stream = (number: number, dictionary: string, content: string | Buffer) => {
  const bytes = Buffer.from(content as string);
  return `${number} 0 obj<<${dictionary}/Length ${bytes.length}>>stream\n${bytes.toString('latin1')}\nendstream endobj\n`;
};

interface OnePage {
  resources?: string;
  content?: string | Buffer;
  box?: string;
  /** Entries of the page. */
  page?: string;
  /** Entries of the stream that is its content. */
  filter?: string;
  catalog?: string;
  /** Further objects, from 5 on. */
  more?: string;
}

function onePage({
  resources = '',
  content = '',
  box = '0 0 595 842',
  page = '',
  filter = '',
  catalog = '',
  more = '',
}: OnePage) {
  return pdf(
    `1 0 obj<</Type/Catalog/Pages 2 0 R${catalog}>>endobj\n${PAGES}3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[${box}]/Resources<<${resources}>>/Contents 4 0 R${page}>>endobj\n${stream(4, filter, content)}${more}`,
  );
}

/** A form or pattern that draws itself. */
const itself = (kind: string, dictionary: string, content: string) =>
  onePage({
    resources: `/${kind}<</F 5 0 R>>`,
    content,
    more: stream(5, `${dictionary}/BBox[0 0 9 9]/Resources<</${kind}<</F 5 0 R>>>>`, content),
  });

/** Bytes that unpack to `mebibytes`, packed `times` times over. */
function bomb(mebibytes: number, times: number): Buffer {
  let bytes: Buffer = Buffer.alloc(mebibytes * 2 ** 20, ' ');
  for (let i = 0; i < times; i++) bytes = deflateSync(bytes, { level: 9 });
  return bytes;
}

/** Object streams 5 and 6, each said to be inside the other, and the page tree inside them. */
function objectStreamsInEachOther(): Buffer {
  const within = (number: number, inside: string) =>
    stream(number, `/Type/ObjStm/N 1/First ${`${inside} 0 `.length}`, `${inside} 0 <</Type/Pages/Kids[]/Count 0>>`);
  const body = `%PDF-1.5\n${CATALOG}${within(5, '6')}${within(6, '5')}`;
  // Fields of one byte: type 2 is an object inside an object stream, by the stream's number and a place in it.
  const table = Buffer.from([0, 0, 0, 1, 9, 0, 2, 5, 0, 0, 0, 0, 0, 0, 0, 2, 6, 0, 2, 5, 0]);
  const at = Buffer.byteLength(body, 'latin1');
  return Buffer.concat([
    Buffer.from(`${body}7 0 obj<</Type/XRef/Size 7/W[1 1 1]/Root 1 0 R/Length ${table.length}>>stream\n`, 'latin1'),
    table,
    Buffer.from(`\nendstream endobj\nstartxref\n${at}\n%%EOF`),
  ]);
}

/** A table of objects that names itself as the one before it. */
function tableBeforeItself(): Buffer {
  const body = `%PDF-1.4\n${CATALOG}${PAGES}3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n`;
  const table = `xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 4/Prev ${body.length}>>\nstartxref\n${body.length}\n%%EOF`;
  return Buffer.from(body + table, 'latin1');
}

const good = tinyPdf({ pages: [{ content: text('good') }] });
const fonts = Array.from({ length: 100_000 }, (_, i) => `/F${i} 5 0 R`).join('');

const made = (address: string): Record<string, () => Uint8Array> => ({
  'truncated.pdf': () => good.subarray(0, Math.floor(good.length / 2)),
  'encrypted.pdf': () => tinyPdf({ pages: [{ content: text('a') }], password: 'secret' }),
  'recursive-form.pdf': () => itself('XObject', '/Type/XObject/Subtype/Form', '/F Do'),
  'recursive-pattern.pdf': () =>
    itself('Pattern', '/PatternType 1/PaintType 1/TilingType 1/XStep 1/YStep 1', '/Pattern cs /F scn 0 0 500 500 re f'),
  'recursive-glyph.pdf': () =>
    onePage({
      resources: '/Font<</F1 5 0 R>>',
      content: text('aaaa'),
      more: `5 0 obj<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<</a 6 0 R>>/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[9]/Resources<</Font<</F1 5 0 R>>>>>>endobj\n${stream(6, '', text('a'))}`,
    }),
  'pages-in-a-circle.pdf': () => pdf(`${CATALOG}2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj`),
  'page-tree-circle-of-two.pdf': () =>
    pdf(
      `${CATALOG}${PAGES}3 0 obj<</Type/Pages/Parent 2 0 R/Kids[2 0 R 4 0 R]/Count 2>>endobj\n4 0 obj<</Type/Page/Parent 3 0 R/MediaBox[0 0 99 99]>>endobj`,
    ),
  'count-of-2000000000.pdf': () =>
    pdf(
      `${CATALOG}2 0 obj<</Type/Pages/Kids[3 0 R]/Count 2000000000>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj`,
    ),
  'count-of-4000.pdf': () =>
    pdf(
      `${CATALOG}2 0 obj<</Type/Pages/Kids[3 0 R]/Count 4000>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj`,
    ),
  'table-before-itself.pdf': tableBeforeItself,
  'object-streams-in-each-other.pdf': objectStreamsInEachOther,
  'nested-arrays-200000.pdf': () =>
    onePage({ content: `${'['.repeat(200_000)}${']'.repeat(200_000)} TJ`, page: `/X ${'['.repeat(200_000)}` }),
  'fonts-100000.pdf': () =>
    onePage({ resources: `/Font<<${fonts}>>`, content: text('many fonts'), more: `5 0 obj${FONT}endobj\n` }),
  'content-bomb.pdf': () => onePage({ content: bomb(900, 1), filter: '/Filter/FlateDecode' }),
  'content-bomb-packed-twice.pdf': () =>
    onePage({ content: bomb(1000, 2), filter: '/Filter[/FlateDecode/FlateDecode]' }),
  'filter-chain-of-10000.pdf': () => onePage({ content: 'x', filter: `/Filter[${'/ASCIIHexDecode'.repeat(10_000)}]` }),
  'picture-of-60000-squared.pdf': () =>
    onePage({
      resources: '/XObject<</I 5 0 R>>',
      content: '500 0 0 700 40 40 cm /I Do',
      more: stream(
        5,
        '/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/FlateDecode',
        deflateSync(Buffer.alloc(1000)),
      ),
    }),
  'unicode-map-of-everything.pdf': () =>
    onePage({
      resources: '/Font<</F1 5 0 R>>',
      content: text('map'),
      more: `5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>endobj\n${stream(6, '', '1 begincodespacerange <00000000> <ffffffff> endcodespacerange 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange')}`,
    }),
  'bookmarks-in-a-circle.pdf': () =>
    onePage({
      catalog: '/Outlines 5 0 R',
      more: '5 0 obj<</First 6 0 R/Last 6 0 R>>endobj\n6 0 obj<</Title(a)/Parent 5 0 R/Next 6 0 R/First 6 0 R/Last 6 0 R>>endobj\n',
    }),
  'attachment.pdf': () =>
    onePage({
      catalog: '/Names<</EmbeddedFiles<</Names[(virus.exe) 5 0 R]>>>>',
      more: `5 0 obj<</Type/Filespec/F(../../virus.exe)/UF(../../virus.exe)/EF<</F 6 0 R>>>>endobj\n${stream(6, '/Type/EmbeddedFile', 'MZ')}`,
    }),
  'attachments-in-a-circle.pdf': () =>
    onePage({
      catalog: '/Names<</EmbeddedFiles 5 0 R>>',
      more: '5 0 obj<</Kids[5 0 R 5 0 R]/Limits[(a)(z)]>>endobj\n',
    }),
  'javascript.pdf': () =>
    onePage({
      catalog: `/OpenAction<</S/JavaScript/JS(app.launchURL\\("${address}"\\))>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(while\\(1\\);)>>]>>>>`,
    }),
  'launch-and-address.pdf': () =>
    onePage({
      catalog: '/OpenAction<</S/Launch/F(/bin/sh)>>',
      page: `/AA<</O<</S/URI/URI(${address})>>>>/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/SubmitForm/F(${address})>>>>]`,
    }),
  'huge-page.pdf': () => onePage({ content: '0 0 m 1 1 l S', box: '0 0 1000000000 1000000000' }),
  'page-without-size.pdf': () => onePage({ content: text('no size'), box: '0 0 0 0' }),
  'page-of-no-numbers.pdf': () => onePage({ content: text('no numbers'), box: '(a) null /b []' }),
  'font-missing.pdf': () => onePage({ resources: '/Font<</F1 9 0 R>>', content: text('no such font') }),
  'inline-picture-without-end.pdf': () => onePage({ content: `BI /W 9 /H 9 /BPC 8 /CS /G ID ${'x'.repeat(100_000)}` }),
  'saved-300000-times.pdf': () => onePage({ content: 'q '.repeat(300_000) }),
  'glyphs-400000.pdf': () =>
    tinyPdf({
      pages: [
        {
          content: Array.from({ length: 4000 }, (_, i) => `BT /F1 1 Tf 10 ${i / 5} Td (${'a'.repeat(100)}) Tj ET`).join(
            '\n',
          ),
        },
      ],
    }),
  'lines-200000.pdf': () =>
    onePage({
      content: Array.from(
        { length: 200_000 },
        (_, i) => `${i % 590} ${i % 840} m ${(i * 7) % 590} ${(i * 13) % 840} l S`,
      ).join('\n'),
    }),
  'objects-1000000.pdf': () =>
    onePage({
      content: text('many objects'),
      more: Array.from({ length: 1_000_000 }, (_, i) => `${i + 10} 0 obj null endobj`).join('\n'),
    }),
});

/** What must come of those that are not simply read. */
const TOLD: Record<string, RegExp> = {
  'attachment.pdf': /^ok attached files were not read \(1\): \.\.\/\.\.\/virus\.exe$/,
  'content-bomb.pdf': /^failed took more than \d+ MiB of memory/,
  'content-bomb-packed-twice.pdf': /^failed took more than \d+ MiB of memory/,
  'count-of-4000.pdf': /^partial pages 2-4000: the page is damaged/,
  'encrypted.pdf': /^failed .*password/,
  'object-streams-in-each-other.pdf': /^failed The PDF has no pages/,
  'page-tree-circle-of-two.pdf': /^failed Its only page could not be read/,
  'pages-in-a-circle.pdf': /^failed Its only page could not be read/,
  'recursive-glyph.pdf': /^(ok $|partial page 1: 2 of 2 characters have no Unicode)/,
  'truncated.pdf': /^failed The PDF is damaged or cut off/,
};
const HEAVY = /bomb|00000|glyphs|nested/;

/** By name. @param address that nobody must be made to ask */
export const hostilePdfs = (address: string): Record<string, Hostile> =>
  Object.fromEntries(
    Object.entries(made(address)).map(([name, bytes]) => [
      name,
      { bytes, told: TOLD[name] ?? OK, heavy: HEAVY.test(name) },
    ]),
  );
