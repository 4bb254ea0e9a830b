import { describe, expect, test } from 'vitest';
import type { Glyph } from '../../extractors/document.ts';
import { findPageTables } from '../../extractors/tables/index.ts';
import { gridLines, hline, page, textsOf, vline, word } from './tables-drawing.ts';

type Line = [y: number, ...pieces: [x: number, text: string][]];
const set = (...lines: Line[]): Glyph[] =>
  lines.flatMap(([y, ...pieces]) => pieces.flatMap(([x, text]) => word(text, x, y)));
const right = (x: number, text: string): [number, string] => [x - 5 * text.length, text];
const find = (glyphs: Glyph[], rulings = [] as ReturnType<typeof hline>[]) => findPageTables(page(rulings, glyphs));

const PROSE =
  'The committee met four times in the year and heard reports on the state of the roads, the schools and the water ' +
  'works. It asked the bureau to report on costs in the next year and to publish all of the figures in one place. ' +
  'Nothing else was decided and the meeting closed at noon.';

/** Words set to a width, as in a paragraph. */
function prose(x: number, y: number, characters: number, leading = 14): Glyph[] {
  const lines: string[] = [''];
  for (const w of PROSE.split(' ')) {
    if (lines[lines.length - 1].length + w.length + 1 > characters) lines.push('');
    lines[lines.length - 1] += `${lines[lines.length - 1] ? ' ' : ''}${w}`;
  }
  return lines.flatMap((line, i) => word(line, x, y + i * leading));
}

const cities = ['Aachen', 'Bonn', 'Celle', 'Dresden', 'Erfurt'];
const body = (y: number): Line[] =>
  cities.map((city, i) => [
    y + i * 14,
    [60, city],
    right(260, `${1200 + 37 * i * i}`),
    right(360, `${(i * 7) % 5}.5%`),
  ]);

describe('a table without rulings', () => {
  test('is found between title, prose and notes', () => {
    const glyphs = [
      ...prose(60, 80, 90),
      ...word('Table 1: People', 60, 170),
      ...set([190, [60, 'Town'], right(260, 'People'), right(360, 'Share')], ...body(204)),
      ...word('Source: the towns themselves, by letter.', 60, 290),
    ];
    const { tables, rest } = find(glyphs);
    expect(tables.map(textsOf)).toEqual([
      [
        ['Town', 'People', 'Share'],
        ['Aachen', '1200', '0.5%'],
        ['Bonn', '1237', '2.5%'],
        ['Celle', '1348', '4.5%'],
        ['Dresden', '1533', '1.5%'],
        ['Erfurt', '1792', '3.5%'],
      ],
    ]);
    expect(tables[0].method).toBe('stream');
    expect(tables[0].cells.filter((c) => c.header)).toHaveLength(3);
    const inTable = tables[0].cells.flatMap((c) => c.lines.map((line) => line.text)).join('');
    expect(rest).toHaveLength(glyphs.length - inTable.length);
  });
  test('is one in a picture too, unless most of its texts were read with doubt: then it is a map or a drawing', () => {
    const glyphs = set([190, [60, 'Town'], right(260, 'People'), right(360, 'Share')], ...body(204));
    const readSo = (doubtful: (i: number) => boolean) =>
      find(glyphs.map((glyph, i) => ({ ...glyph, confidence: doubtful(i) ? 0.9 : 0.99 }))).tables.length;
    expect(readSo((i) => i < 8)).toBe(1);
    expect(readSo((i) => i % 4 === 0)).toBe(0);
    expect(readSo(() => true)).toBe(1);
  });
  test('has headings over several columns', () => {
    const glyphs = set(
      [100, [270, 'Both years']],
      [114, [60, 'Town'], right(260, 'First'), right(360, 'Second')],
      ...body(128),
    );
    const [table] = find(glyphs, [hline(90, 60, 360), hline(118, 60, 360), hline(190, 60, 360)]).tables;
    expect(textsOf(table)[0]).toEqual(['', 'Both years', null]);
    expect(textsOf(table)[1]).toEqual(['Town', 'First', 'Second']);
  });
  test('has headings side by side, each centred over its columns', () => {
    const four = cities.map(
      (city, i): Line => [
        128 + 14 * i,
        [60, city],
        ...[200, 260, 320, 380].map((x, c) => right(x, `${(i + 2) * (c + 3)}`)),
      ],
    );
    const titles: Line[] = [
      [100, [212, '2001'], [332, '2002']],
      [114, [60, 'Town'], ...[200, 260, 320, 380].map((x, c) => right(x, c % 2 ? 'women' : 'men'))],
    ];
    const [table] = find(set(...titles, ...four)).tables;
    expect(textsOf(table).slice(0, 2)).toEqual([
      ['', '2001', null, '2002', null],
      ['Town', 'men', 'women', 'men', 'women'],
    ]);
  });
  test('a name of two lines may stand around its figures', () => {
    const glyphs = set(
      [100, [60, 'Aachen'], right(260, '1,200'), right(360, '40%')],
      [120, [60, 'Bonn and the villages']],
      [126, right(260, '1,800'), right(360, '50%')],
      [132, [60, 'around it']],
      [152, [60, 'Celle'], right(260, '300'), right(360, '10%')],
    );
    expect(textsOf(find(glyphs).tables[0])[1]).toEqual(['Bonn and the villages around it', '1,800', '50%']);
  });
  test('with words only', () => {
    const people = ['baker', 'clerk', 'smith and farrier', 'cook', 'tailor'];
    const glyphs = set(
      [100, [60, 'Town'], [180, 'Trade'], [330, 'Street']],
      ...cities.map((city, i): Line => [114 + 14 * i, [60, city], [180, people[i]], [330, `${people[4 - i]} lane`]]),
    );
    expect(find(glyphs).tables.map((t) => [t.rows, t.cols])).toEqual([[6, 3]]);
  });
  test('with coloured bands behind every other row', () => {
    const glyphs = set(...cities.map((city, i): Line => [114 + 20 * i, [60, city], [180, `of ${city}`]]));
    const content = page([], glyphs);
    content.fills = [0, 2, 4].map((i) => ({ x0: 56, y0: 101 + 20 * i, x1: 400, y1: 121 + 20 * i }));
    const [table] = findPageTables(content).tables;
    expect([table.rows, table.cols]).toEqual([5, 2]);
  });
  test('with dot leaders', () => {
    const glyphs = set(
      ...cities.map(
        (city, i): Line => [
          100 + 14 * i,
          [60, city.padEnd(30, '.')],
          right(300, `${1200 + 37 * i * i}`),
          right(380, `${i * i}.5`),
        ],
      ),
    );
    const [table] = find(glyphs).tables;
    expect(table.cols).toBe(3);
    expect(textsOf(table)[1].slice(1)).toEqual(['1237', '1.5']);
  });
  test('a wrapped name stays one row', () => {
    const glyphs = set(
      [100, [60, 'Town'], right(260, 'People'), right(360, 'Share')],
      [120, [60, 'Aachen'], right(260, '1,200'), right(360, '40%')],
      [140, [60, 'Bonn and the villages'], right(260, '1,800'), right(360, '50%')],
      [151, [60, 'around it']],
      [171, [60, 'Celle'], right(260, '300'), right(360, '10%')],
    );
    const [table] = find(glyphs).tables;
    expect(textsOf(table)[2]).toEqual(['Bonn and the villages around it', '1,800', '50%']);
    expect(table.rows).toBe(4);
  });
});

describe('lines that were not drawn', () => {
  test('rows: numbers stacked between two rules', () => {
    const glyphs = set(
      [112, [64, 'Town'], [164, 'People'], [264, 'Share']],
      ...body(130).map(([y, a, b, c]): Line => [y, a, [200, b[1]], [300, c[1]]]),
    );
    const [table] = find(glyphs, gridLines([60, 160, 260, 360], [100, 118, 200])).tables;
    expect(table.rows).toBe(6);
    expect(textsOf(table)[5]).toEqual(['Erfurt', '1792', '3.5%']);
    expect(table.confidence).toBeLessThan(0.9);
  });
  test('columns: one line drawn of two', () => {
    const glyphs = set(
      [112, [64, 'Town'], [210, 'People'], [300, 'Share']],
      ...body(130).map(([y, a, b, c]): Line => [y, a, [210, b[1]], [300, c[1]]]),
    );
    const rulings = [100, 118, 200].map((y) => hline(y, 60, 400)).concat(vline(160, 100, 200));
    const [table] = find(glyphs, rulings).tables;
    expect(textsOf(table)[1]).toEqual(['Aachen', '1200', '0.5%']);
  });
  test('numbers that are wrapped beside a wrapped name are no stack', () => {
    const glyphs = set(
      [112, [64, 'Town'], [166, 'People'], [236, 'Money']],
      [130, [64, 'The town of'], [166, '1,234,567.'], [236, '2,234,567.']],
      [142, [64, 'Aachen'], [166, '50'], [236, '70']],
      [156, [64, 'Bonn'], [166, '7'], [236, '8']],
    );
    const [table] = find(glyphs, gridLines([60, 160, 230, 300], [100, 118, 146, 160])).tables;
    expect(textsOf(table)[1]).toEqual(['The town of Aachen', '1,234,567.50', '2,234,567.70']);
  });
  test('a number that is wrapped in its cell is no stack', () => {
    const glyphs = set(
      [112, [64, 'Town'], [164, 'People'], [214, 'Money']],
      [130, [64, 'Aachen'], [162, '123456789'], [212, '223456789']],
      [142, [162, '012.50'], [212, '012.50']],
      [156, [64, 'Bonn'], [164, '7'], [214, '8']],
    );
    const [table] = find(glyphs, gridLines([60, 160, 210, 260], [100, 118, 146, 160])).tables;
    expect(textsOf(table)[1]).toEqual(['Aachen', '123456789012.50', '223456789012.50']);
  });
});

describe('no table', () => {
  test.each<[string, Glyph[]]>([
    ['prose', prose(60, 100, 90)],
    ['prose in two columns', [...prose(60, 100, 40), ...prose(310, 100, 40)]],
    ['a list', set(...cities.map((city, i): Line => [100 + 14 * i, [60, `${i + 1}.`], [90, `the town of ${city}`]]))],
    [
      'a table of contents',
      set(
        ...cities.map(
          (city, i): Line => [100 + 14 * i, [60, `${i + 1}.1`], [90, `On ${city}`], right(500, `${3 * i + 2}`)],
        ),
      ),
    ],
    [
      'single fields of a form',
      set([100, [60, 'Name:'], [300, 'Date:']], [160, [60, 'Place:']], [240, [60, 'Signed'], [300, 'Sealed']]),
    ],
    [
      'the axes of two charts',
      set(...cities.map((_, i): Line => [100 + 20 * i, [60, `${500 - 100 * i}`], [320, `${500 - 100 * i}`]])),
    ],
  ])('%s', (_, glyphs) => {
    expect(find(glyphs).tables).toEqual([]);
    expect(find(glyphs).rest).toHaveLength(glyphs.length);
  });
});

test('a table inside a cell of another keeps its text', () => {
  const glyphs = [
    ...word('left', 64, 120),
    ...word('a', 210, 134),
    ...word('b', 260, 134),
    ...word('c', 210, 154),
    ...word('d', 260, 154),
  ];
  const { tables } = find(glyphs, [
    ...gridLines([60, 180, 400], [100, 300]),
    ...gridLines([200, 250, 300], [120, 140, 160]),
  ]);
  expect(tables.map(textsOf)).toEqual([
    [['left', '']],
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ]);
});
