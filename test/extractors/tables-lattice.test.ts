import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ruling } from '../../extractors/document.ts';
import { findPageTables } from '../../extractors/tables/index.ts';
import { gridLines, hline, page, ruledTable, textsOf, vline, word } from './tables-drawing.ts';

const find = (rulings: Ruling[], glyphs = word('x', 65, 114)) => findPageTables(page(rulings, glyphs));

const texts = [
  ['name', 'amount', 'share'],
  ['apples', '1,200', '40%'],
  ['pears', '1,800', '60%'],
];

/** Every ruling twice, 1.5 points apart. */
const doubled = (rulings: Ruling[]) =>
  rulings.flatMap((r) =>
    r.orientation === 'horizontal'
      ? [r, { ...r, y0: r.y0 + 1.5, y1: r.y1 + 1.5 }]
      : [r, { ...r, x0: r.x0 + 1.5, x1: r.x1 + 1.5 }],
  );

/** Every ruling as strokes of `on` points with gaps of `off`. */
const dashed = (rulings: Ruling[], on: number, off: number) =>
  rulings.flatMap((r) => {
    const strokes: Ruling[] = [];
    const [from, to] = r.orientation === 'horizontal' ? [r.x0, r.x1] : [r.y0, r.y1];
    for (let at = from; at < to; at += on + off) {
      const end = Math.min(to, at + on);
      strokes.push(r.orientation === 'horizontal' ? { ...r, x0: at, x1: end } : { ...r, y0: at, y1: end });
    }
    return strokes;
  });

/** Every ruling shortened at both ends: corners do not meet. */
const shortened = (rulings: Ruling[], by: number) =>
  rulings.map((r) =>
    r.orientation === 'horizontal' ? { ...r, x0: r.x0 + by, x1: r.x1 - by } : { ...r, y0: r.y0 + by, y1: r.y1 - by },
  );

describe('a ruled grid is found', () => {
  const { rulings, glyphs, xs, ys } = ruledTable(texts);
  const drawings: [string, Ruling[]][] = [
    ['plain', rulings],
    ['double rulings', doubled(rulings)],
    ['dashes', dashed(rulings, 3, 2)],
    [
      'cell by cell',
      texts.flatMap((row, r) => row.flatMap((_, c) => gridLines(xs.slice(c, c + 2), ys.slice(r, r + 2)))),
    ],
    ['gaps at the corners', shortened(rulings, 2)],
    ['open left and right side', rulings.filter((r) => r.orientation === 'horizontal' || (r.x0 > 70 && r.x1 < 320))],
    ['open top and bottom', rulings.filter((r) => r.orientation === 'vertical' || (r.y0 > 110 && r.y1 < 150))],
    ['lines a little off', rulings.map((r, i) => ({ ...r, x0: r.x0 + (i % 3) * 0.4, x1: r.x1 + (i % 3) * 0.4 }))],
  ];
  test.each(drawings)('%s', (_, drawing) => {
    const { tables, rest } = find(drawing, glyphs);
    expect(tables).toHaveLength(1);
    expect(textsOf(tables[0])).toEqual(texts);
    expect(tables[0].method).toBe('lattice');
    expect(rest).toEqual([]);
  });
});

describe('what is no table', () => {
  test('a frame around prose', () => {
    const { tables, rest } = find(gridLines([60, 400], [100, 200]), word('just a box', 65, 130));
    expect(tables).toEqual([]);
    expect(rest).toHaveLength(8);
  });
  test('lines under headings', () => {
    expect(find([hline(100, 60, 500), hline(300, 60, 500)], word('a heading', 60, 98)).tables).toEqual([]);
  });
});

test('spans come from missing walls', () => {
  const rulings = [
    ...[100, 140, 160].map((y) => hline(y, 60, 360)),
    hline(120, 160, 360),
    ...[60, 160, 360].map((x) => vline(x, 100, 160)),
    vline(260, 120, 160),
  ];
  const glyphs = [
    ...word('name', 64, 124),
    ...word('both years', 220, 114),
    ...word('first', 164, 134),
    ...word('second', 264, 134),
    ...word('apples', 64, 154),
    ...word('1', 200, 154),
    ...word('2', 300, 154),
  ];
  const [table] = find(rulings, glyphs).tables;
  expect(textsOf(table)).toEqual([
    ['name', 'both years', null],
    [null, 'first', 'second'],
    ['apples', '1', '2'],
  ]);
  expect(table.cells.filter((c) => c.header).map((c) => c.row)).toEqual([0, 0, 1, 1]);
});

test('a number that runs over its ruling is split at the glyph', () => {
  const { rulings } = ruledTable([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  const glyphs = [...word('a', 64, 114), ...word('123456', 137, 134), ...word('b', 154, 114)];
  const [table] = find(rulings, glyphs).tables;
  expect(textsOf(table)).toEqual([
    ['a', 'b'],
    ['123', '456'],
  ]);
});

test('a digit that hangs over the ruling stays with its number', () => {
  const { rulings } = ruledTable([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  const over = (x: number, more = word('', 0, 0)) =>
    textsOf(
      find(rulings, [...word('a', 64, 114), ...word('b', 154, 114), ...word('1,234.56', x, 134), ...more]).tables[0],
    )[1];
  expect(over(116)).toEqual(['1,234.56', '']);
  expect(over(146)).toEqual(['', '1,234.56']);
  // At the outer border, too.
  expect(over(206)).toEqual(['', '1,234.56']);
  // Two numbers that meet are two numbers.
  expect(over(112, word('7,890.12', 152, 134))).toEqual(['1,234.56', '7,890.12']);
});

test('a narrow drawn band that holds text is kept', () => {
  const { glyphs } = ruledTable(texts);
  const lines = gridLines([60, 150, 240, 330], [100, 120, 140, 160]);
  expect(find([...lines, vline(334, 100, 160)], glyphs).tables[0].cols).toBe(3);
});

/** A random grid cut into random rectangles. */
const spannedGrid = fc
  .record({
    rows: fc.integer({ min: 2, max: 6 }),
    cols: fc.integer({ min: 2, max: 6 }),
    seeds: fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })), {
      maxLength: 8,
    }),
  })
  .map(({ rows, cols, seeds }) => {
    const owner: number[][] = Array.from({ length: rows }, () => new Array(cols).fill(-1));
    const cells: { row: number; col: number; rowSpan: number; colSpan: number }[] = [];
    const place = (row: number, col: number, rowSpan: number, colSpan: number) => {
      if (row + rowSpan > rows || col + colSpan > cols) return;
      for (let r = row; r < row + rowSpan; r++) {
        for (let c = col; c < col + colSpan; c++) if (owner[r][c] >= 0) return;
      }
      for (let r = row; r < row + rowSpan; r++) {
        for (let c = col; c < col + colSpan; c++) owner[r][c] = cells.length;
      }
      cells.push({ row, col, rowSpan, colSpan });
    };
    for (const [r, c, h, w] of seeds) place(r % rows, c % cols, h, w);
    for (let r = 0; r < rows; r++) for (let c = 0; c < cols; c++) place(r, c, 1, 1);
    return { rows, cols, cells: cells.sort((a, b) => a.row - b.row || a.col - b.col) };
  })
  // A grid line that is drawn nowhere cannot be found again, and one cell is a frame.
  .filter(({ rows, cols, cells }) => {
    const tops = new Set(cells.map((c) => c.row));
    const lefts = new Set(cells.map((c) => c.col));
    return cells.length > 3 && tops.size === rows && lefts.size === cols;
  });

/** A number as tables print it: grouped, with two decimals. */
const amount = fc
  .tuple(fc.integer({ min: 1, max: 99_999_999 }), fc.integer({ min: 0, max: 99 }), fc.boolean())
  .map(([whole, cents, grouped]) => {
    const digits = grouped ? whole.toLocaleString('en-US') : String(whole);
    return `${digits}.${String(cents).padStart(2, '0')}`;
  });

describe('properties', () => {
  const { rulings } = ruledTable([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  const heads = [...word('a', 64, 114), ...word('b', 154, 114)];
  const secondRow = (glyphs: ReturnType<typeof word>) => {
    const { tables, rest, findings } = find(rulings, [...heads, ...glyphs]);
    const sure = tables[0].cells.filter(({ row }) => row === 1).flatMap(({ lines }) => lines.map((l) => l.confidence));
    return { cells: textsOf(tables[0])[1], rest, cut: findings.cut, sure };
  };
  test('a number over a ruling is whole, or the place where it was cut is told', () => {
    fc.assert(
      fc.property(amount, fc.integer({ min: 61, max: 235 }), (number, x) => {
        const { cells, rest, cut, sure } = secondRow(word(number, x, 134));
        if (cut.length > 0) {
          expect(cut.map((digits) => digits.replace('|', ''))).toEqual([number]);
          expect(Math.max(...sure), 'each part is doubtful').toBeLessThan(1);
        } else if (rest.length === 0) expect(cells.filter((text) => text !== '')).toEqual([number]);
        // A number that lies outside is outside with every digit.
        else expect([rest.length, cells.join('')]).toEqual([number.length, '']);
      }),
    );
  });
  test('two numbers that meet at a ruling are never merged', () => {
    fc.assert(
      fc.property(amount, amount, fc.integer({ min: 0, max: 8 }), (a, b, over) => {
        fc.pre(a.length <= 16 && b.length <= 16 && a.length >= 6 && b.length >= 6);
        const { cells } = secondRow([...word(a, 150 - 5 * a.length + over, 134), ...word(b, 150 + over, 134)]);
        expect(cells).toEqual([a, b]);
      }),
    );
  });
  const draw = (cells: readonly { row: number; col: number; rowSpan: number; colSpan: number }[]) => {
    const at = (i: number) => 60 + i * 40;
    const rulings = cells.flatMap((c) =>
      gridLines([at(c.col), at(c.col + c.colSpan)], [at(c.row), at(c.row + c.rowSpan)]),
    );
    const glyphs = cells.flatMap((c, i) => word(`w${i}`, at(c.col) + 3, at(c.row) + 15));
    return { rulings, glyphs };
  };
  const spans = (tables: ReturnType<typeof find>['tables']) =>
    tables.map((t) => t.cells.map(({ row, col, rowSpan, colSpan }) => ({ row, col, rowSpan, colSpan })));

  test('a random grid of spans drawn as rulings is found again exactly', () => {
    fc.assert(
      fc.property(spannedGrid, ({ cells }) => {
        const { rulings, glyphs } = draw(cells);
        expect(spans(find(rulings, glyphs).tables)).toEqual([cells]);
      }),
    );
  });
  test('the order of the input changes nothing', () => {
    fc.assert(
      fc.property(spannedGrid, fc.infiniteStream(fc.nat()), ({ cells }, stream) => {
        const { rulings, glyphs } = draw(cells);
        const shuffled = <T>(items: T[]): T[] =>
          items
            .map((item) => ({ item, key: stream.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ item }) => item);
        expect(find(shuffled(rulings), shuffled(glyphs))).toEqual(find(rulings, glyphs));
      }),
      { numRuns: 50 },
    );
  });
});
