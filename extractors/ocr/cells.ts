/**
 * Cells between the rulings of a scanned page, as pieces to be read each for itself. Only for reading: the table's grid
 * is made later by the table engine, from the rulings and the characters, as for native pages.
 */
import type { PixelBox } from '../image/picture.ts';
import type { PixelRuling } from '../image/rulings.ts';

/** Rulings whose positions differ by at most this (inches) are one grid line. */
const SNAP = 0.04;
/** Share of the side of a cell that must be drawn for the side to be a wall. */
const WALL = 0.6;

/** Share of a cell that another one must have in common with it to hold it. */
const HELD = 0.4;
/** A wall that wanders further than this (inches) from its middle course is followed; less is the unevenness of print. */
const WANDERS = 0.012;

interface Line {
  at: number;
  from: number;
  to: number;
  /** Where it is at each step from `from` on. */
  course: Float32Array;
}

/**
 * Finds the cells of all ruled tables of a page.
 * @returns boxes inside the walls, in pixels, from the top and then from the left
 */
export function findCells(rulings: readonly PixelRuling[], dpi: number): PixelBox[] {
  const lines = (orientation: PixelRuling['orientation']): Line[] =>
    rulings
      .filter((ruling) => ruling.orientation === orientation)
      .map(({ stroke }) => ({
        at: Float32Array.from(stroke.centre).sort()[stroke.centre.length >> 1],
        from: stroke.x0,
        to: stroke.x1,
        course: stroke.centre,
      }));
  const near = SNAP * dpi;
  const cells: PixelBox[] = [];
  for (const { horizontal, vertical } of groups(lines('horizontal'), lines('vertical'), near)) {
    if (horizontal.length >= 2 && vertical.length >= 2) cells.push(...cellsOf(horizontal, vertical, near));
  }
  return withoutFrames(cells).sort((a, b) => a.y0 - b.y0 || a.x0 - b.x0);
}

/**
 * Leaves out what holds other cells, or the greater part of them: a frame around a table, the edge of the sheet, a grid of
 * slanted rulings that was found twice. Their text would be read twice.
 */
function withoutFrames(cells: readonly PixelBox[]): PixelBox[] {
  const covers = (a: PixelBox, b: PixelBox) => {
    const w = Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0);
    const h = Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0);
    return w > 0 && h > 0 && w * h > HELD * areaOf(b);
  };
  return cells.filter(
    (cell, i) =>
      !cells.some((other, k) => {
        if (k === i || areaOf(other) > areaOf(cell) || !covers(cell, other)) return false;
        return areaOf(other) < areaOf(cell) || k < i;
      }),
  );
}

const areaOf = ({ x0, y0, x1, y1 }: PixelBox) => (x1 - x0) * (y1 - y0);

interface Group {
  horizontal: Line[];
  vertical: Line[];
}

/** Rulings that cross or touch, directly or through others: one group is one table. */
function groups(horizontal: Line[], vertical: Line[], near: number): Group[] {
  const found: Group[] = [];
  for (const line of horizontal) {
    const own: Group = { horizontal: [line], vertical: [] };
    const touched = vertical.filter(
      (v) => v.at >= line.from - near && v.at <= line.to + near && line.at >= v.from - near && line.at <= v.to + near,
    );
    for (const v of touched) own.vertical.push(v);
    for (let i = found.length - 1; i >= 0; i--) {
      if (!found[i].vertical.some((v) => touched.includes(v))) continue;
      const [other] = found.splice(i, 1);
      own.horizontal.push(...other.horizontal);
      own.vertical.push(...other.vertical.filter((v) => !own.vertical.includes(v)));
    }
    found.push(own);
  }
  return found;
}

function cellsOf(horizontal: Line[], vertical: Line[], near: number): PixelBox[] {
  const ys = positions(horizontal, near);
  const xs = positions(vertical, near);
  const rows = ys.length - 1;
  const cols = xs.length - 1;
  const drawn = (lines: Line[], at: number, from: number, to: number) => {
    let covered = 0;
    for (const line of lines) {
      if (Math.abs(line.at - at) <= near) covered += Math.max(0, Math.min(line.to, to) - Math.max(line.from, from));
    }
    return covered >= WALL * (to - from);
  };
  const right = (row: number, col: number) => drawn(vertical, xs[col + 1], ys[row], ys[row + 1]);
  const below = (row: number, col: number) => drawn(horizontal, ys[row + 1], xs[col], xs[col + 1]);

  const cells: PixelBox[] = [];
  const taken = new Set<number>();
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      if (taken.has(row * cols + col)) continue;
      let lastCol = col;
      while (lastCol + 1 < cols && !right(row, lastCol) && !taken.has(row * cols + lastCol + 1)) lastCol++;
      let lastRow = row;
      const open = (r: number) => {
        for (let c = col; c <= lastCol; c++) if (below(r, c)) return false;
        return true;
      };
      while (lastRow + 1 < rows && open(lastRow)) lastRow++;
      for (let r = row; r <= lastRow; r++) for (let c = col; c <= lastCol; c++) taken.add(r * cols + c);
      const [x, y] = [(xs[col] + xs[lastCol + 1]) / 2, (ys[row] + ys[lastRow + 1]) / 2];
      cells.push({
        x0: wallAt(vertical, xs[col], y, near),
        y0: wallAt(horizontal, ys[row], x, near),
        x1: wallAt(vertical, xs[lastCol + 1], y, near),
        y1: wallAt(horizontal, ys[lastRow + 1], x, near),
      });
    }
  }
  return cells;
}

/** Where a grid line runs past a place: that of a slanted ruling is not where its middle is. */
function wallAt(lines: readonly Line[], at: number, along: number, near: number): number {
  const line = lines.find((each) => Math.abs(each.at - at) <= near && along >= each.from && along < each.to);
  if (!line) return at;
  const local = line.course[Math.min(line.course.length - 1, Math.round(along - line.from))];
  return Math.abs(local - at) > (WANDERS / SNAP) * near ? local : at;
}

/** Where the grid lines are: each the mean of the rulings near it. */
function positions(lines: Line[], near: number): number[] {
  const sorted = lines.map((line) => line.at).sort((a, b) => a - b);
  const found: number[] = [];
  let cluster: number[] = [];
  for (const at of sorted) {
    if (cluster.length > 0 && at - cluster[cluster.length - 1] > near) {
      found.push(mean(cluster));
      cluster = [];
    }
    cluster.push(at);
  }
  if (cluster.length > 0) found.push(mean(cluster));
  return found;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
