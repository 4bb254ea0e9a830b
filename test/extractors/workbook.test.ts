/** Workbooks: what a sheet shows, what on it is a table, and where it stands. */
import { type CellObject, utils, type WorkSheet, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import type { Table } from '../../extractors/document.ts';
import { LIMITS } from '../../extractors/limits.ts';
import { readDocument } from '../../extractors/read.ts';
import { cellText } from '../../extractors/text.ts';
import { readWorkbook } from '../../extractors/workbook/read.ts';
import { zip } from './docx-fixture.ts';

type Rows = (string | number | null | CellObject)[][];

function book(sheets: Record<string, Rows | WorkSheet>, prepare?: (book: ReturnType<typeof utils.book_new>) => void) {
  const file = utils.book_new();
  for (const [name, rows] of Object.entries(sheets))
    utils.book_append_sheet(file, Array.isArray(rows) ? utils.aoa_to_sheet(rows) : rows, name);
  prepare?.(file);
  return (bookType: 'xlsx' | 'biff8' | 'xlsb' = 'xlsx') =>
    new Uint8Array(write(file, { type: 'array', bookType, cellStyles: true }));
}

async function read(sheets: Record<string, Rows | WorkSheet>) {
  const document = await readWorkbook(book(sheets)());
  return document.blocks.map((block) =>
    block.kind === 'table'
      ? { path: block.path, cells: block.cells.map((cell) => `${cell.path?.split('!')[1]} ${cellText(cell)}`) }
      : `${block.path} ${block.lines[0].text}`,
  );
}

const FORM: Rows = [
  ['收入支出决算总表'],
  ['部门：某局', null, '单位：万元'],
  ['项目', '行次', '金额'],
  ['收入', 1, { t: 'n', v: 1234.5, z: '#,##0.00' }],
  ['支出', 2, { t: 'n', v: 1234.5, z: '#,##0.00' }],
  ['注：本表反映总收支。'],
];

describe('what is a table', () => {
  test('titles, unit lines and notes are texts, what is between is a table', async () => {
    expect(await read({ 公开01表: FORM })).toEqual([
      '公开01表!A1 收入支出决算总表',
      '公开01表!A2 部门：某局',
      '公开01表!C2 单位：万元',
      {
        path: '公开01表!A3:C5',
        cells: ['A3 项目', 'B3 行次', 'C3 金额', 'A4 收入', 'B4 1', 'C4 1,234.50', 'A5 支出', 'B5 2', 'C5 1,234.50'],
      },
      '公开01表!A6 注：本表反映总收支。',
    ]);
  });

  test('texts with a colon in the middle of a table do not end it', async () => {
    const sheet = utils.aoa_to_sheet([
      ['项目', '金额', '说明'],
      ['预算', 5, ''],
      ['目标', '计划：修两座桥', '结果：修了一座'],
      ['', '', ''],
      ['指标', '目标值', '完成值'],
      ['数量', 2, 1],
    ]);
    sheet['!merges'] = [{ s: { r: 2, c: 0 }, e: { r: 4, c: 0 } }];
    expect((await read({ 表: sheet })).filter((block) => typeof block !== 'string')).toHaveLength(1);
  });

  test('lone labels and empty rows inside a table belong to it, a title after a gap does not', async () => {
    const rows = [
      ['项目', '金额'],
      ['一、基本支出'],
      ['工资', 5],
      [],
      ['津贴', 6],
      [],
      ['第二张表'],
      ['名称', '数'],
      ['甲', 7],
    ];
    const blocks = await read({ S: rows });
    expect(blocks.map((block) => (typeof block === 'string' ? block : block.path))).toEqual([
      'S!A1:B5',
      'S!A7 第二张表',
      'S!A8:B9',
    ]);
  });

  test('a table with labels of its own is another table, even without a gap', async () => {
    const form = (unit: string): Rows => [
      ['表'],
      [null, `单位：${unit}`],
      ['项目', '金额'],
      ['其中：甲', 5],
      ['乙', 6],
    ];
    const blocks = await read({ S: [...form('万元'), ...form('元')] });
    expect(blocks.map((block) => (typeof block === 'string' ? block : block.path))).toEqual([
      'S!A1 表',
      'S!B2 单位：万元',
      'S!A3:B5',
      'S!A6 表',
      'S!B7 单位：元',
      'S!A8:B10',
    ]);
  });

  test('sheets of many rows', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => [`项目${i}`, i, i, i, i, i, i]);
    const sheet = utils.aoa_to_sheet([['项目', 'a', 'b', 'c', 'd', 'e', 'f'], ...rows]);
    sheet['!merges'] = [utils.decode_range('H1:H1048576')];
    sheet.H1 = { t: 's', v: '备注' };
    sheet['!ref'] = 'A1:H5001';
    const [table] = (await readWorkbook(book({ S: sheet })('xlsb'))).blocks as Table[];
    expect([table.rows, table.cols]).toEqual([5001, 8]);
  });

  test('the lines of a long text in one cell are paragraphs of their own', async () => {
    expect(await read({ '说 明': [['一、收入情况\n全年收入5万元。']] })).toEqual([
      "'说 明'!A1/line[1] 一、收入情况",
      "'说 明'!A1/line[2] 全年收入5万元。",
    ]);
  });

  test('merged cells keep their spans', async () => {
    const sheet = utils.aoa_to_sheet([
      ['科目', '合计', null],
      [null, '基本', '项目'],
      ['甲', 1, 2],
    ]);
    sheet['!merges'] = [utils.decode_range('A1:A2'), utils.decode_range('B1:C1')];
    const table = (await readWorkbook(book({ S: sheet })())).blocks[0] as Table;
    expect(table.cells.slice(0, 2).map(({ rowSpan, colSpan }) => [rowSpan, colSpan])).toEqual([
      [2, 1],
      [1, 2],
    ]);
    expect(table.cells.filter(({ header }) => header).every(({ row }) => row < 2)).toBe(true);
  });
});

describe('what a cell shows', () => {
  const shown = async (cell: CellObject) => {
    const [block] = await read({
      S: [
        ['a', 'b'],
        ['c', cell],
        ['d', 'e'],
      ],
    });
    return typeof block === 'string' ? block : block.cells.slice(2, -2).join('; ');
  };

  test.each<[string, CellObject, string]>([
    ['a format', { t: 'n', v: 0.13349, z: '0.00%' }, 'A2 c; B2 13.35%'],
    ['thousands', { t: 'n', v: 1234567.895, z: '#,##0.00' }, 'A2 c; B2 1,234,567.90'],
    ['no format: every digit held', { t: 'n', v: 12345678901.25 }, 'A2 c; B2 12345678901.25'],
    ['no format: what a double adds is not shown', { t: 'n', v: 0.1 + 0.2 }, 'A2 c; B2 0.3'],
    ['text that looks like a number', { t: 's', v: '2080501' }, 'A2 c; B2 2080501'],
    ['half a cent that a double does not hold', { t: 'n', v: 1.005, z: '#,##0.00' }, 'A2 c; B2 1.01'],
    ['ten thousands by an escaped point', { t: 'n', v: 12345678.5, z: '0!.0,"万"' }, 'A2 c; B2 1234.6万'],
    ['ten thousands and all digits', { t: 'n', v: 5, z: '0!.0000' }, 'A2 c; B2 0.0005'],
    ['thousands cut off', { t: 'n', v: 12345678.5, z: '#,##0.00,' }, 'A2 c; B2 12,345.68'],
    ['a loss that is only red', { t: 'n', v: -12, z: '0.00;[Red]0.00' }, 'A2 c; B2 -12.00'],
    ['a loss in brackets', { t: 'n', v: -12, z: '#,##0.00_);[Red]\\(#,##0.00\\)' }, 'A2 c; B2 (12.00)'],
    ['accounting', { t: 'n', v: 1234.5, z: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ' }, 'A2 c; B2 1,234.50'],
    ['accounting, nothing', { t: 'n', v: 0, z: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ' }, 'A2 c; B2 -'],
    ['a word without quotes', { t: 'n', v: 12345.6, z: '0.0万' }, 'A2 c; B2 12345.6万'],
    ['conditions', { t: 'n', v: 12345678, z: '[>=10000]0.00,"千";0.00' }, 'A2 c; B2 12345.68千'],
    ['optional digits', { t: 'n', v: 1234, z: '#,##0.##' }, 'A2 c; B2 1,234'],
    ['no digit before the point', { t: 'n', v: 0.5, z: '#.00' }, 'A2 c; B2 0.50'],
    ['powers of ten', { t: 'n', v: 1234.5, z: '0.00E+00' }, 'A2 c; B2 1234.5'],
    ['no format: very small', { t: 'n', v: 1e-7 }, 'A2 c; B2 0.0000001'],
    ['numbers as text show all', { t: 'n', v: 12345678901.25, z: '@' }, 'A2 c; B2 12345678901.25'],
    ['a date', { t: 'n', v: 44927, z: 'yyyy"年"m"月"d"日"' }, 'A2 c; B2 2023年1月1日'],
    ['a format that hides zeros', { t: 'n', v: 0, z: '0.00;-0.00;;' }, 'A2 c'],
  ])('%s', async (_, cell, text) => {
    expect(await shown(cell)).toBe(text);
  });

  test.each(['biff8', 'xlsb'] as const)('%s gives what xlsx gives', async (type) => {
    const bytes = book({ 公开01表: FORM });
    const texts = async (file: Uint8Array) =>
      (await readDocument(file, { name: 'a' })).blocks.flatMap((b) =>
        b.kind === 'table' ? b.cells.map(cellText) : [b.lines[0].text],
      );
    expect(await texts(bytes(type))).toEqual(await texts(bytes()));
  });
});

describe('what is not shown', () => {
  test('hidden sheets, rows and columns are named, not read', async () => {
    const sheet = utils.aoa_to_sheet([
      ['a', 'b', 'c'],
      ['d', 1, 2],
      ['e', 3, 4],
    ]);
    sheet['!rows'] = [{}, { hidden: true }];
    sheet['!cols'] = [{}, {}, { hidden: true }];
    const bytes = book(
      {
        S: sheet,
        T: [
          ['x', 'y'],
          ['z', 1],
        ],
      },
      (file) => {
        file.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
      },
    );
    const { pages, blocks, messages } = await readWorkbook(bytes());
    expect(pages).toHaveLength(1);
    expect((blocks[0] as Table).cells.map(cellText)).toEqual(['a', 'b', 'e', '3']);
    expect(messages.map(({ code }) => code)).toEqual(['hidden-cells', 'hidden-sheet']);
    expect(messages[0].text).toContain('5 cells');
  });

  test('a merged cell is hidden only with all of its columns; columns without width are hidden', async () => {
    const sheet = utils.aoa_to_sheet([
      ['a', null, 'c'],
      ['d', 1, 2],
      ['e', 3, 4],
    ]);
    sheet['!merges'] = [utils.decode_range('A1:B1')];
    sheet['!cols'] = [{ hidden: true }, {}, { width: 0 }];
    const { blocks } = await readWorkbook(book({ S: sheet })());
    expect(blocks.flatMap((b) => (b.kind === 'table' ? b.cells.map(cellText) : [b.lines[0].text]))).toEqual([
      'a',
      '1',
      '3',
    ]);
  });

  test('errors and formulas without a result are named by address', async () => {
    const rows: Rows = [
      ['a', 'b'],
      ['c', { t: 'e', v: 0x17 }],
      ['d', 5],
    ];
    const { messages } = await readWorkbook(book({ S: rows })());
    expect(messages.map(({ code, text }) => `${code} ${text}`).join()).toMatch(/cell-without-value.*B2/);
  });
});

describe('what cannot be read', () => {
  const bomb = zip({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': new Uint8Array(20_000_000) });

  test('an archive that inflates without end is refused before the library sees it', async () => {
    await expect(readDocument(bomb, { name: 'a.xlsx' })).rejects.toMatchObject({ code: 'limit' });
  });

  test('a cut file', async () => {
    const bytes = book({ S: FORM })();
    await expect(readDocument(bytes.subarray(0, bytes.length / 2), { name: 'a.xlsx' })).rejects.toMatchObject({
      code: 'corrupt',
    });
    const old = book({ S: FORM })('biff8');
    await expect(readDocument(old.subarray(0, old.length / 3), { name: 'a.xls' })).rejects.toThrow(/cut off/);
  });

  test('a grid past the limit', async () => {
    const rows = [
      ['a', 'b'],
      ['c', 'd'],
    ];
    const bytes = book({ S: rows })();
    expect((await readWorkbook(bytes, { ...LIMITS, tableCells: 4 })).blocks).toHaveLength(1);
    await expect(readWorkbook(bytes, { ...LIMITS, tableCells: 3 })).rejects.toThrow(/tableCells/);
  });
});
