/** The table behind the confidence of numbers that were read from pictures. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fitted } from '../../bench/scans/fit.ts';
import { type CertaintyTable, certaintyOf, classOf } from '../../extractors/ocr/certainty.ts';
import type { ReadNumber } from '../../extractors/ocr/engine.ts';
import { LOW_OCR_CONFIDENCE } from '../../pipeline/draft.ts';

const number = (text: string, way: ReadNumber['way'] = 'same', sure = 0.9): ReadNumber => ({
  ...{ text, way, textSure: sure, numberSure: sure },
});

test.each([
  ['2,106.66', 'same/amount'],
  ['-84.65', 'same/amount'],
  ['2106.66', 'same/amount'],
  ['7', 'same/short'],
  ['15%', 'same/short'],
  ['2010601', 'same/other'],
  ['21,06.66', 'same/odd'],
  ['2.106.66', 'same/odd'],
  ['001', 'same/odd'],
  ['0.01', 'same/amount'],
  ['01', 'same/short'],
  ['12.6', 'same/other'],
])('%s is %s', (text, name) => {
  expect(classOf(number(text))).toBe(name);
});

const table = JSON.parse(
  readFileSync(new URL('../../extractors/ocr/certainty.json', import.meta.url), 'utf8'),
) as CertaintyTable;

test.each(Object.entries(table))('the steps of %s rise, and never say certain', (_, steps) => {
  expect(steps[0][0]).toBe(0);
  for (const [i, [from, right]] of steps.entries()) {
    expect(right).toBeGreaterThan(0);
    expect(right).toBeLessThan(1);
    if (i > 0) expect([from > steps[i - 1][0], right > steps[i - 1][1]]).toEqual([true, true]);
  }
});

test('readings that differ are always flagged, amounts that are read twice alike never by that alone', () => {
  for (const way of ['separators', 'percent', 'alone', 'outvoted', 'undecided'] as const)
    expect(certaintyOf(number('84.65', way, 1))).toBeLessThan(LOW_OCR_CONFIDENCE);
  expect(certaintyOf(number('84.65', 'same', 0.5))).toBeGreaterThan(LOW_OCR_CONFIDENCE);
});

describe('fitting', () => {
  const judged = (count: number, wrong: number, sure: number) =>
    Array.from({ length: count }, (_, i) => ({ ...number('84.65', 'same', sure), right: i >= wrong }));

  test('more confidence of the engine, more certainty; few numbers make no step', () => {
    const { 'same/amount': steps } = fitted([...judged(298, 59, 0.5), ...judged(298, 2, 0.9), ...judged(5, 0, 0.99)]);
    expect(steps).toEqual([
      [0, 0.8],
      [0.9, expect.closeTo(0.99, 2)],
    ]);
  });

  test('a score that says less the higher it is makes no step', () => {
    const { 'same/amount': steps } = fitted([...judged(200, 2, 0.5), ...judged(200, 10, 0.9)]);
    expect(steps).toEqual([[0, Math.round((389 / 402) * 10_000) / 10_000]]);
  });
});
