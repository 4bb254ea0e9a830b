import { describe, expect, it } from 'vitest';
import { convert } from '../../extractors/office/libreoffice.ts';
import { placeOnPages, type RenderedPage } from '../../extractors/office/rendered-pages.ts';
import { p, paragraphs, read, tables, tbl, tc, tr } from './docx-fixture.ts';

const page = (...lines: string[]): RenderedPage => ({ width: 595, height: 842, lines });

describe('pages taken from a rendering', () => {
  it('puts each paragraph on the page that holds its words', async () => {
    const document = placeOnPages(await read(p('收入合计') + p('支出合计') + p('结余分配')), [
      page('收入合计', '1'),
      page('支出合计', '结余分配', '2'),
    ]);
    expect(paragraphs(document).map(({ lines }) => lines[0].page)).toEqual([1, 2, 2]);
    expect([document.pageMethod, document.pages.length, document.messages]).toEqual(['rendered', 2, []]);
  });

  it('cuts a paragraph where a page ends in the middle of it', async () => {
    const text = '本年度支出合计1031.84万元，其中基本支出24.44万元，上缴上级支出0万元，占总额的百分之零。';
    const document = placeOnPages(await read(p(text)), [
      page('本年度支出合计1031.84万元，其中', '基本支出24.44万元，上'),
      page('缴上级支出0万元，占总额的百分之零。'),
    ]);
    expect(paragraphs(document)[0].lines.map(({ text, page }) => [page, text])).toEqual([
      [1, '本年度支出合计1031.84万元，其中基本支出24.44万元，上'],
      [2, '缴上级支出0万元，占总额的百分之零。'],
    ]);
  });

  it('keeps rows whole and settles equal rows by how much a page holds', async () => {
    const row = (n: string) => tr([tc('年度总体目标'), tc(n)]);
    const document = placeOnPages(await read(tbl(row('甲'), row(''), row(''), row('乙'))), [
      page('年度总体目标 甲', '年度总体目标', '年度总体目标'),
      page('年度总体目标 乙'),
    ]);
    const [table] = tables(document);
    expect(table.cells.filter(({ col }) => col === 0).map(({ page }) => page)).toEqual([1, 1, 1, 2]);
    expect(table.parts).toEqual([
      { page: 1, firstRow: 0, lastRow: 2 },
      { page: 2, firstRow: 3, lastRow: 3 },
    ]);
  });

  it('shows a page without text of the document as blank', async () => {
    const document = placeOnPages(await read(p('前文') + p('后文')), [page('前文'), page('3'), page('后文')]);
    expect(document.pages.map(({ kind }) => kind)).toEqual(['native', 'blank', 'native']);
  });
});

describe('without LibreOffice', () => {
  it('says what to install', async () => {
    const attempt = convert(new Uint8Array([1]), 'doc', ['docx'], { programs: ['no-such-program-anywhere'] });
    await expect(attempt).rejects.toMatchObject({ code: 'needs-program', message: /LibreOffice/ });
  });
});
