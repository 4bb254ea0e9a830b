/** Headings over several columns of an unruled table, which stand centred over them or on a rule of their width. */
import { type Column, overlap, type Placed } from './alignment.ts';
import type { Edge } from './edges.ts';
import { isNumeric, type TextRow } from './segments.ts';
import type { PlacedRow } from './wraps.ts';

/** A text with this share of its width over one column is that column's. */
const OVER_ONE = 0.6;
/** The middle of a heading and of its columns differ by at most this share of the columns' width. */
const CENTRED = 0.15;

/**
 * Widens the headings of the upper header rows to the columns that they stand over. Changes `rows`.
 * @param rows all rows; the last header row is left as it is
 * @param rules horizontal edges; one that runs under a heading says how far it reaches
 */
export function widenHeadings(rows: readonly PlacedRow[], columns: readonly Column[], rules: readonly Edge[]): void {
  const upper = rows.filter((row) => row.header);
  const lowest = upper.pop();
  if (!lowest) return;
  const extents = columns.map((column, i) =>
    withTitle(
      column,
      lowest.cells.filter((c) => c.from === i && c.to === i),
    ),
  );
  for (const { row, cells } of upper) {
    const below = rules.filter((rule) => rule.at > row.baseline && rule.at < row.baseline + 2 * row.size);
    const partition =
      cells.length > 1 ? (repeatedGroups(cells, lowest.cells, extents) ?? centredGroups(cells, extents)) : undefined;
    for (const [i, cell] of cells.entries()) {
      const spans = [ruledSpan(cell, below, extents), partition?.[i], betweenColumns(cell, row, extents)];
      const isFree = ([from, to]: [number, number]) =>
        cells.every((other) => other === cell || other.from > to || other.to < from);
      const span = spans.find((found) => found && isFree(found));
      if (span) [cell.from, cell.to] = span;
    }
  }
}

/**
 * Widens the headings of the parts of a table: words alone in a row, in the middle of the columns or of those after the
 * first, and in a column of figures otherwise. Changes `rows`.
 * @param whole left and right end of the region, which rules may set wider than its columns
 */
export function widenPartHeadings(rows: readonly PlacedRow[], columns: readonly Column[], whole: Column): void {
  if (columns.length < 3) return;
  const last = columns.length - 1;
  for (const [i, { cells, row, header }] of rows.entries()) {
    const [cell] = cells;
    const belowHeadings = i > 0 && rows[i - 1].cells.length >= columns.length - 1 && !rows[i + 1]?.header;
    if ((header && !belowHeadings) || cells.length > 1 || cell.from === 0 || isNumeric(cell.segment.text)) continue;
    if (!holdsFigures(rows, cell.from)) continue;
    const all = { x0: columns[0].x0, x1: columns[last].x1 };
    const apart = [whole, all, { ...all, x0: columns[1].x0 }].map((s) => Math.abs(middle(s) - middle(cell.segment)));
    const least = Math.min(...apart);
    if (least >= row.size) continue;
    [cell.from, cell.to] = [least === apart[2] ? 1 : 0, last];
    rows[i].header = false;
  }
}

function holdsFigures(rows: readonly PlacedRow[], column: number): boolean {
  const texts = rows.flatMap(({ cells, header }) => cells.filter((cell) => !header && cell.from === column));
  return texts.filter(({ segment }) => isNumeric(segment.text)).length > texts.length / 2;
}

/** A heading stands above the next one within this many font sizes. */
const ABOVE = 1.9;

/**
 * The one heading that stands alone above a table and is centred over all columns but the first. One that is centred
 * over the whole table is its title.
 * @param rows all text rows of the page
 */
export function headingAbove(
  placed: readonly PlacedRow[],
  columns: readonly Column[],
  rows: readonly TextRow[],
): PlacedRow | undefined {
  const first = placed[0];
  if (columns.length < 3 || !first.header || first.cells.some((cell) => cell.to > cell.from)) return undefined;
  const row = rows.findLast(({ baseline }) => baseline < first.row.baseline - 0.5 * first.row.size);
  if (row?.segments.length !== 1 || first.row.baseline - row.baseline > ABOVE * row.size) return undefined;
  const [segment] = row.segments;
  const last = columns.length - 1;
  const under = columns.map((column, i) =>
    withTitle(
      column,
      first.cells.filter((c) => c.from === i && c.to === i),
    ),
  );
  const apart = (from: number) => Math.abs((under[from].x0 + under[last].x1) / 2 - middle(segment));
  const inside = segment.x0 > columns[0].x1 && segment.x1 <= under[last].x1 + row.size;
  if (!inside || apart(1) > row.size || apart(1) >= apart(0)) return undefined;
  return { row, cells: [{ segment, from: 1, to: last }], header: true };
}

const withTitle = (column: Column, titles: readonly Placed[]): Column => ({
  x0: Math.min(column.x0, ...titles.map(({ segment }) => segment.x0)),
  x1: Math.max(column.x1, ...titles.map(({ segment }) => segment.x1)),
});

const middle = (s: { x0: number; x1: number }) => (s.x0 + s.x1) / 2;

/** Columns above which a rule under the heading runs, when it is no rule across the whole table. */
function ruledSpan(
  { segment }: Placed,
  rules: readonly Edge[],
  columns: readonly Column[],
): [number, number] | undefined {
  const rule = rules.find((r) => r.from <= middle(segment) && r.to >= middle(segment));
  if (!rule) return undefined;
  const under = columns.flatMap((column, i) => (middle(column) > rule.from && middle(column) < rule.to ? [i] : []));
  if (under.length < 2 || under.length === columns.length) return undefined;
  return [under[0], under[under.length - 1]];
}

/** A heading that stands over the white between columns: the columns around it that it is centred on. */
function betweenColumns({ segment }: Placed, row: TextRow, columns: readonly Column[]): [number, number] | undefined {
  const width = segment.x1 - segment.x0;
  if (columns.some((column) => overlap(segment, column) > OVER_ONE * Math.min(width, column.x1 - column.x0)))
    return undefined;
  const next = columns.findIndex((column) => middle(column) > middle(segment));
  if (next < 1) return undefined;
  for (let from = next - 1, to = next; from >= 0 && to < columns.length; from--, to++) {
    const group = { x0: columns[from].x0, x1: columns[to].x1 };
    if (Math.abs(middle(group) - middle(segment)) < Math.max(row.size, CENTRED * (group.x1 - group.x0)))
      return [from, to];
  }
  return undefined;
}

/**
 * Headings over titles that repeat: as many headings as the same titles come again, each over its own.
 * @returns the columns of each heading, or none when the titles below do not repeat so
 */
function repeatedGroups(
  cells: readonly Placed[],
  titles: readonly Placed[],
  columns: readonly Column[],
): [number, number][] | undefined {
  const longest = Math.floor(titles.length / cells.length);
  for (let length = longest; length > 1; length--) {
    const repeating = titles.slice(titles.length - length * cells.length);
    const same = repeating.every(({ segment }, i) => segment.text === repeating[i % length].segment.text);
    if (!same || repeating.some(({ from, to }) => to > from)) continue;
    const groups = cells.map((_, i): [number, number] => [
      repeating[i * length].from,
      repeating[(i + 1) * length - 1].to,
    ]);
    const fits = ([from, to]: [number, number], { segment }: Placed) =>
      middle(segment) > columns[from].x0 && middle(segment) < columns[to].x1;
    if (groups.every((group, i) => fits(group, cells[i]))) return groups;
  }
  return undefined;
}

/**
 * Headings that share all columns but the leading ones between them, each centred over its own.
 * @returns the columns of each heading, or none when one is not centred
 */
function centredGroups(cells: readonly Placed[], columns: readonly Column[]): [number, number][] | undefined {
  const rest = columns.length - cells.length;
  for (let lead = 0; lead <= rest; lead++) {
    const groups: [number, number][] = [];
    let from = lead;
    for (const [i, { segment }] of cells.entries()) {
      let to = from;
      const next = cells[i + 1]?.segment;
      while (to + 1 < columns.length && (!next || nearer(columns[to + 1], segment, next))) to++;
      if (from >= columns.length || !isCentred(segment, columns[from].x0, columns[to].x1)) break;
      groups.push([from, to]);
      from = to + 1;
    }
    if (groups.length === cells.length && from === columns.length && groups.every(([a, b]) => b > a)) return groups;
  }
  return undefined;
}

const nearer = (column: Column, segment: Column, next: Column) =>
  Math.abs(middle(column) - middle(segment)) < Math.abs(middle(column) - middle(next));

const isCentred = (segment: Column, x0: number, x1: number) =>
  Math.abs((x0 + x1) / 2 - middle(segment)) < CENTRED * (x1 - x0);
