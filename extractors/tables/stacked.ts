/** Drawn rows that hold several rows of text: numbers stacked in their columns without a line between them. */
import type { Glyph } from '../document.ts';
import type { FilledGrid } from './cells.ts';
import type { Grid, GridCell } from './grid.ts';
import { isNumeric, isPlaceholder, type TextRow, textRows } from './segments.ts';
import type { TableSettings } from './settings.ts';
import { refilled } from './spans.ts';

/** A line that leaves less than this share of its cell free may be the beginning of a wrapped number. */
const WRAPPED = 0.12;

/** Adds the missing horizontal lines to the rows of a grid whose numbers stand in stacks. */
export function splitStackedRows(filled: FilledGrid, settings: TableSettings): FilledGrid {
  const { grid } = filled;
  const added: number[] = [];
  const rows: { cell: GridCell; i: number }[][] = grid.ys.map(() => []);
  for (const [i, cell] of grid.cells.entries()) rows[cell.row].push({ cell, i });
  for (const inRow of rows) {
    if (inRow.length < 2 || inRow.some(({ cell }) => cell.rowSpan > 1)) continue;
    if (!inRow.some(({ i }) => isHigh(filled.glyphs[i], settings))) continue;
    const stacks = inRow.map(({ cell, i }) => ({ cell, rows: textRows(filled.glyphs[i], Number.POSITIVE_INFINITY) }));
    added.push(...linesBetween(stacks, grid, settings));
  }
  return added.length === 0 ? filled : refilled(withRows(grid, added), filled);
}

/** Whether there is room for as many rows as make a stack: most cells hold a line or two, and need no closer look. */
function isHigh(glyphs: readonly Glyph[], settings: TableSettings): boolean {
  if (glyphs.length < settings.stackedRows) return false;
  let [top, bottom, size] = [Infinity, -Infinity, Infinity];
  for (const glyph of glyphs) {
    if (glyph.baseline < top) top = glyph.baseline;
    if (glyph.baseline > bottom) bottom = glyph.baseline;
    if (glyph.size < size) size = glyph.size;
  }
  return bottom - top > (settings.stackedRows - 1) * LEAST_LEADING * size;
}

/** Lines of one column follow each other at least this many font sizes apart. */
const LEAST_LEADING = 0.45;

interface Stack {
  cell: GridCell;
  rows: TextRow[];
}

/** The y positions at which one drawn row is to be cut, or none. */
function linesBetween(stacks: readonly Stack[], grid: Grid, settings: TableSettings): number[] {
  const numbers = stacks.filter((stack) => isNumberStack(stack, grid, settings));
  const label = stacks[0];
  // A stack of codes alone is one long code in a narrow column.
  if (numbers.every((stack) => stack === label)) return [];
  const baselines = mergedRows(numbers.flatMap((stack) => stack.rows));
  // Columns whose lines stand between each other's lines hold wrapped numbers, not rows.
  if (baselines.length > Math.max(...numbers.map((stack) => stack.rows.length))) return [];
  const others = stacks.filter((stack) => !numbers.includes(stack));
  const labelled = numbers.includes(label) || label.rows.length >= baselines.length;
  const agreed = numbers.length >= 2 || baselines.length >= 3;
  if (baselines.length < settings.stackedRows || !labelled || !agreed) return [];
  // A column of words next to the numbers may wrap; each of its lines goes to the number that is nearest.
  const heads = numbers.includes(label) ? [] : partHeadings(label.rows, baselines);
  const rows = [...baselines.map((row) => ({ ...row })), ...heads].sort((a, b) => a.baseline - b.baseline);
  for (const line of others.flatMap((stack) => stack.rows.filter((row) => !heads.includes(row)))) {
    const home = rows.reduce((best, row) =>
      Math.abs(row.baseline - line.baseline) < Math.abs(best.baseline - line.baseline) ? row : best,
    );
    home.y0 = Math.min(home.y0, line.y0);
    home.y1 = Math.max(home.y1, line.y1);
  }
  return rows.slice(1).map((row, i) => (rows[i].y1 + row.y0) / 2);
}

/** Names without figures above names that are indented below them: headings of parts of the table, rows by themselves. */
function partHeadings(names: readonly TextRow[], baselines: readonly { baseline: number }[]): TextRow[] {
  const hasFigures = ({ baseline, size }: TextRow) =>
    baselines.some((row) => Math.abs(row.baseline - baseline) < SAME_LINE * size);
  return names.filter((name, i) => {
    const next = names[i + 1];
    if (!next || hasFigures(name) || !hasFigures(next)) return false;
    const indent = next.segments[0].x0 - name.segments[0].x0;
    return indent > INDENT * name.size && !/^\p{Ll}/u.test(next.segments[0].text);
  });
}

/** Lines of a row differ by less than this share of the size; an indent is more than that. */
const SAME_LINE = 0.3;
const INDENT = 0.4;

/** A column in which nearly every line is a number by itself and none looks wrapped. */
function isNumberStack({ cell, rows }: Stack, grid: Grid, settings: TableSettings): boolean {
  if (rows.length < settings.stackedRows) return false;
  const width = grid.xs[cell.col + cell.colSpan] - grid.xs[cell.col];
  const texts = rows.map((row) => row.segments.map((s) => s.text).join(''));
  const fits = rows
    .slice(0, -1)
    .every((row) => row.segments[row.segments.length - 1].x1 - row.segments[0].x0 <= (1 - WRAPPED) * width);
  const whole = texts.filter((text) => isNumeric(text) || isPlaceholder(text)).length;
  const broken = texts.some((text) => /[.,]$/.test(text) && !isPlaceholder(text));
  return fits && !broken && whole >= settings.stackedNumbers * texts.length && texts.some(isNumeric);
}

/** Text rows of several columns on common baselines, from top to bottom. */
function mergedRows(rows: readonly TextRow[]): { baseline: number; y0: number; y1: number }[] {
  const out: { baseline: number; y0: number; y1: number }[] = [];
  for (const row of [...rows].sort((a, b) => a.baseline - b.baseline)) {
    const last = out[out.length - 1];
    if (last && row.baseline - last.baseline < 0.5 * row.size) {
      last.y0 = Math.min(last.y0, row.y0);
      last.y1 = Math.max(last.y1, row.y1);
    } else out.push({ baseline: row.baseline, y0: row.y0, y1: row.y1 });
  }
  return out;
}

/** A grid with further horizontal lines; cells that they cross are cut unless they span drawn rows already. */
function withRows(grid: Grid, added: readonly number[]): Grid {
  const ys = [...grid.ys, ...added].sort((a, b) => a - b);
  const cells: GridCell[] = [];
  for (const cell of grid.cells) {
    const row = ys.indexOf(grid.ys[cell.row]);
    const end = ys.indexOf(grid.ys[cell.row + cell.rowSpan]);
    if (cell.rowSpan > 1) cells.push({ ...cell, row, rowSpan: end - row });
    else for (let r = row; r < end; r++) cells.push({ ...cell, row: r, rowSpan: 1 });
  }
  cells.sort((a, b) => a.row - b.row || a.col - b.col);
  return { xs: grid.xs, ys, cells };
}
