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
export const unguarded = (text: string): string =>
  text.startsWith("'") ? text.replace(/^'('*[=+\-@\t\r])/, '$1') : text;

/** Which lines are read: the others are undefined. */
export interface WantedLines {
  /** So many cells of a line are looked at first. */
  columns: number;
  wanted: (cells: readonly string[]) => boolean;
}

/**
 * The cells of lines as `csvRows` wrote them, guards and all. Written here for the same reason: the library took half of
 * the time that comparing documents takes.
 */
export function csvCells(csv: Uint8Array): string[][];
export function csvCells(csv: Uint8Array, only: WantedLines | undefined): (string[] | undefined)[];
export function csvCells(csv: Uint8Array, only?: WantedLines): (string[] | undefined)[] {
  const text = Buffer.from(csv.buffer, csv.byteOffset, csv.length).toString();
  const lines: (string[] | undefined)[] = [];
  let quote = text.indexOf('"');
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at);
    if (quote === -1 || quote > end) {
      const line = text.slice(at, end);
      const wanted = !only || only.wanted(line.split(',', only.columns));
      lines.push(wanted ? line.split(',') : undefined);
      at = end + 1;
      continue;
    }
    const cells: string[] = [];
    at = quotedLine(text, at, cells);
    lines.push(!only || only.wanted(cells) ? cells : undefined);
    quote = text.indexOf('"', at);
  }
  return lines;
}

/** Reads a line in which cells are quoted. @returns where the next one begins */
function quotedLine(text: string, from: number, cells: string[]): number {
  for (let at = from; ; at++) {
    let end: number;
    if (text[at] === '"') {
      end = closingQuote(text, at + 1) + 1;
      cells.push(text.slice(at + 1, end - 1).replaceAll('""', '"'));
    } else {
      end = at;
      while (text[end] !== ',' && text[end] !== '\n') end++;
      cells.push(text.slice(at, end));
    }
    if (text[end] !== ',') return end + 1;
    at = end;
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
