/** Rows of a block of rows and columns: funds, base data, small tables of the text. */
import { joinLines } from '../../../extractors/text.ts';
import type { GridCell } from '../forms/grid.ts';
import { addFact, type Meaning } from './fact.ts';
import type { BoundColumn, OpenMatrix } from './matrix-header.ts';
import { meaningIn, rowSays } from './matrix-meaning.ts';
import { isOneOf, putAside, type Sheet } from './sheet.ts';
import { type CellValue, hasDigit, readValue, signed } from './value.ts';

/** A change as number and percentage: -9人/-29%. */
const CHANGE = /^\s*([-+−－]?\d+(?:\.\d+)?)\s*人?\s*[/、，,]\s*([-+−－]?\d+(?:\.\d+)?)\s*[%％]\s*$/d;

/**
 * Reads a row of the block.
 * @returns whether it is one: at least one of its cells stands below exactly one header
 */
export function readMatrixRow(sheet: Sheet, row: number, matrix: OpenMatrix): boolean {
  const placed = matrix.columns.flatMap((column) => {
    const cell = cellBelow(sheet, row, column, matrix);
    return cell ? [{ column, cell }] : [];
  });
  if (placed.length === 0) return false;
  const said = rowSays(sheet, row, matrix, labelOf(sheet, row, matrix));
  for (const { column, cell } of placed) {
    if (column.spec.ignore || cell.cell.row !== row || cell.text.trim() === '') continue;
    const meaning = meaningIn(sheet, matrix, column, said);
    if (column.spec.pair && !('reason' in meaning) && addChange(sheet, cell, meaning)) continue;
    if ('reason' in meaning) {
      if (hasDigit(cell.text)) putAside(sheet, cell, meaning.reason);
      continue;
    }
    const read = readValue(cell, sheet.pack);
    if (read.kind === 'value') addFact(sheet, cell, read.value, meaning);
    else if (read.kind === 'bad' && hasDigit(cell.text)) putAside(sheet, cell, read.reason);
  }
  return true;
}

/** A change as number and percentage in one cell: -9人/-29%. */
function addChange(sheet: Sheet, cell: GridCell, meaning: Meaning): boolean {
  const joined = joinLines(cell.cell.lines);
  const match = CHANGE.exec(joined.text);
  if (!match?.indices) return false;
  const value = (group: number): CellValue => {
    return { ...signed(match[group], match.indices?.[group]?.[0] ?? 0), unit: '', joined };
  };
  addFact(sheet, cell, value(1), meaning);
  addFact(sheet, cell, { ...value(2), unit: '%' }, { ...meaning, measure: 'change_percent', unit: '%' });
  return true;
}

/** The cell of a row below a header; none when it stands below other headers too. */
function cellBelow(sheet: Sheet, row: number, column: BoundColumn, matrix: OpenMatrix): GridCell | undefined {
  const { header } = column;
  const cell = sheet.grid.at(row, header.cell.col);
  if (!cell || cell === header) return undefined;
  const end = cell.cell.col + cell.cell.colSpan;
  const others = matrix.columns.filter(({ header: { cell: h } }) => h.col >= cell.cell.col && h.col < end);
  return others.length === 1 ? cell : undefined;
}

/**
 * The words nearest to the numbers; not the block's own label. Beside the kinds of projects that some tables of functional
 * classes print (`合计 | —`), a word that names a row goes before a nearer one.
 */
function labelOf(sheet: Sheet, row: number, { spec, columns, corner, names }: OpenMatrix): GridCell | undefined {
  if (names) return sheet.grid.at(row, names.cell.col);
  const first = Math.min(...columns.map(({ header }) => header.cell.col));
  const words: GridCell[] = [];
  for (let col = first - 1; col >= 0; col--) {
    const cell = sheet.grid.at(row, col);
    if (cell && cell !== corner && readValue(cell, sheet.pack).kind === 'bad') words.push(cell);
  }
  const named = words.find((cell) => spec.rows.some(({ labels }) => isOneOf(cell.text, labels)));
  return (spec.function_rows && named) || words[0];
}
