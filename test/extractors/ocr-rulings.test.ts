import { describe, expect, test } from 'vitest';
import { binarise } from '../../extractors/image/binarise.ts';
import { findRulings, paintOut, toRuling } from '../../extractors/image/rulings.ts';
import { findCells } from '../../extractors/ocr/cells.ts';
import { piecesOf } from '../../extractors/ocr/pieces.ts';
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

test('the walls of a cell are where its rulings run past it, not where these are on average', () => {
  const picture = blank(800, 900);
  for (const x of [100, 300, 500]) {
    for (let y = 100; y < 800; y++)
      fill(picture, x + Math.round((y - 450) * 0.03), y, x + Math.round((y - 450) * 0.03) + 3, y + 1);
  }
  for (let y = 100; y <= 800; y += 100) fill(picture, 90, y, 515, y + 3);
  const cells = findCells(findRulings(binarise(picture), 200), 200);
  expect(cells).toHaveLength(14);
  // Half way down the first and the last row the walls stand ten pixels to the left and to the right.
  expect(Math.abs(cells[0].x0 - 91)).toBeLessThan(2);
  expect(Math.abs(cells[0].x1 - 291)).toBeLessThan(2);
  expect(Math.abs(cells[12].x0 - 110)).toBeLessThan(2);
});

test('remains of rulings around a table are read without its cells: no number is read twice', () => {
  const picture = blank(600, 400);
  fill(picture, 200, 150, 260, 172);
  // A crooked remnant around the cell: no ruling any more, and no text.
  for (const x of [100, 500])
    for (let y = 60; y < 340; y++) fill(picture, x + (y % 40 < 20 ? 0 : 12), y, x + 20, y + 1);
  for (const y of [60, 320]) fill(picture, 100, y, 520, y + 20);
  const pieces = piecesOf({ picture, ink: binarise(picture), large: [] }, [{ x0: 180, y0: 140, x1: 300, y1: 190 }]);
  expect(pieces[0].on).toBeUndefined();
  const around = pieces.slice(1).filter(({ box }) => box.x0 < 200 && box.x1 > 260 && box.y0 < 150 && box.y1 > 172);
  expect(around).toHaveLength(1);
  expect(around[0].on?.picture.data[160 * 600 + 230]).toBe(255);
});
