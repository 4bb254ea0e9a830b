import { beforeAll, describe, expect, test } from 'vitest';
import type { Picture } from '../../extractors/image/picture.ts';
import { looksLikeText } from '../../extractors/image/text-like.ts';
import { openPdf } from '../../extractors/pdf/open.ts';
import { renderPage } from '../../extractors/pdf/render.ts';
import { readDocument } from '../../extractors/read.ts';
import { methodAt } from '../../extractors/text.ts';
import { tinyPdf } from '../fixtures/tiny-pdf.ts';
import { blank, fill, ring } from './ocr-drawing.ts';

const ROWS = [
  ['Budget 2,106.66', 'Actual 1,503.52'],
  ['Budget 84.65', 'Actual 445.69'],
  ['Budget 12.80', 'Actual 2,940.05'],
];
/** A table of 300 x 90 points, drawn from (20, 20) upwards. */
const TABLE = ROWS.flatMap((row, r) =>
  row.map(
    (text, c) =>
      `${20 + 150 * c} ${80 - 30 * r} 150 30 re S BT /F1 12 Tf ${30 + 150 * c} ${90 - 30 * r} Td (${text}) Tj ET`,
  ),
).join('\n');

async function rendered(content: string, dpi: number): Promise<Picture> {
  const pdf = await openPdf(tinyPdf({ pages: [{ content, mediaBox: '0 0 340 130' }] }));
  try {
    return renderPage(pdf, 1, dpi, 'grey');
  } finally {
    pdf.close();
  }
}

const TEXT = 'BT /F1 14 Tf 40 700 Td (This page has text of its own above a picture of a table.) Tj ET';

/** An upright page with text and a picture of 340 x 130 points, 100 points from the left and 300 from the top. */
const pageWith = (picture: Picture) =>
  tinyPdf({
    pages: [
      {
        content: `${TEXT} q 340 0 0 130 100 412 cm /P1 Do Q`,
        mediaBox: '0 0 595 842',
        pictures: [{ name: 'P1', ...picture }],
      },
    ],
  });

describe('which pictures look like text', () => {
  let table: Picture;
  beforeAll(async () => {
    table = await rendered(TABLE, 100);
  });

  test('a table does', () => expect(looksLikeText(table)).toBe(true));

  test('an empty grid, a chart, a stamp and a photograph do not', async () => {
    expect(looksLikeText(await rendered(TABLE.replaceAll(/BT.*?ET/g, ''), 100))).toBe(false);
    const bars = Array.from({ length: 14 }, (_, i) => `${30 + 20 * i} 20 12 ${20 + ((i * 37) % 80)} re f`).join(' ');
    expect(looksLikeText(await rendered(`${bars} BT /F1 8 Tf 20 8 Td (2019 2020 2021 2022 2023) Tj ET`, 100))).toBe(
      false,
    );
    const stamp = blank(400, 400, 100);
    ring(stamp, 200, 200, 150, 8);
    for (let i = 0; i < 20; i++)
      fill(stamp, 120 + ((i * 61) % 160), 120 + ((i * 37) % 160), 140 + ((i * 61) % 160), 124 + ((i * 37) % 160));
    expect(looksLikeText(stamp)).toBe(false);
    const photo = blank(400, 300, 100);
    for (let i = 0; i < photo.data.length; i++)
      photo.data[i] = 128 + 100 * Math.sin((i % 400) / 30) * Math.cos(i / 400 / 25);
    expect(looksLikeText(photo)).toBe(false);
  });
});

describe('a picture of a table on a page with text', () => {
  test('is read, at its place on the page, as a table', async () => {
    const document = await readDocument(pageWith(await rendered(TABLE, 200)), { name: 'page.pdf' });
    const [table] = document.blocks.filter((block) => block.kind === 'table');
    expect(
      table?.kind === 'table' &&
        table.cells.map((cell) =>
          cell.lines
            .map(({ text }) => text)
            .join('')
            .replaceAll(' ', ''),
        ),
    ).toEqual(ROWS.flat().map((text) => text.replaceAll(' ', '')));
    const [x0, y0] = (table?.kind === 'table' && table.cells[0].box) || [0, 0];
    // The table begins 20 points from the left of the picture and 20 from its top.
    expect(Math.abs(x0 - 120)).toBeLessThan(1.5);
    expect(Math.abs(y0 - 320)).toBeLessThan(1.5);
    expect(document.messages.map(({ code }) => code)).toEqual(['picture-read']);
    expect(document.pages[0].kind).toBe('native');
    expect(methodAt(document, 1, [130, 330, 200, 340])).toBe('ocr');
    expect(methodAt(document, 1, [40, 130, 200, 145])).toBe('text-layer');
    expect(document.blocks.some((block) => block.kind === 'paragraph' && /own above/.test(block.lines[0].text))).toBe(
      true,
    );
  });

  test('is not read with OCR switched off, which is said', async () => {
    const document = await readDocument(pageWith(await rendered(TABLE, 200)), { name: 'page.pdf', ocr: 'off' });
    expect(document.blocks.some(({ kind }) => kind === 'table')).toBe(false);
    expect(document.messages.map(({ code }) => code)).toEqual(['picture-not-read']);
  });
});

describe('a text layer that means nothing', () => {
  const nonsense = `BT /F3 20 Tf 40 700 Td <000100020003000400050006000700080009000a> Tj ET`;
  const readable = 'BT /F1 20 Tf 40 640 Td (12,345.67) Tj ET';

  test('is read from the picture of the page', async () => {
    const bytes = tinyPdf({ pages: [{ content: `${nonsense} ${readable}`, mediaBox: '0 0 595 842' }] });
    const document = await readDocument(bytes, { name: 'page.pdf' });
    expect(document.pages[0].kind).toBe('scan');
    const text = document.blocks
      .flatMap((block) => (block.kind === 'paragraph' ? block.lines : []))
      .map((line) => line.text);
    expect(text.join(' ')).toContain('12,345.67');
    expect(text.join(' ')).not.toContain('\ufffd');
  });
});

describe('a text layer over a picture of the same text', () => {
  /** The picture of the table fills the page; its text stands on it, under it, or is not there. */
  const scanWith = (picture: Picture, layer: string, order: 'over' | 'under') => {
    const shown = 'q 340 0 0 130 0 0 cm /P1 Do Q';
    const content = order === 'over' ? `${shown} ${layer}` : `${layer} ${shown}`;
    return tinyPdf({ pages: [{ content, mediaBox: '0 0 340 130', pictures: [{ name: 'P1', ...picture }] }] });
  };
  const layerOf = (rows: readonly string[][]) =>
    rows
      .flatMap((row, r) => row.map((text, c) => `BT /F1 12 Tf ${30 + 150 * c} ${90 - 30 * r} Td (${text}) Tj ET`))
      .join('\n');
  const WRONG = ROWS.map((row) => row.map((text) => text.replace('84.65', '34.65')));

  test.each(['over', 'under'] as const)('%s: the picture is read, numbers that differ are in doubt', async (order) => {
    const bytes = scanWith(await rendered(TABLE, 200), layerOf(WRONG), order);
    const document = await readDocument(bytes, { name: 'page.pdf' });
    expect(document.pages[0].kind).toBe('scan');
    const lines = document.blocks.flatMap((block) =>
      block.kind === 'table' ? block.cells.flatMap((cell) => cell.lines) : block.lines,
    );
    expect(lines.map(({ text }) => text.replaceAll(' ', ''))).toEqual(
      ROWS.flat().map((text) => text.replaceAll(' ', '')),
    );
    expect(lines.filter(({ confidence }) => confidence <= 0.5).map(({ text }) => text.replace(/\D/g, ''))).toEqual([
      '8465',
    ]);
    expect(document.messages.map(({ code }) => code)).toEqual(['ocr-layer', 'ocr-layer-differs']);
  });

  test('without OCR it is kept, with little trust', async () => {
    const bytes = scanWith(await rendered(TABLE, 200), layerOf(WRONG), 'under');
    const { pages, blocks } = await readDocument(bytes, { name: 'page.pdf', ocr: 'off' });
    expect(pages[0]).toMatchObject({ kind: 'scan', status: 'partial' });
    const [first] = blocks;
    expect(first.kind === 'paragraph' && first.lines[0].confidence).toBe(0.5);
  });

  test('text of the page on a picture of something else stays what it is', async () => {
    const photo = blank(340, 130, 72);
    for (let i = 0; i < photo.data.length; i++) photo.data[i] = 235 - 25 * Math.sin(i / 40);
    const { pages } = await readDocument(scanWith(photo, layerOf(ROWS), 'over'), { name: 'page.pdf' });
    expect(pages[0].kind).toBe('native');
  });
});
