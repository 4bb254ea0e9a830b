/** `pagefact tables`: the tables of files as JSON or as one CSV per table, without looking at what they say. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import type { Box, Table } from '../../extractors/document.ts';
import { ReadError } from '../../extractors/errors.ts';
import { readDocument } from '../../extractors/read.ts';
import { cellText } from '../../extractors/text.ts';
import { makeFolder } from '../run/folder.ts';
import { expand } from '../run/intake.ts';
import { sentenceOf } from './system-error.ts';
import { readTableSettings } from './table-settings.ts';

export interface TablesOptions {
  /** File for all tables: `{stem: [{page, bbox, rows, spans, …}]}`. */
  json?: string;
  /** Folder for one CSV file per table: `STEM-1.csv`, `STEM-2.csv`, … */
  csv?: string;
  /** YAML or JSON file with tolerances of the table engine. */
  settings?: string;
  password?: string;
}

/** A table as it is written to JSON. */
interface PlainTable {
  /** Page and box in points of the first part. */
  page: number;
  bbox: Box | null;
  /** All pages that the table stands on. */
  pages: number[];
  /** Texts row by row; null where a span covers the position. */
  rows: (string | null)[][];
  /** `[row, column, rows, columns]` of every cell that spans. */
  spans: [number, number, number, number][];
  /** Numbers of the header rows. */
  header: number[];
  method: Table['method'];
  confidence: number;
}

/**
 * Reads files and writes their tables; to standard output as JSON when no place is given.
 * @param files files, folders or globs
 * @param report told about each file that could not be read, with its name
 * @throws IntakeError when a path does not exist; SettingsError when the settings file says nonsense
 * @returns 0, or 3 when a file could not be read
 */
export async function tables(
  files: readonly string[],
  options: TablesOptions,
  report: (line: string) => void = (line) => console.error(line),
): Promise<0 | 3> {
  const found: Record<string, PlainTable[]> = {};
  let failed = false;
  const settings = options.settings === undefined ? undefined : readTableSettings(options.settings);
  for (const file of expand(files).paths) {
    const stem = freeName(basename(file, extname(file)), found);
    found[stem] = [];
    try {
      const { password } = options;
      const document = await readDocument(await readFile(file), { name: basename(file), password, tables: settings });
      found[stem] = document.blocks.filter((block) => block.kind === 'table').map(plainTable);
    } catch (error) {
      if (!(error instanceof ReadError) && !(error instanceof Error && 'code' in error)) throw error;
      report(error instanceof ReadError ? `${file}: ${error.message}` : sentenceOf(error));
      failed = true;
    }
    if (options.csv !== undefined) await writeCsv(options.csv, stem, found[stem]);
  }
  if (options.json !== undefined) {
    makeFolder(dirname(options.json));
    await writeFile(options.json, `${JSON.stringify(found)}\n`);
  } else if (options.csv === undefined) process.stdout.write(`${JSON.stringify(found)}\n`);
  return failed ? 3 : 0;
}

/** Two files may have one name: the second becomes `name-2`. */
function freeName(stem: string, taken: Record<string, unknown>): string {
  let name = stem;
  for (let n = 2; name in taken; n++) name = `${stem}-${n}`;
  return name;
}

function plainTable(table: Table): PlainTable {
  const rows: (string | null)[][] = Array.from({ length: table.rows }, () => new Array(table.cols).fill(null));
  for (const cell of table.cells) rows[cell.row][cell.col] = cellText(cell);
  const spanning = table.cells.filter((cell) => cell.rowSpan > 1 || cell.colSpan > 1);
  const header = new Set(table.cells.filter((cell) => cell.header).map((cell) => cell.row));
  return {
    page: table.parts[0].page,
    bbox: table.parts[0].box ?? null,
    pages: table.parts.map((part) => part.page),
    rows,
    spans: spanning.map((cell) => [cell.row, cell.col, cell.rowSpan, cell.colSpan]),
    header: [...header],
    method: table.method,
    confidence: table.confidence,
  };
}

async function writeCsv(folder: string, stem: string, found: readonly PlainTable[]): Promise<void> {
  makeFolder(folder);
  for (const [i, { rows }] of found.entries()) {
    const text = stringify(rows.map((row) => row.map((cell) => guarded(cell ?? ''))));
    await writeFile(join(folder, `${stem}-${i + 1}.csv`), text);
  }
}

/** A text that a spreadsheet would run as a formula gets an apostrophe; signed numbers stay as they are. */
function guarded(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^[+-]?[\d.,]+%?$/.test(text) ? `'${text}` : text;
}
