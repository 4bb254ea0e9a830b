import { describe, expect, it } from 'vitest';
import {
  PAGE_BREAK as BREAK,
  LAID_OUT_BREAK as LAID,
  p,
  paragraphs,
  r,
  read,
  tables,
  tbl,
  tc,
  tr,
} from './docx-fixture.ts';

const pagesOf = async (body: string) =>
  paragraphs(await read(body)).map(({ lines }) => lines.map(({ text, page }) => `${page}:${text}`).join('/'));
const section = (inner: string) => `<w:sectPr>${inner}</w:sectPr>`;
const LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>';

describe('pages', () => {
  it('cuts a paragraph into lines at a break that Word laid out', async () => {
    expect(await pagesOf(p(`${r('支出4')}${LAID}${r('76.86')}`))).toEqual(['1:支出4/2:76.86']);
  });

  it('counts an explicit break and the note that Word makes of it once', async () => {
    expect(await pagesOf(p('甲') + p(BREAK) + p(`${LAID}${r('乙')}`))).toEqual(['1:甲', '2:乙']);
    expect(await pagesOf(p('甲') + p(`${BREAK}${LAID}${r('乙')}`) + p(`${LAID}${r('丙')}`))).toEqual([
      '1:甲',
      '2:乙',
      '3:丙',
    ]);
  });

  it('begins a page for pageBreakBefore, but not at the top of one', async () => {
    const before = '<w:pageBreakBefore/>';
    expect(await pagesOf(p('甲', before) + p('乙', before) + p(`${LAID}${r('丙')}`, before))).toEqual([
      '1:甲',
      '2:乙',
      '3:丙',
    ]);
    expect(await pagesOf(p('甲') + p(BREAK) + p('乙', before))).toEqual(['1:甲', '2:乙']);
  });

  it('counts a blank page between two explicit breaks', async () => {
    const document = await read(p('甲') + p(BREAK) + p(BREAK) + p('乙'));
    expect(document.pages.map(({ kind }) => kind)).toEqual(['native', 'blank', 'native']);
  });

  it('begins a page with a section, except a continuous one, and knows the size of each page', async () => {
    const body =
      p('甲', section('')) +
      p('乙', section(`<w:type w:val="continuous"/>`)) +
      p('丙', section(LANDSCAPE)) +
      p('丁') +
      section('');
    const document = await read(body);
    expect(paragraphs(document).map(({ lines }) => lines[0].page)).toEqual([1, 1, 2, 3]);
    expect(document.pages.map(({ width, height }) => [width, height])).toEqual([
      [595.3, 841.9],
      [841.9, 595.3],
      [595.3, 841.9],
    ]);
  });

  it('says when the file holds no layout', async () => {
    expect((await read(p('甲'))).messages.map(({ code }) => code)).toEqual(['no-page-layout']);
    expect((await read(p(`${r('甲')}${LAID}${r('乙')}`))).messages).toEqual([]);
  });
});

describe('pages of tables', () => {
  const cellPages = async (...rows: string[]) => {
    const [table] = tables(await read(tbl(...rows) + p('后')));
    return table.cells.map(({ page }) => page);
  };
  const late = (text: string) => tc(p(`${LAID}${r(text)}`));

  it('moves a whole row to the page on which its first text stands', async () => {
    const rows = [tr([tc('a'), tc('b')]), tr([tc(''), late('c'), tc('d')]), tr([tc('e')])];
    expect(await cellPages(...rows)).toEqual([1, 1, 2, 2, 2, 2]);
    const [table] = tables(await read(tbl(...rows)));
    expect(table.parts).toEqual([
      { page: 1, firstRow: 0, lastRow: 0 },
      { page: 2, firstRow: 1, lastRow: 2 },
    ]);
  });

  it('breaks inside a row move only the rest of their cell, and count once for the row', async () => {
    const broken = tc(p(`${r('上')}${LAID}${r('下')}`));
    const document = await read(tbl(tr([broken, broken, tc('z')]), tr([tc('后')])));
    const [table] = tables(document);
    expect(table.cells.map(({ lines }) => lines.map(({ page }) => page).join())).toEqual(['1,2', '1,2', '1', '2']);
    expect(table.parts).toEqual([
      { page: 1, firstRow: 0, lastRow: 0 },
      { page: 2, firstRow: 0, lastRow: 1 },
    ]);
    expect(document.pages).toHaveLength(2);
  });

  it('counts a break in a merged-down cell that holds nothing', async () => {
    const merged = `<w:tc><w:tcPr><w:vMerge/></w:tcPr>${p(LAID)}</w:tc>`;
    expect(await cellPages(tr([tc('a', '<w:vMerge w:val="restart"/>'), tc('b')]), tr([merged, tc('c')]))).toEqual([
      1, 1, 2,
    ]);
  });

  it('moves a nested table with its row', async () => {
    const document = await read(tbl(tr([tc('a')]), tr([late('b'), tc(`${p('')}${tbl(tr([tc('n')]))}${p('')}`)])));
    expect(tables(document)[1].cells[0]).toMatchObject({ page: 2, lines: [{ page: 2 }] });
  });
});
