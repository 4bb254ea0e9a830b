/** Text rows to table rows: lines that were wrapped inside a cell go together. */
import type { Glyph } from '../document.ts';
import type { Column, Placed } from './alignment.ts';
import type { Edge } from './edges.ts';
import { isNumeric, isPlaceholder, segmentOf, type TextRow } from './segments.ts';
import { leavesRoom } from './wrapping.ts';

export interface PlacedRow {
  row: TextRow;
  cells: Placed[];
  header: boolean;
}

/** Wrapped lines stand at most this share of the usual row distance apart. */
const TIGHT = 0.85;
/** Lines closer than this many font sizes overlap. */
const BESIDE = 0.8;
/** Share of figures from which a table is one of figures. */
const FEW_FIGURES = 0.2;
/** Rows are set apart when their distance is so many times that of the lines inside them. */
const APART = 1.15;
/** The lines of one heading follow each other within this many font sizes. */
const HEADING_LEADING = 1.6;

/**
 * Groups text rows that make up one table row.
 * @param rows in order, with their columns
 * @param columns of the table
 * @param rules of the table: no line is joined over one that runs above it
 */
export function groupRows(
  rows: readonly PlacedRow[],
  columns: readonly Column[],
  rules: readonly Edge[],
): PlacedRow[][] {
  const usual = usualDistance(rows);
  const words = isOfWords(rows);
  const leading = words ? leadingInside(rows) : undefined;
  const blocks = ruledRows(rows, rules, words);
  const groups: PlacedRow[][] = [];
  for (const [i, row] of rows.entries()) {
    const group = groups[groups.length - 1];
    const last = group?.[group.length - 1];
    const ruled = last && rules.some((rule) => isBetween(rule, last, row));
    const joins =
      last &&
      (row.header
        ? joinsHeading(group, row)
        : (blocks?.get(last) !== undefined && blocks.get(last) === blocks.get(row)) ||
          isBeside(last, row) ||
          goesOnBelow(last, row) ||
          (leading
            ? row.row.baseline - last.row.baseline < leading
            : words
              ? goesOn(group, row, columns)
              : joinsRow(group, row, usual) && !isBeside(row, rows[i + 1]) && !goesOnBelow(row, rows[i + 1])));
    if (joins && !ruled) group.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** So many stretches between rules, with hardly ever more than a row in them, show that rules part all rows. */
const LEAST_BLOCKS = 3;
const MOST_LINES = 3;

/**
 * For the lines of tables whose rows are parted by rules or bands: which stretch between two of them they stand in. A
 * stretch with figures on several lines, or with many lines in the first column, holds several rows; its lines have none.
 */
function ruledRows(
  rows: readonly PlacedRow[],
  rules: readonly Edge[],
  words: boolean,
): ReadonlyMap<PlacedRow, number> | undefined {
  if (rules.length <= LEAST_BLOCKS) return undefined;
  const blocks = new Map<number, PlacedRow[]>();
  for (const row of rows) {
    if (row.header) continue;
    const block = rules.filter(({ at }) => at < row.row.baseline).length;
    blocks.set(block, [...(blocks.get(block) ?? []), row]);
  }
  const heights = [...blocks.values()].map((lines) => beginnings(lines, words)).sort((a, b) => a - b);
  if (heights.length < LEAST_BLOCKS || heights[heights.length >> 1] > (words ? 2 : 1)) return undefined;
  const one = [...blocks].filter(([, lines]) => beginnings(lines, words) <= (words ? MOST_LINES : 1));
  return new Map(one.flatMap(([block, lines]) => lines.map((line) => [line, block] as const)));
}

/** Lines of a stretch that may each begin a row: with text in the first column, or with figures. */
const beginnings = (lines: readonly PlacedRow[], words: boolean): number =>
  lines.filter(({ cells }) =>
    words ? cells[0].from === 0 : cells.some(({ from, segment }) => from > 0 && isNumeric(segment.text)),
  ).length;

const isBetween = ({ at, from, to }: Edge, above: PlacedRow, { row, cells }: PlacedRow): boolean =>
  at > above.row.baseline && at < row.baseline && cells.some(({ segment }) => segment.x0 < to && segment.x1 > from);

/** Whether a table holds words rather than figures. */
export function isOfWords(rows: readonly PlacedRow[]): boolean {
  const cells = rows.flatMap((row) => (row.header ? [] : row.cells.filter(({ from }) => from > 0)));
  const figures = cells.filter(({ segment }) => isNumeric(segment.text) || isPlaceholder(segment.text));
  return figures.length <= FEW_FIGURES * cells.length;
}

/** The lines of one row as one: the texts of a column joined. */
export function joinedRow(group: readonly PlacedRow[]): PlacedRow {
  if (group.length === 1) return group[0];
  const texts = new Map<string, { from: number; to: number; glyphs: Glyph[] }>();
  for (const { from, to, segment } of group.flatMap((row) => row.cells)) {
    const key = `${from}-${to}`;
    const text = texts.get(key);
    if (text) text.glyphs.push(...segment.glyphs);
    else texts.set(key, { from, to, glyphs: [...segment.glyphs] });
  }
  const cells = [...texts.values()].map(({ from, to, glyphs }): Placed => ({ from, to, segment: segmentOf(glyphs) }));
  return { ...group[0], cells: cells.sort((a, b) => a.from - b.from) };
}

/**
 * A line of words that goes on below others of its row: only in columns of the line above, whose texts left no room for
 * its words. Where it fills as many columns as its row, small letters or a broken word must show it, in the first column
 * if that has text.
 */
function goesOn(group: readonly PlacedRow[], { cells, row }: PlacedRow, columns: readonly Column[]): boolean {
  const last = group[group.length - 1];
  if (last.header || row.baseline - last.row.baseline > HEADING_LEADING * row.size) return false;
  const above = cells.map((cell) => last.cells.find(({ from, to }) => from === cell.from && to === cell.to));
  const room = cells.some(
    ({ segment, from, to }, i) =>
      !above[i] || leavesRoom(above[i].segment, segment, { x0: columns[from].x0, x1: columns[to].x1 }),
  );
  if (room) return false;
  const broken = cells.map(
    ({ segment }, i) => /^[\p{Ll}(]/u.test(segment.text) || /\p{L}[-‐]$/u.test(above[i]?.segment.text ?? ''),
  );
  const named = cells[0].from === 0;
  return (named ? broken[0] : broken.includes(true)) || cells.length < group[0].cells.length;
}

/**
 * Rows of words that are set apart from each other by more than the lines inside them: the distance from which a line
 * begins a new row. None where the lines do not show it.
 */
function leadingInside(rows: readonly PlacedRow[]): number | undefined {
  const body = rows.filter(({ header }) => !header);
  const distances = body.slice(1).map(({ row }, i) => row.baseline - body[i].row.baseline);
  const inColumns = distancesInColumns(body).sort((a, b) => a - b);
  const limit = APART * inColumns[Math.floor(inColumns.length / 5)];
  const wide = distances.filter((distance) => distance > limit);
  const least = Math.max(2, distances.length / 8);
  return wide.length >= least && distances.length - wide.length >= least ? limit : undefined;
}

/** Distances of the lines of each column: lines of cells centred beside each other stand between each other's. */
function distancesInColumns(rows: readonly PlacedRow[]): number[] {
  const last = new Map<number, number>();
  return rows.flatMap(({ row, cells }) =>
    cells.flatMap(({ from }) => {
      const above = last.get(from);
      last.set(from, row.baseline);
      return above === undefined ? [] : [row.baseline - above];
    }),
  );
}

/** Median distance between rows with text in several columns. */
function usualDistance(rows: readonly PlacedRow[]): number {
  const anchors = rows.filter(({ cells, header }) => !header && cells.length > 1);
  const distances = anchors.slice(1).map(({ row }, i) => row.baseline - anchors[i].row.baseline);
  distances.sort((a, b) => a - b);
  return distances[distances.length >> 1] ?? 0;
}

/** Lines of a heading: close together, none of them over several columns, and none below a heading that is. */
function joinsHeading(group: readonly PlacedRow[], row: PlacedRow): boolean {
  const last = group[group.length - 1];
  if (!last.header || row.row.baseline - last.row.baseline > HEADING_LEADING * row.row.size) return false;
  const wide = group.flatMap(({ cells }) => cells.filter((cell) => cell.to > cell.from));
  return row.cells.every(
    (cell) => cell.to === cell.from && wide.every((other) => other.to < cell.from || other.from > cell.to),
  );
}

/** Lines too close to stand below each other, in other columns: a name of two lines around its figures. */
function isBeside(last: PlacedRow, row: PlacedRow | undefined): boolean {
  if (!row || row.row.baseline - last.row.baseline > BESIDE * row.row.size) return false;
  return row.cells.every((cell) => last.cells.every((other) => other.to < cell.from || other.from > cell.to));
}

/** A name alone in its line whose end, in small letters, stands in the next line with the figures of the row. */
function goesOnBelow({ row, cells }: PlacedRow, next: PlacedRow | undefined): boolean {
  if (!next || next.cells.length < 2 || cells.length > 1 || cells[0].from > 0 || next.cells[0].from > 0) return false;
  const close = next.row.baseline - row.baseline < HEADING_LEADING * row.size;
  return close && /^[\p{Ll}(]/u.test(next.cells[0].segment.text) && !isNumeric(cells[0].segment.text);
}

/** A line without figures that goes on in columns of the row above. */
function joinsRow(group: readonly PlacedRow[], row: PlacedRow, usual: number): boolean {
  const last = group[group.length - 1];
  if (last.header || row.cells.some(({ segment }) => isNumeric(segment.text))) return false;
  const distance = row.row.baseline - last.row.baseline;
  const above = group.flatMap(({ cells }) => cells);
  const below = row.cells.every((cell) => above.some((a) => a.from <= cell.from && a.to >= cell.to));
  if (!below || row.cells.length >= above.length) return false;
  const first = row.cells[0];
  if (first.from > 0) return distance < HEADING_LEADING * row.row.size;
  return (
    distance < TIGHT * usual || (/^[\p{Ll}(]/u.test(first.segment.text) && distance < HEADING_LEADING * row.row.size)
  );
}
