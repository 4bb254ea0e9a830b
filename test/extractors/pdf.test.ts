import { describe, expect, it } from 'vitest';
import { buildLines } from '../../extractors/layout/lines.ts';
import { readPdfContents } from '../../extractors/pdf/read.ts';
import { renderPages } from '../../extractors/pdf/render.ts';
import { type TinyPage, tinyPdf } from '../fixtures/tiny-pdf.ts';

const read = (...pages: TinyPage[]) => readPdfContents(tinyPdf({ pages }));
const text = (x: number, y: number, words: string, font = 'F1', size = 10) =>
  `BT /${font} ${size} Tf ${x} ${y} Td (${words}) Tj ET\n`;
const words = (page: { glyphs: Parameters<typeof buildLines>[0]; number: number }) =>
  buildLines(page.glyphs, page.number).map((line) => line.text);

describe('characters of a PDF', () => {
  it('have places from the top left, a baseline and a size', async () => {
    const { pages } = await read({ content: text(50, 200, '12.50') });
    const [first] = pages[0].glyphs;
    expect(first).toMatchObject({ text: '1', x0: 50, baseline: 100, size: 10, bold: false, angle: 0, confidence: 1 });
    expect(first.y0).toBeCloseTo(91.2);
    expect(pages[0]).toMatchObject({ width: 400, height: 300, kind: 'native', status: 'ok' });
  });

  it('take their size from font size and matrix together', async () => {
    const { pages } = await read({ content: 'q 0.5 0 0 0.5 0 0 cm BT /F1 1 Tf 24 0 0 24 100 400 Tm (7) Tj ET Q' });
    expect(pages[0].glyphs[0]).toMatchObject({ size: 12, x0: 50, baseline: 100 });
  });

  it('never are white space', async () => {
    const { pages } = await read({ content: text(50, 200, 'a b  c') });
    expect(pages[0].glyphs.map((glyph) => glyph.text).join('')).toBe('abc');
    expect(words(pages[0])).toEqual(['a b c']);
  });

  it('of a ligature are one glyph of several letters, doubled letters are not', async () => {
    const { pages } = await read({ content: text(50, 200, 'aff 11') });
    expect(words(pages[0])).toEqual(['aff 11']);
  });

  it('keep the hyphen at the end of a line', async () => {
    const { pages } = await read({ content: text(50, 200, 'self-') + text(50, 185, 'made') });
    expect(words(pages[0])).toEqual(['self-', 'made']);
  });

  it.each([
    [90, 300, 400],
    [180, 400, 300],
    [270, 300, 400],
  ])('are turned with a page rotated by %i degrees', async (rotate, width, height) => {
    const { pages } = await read({ content: text(50, 200, 'up'), rotate });
    expect(pages[0]).toMatchObject({ width, height, rotation: rotate });
    expect(pages[0].glyphs[0].angle).toBe(rotate);
    expect(words(pages[0])).toEqual(['up']);
  });

  it('stand upright on a page whose rotation undoes theirs', async () => {
    const { pages } = await read({ content: 'BT /F1 10 Tf 0 1 -1 0 100 50 Tm (right) Tj ET', rotate: 90 });
    const [line] = buildLines(pages[0].glyphs, 1);
    expect(line).toMatchObject({ text: 'right', angle: 0 });
    expect(pages[0].glyphs[0]).toMatchObject({ x0: 50, baseline: 100 });
  });

  it('are counted from the crop box and dropped outside of it', async () => {
    const { pages } = await read({ content: text(110, 200, 'in') + text(20, 200, 'out'), cropBox: '100 50 300 250' });
    expect(pages[0]).toMatchObject({ width: 200, height: 200 });
    expect(words(pages[0])).toEqual(['in']);
    expect(pages[0].glyphs[0]).toMatchObject({ x0: 10, baseline: 50 });
  });

  it('drawn twice to look bold are one character', async () => {
    const { pages } = await read({ content: text(50, 200, '99') + text(50.3, 200, '99') + text(80, 200, '9') });
    expect(pages[0].glyphs.map((glyph) => glyph.text)).toEqual(['9', '9', '9']);
  });

  it('drawn once more at the end of the page are one bold character', async () => {
    const column = Array.from({ length: 20 }, (_, i) => text(50, 280 - 12 * i, `row ${i}`)).join('');
    const { pages } = await read({ content: column + column + text(50, 20, 'x') });
    expect(words(pages[0])).toEqual([...Array.from({ length: 20 }, (_, i) => `row ${i}`), 'x']);
    expect(pages[0].glyphs.filter((glyph) => glyph.bold)).toHaveLength(pages[0].glyphs.length - 1);
  });

  it('are bold by the name of their font', async () => {
    const { pages } = await read({ content: text(50, 200, 'b', 'F2') });
    expect(pages[0].glyphs[0].bold).toBe(true);
  });

  it('that are invisible are left out and counted', async () => {
    const { pages, messages } = await read({ content: `3 Tr ${text(50, 200, 'ghost')} 0 Tr ${text(50, 100, 'seen')}` });
    expect(words(pages[0])).toEqual(['seen']);
    expect(messages).toEqual([expect.objectContaining({ code: 'hidden-text', page: 1 })]);
  });

  it('in white count as hidden on white and as seen on a dark band', async () => {
    const white = `1 g ${text(50, 200, 'White')}`;
    expect(words((await read({ content: white + text(50, 100, 'x') })).pages[0])).not.toContain('White');
    expect(words((await read({ content: `0.2 g 0 190 400 30 re f ${white}` })).pages[0])).toContain('White');
  });

  it('whose font does not say what they are count as unreadable, by font', async () => {
    const mystery = 'BT /F3 10 Tf 50 100 Td <F0F1F0F2F0F3> Tj ET\n';
    const { pages, messages } = await read({ content: mystery + text(50, 200, 'known') });
    expect(messages[0]).toMatchObject({
      code: 'font-without-unicode',
      text: expect.stringContaining('Mystery'),
      page: 1,
    });
    expect(pages[0]).toMatchObject({ status: 'partial', reason: expect.stringContaining('3 of 8') });
  });

  it('set aslant, as in a watermark, are left out with a message', async () => {
    const slanted = 'BT /F1 30 Tf 0.7 0.7 -0.7 0.7 100 50 Tm (DRAFT) Tj ET\n';
    const { pages, messages } = await read({ content: slanted + text(50, 200, 'body') });
    expect(words(pages[0])).toEqual(['body']);
    expect(messages[0]).toMatchObject({ code: 'slanted-text', text: expect.stringContaining('DRAFT') });
  });
});

describe('kinds of pages', () => {
  const picture = 'q 400 0 0 300 0 0 cm /P1 Do Q\n';

  it('a picture without text is a scan', async () => {
    const { pages } = await read({ content: picture, pictures: ['P1'] });
    expect(pages[0]).toMatchObject({ kind: 'scan', glyphs: [] });
    expect(pages[0].images[0]).toEqual({ box: [0, 0, 400, 300], pixelWidth: 1, pixelHeight: 1 });
  });

  it('a picture with a hidden text layer is a scan whose layer is trusted little', async () => {
    const layer = `3 Tr ${text(50, 200, 'read by another program')}`;
    const { pages, messages } = await read({ content: picture + layer, pictures: ['P1'] });
    expect(pages[0].kind).toBe('scan');
    expect(Math.max(...pages[0].glyphs.map((glyph) => glyph.confidence))).toBeLessThan(0.6);
    expect(messages[0].code).toBe('ocr-layer');
  });

  it('text on a picture that fills the page is native', async () => {
    const { pages } = await read({ content: picture + text(50, 200, 'printed on a background'), pictures: ['P1'] });
    expect(pages[0].kind).toBe('native');
  });

  it('nothing at all is blank', async () => {
    expect((await read({ content: '' })).pages[0].kind).toBe('blank');
  });
});

describe('rulings and fills', () => {
  const boxes = async (content: string, more: Partial<TinyPage> = {}) => (await read({ content, ...more })).pages[0];

  it('come from strokes, as wide as the pen', async () => {
    const { rulings } = await boxes('2 w 50 100 m 250 100 l S 1 w 50 50 m 50 150 l S');
    expect(rulings).toEqual([
      { orientation: 'horizontal', x0: 50, y0: 199, x1: 250, y1: 201 },
      { orientation: 'vertical', x0: 49.5, y0: 150, x1: 50.5, y1: 250 },
    ]);
  });

  it('come from thin filled rectangles, many in one path', async () => {
    const { rulings, fills } = await boxes('50 100 200 0.5 re 50 100 0.5 80 re f');
    expect(rulings.map((ruling) => ruling.orientation)).toEqual(['horizontal', 'vertical']);
    expect(fills).toEqual([]);
  });

  it('come from the four sides of a stroked rectangle', async () => {
    const { rulings } = await boxes('1 w 50 100 200 80 re S');
    expect(rulings.filter((ruling) => ruling.orientation === 'horizontal')).toHaveLength(2);
    expect(rulings.filter((ruling) => ruling.orientation === 'vertical')).toHaveLength(2);
  });

  it('come from forms, moved and scaled by both matrices', async () => {
    const forms = { X1: { content: '0 0 100 1 re f', matrix: '1 0 0 1 10 0' } };
    const { rulings } = await boxes('q 2 0 0 1 30 50 cm /X1 Do Q', { forms });
    expect(rulings).toEqual([{ orientation: 'horizontal', x0: 50, y0: 249, x1: 250, y1: 250 }]);
  });

  it('end where their clip ends', async () => {
    const { rulings } = await boxes('q 100 0 50 300 re W n 0 99 400 1 re f Q');
    expect(rulings).toEqual([{ orientation: 'horizontal', x0: 100, y0: 200, x1: 150, y1: 201 }]);
  });

  it('in white show only on a coloured ground', async () => {
    const white = '1 g 50 100 200 1 re f';
    expect((await boxes(white)).rulings).toEqual([]);
    const { rulings, fills } = await boxes(`0.5 g 40 80 300 60 re f ${white}`);
    expect(rulings).toHaveLength(1);
    expect(fills).toEqual([{ x0: 40, y0: 160, x1: 340, y1: 220 }]);
  });

  it('are not taken from curves, leaning lines or what is not painted', async () => {
    const { rulings } = await boxes('10 10 m 20 200 100 200 200 10 c S 10 10 m 200 150 l S 50 100 200 1 re n');
    expect(rulings).toEqual([]);
  });
});

describe('files', () => {
  it('tell their metadata and bookmarks', async () => {
    const bytes = tinyPdf({
      pages: [{ content: '' }, { content: '' }],
      info: { Title: 'Accounts' },
      bookmarks: [
        { title: 'One', page: 0 },
        { title: 'Two', page: 1 },
      ],
    });
    const { metadata, outline } = await readPdfContents(bytes);
    expect(metadata).toEqual({ Title: 'Accounts' });
    expect(outline).toEqual([
      { title: 'One', level: 1, page: 1 },
      { title: 'Two', level: 1, page: 2 },
    ]);
  });

  it('that are encrypted open with their password only', async () => {
    const bytes = tinyPdf({ pages: [{ content: text(50, 200, 'secret') }], password: 'open' });
    await expect(readPdfContents(bytes)).rejects.toMatchObject({ code: 'encrypted' });
    await expect(readPdfContents(bytes, { password: 'no' })).rejects.toMatchObject({ code: 'wrong-password' });
    const { pages } = await readPdfContents(bytes, { password: 'open' });
    expect(words(pages[0])).toEqual(['secret']);
  });

  it('without pages are refused', async () => {
    await expect(readPdfContents(tinyPdf({ pages: [] }))).rejects.toMatchObject({ code: 'no-pages' });
  });

  it('that are cut off or garbage are refused or read in part, never more', async () => {
    const bytes = tinyPdf({ pages: [{ content: text(50, 200, 'whole') }] });
    await expect(readPdfContents(new TextEncoder().encode('%PDF-1.4 and nothing'))).rejects.toMatchObject({
      code: 'corrupt',
    });
    for (const share of [0.2, 0.5, 0.9]) {
      const outcome = await readPdfContents(bytes.slice(0, bytes.length * share)).catch((error) => error.code);
      if (typeof outcome === 'string') expect(['corrupt', 'no-pages']).toContain(outcome);
      else expect(outcome.pages.length).toBeLessThanOrEqual(1);
    }
  });

  it('whose index is damaged say so', async () => {
    const bytes = Buffer.from(tinyPdf({ pages: [{ content: text(50, 200, 'whole') }] }));
    const broken = bytes.toString('latin1').replace(/startxref\n\d+/, 'startxref\n7');
    const { pages, messages } = await readPdfContents(new Uint8Array(Buffer.from(broken, 'latin1')));
    expect(words(pages[0])).toEqual(['whole']);
    expect(messages[0].code).toBe('damaged-file');
  });

  it('read the same twice', async () => {
    const page = { content: `${text(50, 200, 'same')}1 w 50 100 200 80 re S` };
    expect(await read(page)).toEqual(await read(page));
  });

  it('render to pixels at the resolution asked for', async () => {
    const bytes = tinyPdf({ pages: [{ content: '0 g 0 150 200 150 re f' }] });
    const [picture] = await renderPages(bytes, [1], 36, { format: 'grey' });
    expect(picture).toMatchObject({ width: 200, height: 150, dpi: 36, format: 'grey' });
    expect(picture.data[0]).toBe(0);
    expect(picture.data[199]).toBe(255);
    const [colour] = await renderPages(bytes, [1], 36);
    expect([...colour.data.subarray(0, 4)]).toEqual([0, 0, 0, 255]);
  });
});
