/** Finding the header rows of a table and what stands above every column. */

import { looksNumeric } from './cellnumber.ts';
import type { Grid, GridCell } from './grid.ts';
import { cellsOfRow, ownCells } from './grid.ts';
import { type HeaderWord, hasOrdinal, headerWord, plain } from './normal.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What stands above one column, from top to bottom. */
export interface HeaderPath {
  words: { word: HeaderWord; cell: GridCell }[];
  /** Nothing is printed above the column in the first header row, which groups other columns. */
  blankTop?: boolean;
}

/** A stretch of a table under one set of header rows. */
export interface Segment {
  /** Header rows, first and last; none when a table begins with its body. */
  header?: { first: number; last: number };
  firstRow: number;
  lastRow: number;
}

/** Share of the cells of a row that must be known header words. */
const KNOWN_SHARE = 0.5;
/** So many rows of unknown words may stand above the known ones. */
const GROUP_ROWS = 2;
/** A repeated header has at least so many cells. */
const REPEATED_CELLS = 2;

/**
 * Splits the rows of a table into stretches, each under its own header rows; headers that are repeated after a page
 * break begin a new stretch, since columns may have moved.
 * @param captionRows rows that hold title, entity or unit only
 */
export function segmentsOf(grid: Grid, captionRows: readonly number[], vocabulary: Vocabulary): Segment[] {
  const segments: Segment[] = [];
  let row = 0;
  while (row < grid.rows && isCaption(grid, row, captionRows, vocabulary)) row++;
  while (row < grid.rows) {
    const first = row;
    if (segments.length === 0) row = skipGroupWords(grid, row, vocabulary);
    while (row < grid.rows && isHeaderRow(grid, row, vocabulary, segments.length === 0, first)) row++;
    const header = row > first ? { first, last: row - 1 } : undefined;
    const firstRow = row;
    row = Math.min(grid.rows, row + 1);
    while (row < grid.rows && !startsHeader(grid, row, vocabulary)) row++;
    segments.push({ header, firstRow, lastRow: row - 1 });
  }
  return segments;
}

/**
 * The header words above every column; wide title cells and empty cells are left out.
 * @param measures words of measures, which also count where one cell with them spans the table
 * @param misread gives the vocabulary for cells read by OCR, whose words may be off by a character
 */
export function headerPaths(
  grid: Grid,
  header: { first: number; last: number },
  misread: (cell: GridCell) => Vocabulary | undefined = () => undefined,
  measures: ReadonlySet<string> = new Set(),
): HeaderPath[] {
  const paths: HeaderPath[] = [];
  for (let c = 0; c < grid.cols; c++) {
    const words: HeaderPath['words'] = [];
    for (let r = header.first; r <= header.last; r++) {
      const cell = grid.at(r, c);
      if (!cell || cell.text.trim() === '' || words.at(-1)?.cell === cell) continue;
      const word = readWord(cell, misread(cell));
      if (cell.cell.colSpan >= grid.cols && grid.cols > 1 && !measures.has(word.key)) continue;
      words.push({ word, cell });
    }
    const blankTop = header.last > header.first && (grid.at(header.first, c)?.text ?? '').trim() === '';
    paths.push({ words, ...(blankTop && { blankTop }) });
  }
  return paths;
}

/**
 * The top row of a header may only hold words that group columns and are in no list; it counts when a row of known words
 * follows at once.
 */
function skipGroupWords(grid: Grid, first: number, vocabulary: Vocabulary): number {
  for (let row = first; row < Math.min(grid.rows, first + GROUP_ROWS + 1); row++) {
    if (isHeaderRow(grid, row, vocabulary, true, row)) return row;
    if (ownCells(grid, row).some(({ text }) => looksNumeric(text) || hasOrdinal(text))) return first;
  }
  return first;
}

function readWord(cell: GridCell, vocabulary: Vocabulary | undefined): HeaderWord {
  const word = headerWord(cell.text);
  if (!vocabulary || word.key === '' || vocabulary.isHeader(word.key)) return word;
  const meant = vocabulary.nearHeader(word.key);
  return meant ? { ...word, key: meant, corrected: true } : word;
}

function isCaption(grid: Grid, row: number, captionRows: readonly number[], vocabulary: Vocabulary): boolean {
  if (captionRows.includes(row)) return true;
  const cells = cellsOfRow(grid, row).filter(({ text }) => text.trim() !== '');
  if (cells.length === 0) return true;
  const [{ cell, text }] = cells;
  if (isCaptionLine(cells, vocabulary)) return true;
  if (vocabulary.measures.has(headerWord(text).key)) return false;
  return cells.length === 1 && cell.colSpan >= grid.cols && !looksNumeric(text);
}

/** 编制单位：… and 单位：万元, with the year alone beside them. */
function isCaptionLine(cells: readonly GridCell[], vocabulary: Vocabulary): boolean {
  const captions = cells.filter(({ text }) => vocabulary.isCaption(plain(text)));
  const rest = cells.filter((cell) => !captions.includes(cell)).map(({ text }) => headerWord(text));
  return captions.length > 0 && rest.every(({ key, year }) => key === '' && year !== undefined);
}

/**
 * A header row holds no number and no numbered label, and at least half of its cells are known words or marked as
 * header by the reader. Rows whose cells all come from above belong to the header above.
 */
function isHeaderRow(grid: Grid, row: number, vocabulary: Vocabulary, atTop: boolean, first: number): boolean {
  const cells = ownCells(grid, row);
  if (cells.length === 0) return row > first && reachesFromHeader(grid, row, first);
  if (cells.some(({ text }) => looksNumeric(text) || hasOrdinal(text))) return false;
  if (
    row > first &&
    cells.every(({ text }) => !vocabulary.total.has(headerWord(text).key)) &&
    spansBesides(grid, row, first)
  )
    return true;
  if (row > first && cells.length === 1 && vocabulary.total.has(headerWord(cells[0].text).key)) return false;
  const known = cells.filter((cell) => isKnown(cell, vocabulary) || (atTop && cell.cell.header)).length;
  return known >= Math.max(1, cells.length * KNOWN_SHARE);
}

/** Whether a header cell of a column with a word of its own reaches down into this row, so that the row completes it. */
function spansBesides(grid: Grid, row: number, first: number): boolean {
  const from = cellsOfRow(grid, row).filter(
    ({ cell, text }) => cell.row < row && cell.row >= first && text.trim() !== '',
  );
  return from.some(({ cell }) => cell.row + cell.rowSpan - 1 >= row && cell.colSpan < grid.cols);
}

function reachesFromHeader(grid: Grid, row: number, first: number): boolean {
  return cellsOfRow(grid, row).some(({ cell, text }) => cell.row < row && cell.row >= first && text.trim() !== '');
}

function startsHeader(grid: Grid, row: number, vocabulary: Vocabulary): boolean {
  const cells = ownCells(grid, row);
  if (cells.length < REPEATED_CELLS) return false;
  return cells.every((cell) => !looksNumeric(cell.text) && isKnown(cell, vocabulary)) && !isTotalRow(cells, vocabulary);
}

function isTotalRow(cells: readonly GridCell[], vocabulary: Vocabulary): boolean {
  return cells.every(({ text }) => vocabulary.total.has(headerWord(text).key));
}

function isKnown({ cell, text }: GridCell, vocabulary: Vocabulary): boolean {
  const { key, year, unit } = headerWord(text);
  if (vocabulary.isHeader(key)) return true;
  if (key === '') return year !== undefined || unit !== undefined;
  const isScan = cell.lines.some(({ confidence }) => confidence < 1);
  return isScan && vocabulary.nearHeader(key) !== undefined;
}
