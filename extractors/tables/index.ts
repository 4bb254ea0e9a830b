/** The table engine: tables of one page from its rulings and characters, and tables that go on over several pages. */
import type { PageContent } from '../content.ts';
import type { Glyph, Table } from '../document.ts';
import { fill, toTable } from './cells.ts';
import { edgesOf } from './edges.ts';
import { markHeader } from './header.ts';
import { latticeGrids } from './lattice.ts';
import { type TableSettings, tableDefaults } from './settings.ts';

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
    if (grid.cells.length < 2) continue;
    const { filled, outside } = fill(grid, rest);
    const table = toTable(filled, content.number, 'lattice', 0.9);
    markHeader(table);
    tables.push(table);
    rest = outside;
  }
  return { tables, rest };
}
