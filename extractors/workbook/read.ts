/** Reading a workbook (XLSX, XLS, XLSB): each sheet is a page, cell addresses are places. */
import { read, set_cptable, type WorkBook } from '@e965/xlsx';
import * as codePages from '@e965/xlsx/dist/cpexcel.full.mjs';
import type { Block, Cell, Document, Message, Page, Paragraph, Table } from '../document.ts';
import { openArchive } from '../docx/archive.ts';
import { ReadError } from '../errors.ts';
import { markHeaders } from '../given/header-rows.ts';
import { givenLine } from '../given/line.ts';
import { LIMITS, type Limits, pastLimit } from '../limits.ts';
import { cellAddress, rangeAddress } from './address.ts';
import { layoutOf, type Stretch } from './layout.ts';
import { type ShownCell, type ShownSheet, shownSheet } from './sheet.ts';

// Workbooks of the nineties hold text in the code page of their machine.
set_cptable(codePages);

const ENGINE = 'sheetjs 0.20';
/** A4 in points: sheets have no size of their own, and the column must say something. */
const NOMINAL = { width: 595.28, height: 841.89 };
const ZIP = [0x50, 0x4b];

/**
 * Reads a workbook.
 * @returns one page a sheet, hidden ones left out; texts and tables in reading order, with addresses as places
 * @throws ReadError `corrupt`, `limit`, `no-pages`
 */
export async function readWorkbook(bytes: Uint8Array, limits: Limits = LIMITS): Promise<Document> {
  if (ZIP.every((byte, i) => bytes[i] === byte)) await refuseBomb(bytes, limits);
  const book = opened(bytes);
  const messages: Message[] = [];
  const pages: Page[] = [];
  const blocks: Block[] = [];
  const outline: Document['outline'] = [];
  for (const [i, name] of book.SheetNames.entries()) {
    if (book.Workbook?.Sheets?.[i]?.Hidden) {
      messages.push({ code: 'hidden-sheet', text: `the sheet “${name}” is hidden and was not read` });
      continue;
    }
    if (book.Sheets[name]?.['!type'] === 'chart') {
      messages.push({ code: 'picture-not-read', text: `the sheet “${name}” is a chart and was not read` });
      continue;
    }
    const sheet = shownSheet(name, book.Sheets[name] ?? {});
    const page = pages.length + 1;
    const own = layoutOf(sheet.cells).flatMap((stretch) => blocksOf(stretch, name, page, limits));
    pages.push(pageOf(page, own.length > 0));
    outline.push({ title: name, level: 1, page });
    messages.push(...noticed(sheet, page));
    for (const block of own) blocks.push(block);
  }
  if (pages.length === 0) throw new ReadError('no-pages', 'The workbook has no sheet that is shown.');
  return {
    format: 'workbook',
    pageMethod: 'file',
    method: 'xlsx',
    engine: ENGINE,
    metadata: metadataOf(book),
    pages,
    blocks,
    outline,
    messages,
  };
}

/** The library unpacks without counting, so the parts are unpacked and counted once before. */
async function refuseBomb(bytes: Uint8Array, limits: Limits): Promise<void> {
  const archive = await openArchive(bytes, limits);
  for (const name of archive.names) await archive.read(name);
}

function opened(bytes: Uint8Array): WorkBook {
  try {
    return read(bytes, { type: 'array', cellNF: true, cellStyles: true, cellHTML: false, sheetStubs: false });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : '';
    if (/password|encrypt/i.test(message)) {
      throw new ReadError('encrypted', 'The workbook is protected by a password. Save it without one.', { cause });
    }
    // Where the library stumbles over what it did not expect, its words are about itself.
    const what = message === '' || cause instanceof TypeError || cause instanceof RangeError ? '' : ` (${message})`;
    throw new ReadError('corrupt', `The workbook is damaged${what}. Download it again.`, { cause });
  }
}

function pageOf(number: number, used: boolean): Page {
  const kind = used ? 'native' : 'blank';
  return { number, ...NOMINAL, rotation: 0, kind, status: 'ok', rulings: [], images: [] };
}

function noticed({ name, hidden, unsure }: ShownSheet, page: number): Message[] {
  const messages: Message[] = [];
  if (hidden > 0) {
    const text = `${hidden} cells with text in hidden rows or columns of “${name}” were not read`;
    messages.push({ code: 'hidden-cells', text, page });
  }
  if (unsure.length > 0) {
    const text = `“${name}” shows an error, or a formula without a result, in ${unsure.slice(0, 20).join(', ')}`;
    messages.push({ code: 'cell-without-value', text, page });
  }
  return messages;
}

function blocksOf(stretch: Stretch, sheet: string, page: number, limits: Limits): Block[] {
  return stretch.kind === 'table' ? [tableOf(stretch, sheet, page, limits)] : paragraphsOf(stretch.cell, sheet, page);
}

/** Each line of a cell outside tables is a paragraph: long texts are typed into one cell. */
function paragraphsOf({ text, row, col, lastCol }: ShownCell, sheet: string, page: number): Paragraph[] {
  const path = cellAddress(sheet, row, col);
  return text.split('\n').map((line, i, all) => ({
    kind: 'paragraph',
    role: 'body',
    lines: [givenLine(line, page)],
    align: lastCol > col ? 'center' : 'left',
    path: all.length > 1 ? `${path}/line[${i + 1}]` : path,
  }));
}

function tableOf(stretch: Extract<Stretch, { kind: 'table' }>, sheet: string, page: number, limits: Limits): Table {
  const rows = stretch.lastRow - stretch.row + 1;
  const cols = stretch.lastCol - stretch.col + 1;
  const path = rangeAddress(sheet, stretch);
  if (rows * cols > limits.tableCells)
    throw pastLimit('tableCells', `the table ${path} has ${rows * cols} cells`, limits);
  const cells = stretch.cells.map(
    (cell): Cell => ({
      row: cell.row - stretch.row,
      col: cell.col - stretch.col,
      rowSpan: cell.lastRow - cell.row + 1,
      colSpan: cell.lastCol - cell.col + 1,
      page,
      lines: cell.text.split('\n').map((line) => givenLine(line, page)),
      header: false,
      path: cellAddress(sheet, cell.row, cell.col),
    }),
  );
  markHeaders(
    cells,
    Array.from({ length: rows }, () => ({ header: false })),
  );
  const parts = [{ page, firstRow: 0, lastRow: rows - 1 }];
  return { kind: 'table', rows, cols, cells, parts, method: 'given', confidence: 1, path };
}

function metadataOf({ Props = {} }: WorkBook): Record<string, string> {
  const metadata: Record<string, string> = {};
  const said = { title: Props.Title, creator: Props.Author, application: Props.Application };
  for (const [name, value] of Object.entries(said)) if (value) metadata[name] = String(value);
  return metadata;
}
