/** A cell that holds one number, with or without its unit and a label before it. */
import type { JoinedText } from '../../../extractors/document.ts';
import { joinLines } from '../../../extractors/text.ts';
import type { Pack } from '../../../schemas/pack.ts';
import { isNumber } from '../amount.ts';
import type { GridCell } from '../forms/grid.ts';
import { plain } from '../forms/normal.ts';

export interface CellValue {
  /** The number as printed, without its sign. */
  raw: string;
  sign: 1 | -1;
  /** Unit printed in the cell, empty for a bare number. */
  unit: string;
  joined: JoinedText;
  start: number;
  end: number;
}

export type ReadValue = { kind: 'blank' } | { kind: 'value'; value: CellValue } | { kind: 'bad'; reason: string };

const NUMBER = /[-+−－]?[0-9０-９][0-9０-９,，.．]*/g;
const HAS_DIGIT = /[0-9０-９]/;

/** Whether a cell holds a digit at all. */
export function hasDigit(text: string): boolean {
  return HAS_DIGIT.test(text);
}

/**
 * Reads a cell that should hold one number.
 * @param from offset at which to begin, behind a label printed in the same cell
 */
export function readValue(cell: GridCell, pack: Pack, from = 0): ReadValue {
  const joined = joinLines(cell.cell.lines);
  const text = joined.text.slice(from);
  if (text.trim() === '' || pack.forms.words.blank.includes(plain(text))) return { kind: 'blank' };
  if (!hasDigit(text)) return { kind: 'bad', reason: 'text where a number is expected' };
  const numbers = [...text.matchAll(NUMBER)];
  if (numbers.length !== 1) return { kind: 'bad', reason: 'more than one number in a cell' };
  const [{ 0: printed, index }] = numbers;
  if (!isNumber(printed)) return { kind: 'bad', reason: 'no well-formed number' };
  const unit = plain(text.slice(index + printed.length));
  if (plain(text.slice(0, index)) !== '' || !isUnit(unit, pack)) {
    return { kind: 'bad', reason: 'words beside the number' };
  }
  return { kind: 'value', value: { ...signed(printed, from + index), unit, joined } };
}

/** Splits the sign from a number; `start` is the offset of its first character. */
export function signed(printed: string, start: number): Pick<CellValue, 'raw' | 'sign' | 'start' | 'end'> {
  const raw = printed.replace(/^[-+−－]/, '');
  const end = start + printed.length;
  return { raw, sign: /^[-−－]/.test(printed) ? -1 : 1, start: end - raw.length, end };
}

function isUnit(unit: string, { units }: Pack): boolean {
  if (unit === '') return true;
  return (
    unit in units.money ||
    unit.replace(/^[万亿]/, '') in units.counts ||
    units.percent.some((sign) => plain(sign) === unit)
  );
}
