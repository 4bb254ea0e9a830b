/** What stands beside the numbers of a row: code cells, names, units of the body. */
import { joinCode, splitCode } from '../code-names.ts';
import type { LabelColumn } from './columns.ts';
import type { Grid, GridCell } from './grid.ts';
import { labelKey, labelText, plain, wordKey } from './normal.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface RowLabel {
  /** 3, 5 or 7 digits; empty when none is printed. */
  code: string;
  /** Digits that make no code. */
  badCode: string;
  /** The code's upper levels come from the rows above. */
  fromAbove: boolean;
  /** Name as printed, without ordinal and spaces. */
  name: string;
  /** Name for comparing. */
  key: string;
  /** Text of a column that names projects or other members; a label column may be one. */
  member: string;
  unitCode: string;
  unitName: string;
  codeCells: GridCell[];
  nameCells: GridCell[];
}

/** Codes begin with these digits: 2 functional, 3 and 5 economic (department, government). */
const CODE_START = /^[235]/;

/** A01010203, C21040000. */
const CATALOGUE = /^[A-Z]\d{2,}$/;

/**
 * Reads the label columns of one row of a block.
 * @param above code of the last row that had one, for tables that print each level only once
 */
export function readLabel(
  grid: Grid,
  row: number,
  columns: readonly LabelColumn[],
  vocabulary: Vocabulary,
  above: string,
): RowLabel {
  const parts: { text: string; level: number }[] = [];
  const label: RowLabel = {
    code: '',
    badCode: '',
    fromAbove: false,
    name: '',
    key: '',
    member: '',
    unitCode: '',
    unitName: '',
    codeCells: [],
    nameCells: [],
  };
  const codeColumns = columns.filter(({ role }) => role === 'code');
  let last: GridCell | undefined;
  for (const column of columns) {
    const cell = grid.at(row, column.col);
    if (!cell || cell === last || cell.text.trim() === '') continue;
    last = cell;
    const text = plain(cell.text);
    // A list of things to buy has their catalogue numbers in a column of its own: no name where there is one.
    if (column.role === 'subject' && CATALOGUE.test(text) && label.member !== '') continue;
    if (column.role === 'subject' && CATALOGUE.test(label.member)) label.member = '';
    const isUnit = column.role === 'unit_code' || column.role === 'unit_name';
    if (isUnit && vocabulary.total.has(wordKey(text))) readName(label, cell, column);
    else if (column.role === 'unit_code') label.unitCode = text;
    else if (column.role === 'unit_name') label.unitName = text;
    else if (vocabulary.labels.get('code')?.has(wordKey(text))) continue;
    else if (/^\d[\d.-]*$/.test(text) && column.role !== 'subject') {
      parts.push({ text: cell.text, level: column.level ?? codeColumns.indexOf(column) + 1 });
      label.codeCells.push(cell);
    } else readName(label, cell, column);
  }
  if (label.code === '') setCode(label, parts, above);
  // One column may hold the unit's code in the row of a unit and the function's below it.
  if (label.unitCode !== '' && label.unitCode === label.code) label.unitCode = '';
  label.key = labelKey(label.name);
  return label;
}

function readName(label: RowLabel, cell: GridCell, column: LabelColumn): void {
  const glued = column.role === 'subject' ? null : splitCode(cell.text);
  if (glued && CODE_START.test(glued.code) && glued.name !== '') {
    label.code = glued.code;
    label.codeCells.push(cell);
  }
  const name = glued && label.code === glued.code ? glued.name : cell.text;
  label.name = labelText(name);
  if (column.role === 'subject' || (column.role === 'label' && label.member === '')) label.member = label.name;
  label.nameCells.push(cell);
}

function setCode(label: RowLabel, parts: readonly { text: string; level: number }[], above: string): void {
  if (parts.length === 0) return;
  const texts = parts.map(({ text }) => text);
  const whole = texts.length === 1 ? splitCode(texts[0])?.code : joinCode(texts);
  if (whole && CODE_START.test(whole)) {
    label.code = whole;
    return;
  }
  const [first] = parts;
  const length = first.level === 2 ? 3 : first.level === 3 ? 5 : 0;
  const joined = length > 0 && above.length >= length ? joinCode([above.slice(0, length), ...texts]) : '';
  if (joined === '') label.badCode = texts.join(' ');
  label.code = joined;
  label.fromAbove = joined !== '';
}
