import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binarise } from '../../extractors/image/binarise.ts';
import { crop, transpose, whiten } from '../../extractors/image/picture.ts';
import { enlarge } from '../../extractors/image/scale.ts';
import { skewAngle, straighten } from '../../extractors/image/skew.ts';
import { blank, fill, inkCount, slanted } from './ocr-drawing.ts';

describe('cutting', () => {
  test('a crop has its margin in white and takes nothing from outside', () => {
    const picture = blank(10, 10);
    fill(picture, 8, 8, 10, 10, 0);
    const cut = crop(picture, { x0: 8, y0: 8, x1: 30, y1: 30 }, 2);
    expect([cut.width, cut.height]).toEqual([6, 6]);
    expect([...cut.data].filter((grey) => grey === 0)).toHaveLength(4);
    expect(cut.data[0]).toBe(255);
  });

  test('whitening outside the picture does nothing', () => {
    const picture = blank(5, 5);
    whiten(picture, { x0: -5, y0: -5, x1: 0, y1: 0 });
    expect(picture.data.every((grey) => grey === 250)).toBe(true);
  });

  test('transposing twice gives the same picture', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 150 }), fc.integer({ min: 1, max: 150 }), (width, height) => {
        const data = Uint8Array.from({ length: width * height }, (_, i) => (i * 7 + 3) % 2);
        expect(transpose(transpose({ width, height, data })).data).toEqual(data);
      }),
      { numRuns: 20 },
    );
  });

  test('an enlarged picture keeps flat areas flat', () => {
    const large = enlarge(blank(7, 5), 1.5);
    expect([large.width, large.height, large.dpi]).toEqual([11, 8, 300]);
    expect(large.data.every((grey) => grey === 250)).toBe(true);
  });
});

describe('binarise', () => {
  test('dark on light is ink, also in a shadow', () => {
    const picture = blank(200, 100);
    fill(picture, 100, 0, 200, 100, 140);
    fill(picture, 20, 40, 50, 44, 30);
    fill(picture, 150, 40, 180, 44, 40);
    const ink = binarise(picture);
    expect(ink.data[42 * 200 + 30]).toBe(1);
    expect(ink.data[42 * 200 + 160]).toBe(1);
    expect(ink.data[80 * 200 + 30]).toBe(0);
    expect(ink.data[80 * 200 + 180]).toBe(0);
  });

  test('an empty page has no ink', () => {
    expect(inkCount(binarise(blank(60, 40)))).toBe(0);
  });
});

describe('skew', () => {
  const page = (degrees: number) => {
    const picture = blank(900, 700);
    for (let y = 60; y < 640; y += 40) slanted(picture, 80, 820, y, degrees);
    return picture;
  };

  test.each([-3, -0.75, -0.1, 0, 0.4, 1.3, 3])('%s degrees are measured to a tenth', (degrees) => {
    expect(Math.abs(skewAngle(binarise(page(degrees))) - degrees)).toBeLessThanOrEqual(0.1);
  });

  test('a straightened page is straight', () => {
    const picture = page(1.3);
    const straight = straighten(picture, skewAngle(binarise(picture)));
    expect(Math.abs(skewAngle(binarise(straight)))).toBeLessThanOrEqual(0.1);
  });

  test('an empty page has none', () => {
    expect(skewAngle(binarise(blank(300, 300)))).toBe(0);
  });
});
