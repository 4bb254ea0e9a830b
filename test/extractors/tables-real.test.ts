/** Tables as real documents print them, each drawn into a PDF of its own and read as any file is. */
import { describe, expect, test } from 'vitest';
import type { Table } from '../../extractors/document.ts';
import { readDocument } from '../../extractors/read.ts';
import { cells, filled, grid, HEIGHT, line, page, steps, text, upwards } from '../fixtures/drawn-page.ts';
import { type TinyPage, tinyPdf } from '../fixtures/tiny-pdf.ts';
import { textsOf } from './tables-drawing.ts';

async function read(...pages: TinyPage[]): Promise<{ tables: Table[]; prose: string[] }> {
  const { blocks } = await readDocument(tinyPdf({ pages }), { name: 'a.pdf', ocr: 'off' });
  return {
    tables: blocks.filter((block) => block.kind === 'table'),
    prose: blocks.flatMap((block) => (block.kind === 'paragraph' ? block.lines.map((l) => l.text) : [])),
  };
}
const textsIn = async (...pages: TinyPage[]) => (await read(...pages)).tables.map(textsOf);

const TOWNS = [
  ['Town', 'People', 'Share'],
  ['Aachen', '1,234.50', '12.5'],
  ['Bonn', '987.00', '8.1'],
  ['Celle', '15.20', '0.4'],
];
const xs = [60, 180, 290, 380];
const ys = steps(100, 20, 4);
const towns = cells(TOWNS, xs, ys);

describe('rulings', () => {
  const doubled: typeof line = (x0, y0, x1, y1) =>
    x0 === x1
      ? `${line(x0 - 1, y0, x1 - 1, y1)} ${line(x0 + 1, y0, x1 + 1, y1)}`
      : `${line(x0, y0 - 1, x1, y1 - 1)} ${line(x0, y0 + 1, x1, y1 + 1)}`;
  const thinArea: typeof line = (x0, y0, x1, y1) => filled(x0 - 0.3, y0 - 0.3, x1 + 0.3, y1 + 0.3);
  const dashes: typeof line = (x0, y0, x1, y1) => {
    const length = Math.max(x1 - x0, y1 - y0);
    const at = (t: number) => [x0 + ((x1 - x0) * t) / length, y0 + ((y1 - y0) * t) / length] as const;
    return steps(0, 5, Math.floor(length / 5) - 1)
      .map((t) => line(...at(t), ...at(Math.min(length, t + 3))))
      .join(' ');
  };
  test.each([
    ['double', grid(xs, ys, doubled)],
    ['thin rectangles', grid(xs, ys, thinArea)],
    ['many short dashes', grid(xs, ys, dashes)],
    [
      'without the outer border',
      [
        ...grid(xs.slice(1, 3), []),
        ...ys.slice(1, 4).map((y) => line(60, y, 380, y)),
        ...xs.slice(1, 3).map((x) => line(x, 100, x, 180)),
      ],
    ],
    ['cell by cell', ys.slice(1).flatMap((y, r) => xs.slice(1).flatMap((x, c) => grid([xs[c], x], [ys[r], y])))],
  ])('%s', async (_, rulings) => {
    expect(await textsIn(page(rulings, towns))).toEqual([TOWNS]);
  });
  test('coloured bands instead of rulings', async () => {
    const bands = [0, 2].map((r) => filled(60, ys[r], 380, ys[r + 1], 0.85));
    expect(await textsIn(page(bands, towns))).toEqual([TOWNS]);
  });
});

describe('cells', () => {
  test('headings over several columns and rows', async () => {
    const lines = [
      ...ys.map((y) => line(y === 120 ? 180 : 60, y, 380, y)),
      ...xs.map((x) => line(x, x === 290 ? 120 : 100, x, 180)),
    ];
    const body = cells(
      [
        ['Aachen', '1', '2'],
        ['Bonn', '3', '4'],
      ],
      xs,
      ys.slice(2),
    );
    const heads = [text(64, 124, 'Town'), text(250, 114, 'Money'), text(184, 134, 'Budget'), text(294, 134, 'Spent')];
    const [table] = (await read(page(lines, heads, body))).tables;
    expect(textsOf(table)).toEqual([
      ['Town', 'Money', null],
      [null, 'Budget', 'Spent'],
      ['Aachen', '1', '2'],
      ['Bonn', '3', '4'],
    ]);
    expect(
      table.cells.filter((cell) => cell.header).map(({ row, col, rowSpan, colSpan }) => [row, col, rowSpan, colSpan]),
    ).toEqual([
      [0, 0, 2, 1],
      [0, 1, 1, 2],
      [1, 1, 1, 1],
      [1, 2, 1, 1],
    ]);
  });
  test('of several lines beside cells of one line', async () => {
    const tall = [100, 120, 164, 184];
    const words = ['maintenance of', 'the town hall', 'of Aachen'].map((t, i) => text(64, 132 + 13 * i, t));
    const rows = [
      text(64, 114, 'Item'),
      text(184, 114, 'Money'),
      words,
      text(184, 145, '12.50'),
      text(64, 178, 'roads'),
      text(184, 178, '3.00'),
    ];
    expect(await textsIn(page(grid([60, 180, 290], tall), rows.flat()))).toEqual([
      [
        ['Item', 'Money'],
        ['maintenance of the town hall of Aachen', '12.50'],
        ['roads', '3.00'],
      ],
    ]);
  });
  test('numbers and names shifted against each other within a row', async () => {
    const rows = TOWNS.flatMap((row, r) => row.map((words, c) => text(xs[c] + 4, ys[r] + 13 + (c % 2) * 2.6, words)));
    const unruled = TOWNS.flatMap((row, r) =>
      row.map((words, c) => text(xs[c] + 4, ys[r] + 300 + (c % 2) * 2.6, words)),
    );
    expect(await textsIn(page(grid(xs, ys), rows))).toEqual([TOWNS]);
    expect(await textsIn(page(unruled))).toEqual([TOWNS]);
  });
  test('a wrapped name around its numbers, with and without rulings', async () => {
    const words = (y: number) => [
      ...cells([TOWNS[0]], xs, [y]),
      text(64, y + 34, 'Aachen and the'),
      text(184, y + 40, '1,234.50'),
      text(294, y + 40, '12.5'),
      text(64, y + 46, 'towns around it'),
      ...cells([TOWNS[2], TOWNS[3]], xs, [y + 52, y + 76]),
    ];
    const expected = [TOWNS[0], ['Aachen and the towns around it', '1,234.50', '12.5'], TOWNS[2], TOWNS[3]];
    expect(await textsIn(page(grid(xs, [100, 120, 150, 174, 198]), words(100)))).toEqual([expected]);
    expect(await textsIn(page(words(300)))).toEqual([expected]);
  });
  test('codes split over three narrow columns', async () => {
    const columns = [60, 84, 108, 132, 240, 320];
    const rows = [
      ['201', '', '', 'Services', '30.00'],
      ['201', '03', '', 'Offices', '20.00'],
      ['201', '03', '01', 'Running', '15.00'],
      ['201', '03', '02', 'Other', '5.00'],
    ];
    const lines = steps(100, 20, 4);
    expect(await textsIn(page(grid(columns, lines), cells(rows, columns, lines)))).toEqual([rows]);
  });
  test('text that is written upwards in the header', async () => {
    const tall = [100, 160, 180, 200];
    const body = cells(TOWNS.slice(1, 3), xs, tall.slice(1));
    const heads = [text(64, 134, 'Town'), upwards(240, 155, 'People'), upwards(340, 155, 'Share')];
    expect(await textsIn(page(grid(xs, tall), heads, body))).toEqual([[...TOWNS.slice(0, 3)]]);
  });
});

describe('pages', () => {
  test.each([90, 180, 270])('turned by %i degrees', async (rotate) => {
    // What is drawn is turned the other way, so that the page as displayed stands upright.
    const turn = { 90: `0 1 -1 0 ${HEIGHT} 0 cm`, 180: `-1 0 0 -1 595 ${HEIGHT} cm`, 270: `0 -1 1 0 0 595 cm` }[rotate];
    const upright = page(grid(xs, ys), towns);
    const mediaBox = rotate === 180 ? upright.mediaBox : `0 0 ${HEIGHT} 595`;
    expect(await textsIn({ content: `${turn}\n${upright.content}`, mediaBox, rotate })).toEqual([TOWNS]);
  });
  test('set sideways on an upright page', async () => {
    const upright = page(grid(xs, ys), towns);
    expect(await textsIn({ ...upright, content: `0 1 -1 0 ${HEIGHT - 100} 0 cm\n${upright.content}` })).toEqual([
      TOWNS,
    ]);
  });
  test('two tables side by side', async () => {
    const right = [330, 430, 500];
    const rows = [
      ['City', 'Money'],
      ['Dresden', '7.00'],
      ['Essen', '9.00'],
    ];
    const left = TOWNS.map((row) => row.slice(0, 2));
    const drawn = [
      ...grid(xs.slice(0, 3), ys),
      ...cells(left, xs, ys),
      ...grid(right, ys.slice(0, 4)),
      ...cells(rows, right, ys),
    ];
    expect(await textsIn(page(drawn))).toEqual([left, rows]);
  });
  test('a table inside a cell of another', async () => {
    const inner = [
      ['a', '1'],
      ['b', '2'],
    ];
    const drawn = [
      ...grid([60, 180, 420], [100, 220, 240]),
      text(64, 114, 'outer'),
      text(64, 234, 'last'),
      text(184, 234, '5'),
    ];
    const tables = await textsIn(
      page(drawn, grid([200, 280, 360], [120, 140, 160]), cells(inner, [200, 280], [120, 140])),
    );
    expect(tables).toEqual([
      [
        ['outer', ''],
        ['last', '5'],
      ],
      inner,
    ]);
  });
  test('notes under a table are no rows of it', async () => {
    const notes = [text(60, 196, 'Note: figures are rounded.'), text(60, 210, '2. Aachen includes 3 villages.')];
    const ruled = await read(page(grid(xs, ys), towns, notes));
    const plain = await read(page(towns, notes));
    for (const { tables, prose } of [ruled, plain]) {
      expect(tables.map(textsOf)).toEqual([TOWNS]);
      expect(prose.join(' ')).toContain('Note: figures are rounded. 2. Aachen includes 3 villages.');
    }
  });
  test('a blank template keeps its rows and columns', async () => {
    const rows = [TOWNS[0], ['', '', ''], ['', '', ''], ['', '', '']];
    expect(await textsIn(page(grid(xs, ys), cells(rows, xs, ys)))).toEqual([rows]);
  });
});

describe('over several pages', () => {
  const bands = steps(60, 20, 36);
  const rows = (n: number, count = 36) =>
    Array.from({ length: count }, (_, i) => [`Town ${n}-${i}`, `${n}${i}.50`, `${i}.1`]);
  const sheet = (texts: string[][], columns = xs) =>
    page(grid(columns, bands.slice(0, texts.length + 1)), cells(texts, columns, bands));
  test('twelve pages are one table, and every cell keeps its page', async () => {
    const all = Array.from({ length: 12 }, (_, n) => (n === 0 ? [TOWNS[0], ...rows(1, 35)] : rows(n + 1)));
    const { tables } = await read(...all.map((texts) => sheet(texts)));
    expect(tables.map(textsOf)).toEqual([all.flat()]);
    expect(tables[0].parts.map((part) => part.page)).toEqual(steps(1, 1, 11));
    expect(tables[0].cells.every((cell) => cell.page === Math.floor(cell.row / 36) + 1)).toBe(true);
  });
  test.each([
    ['shifted', [75, 195, 305, 395]],
    ['narrower', [60, 168, 267, 348]],
  ])('%s columns go on', async (_, columns) => {
    expect(await textsIn(sheet(rows(1)), sheet(rows(2, 4), columns))).toEqual([[...rows(1), ...rows(2, 4)]]);
  });
  test('a break in the middle of a row', async () => {
    const cut = [...rows(1, 35), ['maintenance of the town', '7.00', '1.0']];
    const rest = [['hall of Aachen', '', ''], ...rows(2, 3)];
    const whole = [...rows(1, 35), ['maintenance of the town hall of Aachen', '7.00', '1.0'], ...rows(2, 3)];
    expect(await textsIn(sheet(cut), sheet(rest))).toEqual([whole]);
  });
  test('a wide table on a left and a right page is two tables', async () => {
    const right = rows(1).map(([, a, b]) => [a, b, a, b]);
    const wide = [60, 130, 200, 270, 340];
    expect(await textsIn(sheet(rows(1)), sheet(right, wide))).toEqual([rows(1), right]);
  });
});
