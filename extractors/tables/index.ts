/** The table engine: tables of one page from its rulings and characters, and tables that go on over several pages. */
import type { PageContent } from '../content.ts';
import type { Glyph, Table } from '../document.ts';
import { type FilledGrid, fill, toTable } from './cells.ts';
import { edgesOf } from './edges.ts';
import { markHeader } from './header.ts';
import { latticeGrids } from './lattice.ts';
import { splitAtRivers } from './rivers.ts';
import { type TableSettings, tableDefaults } from './settings.ts';
import { cutSpansByText } from './spans.ts';
import { splitStackedRows } from './stacked.ts';

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
  let rest = content.glyphs;
  const edges = edgesOf(content.rulings, settings);
  for (const grid of latticeGrids(edges, rest, settings)) {
    const { filled, outside } = fill(grid, rest);
    const whole = completed(filled, settings);
    if (!isTable(whole)) continue;
    const table = toTable(whole, content.number, 'lattice', 0.9);
    markHeader(table);
    tables.push(table);
    rest = outside;
  }
  return { tables, rest };
}

/** Adds the lines that were not drawn but that the text shows. */
const completed = (filled: FilledGrid, settings: TableSettings): FilledGrid =>
  splitStackedRows(splitAtRivers(cutSpansByText(filled, settings), settings), settings);

/** A frame, or one column of boxes, is no table. */
const isTable = ({ grid }: FilledGrid): boolean => grid.cells.length >= 2 && grid.xs.length > 2;
