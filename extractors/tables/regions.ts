/** Where an unruled table may be: between horizontal rules of equal length, or in rows of text that keep apart. */
import { columnsOf, isBody, overlap } from './alignment.ts';
import type { Edge } from './edges.ts';
import type { TextRow } from './segments.ts';
import type { TableSettings } from './settings.ts';

/** Rows of text that may be a table. */
export interface Region {
  rows: TextRow[];
  /** y of the rules that run across the region, ascending; empty where there are none. */
  rules: number[];
  /** Left and right end in points. */
  x0: number;
  x1: number;
}

/** Ends of rules that belong together differ by at most this, in points. */
const SAME_ENDS = 6;
/** Share of the longer rule that a shorter one with the same right end covers. */
const LEAST_SHARED = 0.6;
/** Rows of one block follow each other within this many font sizes. */
const MOST_LEADING = 3.2;
/** A row below the last rule follows within so many of the usual row distances. */
const FOLLOWS = 1.5;
/** White above the title of another table, in times the usual distance of rows. */
const TITLE_GAP = 1.4;
/** So many rows without columns may stand between rows that have them. */
const MOST_PLAIN_ROWS = 2;

/**
 * Regions between rules.
 * @param rows text rows of what is in no table yet, from top to bottom
 * @param rules horizontal edges that are in no table, in order of y
 */
export function ruledRegions(rows: readonly TextRow[], rules: readonly Edge[]): Region[] {
  const regions: Region[] = [];
  const used = new Set<Edge>();
  for (const [i, first] of rules.entries()) {
    if (used.has(first)) continue;
    let region: Region = { rows: [], rules: [first.at], x0: first.from, x1: first.to };
    for (const next of rules.slice(i + 1)) {
      if (!belongs(next, region)) continue;
      const top = region.rules[region.rules.length - 1];
      const between = rows.filter((row) => isBetween(row, top, next.at) && crosses(row, region));
      if (!looksTabular(between)) break;
      used.add(next);
      region = {
        rows: [],
        rules: [...region.rules, next.at],
        x0: Math.min(region.x0, next.from),
        x1: Math.max(region.x1, next.to),
      };
    }
    region.rows = rows.filter(
      (row) => isBetween(row, region.rules[0], region.rules.at(-1) ?? 0) && crosses(row, region),
    );
    if (region.rules.length > 1 && region.rows.length > 1 && !drawnUnderSums(region))
      regions.push({ ...region, rows: [...headingsAbove(region, rows), ...region.rows, ...rowsBelow(region, rows)] });
  }
  return regions;
}

/** Rules that run over one text of each row are drawn under the sums of a column; those of a table run over many. */
const drawnUnderSums = ({ rows, x0, x1 }: Region): boolean =>
  rows.every(({ segments }) => segments.filter((s) => s.x0 < x1 && s.x1 > x0).length < Math.min(2, segments.length));

/** A heading stands above the first rule within this many font sizes, and above the next heading within as many. */
const HEADING_LEADING = 1.7;

/**
 * The rows above the first rule that head the columns below it: a rule under the headings may be the first of a table.
 * @returns none where headings stand between the rules
 */
function headingsAbove({ rows, rules, x0, x1 }: Region, all: readonly TextRow[]): TextRow[] {
  if (!isBody(rows[0])) return [];
  const above: TextRow[] = [];
  let below = rules[0] + HEADING_LEADING * 0.3 * rows[0].size;
  for (let i = all.indexOf(rows[0]) - 1; i >= 0; i--) {
    const row = all[i];
    const { segments, size } = row;
    const inside = segments[0].x0 >= x0 - SAME_ENDS && segments[segments.length - 1].x1 <= x1 + SAME_ENDS;
    const heads = segments.length > 1 || (above.length > 0 && segments[0].x0 > rows[0].segments[0].x1);
    if (!inside || !heads || isBody(row) || below - row.baseline > HEADING_LEADING * size) break;
    above.unshift(row);
    below = row.baseline;
  }
  return above;
}

/** Rows of figures that follow the last rule as the rows above follow each other: no rule need close a table. */
function rowsBelow({ rows, x0, x1 }: Region, all: readonly TextRow[]): TextRow[] {
  const distances = rows.slice(1).map((row, i) => row.baseline - rows[i].baseline);
  const usual = distances.sort((a, b) => a - b)[distances.length >> 1];
  const figures = rows.filter(isBody).map((row) => row.segments.length);
  const least = Math.max(2, Math.min(...figures));
  const below: TextRow[] = [];
  let last = rows[rows.length - 1];
  for (const row of all) {
    if (row.baseline <= last.baseline) continue;
    const { segments } = row;
    const inside = segments[0].x0 >= x0 - SAME_ENDS && segments[segments.length - 1].x1 <= x1 + SAME_ENDS;
    if (row.baseline - last.baseline > FOLLOWS * usual || segments.length < least || !inside || !isBody(row)) break;
    below.push(row);
    last = row;
  }
  return below;
}

/** A rule with the same ends, or with one of them when the first column has no heading. */
function belongs(rule: Edge, { x0, x1 }: Region): boolean {
  const sameLeft = Math.abs(rule.from - x0) <= SAME_ENDS;
  const sameRight = Math.abs(rule.to - x1) <= SAME_ENDS;
  const shared = (Math.min(rule.to, x1) - Math.max(rule.from, x0)) / Math.max(rule.to - rule.from, x1 - x0);
  return (sameLeft && sameRight) || (sameRight && shared > LEAST_SHARED);
}

const isBetween = ({ baseline }: TextRow, top: number, bottom: number) => baseline > top && baseline <= bottom + 1;

const crosses = ({ segments }: TextRow, { x0, x1 }: Region) =>
  segments[0].x0 < x1 && segments[segments.length - 1].x1 > x0;

/** So few lines between two rules are one row, if one of them falls into several pieces. */
const ONE_ROW = 6;
/** Share of the pieces of text that lie in one column each, where lines of words keep to columns. */
const IN_COLUMNS = 0.9;

/** Nothing between two rules, or rows most of which fall into several pieces, or lines that keep to columns. */
function looksTabular(rows: readonly TextRow[]): boolean {
  const apart = rows.filter((row) => row.segments.length > 1);
  if (rows.length <= 1 || apart.length * 2 >= rows.length) return true;
  if (apart.length > 0 && rows.length <= ONE_ROW) return true;
  if (hasStripe(rows)) return true;
  if (apart.length === 0) return false;
  const columns = columnsOf(apart);
  const pieces = rows.flatMap((row) => row.segments);
  const within = pieces.filter((piece) => columns.filter((column) => overlap(piece, column) > 0).length === 1);
  return columns.length > 2 && within.length >= IN_COLUMNS * pieces.length;
}

/** Whether a white stripe as wide as a letter runs down between the pieces of all lines, which may stand at other heights. */
function hasStripe(rows: readonly TextRow[]): boolean {
  const pieces = rows.flatMap((row) => row.segments).sort((a, b) => a.x0 - b.x0);
  let end = pieces[0].x1;
  for (const piece of pieces) {
    if (piece.x0 - end >= rows[0].size) return true;
    end = Math.max(end, piece.x1);
  }
  return false;
}

/** Blocks of rows that fall into several pieces, without rules. */
export function plainRegions(rows: readonly TextRow[], settings: TableSettings): Region[] {
  const regions: Region[] = [];
  let block: TextRow[] = [];
  let plain = 0;
  const close = () => {
    for (const part of apartAtTitles(block.slice(0, block.length - plain))) {
      if (part.length >= settings.streamRows) regions.push(regionOf(part));
    }
    block = [];
    plain = 0;
  };
  for (const row of rows) {
    const last = block[block.length - 1];
    if (last && row.baseline - last.baseline > MOST_LEADING * Math.max(row.size, last.size)) close();
    if (row.segments.length > 1) plain = 0;
    else if (block.length > 0 && ++plain > MOST_PLAIN_ROWS) {
      plain--;
      close();
    }
    if (row.segments.length > 1 || block.length > 0) block.push(row);
  }
  close();
  return regions;
}

/** Rows of a block parted where the title of another table stands: alone, below more white than usual, above headings. */
function apartAtTitles(rows: readonly TextRow[]): TextRow[][] {
  const distances = rows.slice(1).map((row, i) => row.baseline - rows[i].baseline);
  const usual = distances.toSorted((a, b) => a - b)[distances.length >> 1];
  const parts: TextRow[][] = [[]];
  rows.forEach((row, i) => {
    const part = parts[parts.length - 1];
    const isTitle = row.segments.length === 1 && i > 0 && distances[i - 1] > TITLE_GAP * usual;
    if (isTitle && part.filter(isBody).length > 1 && headsFigures(rows.slice(i + 1))) parts.push([]);
    else if (row.segments.length > 1 || part.length > 0) part.push(row);
  });
  return parts;
}

/** Whether headings of several columns come before the next figures. */
function headsFigures(rows: readonly TextRow[]): boolean {
  const figures = rows.findIndex(isBody);
  return rows.slice(0, Math.max(0, figures)).some(({ segments }) => segments.length > 1);
}

const regionOf = (rows: TextRow[]): Region => ({
  rows,
  rules: [],
  x0: Math.min(...rows.map((row) => row.segments[0].x0)),
  x1: Math.max(...rows.map((row) => row.segments[row.segments.length - 1].x1)),
});
