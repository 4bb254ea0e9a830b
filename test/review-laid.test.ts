/** Tables of files without boxes, laid out for a browser. */
import { expect, test } from 'vitest';
import { laidOut, type PlacedCell } from '../pipeline/review/laid.ts';

const cell = (row: number, col: number, text: string, more: Partial<PlacedCell> = {}): PlacedCell => ({
  row,
  col,
  text,
  path: `r${row}c${col}`,
  rowSpan: 1,
  colSpan: 1,
  header: false,
  ...more,
});
const texts = (rows: ReturnType<typeof laidOut>) => rows.map((row) => row.map(({ text }) => text));

test('a cell that is left out moves nothing under another header', () => {
  const cells = [cell(0, 0, 'a'), cell(0, 1, 'b'), cell(0, 2, 'c'), cell(1, 0, '1'), cell(1, 2, '3')];
  expect(texts(laidOut(cells))).toEqual([
    ['a', 'b', 'c'],
    ['1', '', '3'],
  ]);
});

test('positions under a span get no filler', () => {
  const cells = [cell(0, 0, 'all', { colSpan: 2 }), cell(0, 2, 'c', { rowSpan: 2 }), cell(1, 1, '2')];
  expect(texts(laidOut(cells))).toEqual([
    ['all', 'c'],
    ['', '2'],
  ]);
});

test('of a long table the header and the rows around the number are shown', () => {
  const cells = Array.from({ length: 3000 }, (_, row) => cell(row, 0, String(row), { header: row === 0 }));
  const shown = texts(laidOut(cells, 'r1500c0')).flat();
  expect(shown[0]).toBe('0');
  expect(shown).toContain('1500');
  expect(shown.length).toBeLessThan(500);
});

test('one cell far out does not make millions of others', () => {
  const cells = Array.from({ length: 300 }, (_, row) => cell(row, row === 7 ? 16_000 : 0, String(row)));
  expect(laidOut(cells).flat()).toHaveLength(300);
});
