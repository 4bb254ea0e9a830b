/** Cells laid out as rows in which every position has one, as a browser wants them. */

/** A cell as it is shown. */
export interface PassageCell {
  path: string;
  text: string;
  rowSpan: number;
  colSpan: number;
  header: boolean;
}

/** A cell with its place in its table, from 0. */
export interface PlacedCell extends PassageCell {
  row: number;
  col: number;
}

/** Rows around the wanted one that are shown of a long table, besides its header. */
const AROUND = 200;
/** Positions that are filled at most; a sheet with one cell far out would have millions. */
const MOST_POSITIONS = 200_000;

const BLANK: PassageCell = { path: '', text: '', rowSpan: 1, colSpan: 1, header: false };

/**
 * Workbooks leave blank cells out: without fillers the rest of the row would move to the left, under other headers.
 * @param cells of one table, by row and column
 * @param near path of the number that is looked at, for long tables
 */
export function laidOut(cells: readonly PlacedCell[], near = ''): PassageCell[][] {
  const kept = shortened(cells, near);
  const width = kept.reduce((most, { col, colSpan }) => Math.max(most, col + colSpan), 0);
  const byRow = Map.groupBy(kept, ({ row }) => row);
  if (width * byRow.size > MOST_POSITIONS) return [...byRow.values()].map((row) => row.map(bare));
  const covered = new Set<string>();
  return [...byRow].map(([row, own]) => {
    const starts = new Map(own.map((cell) => [cell.col, cell]));
    const laid: PassageCell[] = [];
    for (let col = 0; col < width; col++) {
      if (covered.has(`${row} ${col}`)) continue;
      const cell = starts.get(col);
      laid.push(cell ? bare(cell) : BLANK);
      if (cell) cover(cell, covered);
    }
    return laid;
  });
}

const bare = ({ row: _, col: __, ...cell }: PlacedCell): PassageCell => cell;

function cover({ row, col, rowSpan, colSpan }: PlacedCell, covered: Set<string>): void {
  for (let r = row; r < row + rowSpan; r++) for (let c = col; c < col + colSpan; c++) covered.add(`${r} ${c}`);
}

function shortened(cells: readonly PlacedCell[], near: string): readonly PlacedCell[] {
  const rows = [...new Set(cells.map(({ row }) => row))];
  if (rows.length <= 2 * AROUND) return cells;
  const at = Math.max(0, rows.indexOf(cells.find(({ path }) => path === near)?.row ?? rows[0]));
  const wanted = new Set(rows.slice(Math.max(0, at - AROUND), at + AROUND));
  return cells.filter(({ row, header }) => header || wanted.has(row));
}
