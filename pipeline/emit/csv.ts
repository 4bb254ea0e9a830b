/**
 * Rows as CSV: RFC 4180, `\n`, one header.
 *
 * Spreadsheets run a cell that begins with `= + - @` (or a tab or carriage return) as a formula. Such a text gets an
 * apostrophe before it; so does a text that has apostrophes before such a sign, which makes the guard reversible. Plain
 * numbers (`-3`, `-1,234.5`) are harmless and stay as they are, and so do all columns that are no text.
 *
 * Written here and not by csv-stringify, which took a tenth of a run's time.
 */
import { type Column, columnsOf, type DatasetName, type Row } from '../../schemas/datasets.ts';

const SPECIAL = /[",\n\r]/;
const DANGEROUS = /^'*[=+\-@\t\r]/;
const PLAIN_NUMBER = /^[+-]?[\d,]*\.?\d+%?$/;
/** The same guard as a regular expression of DuckDB, to take the apostrophe off again. */
export const GUARDED = "^'('*[=+\\-@\\t\\r])";

const columns = new Map<DatasetName, Column[]>();

function columnsFor(dataset: DatasetName): Column[] {
  const known = columns.get(dataset);
  if (known) return known;
  const own = columnsOf(dataset);
  columns.set(dataset, own);
  return own;
}

/** The header line of a dataset. */
export function csvHeader(dataset: DatasetName): string {
  return `${columnsFor(dataset)
    .map(({ name }) => name)
    .join(',')}\n`;
}

/** Rows of a dataset as CSV lines without a header. */
export function csvRows<N extends DatasetName>(dataset: N, rows: readonly Row<N>[]): string {
  if (rows.length === 0) return '';
  const own = columnsFor(dataset);
  return rows
    .map((row) => csvLine(own.map((column) => csvCell(column, (row as Record<string, unknown>)[column.name]))))
    .join('');
}

/** Cells as one line with its end; quoted where they hold a comma, a quote or a line end. */
export function csvLine(cells: readonly string[]): string {
  let line = '';
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    if (i > 0) line += ',';
    line += SPECIAL.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  }
  return `${line}\n`;
}

function csvCell({ type }: Column, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (type !== 'string') return String(value);
  const text = String(value);
  return guarded(text.includes('\0') ? text.replaceAll('\0', '') : text);
}

/** A text that no spreadsheet runs. */
export function guarded(text: string): string {
  // Letters and all that is Chinese stand behind every sign that is asked for: most texts need no expression.
  if (text > 'A') return text;
  return DANGEROUS.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}

/** The text that was guarded. */
export const unguarded = (text: string): string => text.replace(/^'('*[=+\-@\t\r])/, '$1');
