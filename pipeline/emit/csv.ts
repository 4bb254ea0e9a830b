/**
 * Rows as CSV: RFC 4180, `\n`, one header.
 *
 * Spreadsheets run a cell that begins with `= + - @` (or a tab or carriage return) as a formula. Such a text gets an
 * apostrophe before it; so does a text that has apostrophes before such a sign, which makes the guard reversible. Plain
 * numbers (`-3`, `-1,234.5`) are harmless and stay as they are, and so do all columns that are no text.
 */
import { stringify } from 'csv-stringify/sync';
import { type Column, columnsOf, type DatasetName, type Row } from '../../schemas/datasets.ts';

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
  const cells = rows.map((row) => own.map((column) => csvCell(column, (row as Record<string, unknown>)[column.name])));
  return stringify(cells, { record_delimiter: '\n', quoted_match: /\r/ });
}

function csvCell({ type }: Column, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (type !== 'string') return String(value);
  return guarded(String(value).replaceAll('\0', ''));
}

/** A text that no spreadsheet runs. */
export function guarded(text: string): string {
  return DANGEROUS.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}
