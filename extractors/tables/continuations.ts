/** Tables that go on over the next pages become one table of several parts. */
import type { PageContent } from '../content.ts';
import type { Cell, Table, TablePart } from '../document.ts';
import { type ColumnMatch, columnEdges, matchColumns } from './columns.ts';
import { completedCells } from './cutrow.ts';
import { type TextArea, textAreas } from './furniture.ts';
import { bareText, rowsOf } from './header.ts';
import { isNumeric, textRows } from './segments.ts';
import { type TableSettings, tableDefaults } from './settings.ts';

/** A table that may still go on, with the column edges that the next part is compared with. */
interface Open {
  table: Table;
  edges: number[];
  /** What is printed above its first part. */
  above: string;
}

/**
 * Joins tables that go on over page breaks: the columns agree, and nothing but page furniture stands below the one and
 * above the other. A title or unit line above the second makes it a table of its own. Grids without any text that
 * continue nothing are dropped.
 * @param tables tables of all pages as `findPageTables` gives them
 * @param pages all pages of the document, in order
 * @returns tables in order of their first part; each cell keeps its page
 */
export function joinContinuations(
  tables: readonly Table[],
  pages: readonly PageContent[],
  settings: TableSettings = tableDefaults,
): Table[] {
  const areas = textAreas(pages);
  const onPage = new Map<number, Table[]>();
  for (const table of tables) {
    const list = onPage.get(table.parts[0].page) ?? [];
    list.push(table);
    onPage.set(table.parts[0].page, list);
  }
  const joined: Table[] = [];
  let open: Open | undefined;
  let before: PageContent | undefined;
  for (const page of pages) {
    const here = (onPage.get(page.number) ?? []).sort((a, b) => topOf(a) - topOf(b));
    for (const [i, table] of here.entries()) {
      const above = i === 0 ? textAbove(table, page, areas) : undefined;
      const match =
        open && before && above !== undefined && mayGoOn(open, before, table, above, areas, settings)
          ? sameColumns(open, table, settings)
          : undefined;
      if (open && match) open = { ...append(open, table, match), above: open.above };
      else {
        open = { table, edges: edgesOn(table), above: above ?? '' };
        joined.push(table);
      }
      const last = joined.length - 1;
      joined[last] = open.table;
    }
    if (here.length === 0) open = undefined;
    before = page;
  }
  return joined.filter((table) => table.cells.some((cell) => cell.lines.length > 0));
}

const topOf = (table: Table) => table.parts[0].box?.[1] ?? 0;

/** Column edges on the table's own page; a table on one page shows all of them. */
const edgesOn = (table: Table) => columnEdges(table, table.parts[0].page).filter((x) => x !== undefined);

/** Whether a table may go on at the head of the next page, columns aside. */
function mayGoOn(
  open: Open,
  before: PageContent,
  next: Table,
  above: string,
  areas: ReadonlyMap<number, TextArea>,
  settings: TableSettings,
): boolean {
  if (beginsAgain(open.table, next)) return false;
  if (above === '') return meetsFoot(open.table, before, areas, settings.footSlack);
  // Spreadsheets print the title on every page, together with the header.
  const titled = open.above.endsWith(above) && repeatedRows(open.table, next) > 0;
  return titled && meetsFoot(open.table, before, areas, settings.titledFootSlack);
}

/**
 * The same form filled in once more: after rows that are equal, a row with the same name in its first cell and
 * something else after it.
 */
function beginsAgain(table: Table, next: Table): boolean {
  const [before, after] = [rowsOf(table), rowsOf(next)];
  let r = 0;
  while (r < before.length && r < after.length && rowText(before[r]) !== '' && rowText(before[r]) === rowText(after[r]))
    r++;
  const name = (row: readonly Cell[] | undefined) => bareText(row?.find((cell) => cell.lines.length > 0) ?? EMPTY);
  const again = name(after[r]);
  return again !== '' && !isNumeric(again) && again === name(before[r]);
}

const EMPTY: Cell = { row: 0, col: 0, rowSpan: 1, colSpan: 1, page: 0, lines: [], header: false };

const rowText = (row: readonly Cell[]) =>
  row
    .map(bareText)
    .filter((text) => text !== '')
    .join('\t');

/** Text between the running head and the table, numbers blanked; a picture there counts as text. */
function textAbove(table: Table, page: PageContent, areas: ReadonlyMap<number, TextArea>): string {
  const head = areas.get(page.number)?.head ?? 0;
  const top = topOf(table);
  const between = (y0: number, y1: number) => (y0 + y1) / 2 > head && (y0 + y1) / 2 < top;
  const glyphs = page.glyphs.filter((g) => between(g.y0, g.y1));
  const rows = textRows(glyphs, Number.POSITIVE_INFINITY).map((row) => row.segments.map((s) => s.text).join(''));
  const pictures = page.images.filter(({ box }) => between(box[1], box[3])).map(() => '\ufffc');
  return [...pictures, ...rows].join('\n').replace(/\d+/g, '#');
}

/** Nothing but furniture stands below the table's last part, and little of the page is left. */
function meetsFoot(table: Table, page: PageContent, areas: ReadonlyMap<number, TextArea>, slack: number): boolean {
  const part = table.parts[table.parts.length - 1];
  if (part.page !== page.number || !part.box) return false;
  const foot = areas.get(page.number)?.foot ?? page.height;
  const bottom = part.box[3];
  if (Math.min(foot, page.height) - bottom > slack * page.height) return false;
  return !page.glyphs.some((g) => (g.y0 + g.y1) / 2 > bottom && (g.y0 + g.y1) / 2 < foot);
}

/** By geometry; failing that, by a header that is printed again over as many columns. */
function sameColumns(open: Open, next: Table, settings: TableSettings): ColumnMatch | undefined {
  const edges = edgesOn(next);
  const match = matchColumns(open.edges, edges, settings.continuationShift);
  if (match || next.cols !== open.table.cols || repeatedRows(open.table, next) === 0) return match;
  const all = edges.map((_, i) => i);
  return { cols: next.cols, first: all, second: all };
}

/** How many rows at the top of `next` repeat the header rows of `table`, word for word. */
function repeatedRows(table: Table, next: Table): number {
  const header = rowsOf(table).filter((row) => row.some((cell) => cell.header));
  const rows = rowsOf(next);
  let from = 0;
  while (from < header.length && rowText(header[from]) !== rowText(rows[0])) from++;
  let count = 0;
  while (from + count < header.length && count < rows.length && rowText(header[from + count]) === rowText(rows[count]))
    count++;
  return count;
}

function append(open: Open, next: Table, match: ColumnMatch): Omit<Open, 'above'> {
  const { table } = open;
  const repeated = repeatedRows(table, next);
  const cells = remapped(table.cells, match.first);
  const below = remapped(next.cells, match.second);
  const cut = repeated === 0 && next.rows > 1 ? completeLastRow(table, cells, below) : 0;
  const shift = table.rows - cut;
  const added = below
    .filter((cell) => cell.row + cell.rowSpan > cut)
    .map((cell) => (cell.row < cut ? { ...cell, row: cut, rowSpan: cell.rowSpan - cut + cell.row } : cell))
    .map((cell) => ({ ...cell, row: cell.row + shift, header: cell.row < repeated }));
  const parts: TablePart[] = next.parts.map((part) => ({
    ...part,
    firstRow: part.firstRow + shift,
    lastRow: part.lastRow + shift,
  }));
  return {
    table: {
      ...table,
      rows: shift + next.rows,
      cols: match.cols,
      cells: [...cells, ...added],
      parts: [...table.parts, ...parts],
      confidence: Math.min(table.confidence, next.confidence),
    },
    edges: match.first.length > match.second.length ? open.edges : edgesOn(next),
  };
}

/** Puts the end of a row that the page break cut into its cells. Returns the number of rows of `below` so used up. */
function completeLastRow(table: Table, cells: Cell[], below: readonly Cell[]): 0 | 1 {
  const first = below.filter((cell) => cell.row === 0);
  const pairs = completedCells(
    cells.filter((cell) => cell.row + cell.rowSpan === table.rows),
    first,
  );
  for (const [above, rest] of pairs) cells[cells.indexOf(above)] = { ...above, lines: [...above.lines, ...rest.lines] };
  return pairs.length > 0 ? 1 : 0;
}

/** Cells with their columns counted among the joined columns. */
const remapped = (cells: readonly Cell[], places: readonly number[]): Cell[] =>
  cells.map((cell) => ({
    ...cell,
    col: places[cell.col],
    colSpan: places[cell.col + cell.colSpan] - places[cell.col],
  }));
