/** Whether a cell of an amount column holds one number, nothing, or something that must not be guessed. */
import type { JoinedText } from '../../../extractors/document.ts';
import { joinLines, placeAt } from '../../../extractors/text.ts';
import type { FormWords } from '../../../schemas/forms.ts';
import { isNumber, plainNumber } from '../amount.ts';
import type { GridCell } from './grid.ts';
import { plain } from './normal.ts';

export type CellNumber =
  | { kind: 'blank' }
  | ({ kind: 'number'; joined: JoinedText; start: number; end: number } & PrintedNumber)
  | { kind: 'text'; raw: string; reason: string }
  | { kind: 'bad'; raw: string; reason: string };

/** A number with what is printed around it in its cell. */
export interface PrintedNumber {
  /** The bare number. */
  raw: string;
  percent: boolean;
  /** Printed behind it: 元, 万元, 辆. */
  unit: string;
  /** `said`: a word or triangle says that it is negative; `brackets`: brackets around it may say so. */
  negative?: 'said' | 'brackets';
}

/** 负20.10, △20.10. */
const LESS = /^(?:负|[△▲])\s*(?=[\d０-９])/;
/** (20.10): how accounts print less than nothing. */
const BRACKETS = /^[(（]\s*([\d０-９][^()（）]*?)\s*[)）]$/;
/** A unit behind the number, money or what is counted. */
const UNIT = /(?<=[\d０-９])\s*(?:人民币)?([万亿千百]?元|万|人次|批次|平方米|[辆个人台套批次名㎡])$/;

const DIGITS = /[0-9０-９]/;
const PERCENT = /[%％﹪]$/;
/** A gap between two digits: two numbers, or one number that was set wide; nobody can tell. */
const GAP = /[0-9０-９][\s\u3000]+[0-9０-９]/;

/** In OCR a gap narrower than this share of a digit is no gap between numbers. */
const OCR_GAP = 1.1;

/**
 * Reads a cell of an amount column. Texts that stand for nothing (无, —) are blank.
 * @param ocr the cell was read from a picture: small gaps inside a number say nothing
 */
export function cellNumber(entry: GridCell | undefined, words: FormWords, ocr = false): CellNumber {
  if (!entry) return { kind: 'blank' };
  const joined = joinLines(entry.cell.lines);
  const text = joined.text.trim();
  if (text === '' || words.blank.includes(plain(text))) return { kind: 'blank' };
  if (!DIGITS.test(text)) return { kind: 'text', raw: text, reason: 'text in an amount column' };
  const { raw, percent, unit, negative } = printedIn(text);
  if (GAP.test(raw) && !isOneNumber(raw) && !(ocr && gapsAreNarrow(joined)))
    return { kind: 'bad', raw: text, reason: 'two numbers in one cell' };
  if (!isNumber(raw)) return { kind: 'bad', raw: text, reason: malformed(raw) };
  if (linesAreNumbers(entry, raw)) return { kind: 'bad', raw: text, reason: 'two numbers in one cell' };
  const start = joined.text.indexOf(raw);
  const sign = negative === undefined ? {} : { negative };
  return { kind: 'number', raw, percent, unit, ...sign, joined, start, end: start + raw.length };
}

/** Takes signs and units off a number; what is left need not be one. */
function printedIn(text: string): PrintedNumber {
  const percent = PERCENT.test(text);
  const bare = text.replace(PERCENT, '').trim();
  const unit = percent ? '' : (UNIT.exec(bare)?.[1] ?? '');
  const number = unit === '' ? bare : bare.replace(UNIT, '').trim();
  const inside = BRACKETS.exec(number)?.[1];
  const said = LESS.test(number);
  const raw = inside ?? number.replace(LESS, '');
  if (!isNumber(raw)) return { raw: bare, percent, unit: '' };
  return {
    raw,
    percent,
    unit,
    ...(inside ? { negative: 'brackets' as const } : said ? { negative: 'said' as const } : {}),
  };
}

/** Whether a cell looks like a number at all, well formed or not. */
export function looksNumeric(text: string): boolean {
  return DIGITS.test(text) && /^[-+−–－(（△▲负]?[\d０-９.,，．'’\s%％)）]+[万亿]?元?$/.test(text.trim());
}

/** Parts that are no numbers by themselves (2,1 12.86) but make one together are one number. */
function isOneNumber(raw: string): boolean {
  return isNumber(raw) && !raw.split(/[\s\u3000]+/).every(isNumber);
}

/** Whether every gap between two digits is narrower than a digit. */
function gapsAreNarrow(joined: JoinedText): boolean {
  for (const gap of joined.text.matchAll(/(?<=[0-9０-９])[\s\u3000]+(?=[0-9０-９])/g)) {
    const before = placeAt(joined, gap.index - 1);
    const after = placeAt(joined, gap.index + gap[0].length);
    const { edges } = before.line;
    if (before.line !== after.line || !edges) return false;
    const digit = edges[2 * before.index + 1] - edges[2 * before.index];
    if (edges[2 * after.index] - edges[2 * before.index + 1] > digit * OCR_GAP) return false;
  }
  return true;
}

function malformed(raw: string): string {
  const number = plainNumber(raw);
  if ((number.match(/\./g) ?? []).length > 1) return 'number with more than one decimal point';
  if (/^[-+\d.,]+$/.test(number)) return 'number with misplaced separators';
  return 'no plain number in an amount column';
}

/**
 * Two lines in one cell are either one number that was wrapped or two numbers. They are one when the first line could
 * not stand alone, or when the second completes it to two decimal places.
 */
function linesAreNumbers(entry: GridCell, raw: string): boolean {
  const lines = entry.cell.lines.map((line) => line.text.trim()).filter((text) => text !== '');
  if (lines.length < 2) return false;
  if (!lines.every(isNumber)) return false;
  const cents = /\.\d{0,1}$/.test(lines[0]) && /\.\d{2}$/.test(raw);
  return !cents;
}
