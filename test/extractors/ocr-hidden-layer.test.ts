import { expect, test } from 'vitest';
import type { Glyph } from '../../extractors/document.ts';
import { againstLayer } from '../../extractors/ocr/hidden-layer.ts';

/** Characters 6 points apart, a space left out. */
function line(text: string, x: number, y: number, confidence: number): Glyph[] {
  return [...text].flatMap((each, i) => {
    const [x0, x1] = [x + 6 * i, x + 6 * i + 6];
    return each === ' '
      ? []
      : [{ text: each, x0, y0: y - 10, x1, y1: y, baseline: y, size: 10, bold: false, angle: 0 as const, confidence }];
  });
}

const confidences = (glyphs: readonly Glyph[]) => [...new Set(glyphs.map(({ confidence }) => confidence))];

test('a number that the hidden text has otherwise is in doubt, the others are not', () => {
  const ours = [...line('12,345.67', 50, 100, 0.98), ...line('8.20', 150, 100, 0.98), ...line('31.00', 50, 120, 0.98)];
  // The hidden text stands two points off, in another order; of the third number it has nothing.
  const hidden = [...line('8.26', 152, 101, 0.5), ...line('12345.67', 53, 99, 0.5)];
  const { glyphs, differ } = againstLayer(ours, hidden);
  expect(differ).toBe(1);
  expect(confidences(glyphs.slice(0, 9))).toEqual([0.98]);
  expect(confidences(glyphs.slice(9, 13))).toEqual([0.5]);
  expect(confidences(glyphs.slice(13))).toEqual([0.98]);
});

test('words are not compared, and without hidden text nothing changes', () => {
  const ours = line('Budget 12', 50, 100, 0.9);
  expect(againstLayer(ours, line('Rudget 12', 50, 100, 0.5)).differ).toBe(0);
  expect(againstLayer(ours, [])).toEqual({ glyphs: ours, differ: 0 });
});
