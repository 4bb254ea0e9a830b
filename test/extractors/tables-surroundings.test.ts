/** Unruled tables as statistical reports print them, between titles, notes and prose. */
import { describe, expect, test } from 'vitest';
import type { Glyph, Table } from '../../extractors/document.ts';
import { findPageTables } from '../../extractors/tables/index.ts';
import { page, textsOf, word } from './tables-drawing.ts';

type Line = [y: number, ...texts: [x: number, text: string][]];
const set = (...lines: Line[]): Glyph[] => lines.flatMap(([y, ...texts]) => texts.flatMap(([x, t]) => word(t, x, y)));
const right = (x: number, text: string): [number, string] => [x - 5 * text.length, text];
const centred = (x: number, text: string): [number, string] => [x - 2.5 * text.length, text];
const find = (glyphs: Glyph[]): Table[] => findPageTables(page([], glyphs)).tables;

const HEADS: Line = [140, [60, 'Region'], right(260, '1990'), right(340, '2000'), right(420, '2010')];
const ROWS = ['North', 'South', 'East', 'West'].map(
  (name, i): Line => [
    154 + 14 * i,
    [60, name],
    right(260, `${1234 + 371 * i}`),
    right(340, `${2345 + 17 * i * i}`),
    right(420, `${4567 - 89 * i}`),
  ],
);
const TEXTS = [
  ['Region', '1990', '2000', '2010'],
  ['North', '1234', '2345', '4567'],
  ['South', '1605', '2362', '4478'],
  ['East', '1976', '2413', '4389'],
  ['West', '2347', '2498', '4300'],
];

describe('what is no part of the table', () => {
  test('a caption behind its number, over two lines', () => {
    const caption: Line[] = [
      [112, [60, 'Table 3:'], [130, 'People in the four parts of the country by their']],
      [126, [130, 'place of birth']],
    ];
    expect(find(set(...caption, HEADS, ...ROWS)).map(textsOf)).toEqual([TEXTS]);
  });
  test('a title centred over the whole table', () => {
    expect(find(set([126, centred(240, 'People by part of the country')], HEADS, ...ROWS)).map(textsOf)).toEqual([
      TEXTS,
    ]);
  });
  test('sources and notes', () => {
    const notes: Line[] = [
      [210, [60, '1'], [80, 'Figures of the year before where none are at hand, all told.']],
      [222, [60, 'Source: census of the country, rounded to whole persons.']],
    ];
    expect(find(set(HEADS, ...ROWS, ...notes)).map(textsOf)).toEqual([TEXTS]);
  });
  test('prose beside it, whose lines stand at other heights', () => {
    const prose = Array.from(
      { length: 12 },
      (_, i): Line => [
        120 + 11 * i,
        [20, 'the people of this country live in four parts of it'.slice(0, 44 + (i % 3))],
      ],
    );
    const table = [HEADS, ...ROWS].map(
      ([y, ...texts]): Line => [y, ...texts.map(([x, t]): [number, string] => [x + 230, t])],
    );
    expect(find(set(...prose, ...table)).map(textsOf)).toEqual([TEXTS]);
  });
});

describe('what is part of it', () => {
  test('a heading centred over all columns of figures', () => {
    const [table] = find(set([126, centred(330, 'Number of people')], HEADS, ...ROWS));
    expect(textsOf(table)).toEqual([['', 'Number of people', null, null], ...TEXTS]);
  });
  test('currency signs at the left edge of their column stay with their numbers', () => {
    const money: Line = [
      210,
      [60, 'All'],
      [210, '$'],
      right(260, '7162'),
      [290, '$'],
      right(340, '9618'),
      [370, '$'],
      right(420, '17734'),
    ];
    const [table] = find(set(HEADS, ...ROWS, money));
    expect(textsOf(table)[5]).toEqual(['All', '$ 7162', '$ 9618', '$ 17734']);
  });
});
