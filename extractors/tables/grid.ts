/** Grid lines, walls and cells: plain geometry, no text. */
import type { Edge, Edges } from './edges.ts';
import { clusters } from './edges.ts';
import type { TableSettings } from './settings.ts';

/** Where a cell lies in a grid, spans included. */
export interface GridCell {
  row: number;
  col: number;
  rowSpan: number;
  colSpan: number;
}

/** Lines of a grid in points, ascending, and the cells between them: every position belongs to exactly one cell. */
export interface Grid {
  xs: number[];
  ys: number[];
  /** In order of row, then column. */
  cells: GridCell[];
}

/** The lines of a grid and which stretches of them are drawn. */
export interface Walls {
  xs: number[];
  ys: number[];
  /** `[line][column]`: the stretch of horizontal line `line` over column `column` is drawn. */
  above: boolean[][];
  /** `[line][row]`: the stretch of vertical line `line` beside row `row` is drawn. */
  left: boolean[][];
}

/** The positions of a drawing's edges as grid lines; edges on nearly one position share a line. */
export function linesOf(edges: readonly Edge[], tolerance: number): number[] {
  const sorted = [...edges].sort((a, b) => a.at - b.at);
  return clusters(sorted, (e) => e.at, tolerance).map(([start, end]) => {
    let sum = 0;
    let weight = 0;
    for (let i = start; i < end; i++) {
      const length = sorted[i].to - sorted[i].from;
      sum += sorted[i].at * length;
      weight += length;
    }
    return sum / weight;
  });
}

/**
 * Which stretches between the grid lines are drawn. A stretch is a wall when edges near its line cover enough of it.
 * @param xs vertical lines, ascending
 * @param ys horizontal lines, ascending
 */
export function wallsOf(edges: Edges, xs: number[], ys: number[], settings: TableSettings): Walls {
  return {
    xs,
    ys,
    above: covered(edges.horizontal, ys, xs, settings),
    left: covered(edges.vertical, xs, ys, settings),
  };
}

function covered(edges: readonly Edge[], lines: number[], stops: number[], settings: TableSettings): boolean[][] {
  const lengths = lines.map(() => new Array<number>(stops.length - 1).fill(0));
  for (const edge of edges) {
    const row = lengths[nearest(lines, edge.at)];
    const from = edge.from - settings.corner;
    const to = edge.to + settings.corner;
    for (let j = Math.max(0, bandOf(stops, from)); j < row.length && stops[j] < to; j++) {
      row[j] += Math.max(0, Math.min(to, stops[j + 1]) - Math.max(from, stops[j]));
    }
  }
  return lengths.map((row) => row.map((length, j) => length >= settings.wallCoverage * (stops[j + 1] - stops[j])));
}

/** Index of the band between two lines in which a position lies: -1 before the first line, `lines.length - 1` after the last. */
export function bandOf(lines: readonly number[], at: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle] <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Index of the line next to a position. */
function nearest(lines: readonly number[], at: number): number {
  const band = bandOf(lines, at);
  if (band < 0) return 0;
  if (band === lines.length - 1) return band;
  return at - lines[band] <= lines[band + 1] - at ? band : band + 1;
}

/**
 * Cells from walls: neighbouring positions without a wall between them are one cell. The frame around the grid counts
 * as drawn. A region that is no rectangle is cut into the widest rectangles.
 */
export function cellsOf(walls: Walls): GridCell[] {
  const rows = walls.ys.length - 1;
  const cols = walls.xs.length - 1;
  const region = new Int32Array(rows * cols).fill(-1);
  const cells: GridCell[] = [];
  for (let start = 0; start < region.length; start++) {
    if (region[start] >= 0) continue;
    const members = flood(start, walls, region);
    pushRectangles(members, walls, cols, cells);
  }
  return cells.sort((a, b) => a.row - b.row || a.col - b.col);
}

/** Marks and returns all positions that can be reached from `start` without crossing a wall. */
function flood(start: number, walls: Walls, region: Int32Array): number[] {
  const rows = walls.ys.length - 1;
  const cols = walls.xs.length - 1;
  region[start] = start;
  const members = [start];
  for (let next = 0; next < members.length; next++) {
    const at = members[next];
    const row = Math.floor(at / cols);
    const col = at % cols;
    const reach = (to: number) => {
      if (region[to] >= 0) return;
      region[to] = start;
      members.push(to);
    };
    if (col + 1 < cols && !walls.left[col + 1][row]) reach(at + 1);
    if (col > 0 && !walls.left[col][row]) reach(at - 1);
    if (row + 1 < rows && !walls.above[row + 1][col]) reach(at + cols);
    if (row > 0 && !walls.above[row][col]) reach(at - cols);
  }
  return members.sort((a, b) => a - b);
}

/** A rectangle as it is; any other region as runs along its rows, equal runs below each other joined. */
function pushRectangles(members: readonly number[], walls: Walls, cols: number, out: GridCell[]): void {
  let open: GridCell[] = [];
  let i = 0;
  while (i < members.length) {
    const row = Math.floor(members[i] / cols);
    const runs: GridCell[] = [];
    while (i < members.length && Math.floor(members[i] / cols) === row) {
      const col = members[i] % cols;
      const last = runs.at(-1);
      if (last && last.col + last.colSpan === col && !walls.left[col][row]) last.colSpan++;
      else runs.push({ row, col, rowSpan: 1, colSpan: 1 });
      i++;
    }
    open = runs.map((run) => {
      const above = open.find((o) => o.col === run.col && o.colSpan === run.colSpan && o.row + o.rowSpan === row);
      if (!above || walls.above[row][run.col]) {
        out.push(run);
        return run;
      }
      above.rowSpan++;
      return above;
    });
  }
}
