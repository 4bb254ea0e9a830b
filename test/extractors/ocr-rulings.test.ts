import { describe, expect, test } from 'vitest';
import { binarise } from '../../extractors/image/binarise.ts';
import { findRulings, paintOut, toRuling } from '../../extractors/image/rulings.ts';
import { findCells } from '../../extractors/ocr/cells.ts';
import { blank, fill, grid, inkCount, slanted } from './ocr-drawing.ts';

const count = (rulings: ReturnType<typeof findRulings>, orientation: string) =>
  rulings.filter((ruling) => ruling.orientation === orientation).length;

describe('rulings', () => {
  test('a grid gives its lines, in points, and is painted out', () => {
    const picture = blank(800, 600);
    grid(picture, [100, 300, 500, 700], [100, 160, 220]);
    const ink = binarise(picture);
    const rulings = findRulings(ink, 200);
    expect([count(rulings, 'horizontal'), count(rulings, 'vertical')]).toEqual([3, 4]);
    const first = toRuling(rulings[0], 200);
    expect(first.x0).toBeCloseTo(36, 0);
    expect(first.x1).toBeCloseTo(253, 0);
    expect((first.y0 + first.y1) / 2).toBeCloseTo((101.5 * 72) / 200, 0);
    paintOut(picture, ink, rulings);
    expect(inkCount(ink)).toBe(0);
  });

  test('a broken line is one ruling', () => {
    const picture = blank(800, 200);
    for (let x = 100; x < 700; x += 110) fill(picture, x, 100, x + 100, 102);
    expect(findRulings(binarise(picture), 200)).toHaveLength(1);
  });

  test('a slightly slanted line is one ruling', () => {
    const picture = blank(900, 200);
    slanted(picture, 50, 850, 100, 0.3, 2);
    expect(findRulings(binarise(picture), 200)).toHaveLength(1);
  });

  test('strokes of letters are none', () => {
    const picture = blank(800, 200);
    // Like a row of 日: boxes of 30 pixels with strokes inside and gaps between.
    for (let x = 50; x < 700; x += 38) {
      for (const y of [80, 94, 108]) fill(picture, x, y, x + 30, y + 4);
      for (const dx of [0, 26]) fill(picture, x + dx, 80, x + dx + 4, 112);
    }
    expect(findRulings(binarise(picture), 200)).toHaveLength(0);
  });

  test('a letter that touches a line is left whole', () => {
    const picture = blank(800, 200);
    fill(picture, 100, 120, 700, 123);
    fill(picture, 300, 80, 306, 123);
    const ink = binarise(picture);
    paintOut(picture, ink, findRulings(ink, 200));
    expect(picture.data[100 * 800 + 302]).toBeLessThan(100);
    expect(picture.data[121 * 800 + 302]).toBeLessThan(100);
    expect(picture.data[121 * 800 + 500]).toBe(255);
  });
});

describe('cells', () => {
  test('each cell once, in reading order', () => {
    const picture = blank(800, 400);
    grid(picture, [100, 300, 500], [100, 160, 220]);
    const cells = findCells(findRulings(binarise(picture), 200), 200);
    expect(cells.map(({ x0, y0 }) => [Math.round(x0), Math.round(y0)])).toEqual([
      [101, 101],
      [301, 101],
      [101, 161],
      [301, 161],
    ]);
  });

  test('a missing wall joins cells', () => {
    const picture = blank(800, 400);
    grid(picture, [100, 300, 500], [100, 160, 220]);
    fill(picture, 295, 106, 310, 158, 250);
    const cells = findCells(findRulings(binarise(picture), 200), 200);
    expect(cells).toHaveLength(3);
    expect(cells[0].x1 - cells[0].x0).toBeCloseTo(400, -1);
  });

  test('lines that enclose nothing give no cell', () => {
    const picture = blank(800, 400);
    fill(picture, 100, 100, 700, 103);
    fill(picture, 100, 200, 700, 203);
    expect(findCells(findRulings(binarise(picture), 200), 200)).toEqual([]);
  });
});

test('a frame around a table is no cell: its text would be read twice', () => {
  const picture = blank(800, 400);
  grid(picture, [100, 300, 500], [100, 160, 220]);
  grid(picture, [20, 760], [20, 380]);
  const cells = findCells(findRulings(binarise(picture), 200), 200);
  expect(cells).toHaveLength(4);
});
