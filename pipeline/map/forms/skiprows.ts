/** Rows of a table whose numbers are no facts. */
import { looksNumeric } from './cellnumber.ts';
import type { GridCell } from './grid.ts';
import { labelKey, plain, wordKey } from './normal.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Rows that number the columns hold at least so many numbers. */
const COLUMN_NUMBERS = 3;

/** A line below the table or between its rows that begins with 注： or 说明： */
export function isNote(cells: readonly GridCell[], vocabulary: Vocabulary): boolean {
  const filled = cells.filter(({ text }) => text.trim() !== '');
  if (filled.length !== 1) return false;
  const text = plain(filled[0].text);
  return vocabulary.words.notes.some((word) => text.startsWith(`${plain(word)}:`) || text === plain(word));
}

/** A row that numbers the columns: 栏次, or 1, 2, 3, … from left to right. */
export function isColumnNumbers(cells: readonly GridCell[], row: number, vocabulary: Vocabulary): boolean {
  const blank = new Set(vocabulary.words.blank);
  const own = cells.filter(({ cell, text }) => cell.row === row && text.trim() !== '' && !blank.has(plain(text)));
  if (own.some(({ text }) => vocabulary.columnNumbers.has(labelKey(text)))) return true;
  const numbers = own.filter(({ text }) => looksNumeric(text)).map(({ text }) => plain(text));
  if (own.some(({ text }) => !looksNumeric(text) && !vocabulary.isHeader(wordKey(text)))) return false;
  // A row of totals may happen to hold 12, 13, 14.
  if (own.some(({ text }) => vocabulary.total.has(labelKey(text)))) return false;
  if (numbers.length < COLUMN_NUMBERS || numbers.some((text) => !/^\d{1,2}$/.test(text))) return false;
  return numbers.every((text, i) => i === 0 || Number(text) === Number(numbers[i - 1]) + 1);
}
