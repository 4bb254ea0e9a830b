import { describe, expect, test } from 'vitest';
import type { Bitmap } from '../../extractors/image/picture.ts';
import { leadingComparison } from '../../extractors/ocr/comparison.ts';

/** A bitmap from a drawing: # is ink. Every character is drawn twice as wide and high. */
function drawn(rows: readonly string[]): Bitmap {
  const width = 2 * Math.max(...rows.map((row) => row.length));
  const data = rows.flatMap((row) => {
    const bits = [...row.padEnd(width / 2)].flatMap((sign) => (sign === '#' ? [1, 1] : [0, 0]));
    return [...bits, ...bits];
  });
  return { width, height: 2 * rows.length, data: Uint8Array.from(data) };
}

function sign(rows: readonly string[]): string | undefined {
  const ink = drawn(rows);
  return leadingComparison(ink, { x0: 0, y0: 0, x1: ink.width, y1: ink.height })?.text;
}

const AT_LEAST = [
  '##       ',
  '  ###    ',
  '     ### ',
  '       ##',
  '     ### ',
  '  ###    ',
  '##       ',
  '',
  '#########',
];
const mirrored = (rows: readonly string[]) => rows.map((row) => [...row.padEnd(9)].reverse().join(''));

describe('signs of comparison', () => {
  test('at least', () => expect(sign(AT_LEAST)).toBe('≥'));
  test('at most', () => expect(sign(mirrored(AT_LEAST))).toBe('≤'));
  test('at least, before a number', () => {
    expect(sign(AT_LEAST.map((row) => `${row.padEnd(9)}   ##`))).toBe('≥');
  });
  test('equals', () => expect(sign(['#######', '', '#######'])).toBe('='));
  test('the Han character for two is not equals', () => {
    expect(sign([' ##### ', '', '', '', '', '#######'])).toBeUndefined();
  });
  test('a digit two is no sign', () => {
    expect(sign([' ### ', '#   #', '    #', '    #', '   # ', '  #  ', ' #   ', '#####'])).toBeUndefined();
  });
  test('a dash is no sign', () => expect(sign(['########'])).toBeUndefined());
});
