/** The table engine: tables of one page from its rulings and characters, and tables that go on over several pages. */
import type { PageContent } from '../content.ts';
import type { Glyph, Table } from '../document.ts';
import { type FilledGrid, fill, toTable } from './cells.ts';
import { type Edge, edgesOf } from './edges.ts';
import type { Grid } from './grid.ts';
import { markHeader } from './header.ts';
import { latticeGrids } from './lattice.ts';
import { splitAtRivers } from './rivers.ts';
import { type TableSettings, tableDefaults } from './settings.ts';
import { cutSpansByText } from './spans.ts';
import { splitStackedRows } from './stacked.ts';
import { streamTables } from './stream.ts';

export { joinContinuations } from './continuations.ts';

/**
 * Finds the tables of one page.
 * @param content rulings and characters, in any order; points, origin top left
 * @returns tables from top to bottom, and the characters that are in none of them
 */
export function findPageTables(
  content: PageContent,
  settings: TableSettings = tableDefaults,
): { tables: Table[]; rest: Glyph[] } {
  const tables: Table[] = [];
  const inTables: Grid[] = [];
  let rest = content.glyphs;
  const edges = edgesOf(content.rulings, settings);
  for (const grid of latticeGrids(edges, rest, settings)) {
    const { filled, outside } = fill(grid, rest);
    const whole = completed(filled, settings);
    if (!isTable(whole)) continue;
    tables.push(withHeader(toTable(whole, content.number, 'lattice', 0.9)));
    inTables.push(grid);
    rest = outside;
  }
  const rules = edges.horizontal.filter((edge) => !inTables.some((grid) => contains(grid, edge)));
  for (const { filled, confidence } of streamTables(rest, rules, settings)) {
    tables.push(withHeader(toTable(filled, content.number, 'stream', confidence)));
    const used = new Set(filled.glyphs.flat());
    rest = rest.filter((glyph) => !used.has(glyph));
  }
  return { tables: tables.sort((a, b) => a.parts[0].box![1] - b.parts[0].box![1]), rest };
}

function withHeader(table: Table): Table {
  markHeader(table);
  return table;
}

const contains = ({ xs, ys }: Grid, edge: Edge): boolean =>
  edge.at >= ys[0] - 1 && edge.at <= ys[ys.length - 1] + 1 && edge.to > xs[0] && edge.from < xs[xs.length - 1];

/** Adds the lines that were not drawn but that the text shows. */
const completed = (filled: FilledGrid, settings: TableSettings): FilledGrid =>
  splitStackedRows(splitAtRivers(cutSpansByText(filled, settings), settings), settings);

/** A frame, or one column of boxes, is no table. */
const isTable = ({ grid }: FilledGrid): boolean => grid.cells.length >= 2 && grid.xs.length > 2;
