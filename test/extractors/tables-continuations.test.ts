import { describe, expect, test } from 'vitest';
import type { PageContent } from '../../extractors/content.ts';
import { findPageTables, joinContinuations } from '../../extractors/tables/index.ts';
import { gridLines, page, ruledTable, textsOf, word } from './tables-drawing.ts';

const header = ['code', 'name', 'amount'];
const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => [`20${from + i}`, `item ${from + i}`, `${100 * (from + i)}.00`]);

/** A page whose table fills it down to `y = 740`, with its page number. */
const sheet = (
  number: number,
  texts: string[][],
  more: ReturnType<typeof word> = [],
  x = 60,
  width = 90,
): PageContent => {
  const { rulings, glyphs } = ruledTable(texts, x, 100, width, 20);
  return page(rulings, [...glyphs, ...more, ...word(`- ${number} -`, 290, 810)], number);
};

const join = (pages: PageContent[]) =>
  joinContinuations(
    pages.flatMap((p) => findPageTables(p).tables),
    pages,
  );

const first = [header, ...rows(1, 31)];

describe('a table goes on', () => {
  test('without its header', () => {
    const [table, ...others] = join([sheet(1, first), sheet(2, rows(32, 40))]);
    expect(others).toEqual([]);
    expect(table.rows).toBe(41);
    expect(table.parts.map(({ page, firstRow, lastRow }) => [page, firstRow, lastRow])).toEqual([
      [1, 0, 31],
      [2, 32, 40],
    ]);
    expect(textsOf(table)[32]).toEqual(['2032', 'item 32', '3200.00']);
    expect(table.cells.find((c) => c.row === 32)?.page).toBe(2);
  });
  test('with its header, which stays in the grid', () => {
    const [table, ...others] = join([sheet(1, first), sheet(2, [header, ...rows(32, 33)])]);
    expect(others).toEqual([]);
    expect(table.rows).toBe(35);
    expect([...new Set(table.cells.filter((c) => c.header).map((c) => c.row))]).toEqual([0, 32]);
  });
  test('over many pages, down to a lone total row with fewer cells', () => {
    const total = page(
      [...gridLines([60, 240, 330], [100, 120])],
      [...word('total', 140, 114), ...word('9900.00', 244, 114), ...word('- 4 -', 290, 810)],
      4,
    );
    const [table, ...others] = join([sheet(1, first), sheet(2, rows(32, 62)), sheet(3, rows(63, 93)), total]);
    expect(others).toEqual([]);
    expect(table.parts).toHaveLength(4);
    expect(table.cells.slice(-2).map(({ row, col, colSpan, page }) => ({ row, col, colSpan, page }))).toEqual([
      { row: 94, col: 0, colSpan: 2, page: 4 },
      { row: 94, col: 2, colSpan: 1, page: 4 },
    ]);
  });
  test('with shifted and with narrower columns', () => {
    expect(join([sheet(1, first), sheet(2, rows(32, 40), [], 85)])).toHaveLength(1);
    expect(join([sheet(1, first), sheet(2, rows(32, 40), [], 60, 80)])).toHaveLength(1);
  });
  test('with an empty row that hangs over', () => {
    expect(join([sheet(1, first), sheet(2, [['', '', '']])])[0].rows).toBe(33);
  });
  test('below a title that is printed on every page, with the header', () => {
    const title = [...word('Revenue 2023', 150, 70), ...word('in yuan', 290, 90)];
    const pages = [sheet(1, first, title), sheet(2, [header, ...rows(32, 40)], title)];
    expect(join(pages)).toHaveLength(1);
    expect(join([pages[0], sheet(2, rows(32, 40), title)])).toHaveLength(2);
  });
  test('below a running head', () => {
    const head = (n: number) => word('Report of the bureau', 200, 50).map((g) => ({ ...g, page: n }));
    const pages = [first, rows(32, 62), rows(63, 70)].map((texts, i) => sheet(i + 1, texts, head(i + 1)));
    expect(join(pages)).toHaveLength(1);
  });
});

describe('a table of its own', () => {
  test('has a title or unit line above it', () => {
    expect(join([sheet(1, first), sheet(2, rows(32, 40), word('Table 2', 150, 90))])).toHaveLength(2);
  });
  test('is the same form filled in once more', () => {
    const form = (name: string) => [['Self-evaluation', '', ''], ['project', name, ''], ...rows(1, 30)];
    const title = word('Annex', 150, 90);
    expect(join([sheet(1, form('roads'), title), sheet(2, form('parks'), title)])).toHaveLength(2);
    expect(join([sheet(1, form('roads')), sheet(2, form('parks'))])).toHaveLength(2);
  });
  test('follows notes under the table before', () => {
    expect(join([sheet(1, first, word('Note: none.', 60, 760)), sheet(2, rows(32, 40))])).toHaveLength(2);
  });
  test('has other columns', () => {
    const other = rows(32, 40).map((row) => [...row, 'x']);
    expect(join([sheet(1, first), sheet(2, other, [], 60, 90)])).toHaveLength(2);
  });
  test('follows a table that ends high on its page', () => {
    expect(join([sheet(1, [header, ...rows(1, 3)]), sheet(2, rows(4, 8))])).toHaveLength(2);
  });
  test('an empty grid that continues nothing is dropped', () => {
    expect(join([sheet(1, [['', '', '']])])).toEqual([]);
  });
});

/** Seventeen characters fill a name's cell. */
describe('a row that the page break cut', () => {
  test('is made whole when its name goes on', () => {
    const pages = [
      sheet(1, [header, ...rows(1, 30), ['2031', 'maintenance of of', '5.00']]),
      sheet(2, [['', 'ficial cars', ''], ...rows(32, 35)]),
    ];
    const [table] = join(pages);
    expect(table.rows).toBe(36);
    const cell = table.cells.find((c) => c.row === 31 && c.col === 1);
    expect(cell?.lines.map((line) => [line.text, line.page])).toEqual([
      ['maintenance of of', 1],
      ['ficial cars', 2],
    ]);
    expect(table.parts[1]).toMatchObject({ firstRow: 31, lastRow: 35 });
  });
  test('also when the code in front of it goes on in digits', () => {
    const pages = (code: string) => [
      sheet(1, [header, ...rows(1, 30), [code, 'maintenance of of', '5.00']]),
      sheet(2, [['02', 'ficial cars', ''], ...rows(32, 35)]),
    ];
    const [table] = join(pages('20103012345678901'));
    expect(table.rows).toBe(36);
    expect(table.cells.find((c) => c.row === 31 && c.col === 0)?.lines.map((line) => line.text)).toEqual([
      '20103012345678901',
      '02',
    ]);
    expect(
      join([
        sheet(1, [header, ...rows(1, 30), ['2031', 'maintenance of of', '500']]),
        sheet(2, [['', 'ficial cars', '7'], ...rows(32, 35)]),
      ])[0].rows,
    ).toBe(37);
    // A short code was whole.
    expect(join(pages('20103'))[0].rows).toBe(37);
  });
  test('a row with a figure, or after a short line, stays a row', () => {
    const cut = (second: string[], last = 'maintenance of of') =>
      join([sheet(1, [header, ...rows(1, 30), ['2031', last, '5.00']]), sheet(2, [second, ...rows(32, 35)])])[0].rows;
    expect(cut(['', 'cars', '7.00'])).toBe(37);
    expect(cut(['', 'cars', ''], 'short')).toBe(37);
    expect(cut(['', '2. cars', ''])).toBe(37);
  });
});
