import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadSymbol } from '../../extractors/ocr/engine.ts';
import {
  agreement,
  findNumbers,
  isWellFormed,
  majority,
  mayBeNumber,
  textOf,
  withoutLooseSigns,
  withoutRings,
} from '../../extractors/ocr/numbers.ts';
import { printedSigns } from '../../extractors/ocr/signs.ts';

const read = (text: string, confidence = 0.95): ReadSymbol[] =>
  [...text].map((sign, i) => ({ text: sign, confidence, box: { x0: 10 * i, y0: 0, x1: 10 * i + 8, y1: 20 } }));
const numbersIn = (text: string) =>
  findNumbers(read(text)).map(({ start, end }) => [...text].slice(start, end).join(''));

describe('numbers of a line', () => {
  test.each([
    ['2,106.66', ['2,106.66']],
    ['总额1031.84万元,其中24.44万元', ['1031.84', '24.44']],
    ['2023年', ['2023']],
    ['减少8.6%。2023年', ['8.6%', '2023']],
    ['(30家左右)', ['30']],
    ['0.1(10%)', ['0.1(10%)']],
    ['小.69', ['小.69']],
    ['95史', ['95']],
    ['一、财政', []],
  ])('%s', (text, expected) => {
    expect(numbersIn(text)).toEqual(expected);
  });
});

describe('two readings', () => {
  test('the same digits are sure', () => {
    expect(agreement(read('326.72'), read('326.72'))).toMatchObject({ way: 'same', textSure: 0.95, numberSure: 0.95 });
  });

  test('a full-width comma is the printed separator', () => {
    expect(textOf(agreement(read('2，106.66'), read('2,106.66'))?.symbols ?? [])).toBe('2,106.66');
  });

  test.each([
    ['2.940.05', '2,940.05', 'separators'],
    ['2:995.39', '2,995.39', 'separators'],
    ['10095', '100%', 'percent'],
  ])('%s beside %s is a slip of a sign', (text, number, way) => {
    const verdict = agreement(read(text), read(number));
    expect(textOf(verdict?.symbols ?? [])).toBe(number);
    expect(verdict?.way).toBe(way);
  });

  test.each([
    ['2,106.66', '2,106.68'],
    ['135.25', '13525'],
    ['2.336.91', '233691'],
    ['1005', '10059'],
    ['', '5'],
  ])('%s beside %s decides nothing', (text, number) => {
    expect(agreement(read(text), read(number))).toBeUndefined();
  });

  test('no two readings with different digits ever agree, but for a percent sign', () => {
    const amount = fc.stringMatching(/^\d{1,4}(\.\d{2})?$/);
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const verdict = agreement(read(a), read(b));
        if (a !== b) expect(verdict).toBeUndefined();
      }),
    );
  });
});

describe('several readings', () => {
  test('the most frequent is kept, and stays in doubt', () => {
    const verdict = majority([read('445.09'), read('445.69'), read('445.69')]);
    expect(textOf(verdict.symbols)).toBe('445.69');
    expect(verdict).toMatchObject({ way: 'outvoted', textSure: 0, numberSure: 0.95 });
  });

  test('where all differ, one that can be a number is kept, with hardly any confidence', () => {
    const verdict = majority([read('1.2.3'), read('12.3', 0.5), read('1,23')]);
    expect(textOf(verdict.symbols)).toBe('12.3');
    expect(verdict).toMatchObject({ way: 'undecided', textSure: 0, numberSure: 0.5 });
  });

  test('nothing read is nothing', () => {
    expect(majority([[], []])).toEqual({ symbols: [], way: 'undecided', textSure: 0, numberSure: 0 });
  });
});

describe('signs', () => {
  test('signs of the sentence are left off a number', () => {
    expect(textOf(withoutLooseSigns(read('8.6%,')))).toBe('8.6%');
  });

  test('what can be printed as a number', () => {
    expect(['1,234.50', '12', '-3.1', '(2.00)', '13.35%'].map(isWellFormed)).toEqual(Array(5).fill(true));
    expect(['1,23', '1.2.3', '12,', '', '%'].map(isWellFormed)).toEqual(Array(5).fill(false));
  });

  test('two wide characters do not fit where one digit stands', () => {
    expect(mayBeNumber(read('春医'), { x0: 0, y0: 0, x1: 12, y1: 20 })).toBe(true);
    expect(mayBeNumber(read('合计'), { x0: 0, y0: 0, x1: 42, y1: 20 })).toBe(false);
  });

  test('signs beside Han characters are full-width, those inside numbers are not', () => {
    expect(textOf(printedSigns(read('(五)共1,234元,其中:')))).toBe('（五）共1,234元，其中：');
  });
});

describe('rings of percent signs', () => {
  test.each([
    ['减少8.6%0。2023年', '减少8.6%。2023年'],
    ['8.6%06', '8.6%'],
    ['20%30%', '20%30%'],
    ['8.6%12.5', '8.6%12.5'],
    ['%0', '%0'],
  ])('%s is %s', (seen, kept) => {
    expect(textOf(withoutRings(read(seen)))).toBe(kept);
  });
});
