/**
 * What on a sheet is a table, and what stands above and below it. A sheet says nothing of this: titles, unit lines and
 * notes are cells like all others.
 */
import type { Range } from './address.ts';
import type { ShownCell } from './sheet.ts';

export type Stretch = { kind: 'text'; cell: ShownCell } | ({ kind: 'table'; cells: ShownCell[] } & Range);

/** Longer text in the only cell of a row below a table is a note. */
const LONG_NOTE = 20;
/** Rows below a header within which a row of the table must come: labels of groups may stand between. */
const LOOK_AHEAD = 3;
/** Lines of a title, above the labels of a table. */
const TITLE_LINES = 2;
const LABELLED = /[:：]/;
const SENTENCE = /[。；;]/;
const NUMBER = /^[-+−–(（]?[\d０-９][\d０-９,，.．]*[%％)）]?$/;

/** The cells of one row that begin in it. */
interface Line {
  row: number;
  cells: ShownCell[];
}

/** The cells of a sheet, in order of rows, as texts and tables in reading order. */
export function layoutOf(cells: readonly ShownCell[]): Stretch[] {
  const lines = [...Map.groupBy(cells, ({ row }) => row)].map(([row, own]): Line => ({ row, cells: own }));
  const stretches: Stretch[] = [];
  for (let i = 0; i < lines.length; ) {
    if (beginsTable(lines, i)) {
      const table = tableFrom(lines, i);
      stretches.push(table);
      i += table.lines;
    } else stretches.push(...textsOf(lines[i++]));
  }
  return stretches;
}

const textsOf = (line: Line): Stretch[] => line.cells.map((cell) => ({ kind: 'text', cell }));

const beginsTable = (lines: readonly Line[], i: number) =>
  isGrid(lines[i]) && lines.slice(i + 1, i + 1 + LOOK_AHEAD).some(isRow);

/** Several cells that are no line of labels (who, unit) above a table. */
const isGrid = (line: Line): boolean => isRow(line) && !isLabelled(line);

const isLabelled = ({ cells }: Line) =>
  cells.length < 4 && cells.some(({ text }) => LABELLED.test(text)) && !cells.some(({ text }) => SENTENCE.test(text));

const isRow = ({ cells }: Line) => cells.length > 1;

const hasNumber = ({ cells }: Line) => cells.some(({ text }) => NUMBER.test(text));

/** The table that begins at `from`; it ends before notes, before the title of a next table after a gap, before its labels. */
function tableFrom(lines: readonly Line[], from: number): Extract<Stretch, { kind: 'table' }> & { lines: number } {
  const range = rangeOf(lines[from]);
  let end = from + 1;
  for (let i = from + 1; i < lines.length; i++) {
    const gap = lines[i].row > range.lastRow + 1;
    const alone = lines[i].cells.length === 1;
    if (gap && (alone || !isGrid(lines[i]))) break;
    if (!isJoined(lines.slice(from, i), lines[i]) && beginsLabels(lines, i)) break;
    if (alone && isNote(lines[i].cells[0], range)) continue;
    for (; end <= i; end++) extend(range, lines[end]);
  }
  return { kind: 'table', ...range, cells: lines.slice(from, end).flatMap(({ cells }) => cells), lines: end - from };
}

/** Whether a merged cell joins the row to one above or below: it is in the middle of the table. */
const isJoined = (above: readonly Line[], { row, cells }: Line): boolean =>
  above.some((line) => line.cells.some(({ lastRow }) => lastRow >= row)) || cells.some(({ lastRow }) => lastRow > row);

/** Labels without a number, below a title perhaps, and then a header: what is below has its own unit. */
function beginsLabels(lines: readonly Line[], from: number): boolean {
  let i = from;
  while (i < from + TITLE_LINES && i < lines.length - 1 && !isRow(lines[i]) && !isLabelled(lines[i])) i++;
  if (!isLabelled(lines[i]) || hasNumber(lines[i])) return false;
  let next = i + 1;
  while (next < lines.length && isLabelled(lines[next]) && !hasNumber(lines[next])) next++;
  return next < lines.length && !hasNumber(lines[next]) && beginsTable(lines, next);
}

/** A lone cell that is no row of the table: across most of it, long, or a label with its text. */
function isNote({ text, col, lastCol }: ShownCell, table: Range): boolean {
  const across = lastCol - col + 1 > (table.lastCol - table.col + 1) / 2 && lastCol > col;
  return across || text.length > LONG_NOTE || LABELLED.test(text);
}

function rangeOf(line: Line): Range {
  const range = { ...line.cells[0] };
  extend(range, line);
  return { row: line.row, col: range.col, lastRow: range.lastRow, lastCol: range.lastCol };
}

function extend(range: Range, { cells }: Line): void {
  for (const { col, lastRow, lastCol } of cells) {
    range.col = Math.min(range.col, col);
    range.lastRow = Math.max(range.lastRow, lastRow);
    range.lastCol = Math.max(range.lastCol, lastCol);
  }
}
