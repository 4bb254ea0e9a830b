/** Tables without rulings, or with horizontal ones only: columns from white stripes, rows from baselines. */
import type { Glyph } from '../document.ts';
import { regionsOf } from '../layout/regions.ts';
import { type Column, columnsOf, isBody, type Placed, placeHeadings, placeRow } from './alignment.ts';
import { besideProse, withinRules } from './beside.ts';
import { type Candidate, type Judgement, linesAlone } from './candidates.ts';
import type { FilledGrid } from './cells.ts';
import type { Edge } from './edges.ts';
import { judgeRows } from './evidence.ts';
import type { GridCell } from './grid.ts';
import { headingAbove, widenHeadings, widenPartHeadings } from './headings.ts';
import { panelsOf } from './panels.ts';
import { plainRegions, type Region, ruledRegions } from './regions.ts';
import { type TextRow, textRows } from './segments.ts';
import type { TableSettings } from './settings.ts';
import { withoutSurroundings } from './surroundings.ts';
import { joinTallHeadings } from './tall-headings.ts';
import { withoutTypedRules } from './typed-rules.ts';
import { groupRows, isOfWords, joinedRow, type PlacedRow } from './wraps.ts';

export interface StreamTable {
  filled: FilledGrid;
  confidence: number;
}

export interface StreamTables {
  tables: StreamTable[];
  candidates: Candidate[];
}

/**
 * Finds unruled tables among the characters that are in no ruled one.
 * @param drawn horizontal edges that are in no ruled table, in order of y
 */
export function streamTables(glyphs: readonly Glyph[], drawn: readonly Edge[], settings: TableSettings): StreamTables {
  const found = panelsOf(glyphs, drawn).map((panel) => tablesIn(panel.glyphs, panel.rules, settings));
  return {
    tables: found.flatMap(({ tables }) => tables).sort((a, b) => a.filled.grid.ys[0] - b.filled.grid.ys[0]),
    candidates: found.flatMap(({ candidates }) => candidates),
  };
}

function tablesIn(glyphs: readonly Glyph[], drawn: readonly Edge[], settings: TableSettings): StreamTables {
  const { rows, rules: typed } = withoutTypedRules(textRows(glyphs, settings.columnGap));
  const rules = typed.length === 0 ? drawn : [...drawn, ...typed].sort((a, b) => a.at - b.at || a.from - b.from);
  const tables: StreamTable[] = [];
  const candidates: Candidate[] = [];
  const used = new Set<TextRow>();
  const take = (region: Region, from = region.rows) => {
    if (from.some((row) => used.has(row))) return;
    const { judgement, filled } = weigh(region, columnsOf(region.rows), rules, settings, rows);
    const taken = filled !== undefined && judgement.confidence >= settings.streamConfidence;
    candidates.push({ method: 'stream', ...judgement, grid: linesAlone(filled?.grid ?? extentOf(region)), taken });
    if (!taken) return;
    for (const row of from) used.add(row);
    tables.push({ filled, confidence: judgement.confidence });
  };
  // The largest first: rules of a part of the columns lie inside of it.
  for (const region of ruledRegions(rows, rules).sort((a, b) => b.rows.length - a.rows.length)) {
    const inside = withinRules(region);
    take(inside ? { ...region, rows: textRows(inside, settings.columnGap) } : region, region.rows);
  }
  const free = rows.filter((row) => !used.has(row));
  const columns = regionsOf(free.flatMap((row) => row.segments.flatMap((segment) => segment.glyphs)));
  const stretches = columns.length > 1 ? columns.map((column) => textRows(column, settings.columnGap)) : [free];
  for (const region of stretches.flatMap((stretch) => plainRegions(stretch, settings))) {
    const groups = besideProse(region);
    if (groups.length === 1) take(region);
    else
      for (const group of groups)
        for (const part of plainRegions(textRows(group, settings.columnGap), settings)) take(part);
  }
  return { tables, candidates };
}

const extentOf = ({ rows, x0, x1 }: Region) => ({
  xs: [x0, x1],
  ys: [Math.min(...rows.map((row) => row.y0)), Math.max(...rows.map((row) => row.y1))],
});

/** A region with what speaks for it, and its grid if that is enough for a table at all. */
export interface Weighed {
  judgement: Judgement;
  filled?: FilledGrid;
}

/**
 * @param columns of the region
 * @param allRules horizontal edges in and around it
 * @param rows all text rows of the page, for a heading above the region
 */
export function weigh(
  region: Region,
  columns: readonly Column[],
  allRules: readonly Edge[],
  settings: TableSettings,
  rows: readonly TextRow[],
): Weighed {
  if (columns.length < settings.streamCols)
    return { judgement: nothing('too few columns', { columns: columns.length }) };
  const first = region.rows.findIndex(isBody);
  const titles = first > 0 ? placeRow(region.rows[first - 1], columns, true) : [];
  const all = region.rows.map((row, i): PlacedRow => {
    const cells =
      i < first - 1
        ? placeHeadings(row, columns, titles)
        : placeRow(row, columns, !(i > first && row.segments.length === 1));
    return { row, cells, header: i < first && !(i > 0 && i === first - 1 && isPartName(cells)) };
  });
  const rules = region.rules.length;
  const placed: PlacedRow[] = rules > 0 ? all : withoutSurroundings(all, columns);
  widenHeadings(placed, columns, allRules);
  widenPartHeadings(placed, columns, region);
  // What was left out speaks against a table where it is much.
  const across = allRules.filter(({ at }) => region.rules.includes(at));
  const judged = (lines: readonly PlacedRow[]) => {
    const whole = rules > MOST_RULES || isOfWords(lines) ? groupRows(lines, columns, across).map(joinedRow) : lines;
    return judgeRows(whole, lines, columns, rules);
  };
  const judgement = placed.length === all.length ? judged(placed) : lesser(judged(placed), judged(all));
  if (judgement.confidence === 0) return { judgement };
  const heading = rules > 0 ? undefined : headingAbove(placed, columns, rows);
  if (heading) placed.unshift(heading);
  const groups = groupRows(placed, columns, across);
  if (groups.length < (rules > 1 ? 2 : settings.streamRows))
    return { judgement: nothing('too few rows', { ...judgement.figures, rows: groups.length }) };
  const filled = filledGrid(groups, columns, region);
  joinTallHeadings(filled, groups.filter(([line]) => line.header).length);
  return { judgement, filled };
}

/** With more rules than those around the headings and at the end, the rows between them may have several lines. */
const MOST_RULES = 3;

/** A name alone in the first column below the headings: of the first part of the table, or a heading that goes on. */
const isPartName = (cells: readonly Placed[]): boolean =>
  cells.length === 1 && cells[0].from === 0 && cells[0].to === 0 && !/^[\p{Ll}(]/u.test(cells[0].segment.text);

const lesser = (a: Judgement, b: Judgement): Judgement => (b.confidence < a.confidence ? b : a);

const nothing = (because: string, figures: Judgement['figures']): Judgement => ({ confidence: 0, because, figures });

/** Grid lines in the middle of the white between columns and between rows. */
function filledGrid(groups: readonly PlacedRow[][], columns: readonly Column[], region: Region): FilledGrid {
  const xs = columns.map((column, i) =>
    i === 0 ? Math.min(region.x0, column.x0) : (columns[i - 1].x1 + column.x0) / 2,
  );
  xs.push(Math.max(region.x1, columns[columns.length - 1].x1));
  const extents = groups.map((group) => ({
    y0: Math.min(...group.map(({ row }) => row.y0)),
    y1: Math.max(...group.map(({ row }) => row.y1)),
  }));
  const ys = extents.map(({ y0 }, i) => (i === 0 ? y0 : (extents[i - 1].y1 + y0) / 2));
  ys.push(extents[extents.length - 1].y1);
  const cells: GridCell[] = [];
  const glyphs: Glyph[][] = [];
  groups.forEach((group, row) => {
    for (const cell of rowCells(group, columns.length)) {
      cells.push({ row, col: cell.from, rowSpan: 1, colSpan: cell.to - cell.from + 1 });
      glyphs.push(cell.glyphs);
    }
  });
  return { grid: { xs, ys, cells }, glyphs };
}

/** Cells of one row: texts on common columns are one cell, columns without text are empty cells. */
function rowCells(group: readonly PlacedRow[], cols: number): { from: number; to: number; glyphs: Glyph[] }[] {
  const placed: Placed[] = group.flatMap(({ cells }) => cells).sort((a, b) => a.from - b.from || b.to - a.to);
  const cells: { from: number; to: number; glyphs: Glyph[] }[] = [];
  let next = 0;
  for (const { segment, from, to } of placed) {
    const last = cells[cells.length - 1];
    if (last && from <= last.to) {
      last.to = Math.max(last.to, to);
      last.glyphs.push(...segment.glyphs);
    } else {
      while (next < from) cells.push({ from: next, to: next++, glyphs: [] });
      cells.push({ from, to, glyphs: [...segment.glyphs] });
    }
    next = cells[cells.length - 1].to + 1;
  }
  while (next < cols) cells.push({ from: next, to: next++, glyphs: [] });
  return cells;
}
