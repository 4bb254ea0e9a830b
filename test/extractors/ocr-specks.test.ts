import { expect, test } from 'vitest';
import { binarise } from '../../extractors/image/binarise.ts';
import { removeSpecks } from '../../extractors/image/specks.ts';
import { toGlyphs } from '../../extractors/ocr/glyphs.ts';
import { blank, fill, inkCount } from './ocr-drawing.ts';

function inkLeft(...boxes: [x0: number, y0: number, x1: number, y1: number][]): number {
  const picture = blank(400, 200);
  for (const [x0, y0, x1, y1] of boxes) fill(picture, x0, y0, x1, y1);
  const ink = binarise(picture);
  removeSpecks(picture, ink);
  return inkCount(ink);
}

test('a speck with nothing around it goes', () => {
  expect(inkLeft([100, 100, 104, 104])).toBe(0);
  expect(inkLeft([0, 0, 3, 3])).toBe(0);
});

test('a decimal point beside a digit stays', () => {
  expect(inkLeft([80, 80, 92, 104], [96, 100, 100, 104])).toBe(12 * 24 + 16);
});

test('two dots above each other stay', () => {
  expect(inkLeft([100, 90, 104, 94], [100, 104, 104, 108])).toBe(32);
});

test('what is larger than a speck stays', () => {
  expect(inkLeft([100, 100, 112, 103])).toBe(36);
});

test('the distance of Han characters is the size, however high the ink is', () => {
  const symbols = [...'收入支出总计'].map((text, i) => {
    return { text, confidence: 0.9, box: { x0: 44 * i, y0: 0, x1: 44 * i + 40, y1: 60 } };
  });
  const box = { x0: 0, y0: 0, x1: 260, y1: 60 };
  expect(toGlyphs([{ symbols, box }], 200).map(({ size }) => size)).toEqual(new Array(6).fill(16));
});
