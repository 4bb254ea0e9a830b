import { describe, expect, test } from 'vitest';
import type { Bitmap } from '../../extractors/image/picture.ts';
import { leadingComparison, withComparisons } from '../../extractors/ocr/comparison.ts';

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
  const NARROW = ['#     ', '###   ', '  ### ', '    ##', '  ### ', '###   ', '#     ', '######'];
  test('at least, narrow and with its foot on the bar', () => expect(sign(NARROW)).toBe('≥'));
  const SLANTED = [
    '##         ',
    ' ###       ',
    '   ###     ',
    '     ###   ',
    '       ### ',
    '     ###   ',
    '   ###     ',
    ' ###     ##',
    '##     ### ',
    '     ###   ',
    '   ###     ',
    ' ###       ',
    '##         ',
  ];
  test('at least, with its bar along the lower arm', () => expect(sign(SLANTED)).toBe('≥'));
  test('at most, with its bar along the lower arm', () => {
    expect(sign(SLANTED.map((row) => [...row].reverse().join('')))).toBe('≤');
  });
  test('in the middle of a line, near a number only', () => {
    const ink = drawn(SLANTED);
    const symbol = (text: string, x0 = 0, x1 = ink.width) => ({
      text,
      confidence: 0.5,
      box: { x0, y0: 0, x1, y1: ink.height },
    });
    const line = (...texts: string[]) =>
      withComparisons(
        ink,
        texts.map((text) => symbol(text)),
      )
        .map(({ text }) => text)
        .join('');
    expect(line('7', '5', '不', '得', '分', '的', '部', '门')).toMatch(/^75≥/);
    expect(line('我', '们', '认', '为', '不', '得', '分', '的', '部', '门').slice(2, -2)).toBe('认为不得分的');
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
