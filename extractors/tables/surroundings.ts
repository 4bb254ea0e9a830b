/** What stands around an unruled table and is none of it: captions and titles above, notes and sources below. */
import { type Column, isBody, overlap } from './alignment.ts';
import type { PlacedRow } from './wraps.ts';

/** Lines of a caption begin at the same place, to this many points. */
const SAME_BEGIN = 3;
/** A heading is centred over its columns to this share of their width. */
const CENTRED = 0.15;
/** The end of a wrapped name follows its beginning within this many font sizes. */
const WRAPPED = 1.3;

/** The number of a table before its caption: a word, a number, a sign. */
const LABEL = /^\p{L}{2,}\d{1,3}[a-z]?[.:—–-]$/u;
/** So many rows of figures say that rows of words below them are none of the table. */
const LEAST_FIGURES = 3;

/** @param rows placed rows of a region without rules */
export function withoutSurroundings(rows: readonly PlacedRow[], columns: readonly Column[]): PlacedRow[] {
  return withoutNotes(rows.slice(captionEnd(rows, columns)), columns);
}

/**
 * Number of leading rows that are a caption: lines that begin in the first column and run on over others, with the
 * lines that go on below them.
 */
function captionEnd(rows: readonly PlacedRow[], columns: readonly Column[]): number {
  let end = 0;
  while (end < rows.length - 1 && rows[end].header && isCaption(rows[end], columns)) end++;
  if (end === 0) return 0;
  const begins = rows.slice(0, end).flatMap(({ row }) => row.segments.map(({ x0 }) => x0));
  while (end < rows.length - 1 && rows[end].header) {
    const { cells, row } = rows[end];
    const goesOn = begins.some((x0) => Math.abs(x0 - row.segments[0].x0) < SAME_BEGIN);
    const alone = cells.length === 1 && cells[0].from === 0;
    const across = cells.length < columns.length - 1 && !fitsColumns(rows[end], columns);
    if (!alone && !(goesOn && (cells.length === 1 || across))) break;
    end++;
  }
  return end;
}

/** One text from the first column on over others, or such a text behind its number. */
function isCaption({ cells, row }: PlacedRow, columns: readonly Column[]): boolean {
  if (cells[0].from > 0 || row.segments.length > 2) return false;
  const last = cells[cells.length - 1];
  if (row.segments.length === 1) return last.to > 0;
  if (LABEL.test(row.segments[0].text)) return true;
  return cells.length === 2 && last.to > last.from && !isCentred(last.segment, columns.slice(1));
}

function isCentred({ x0, x1 }: { x0: number; x1: number }, columns: readonly Column[]): boolean {
  return columns.some((first, from) =>
    columns.slice(from + 1).some((last) => {
      const apart = Math.abs((first.x0 + last.x1) / 2 - (x0 + x1) / 2);
      return apart < CENTRED * (last.x1 - first.x0) && x1 - x0 < last.x1 - first.x0;
    }),
  );
}

/** Every piece of text as it is printed lies over one column only. */
const fitsColumns = ({ row }: PlacedRow, columns: readonly Column[]) =>
  row.segments.every((segment) => columns.filter((column) => overlap(segment, column) > 0).length <= 1);

/** Leaves out what follows the last row of figures, but for the end of a wrapped name. */
function withoutNotes(rows: readonly PlacedRow[], columns: readonly Column[]): PlacedRow[] {
  const first = rows.findIndex(({ row }) => isBody(row));
  const figures = rows.filter(({ row }) => isBody(row)).length;
  const between = rows.findLastIndex(({ row }) => isBody(row)) + 1 - first;
  if (figures < LEAST_FIGURES || figures * 2 < between) return [...rows];
  let end = rows.findLastIndex(({ row }) => isBody(row)) + 1;
  while (end < rows.length && isWrapped(rows[end - 1], rows[end]) && fitsColumns(rows[end], columns)) end++;
  return rows.slice(0, end);
}

const isWrapped = (above: PlacedRow, { row, cells }: PlacedRow) =>
  row.baseline - above.row.baseline < WRAPPED * row.size &&
  cells.length === 1 &&
  (cells[0].from > 0 || /^[\p{Ll}(]/u.test(cells[0].segment.text));
