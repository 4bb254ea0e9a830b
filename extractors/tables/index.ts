/** The table engine: tables of one page from its rulings and characters, and tables that go on over several pages. */
import type { PageContent } from '../content.ts';
import type { Glyph, Table } from '../document.ts';
import { boxedTable } from './boxed.ts';
import { type Candidate, linesAlone, type PageFindings } from './candidates.ts';
import { type FilledGrid, fill, toTable } from './cells.ts';
import { bandEdges, type Edge, edgesOf } from './edges.ts';
import type { Grid } from './grid.ts';
import { markHeader } from './header.ts';
import { judgeGrid } from './judge.ts';
import { latticeGrids } from './lattice.ts';
import { takeOverhang } from './overhang.ts';
import { splitAtRivers } from './rivers.ts';
import { type TableSettings, tableDefaults } from './settings.ts';
import { cutSpansByText } from './spans.ts';
import { splitStackedRows } from './stacked.ts';
import { streamTables } from './stream.ts';

export { joinContinuations } from './continuations.ts';

/**
 * Finds the tables of one page.
 * @param content rulings and characters, in any order; points, origin top left
 * @returns tables from top to bottom, the characters that are in none of them, and what was weighed
 */
export function findPageTables(
  content: PageContent,
  settings: TableSettings = tableDefaults,
): { tables: Table[]; rest: Glyph[]; findings: PageFindings } {
  const edges = edgesOf(content.rulings, settings);
  const tables: Table[] = [];
  const candidates: Candidate[] = [];
  const cut: string[] = [];
  const drawings: Grid[] = [];
  let rest = content.glyphs;
  let outsideDrawings = content.glyphs;
  // The smallest first: a table inside a cell of another keeps its text.
  for (const { grid, ticked } of latticeGrids(edges, rest, settings).sort((a, b) => area(a.grid) - area(b.grid))) {
    const { filled, outside } = fill(grid, rest);
    const boxed = ticked ? undefined : boxedTable(filled, edges.horizontal, settings);
    if (boxed?.filled) {
      candidates.push({ method: 'stream', ...boxed.judgement, grid: linesAlone(boxed.filled.grid), taken: true });
      drawings.push(grid);
      outsideDrawings = fill(grid, outsideDrawings).outside;
      rest = outside;
      tables.push(withHeader(toTable(boxed.filled, content.number, 'stream', boxed.judgement.confidence)));
      continue;
    }
    const whole = completed(filled, settings);
    const judgement = judgeGrid(filled, whole, ticked, settings);
    const { confidence } = judgement;
    candidates.push({ method: 'lattice', ...judgement, grid: linesAlone(whole.grid), taken: confidence > 0 });
    if (grid.cells.length > 1) {
      drawings.push(grid);
      outsideDrawings = fill(grid, outsideDrawings).outside;
    }
    if (confidence === 0) continue;
    const settled = takeOverhang(whole, outside);
    rest = settled.outside;
    cut.push(...settled.cut);
    tables.push(withHeader(toTable(whole, content.number, 'lattice', confidence)));
  }
  const rules = [...edges.horizontal, ...bandEdges(content.fills, settings)]
    .filter((edge) => !drawings.some((grid) => contains(grid, edge)))
    .sort((a, b) => a.at - b.at || a.from - b.from);
  const used = new Set<Glyph>();
  const undrawn = inBoth(rest, outsideDrawings);
  const stream = streamTables(undrawn, rules, settings);
  for (const { filled, confidence } of stream.tables) {
    tables.push(withHeader(toTable(filled, content.number, 'stream', confidence)));
    for (const glyph of filled.glyphs.flat()) used.add(glyph);
  }
  return {
    tables: tables.sort((a, b) => topOf(a) - topOf(b) || leftOf(a) - leftOf(b)),
    rest: used.size === 0 ? rest : rest.filter((glyph) => !used.has(glyph)),
    findings: { edges, candidates: [...candidates, ...stream.candidates], cut },
  };
}

/** The characters of both lists, in their order. */
function inBoth(a: Glyph[], b: Glyph[]): Glyph[] {
  if (a === b) return a;
  const [few, many] = a.length < b.length ? [a, b] : [b, a];
  const wanted = new Set(few);
  return many.filter((glyph) => wanted.has(glyph));
}

const area = ({ xs, ys }: Grid) => (xs[xs.length - 1] - xs[0]) * (ys[ys.length - 1] - ys[0]);
const topOf = (table: Table) => table.parts[0].box?.[1] ?? 0;
const leftOf = (table: Table) => table.parts[0].box?.[0] ?? 0;

function withHeader(table: Table): Table {
  markHeader(table);
  return table;
}

const contains = ({ xs, ys }: Grid, edge: Edge): boolean =>
  edge.at >= ys[0] - 1 && edge.at <= ys[ys.length - 1] + 1 && edge.to > xs[0] && edge.from < xs[xs.length - 1];

/** Adds the lines that were not drawn but that the text shows. */
const completed = (filled: FilledGrid, settings: TableSettings): FilledGrid =>
  splitStackedRows(splitAtRivers(cutSpansByText(filled, settings), settings), settings);
