import { beforeAll, expect, test } from 'vitest';
import type { Box } from '../../extractors/document.ts';
import type { Picture } from '../../extractors/image/picture.ts';
import { openPdf } from '../../extractors/pdf/open.ts';
import { contentsOf } from '../../extractors/pdf/read.ts';
import { renderPage } from '../../extractors/pdf/render.ts';
import { PictureLook } from '../../extractors/picture-look.ts';
import { type TinyPage, tinyPdf } from '../fixtures/tiny-pdf.ts';

const SIZE = { width: 595, height: 842 };
const TEXT = 'BT /F1 14 Tf 40 700 Td (This page has text of its own above a picture.) Tj ET';
/** 340 x 130 points, 100 points from the left and 300 from the top. */
const PLACE = 'q 340 0 0 130 100 412 cm /P1 Do Q';
const AREA = [100, 300, 440, 430];

let table: Picture;
let logo: Picture;
beforeAll(async () => {
  const rows = Array.from(
    { length: 5 },
    (_, r) =>
      `20 ${20 + 18 * r} 300 18 re S BT /F1 11 Tf 30 ${24 + 18 * r} Td (Item ${r}: ${1000 + 37 * r}.45 of 12,345.67 in all) Tj ET`,
  );
  table = await drawn(rows.join(' '));
  const blocks = Array.from({ length: 9 }, (_, i) => `0.${i} g ${30 * i} ${(i * 37) % 60} 40 30 re f`);
  logo = await drawn(`${blocks.join(' ')} 0 g 300 20 4 9 re 320 50 9 4 re 310 100 5 5 re f`);
});

async function drawn(content: string, mediaBox = '0 0 340 130'): Promise<Picture> {
  const pdf = await openPdf(tinyPdf({ pages: [{ content, mediaBox }] }));
  try {
    return renderPage(pdf, 1, 200, 'grey');
  } finally {
    pdf.close();
  }
}

const page = (picture: Picture, { content = PLACE, mask }: { content?: string; mask?: Uint8Array } = {}): TinyPage => ({
  content: `${TEXT} ${content}`,
  mediaBox: `0 0 ${SIZE.width} ${SIZE.height}`,
  pictures: [{ name: 'P1', packed: true, ...picture, mask }],
});

/** What a look at each page gave, and how many pictures of pages that took. */
async function lookedAt(pages: TinyPage[]): Promise<{ areas: (readonly Box[] | undefined)[]; drawings: number }> {
  const pdf = await openPdf(tinyPdf({ pages }));
  let drawings = 0;
  const counting: typeof pdf.lib.FPDF_RenderPageBitmap = (...given) => {
    drawings++;
    return pdf.lib.FPDF_RenderPageBitmap(...given);
  };
  const look = new PictureLook(true);
  try {
    contentsOf(pdf, {
      look: (open, read) => look.at({ ...open, lib: { ...open.lib, FPDF_RenderPageBitmap: counting } }, read),
    });
  } finally {
    pdf.close();
  }
  return { areas: pages.map((_, i) => look.areas.get(i + 1)), drawings };
}

const rounded = (areas: readonly Box[] | undefined) => areas?.map((box) => box.map(Math.round));

test('a picture that is on many pages is drawn once, and found on each', async () => {
  const { areas, drawings } = await lookedAt([page(logo), page(table), page(logo), page(table), page(table)]);
  expect(drawings).toBe(2);
  expect(areas.map(rounded)).toEqual([undefined, [AREA], undefined, [AREA], [AREA]]);
});

test('the same picture in another place is known, in another size, cut or turned over it is drawn anew', async () => {
  const moved = 'q 340 0 0 130 50 200 cm /P1 Do Q';
  const smaller = 'q 170 0 0 65 100 412 cm /P1 Do Q';
  const cut = 'q 100 412 200 130 re W n 340 0 0 130 100 412 cm /P1 Do Q';
  const turned = 'q 340 0 0 -130 100 542 cm /P1 Do Q';
  const drawings = async (...contents: string[]) =>
    (await lookedAt(contents.map((content) => page(table, { content })))).drawings;
  expect(await drawings(PLACE, moved)).toBe(1);
  expect(await drawings(PLACE, smaller)).toBe(2);
  expect(await drawings(PLACE, cut)).toBe(2);
  expect(await drawings(PLACE, turned, turned)).toBe(3);
});

test('a picture that something else is drawn on is looked at with it', async () => {
  const labelled = `${PLACE} BT /F1 12 Tf 200 450 Td (on the picture) Tj ET`;
  const barred = `${PLACE} 120 420 60 40 re f`;
  const { drawings } = await lookedAt([
    page(table),
    page(table, { content: labelled }),
    page(table, { content: barred }),
  ]);
  expect(drawings).toBe(3);
});

test('pictures of one colour that show through masks are told apart', async () => {
  const black = { ...table, data: new Uint8Array(table.data.length) };
  const print = table.data.map((grey) => 255 - grey);
  const { areas } = await lookedAt([
    page(black, { mask: new Uint8Array(print.length) }),
    page(black, { mask: print }),
    page(black, { mask: print }),
  ]);
  expect(areas.map(rounded)).toEqual([[], [AREA], [AREA]]);
});

test('of a page that is a picture faint print is seen, and an empty form is drawn no second time', async () => {
  const whole = 'q 595 0 0 842 0 0 cm /P1 Do Q';
  const only = (picture: Picture): TinyPage => ({ ...page(picture), content: whole });
  const rows = Array.from({ length: 9 }, (_, r) => `40 ${300 + 40 * r} 500 40 re S`).join(' ');
  const names = Array.from({ length: 9 }, (_, r) => `BT /F2 20 Tf 60 ${314 + 40 * r} Td (Item ${r}: 1,234.5) Tj ET`);
  const form = await drawn(rows, '0 0 595 842');
  const filled = await drawn(`${rows} ${names.join(' ')}`, '0 0 595 842');
  const faint = { ...filled, data: filled.data.map((grey) => 255 - (255 - grey) * 0.25) };
  expect((await lookedAt([only(faint)])).areas.map(rounded)).toEqual([[[0, 0, 595, 842]]]);
  expect(await lookedAt([only(form)])).toEqual({ areas: [undefined], drawings: 0 });
});
