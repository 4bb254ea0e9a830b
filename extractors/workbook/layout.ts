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
const LABELLED = /[:：]/;

/** The cells of one row that begin in it. */
interface Line {
  row: number;
  cells: ShownCell[];
}

/** The cells of a sheet, in order of rows, as texts and tables in reading order. */
export function layoutOf(cells: readonly ShownCell[]): Stretch[] {
  const lines = [...Map.groupBy(cells, ({ row }) => row)].map(([row, own]): Line => ({ row, cells: own }));
  const stretches: Stretch[] = [];
  let rest = lines;
  while (rest.length > 0) {
    const from = rest.findIndex((line, i) => isGrid(line) && rest.slice(i + 1, i + 1 + LOOK_AHEAD).some(isRow));
    const before = from < 0 ? rest : rest.slice(0, from);
    stretches.push(...before.flatMap(textsOf));
    if (from < 0) break;
    const to = endOf(rest, from);
    stretches.push(tableOf(rest.slice(from, to)));
    rest = rest.slice(to);
  }
  return stretches;
}

const textsOf = (line: Line): Stretch[] => line.cells.map((cell) => ({ kind: 'text', cell }));

/** Several cells that are no line of labels (who, unit) above a table. */
function isGrid({ cells }: Line): boolean {
  return cells.length > 1 && !cells.some(({ text }) => LABELLED.test(text) && cells.length < 4);
}

const isRow = ({ cells }: Line) => cells.length > 1;

/** Where the table that begins at `from` is over: before notes, and before the title of a next table after a gap. */
function endOf(lines: readonly Line[], from: number): number {
  let end = from + 1;
  for (let i = from + 1; i < lines.length; i++) {
    const table = tableOf(lines.slice(from, end));
    const gap = lines[i].row > table.lastRow + 1;
    const alone = lines[i].cells.length === 1;
    if (gap && (alone || !isGrid(lines[i]))) break;
    if (!alone || !isNote(lines[i].cells[0], table)) end = i + 1;
  }
  return end;
}

/** A lone cell that is no row of the table: across most of it, long, or a label with its text. */
function isNote({ text, col, lastCol }: ShownCell, table: Range): boolean {
  const across = lastCol - col + 1 > (table.lastCol - table.col + 1) / 2 && lastCol > col;
  return across || text.length > LONG_NOTE || LABELLED.test(text);
}

function tableOf(lines: readonly Line[]): Extract<Stretch, { kind: 'table' }> {
  const cells = lines.flatMap((line) => line.cells);
  return {
    kind: 'table',
    cells,
    row: lines[0].row,
    col: Math.min(...cells.map(({ col }) => col)),
    lastRow: Math.max(...cells.map(({ lastRow }) => lastRow)),
    lastCol: Math.max(...cells.map(({ lastCol }) => lastCol)),
  };
}
