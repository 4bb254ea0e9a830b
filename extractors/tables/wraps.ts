/** Text rows to table rows: lines that were wrapped inside a cell go together. */
import type { Placed } from './alignment.ts';
import { isNumeric, type TextRow } from './segments.ts';

export interface PlacedRow {
  row: TextRow;
  cells: Placed[];
  header: boolean;
}

/** Wrapped lines stand at most this share of the usual row distance apart. */
const TIGHT = 0.85;
/** The lines of one heading follow each other within this many font sizes. */
const HEADING_LEADING = 1.6;

/**
 * Groups text rows that make up one table row.
 * @param rows in order, with their columns
 * @param rules y of rules across the table: nothing is joined over one
 */
export function groupRows(rows: readonly PlacedRow[], rules: readonly number[]): PlacedRow[][] {
  const usual = usualDistance(rows);
  const groups: PlacedRow[][] = [];
  for (const row of rows) {
    const group = groups[groups.length - 1];
    const last = group?.[group.length - 1];
    const ruled = last && rules.some((y) => y > last.row.baseline && y < row.row.baseline);
    if (last && !ruled && (row.header ? joinsHeading(last, row) : joinsRow(group, row, usual))) group.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** Median distance between rows that begin in the first column and have text in others. */
function usualDistance(rows: readonly PlacedRow[]): number {
  const anchors = rows.filter(({ cells, header }) => !header && cells.length > 1 && cells[0].from === 0);
  const distances = anchors.slice(1).map(({ row }, i) => row.baseline - anchors[i].row.baseline);
  distances.sort((a, b) => a - b);
  return distances[distances.length >> 1] ?? 0;
}

/** Lines of a heading: close together, no span above narrower titles. */
function joinsHeading(last: PlacedRow, row: PlacedRow): boolean {
  if (!last.header || row.row.baseline - last.row.baseline > HEADING_LEADING * row.row.size) return false;
  return !last.cells.some((cell) => cell.to > cell.from) && !row.cells.some((cell) => cell.to > cell.from);
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
  return distance < TIGHT * usual || (/^\p{Ll}/u.test(first.segment.text) && distance < HEADING_LEADING * row.row.size);
}
