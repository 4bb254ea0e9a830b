/** Tables from rulings: a connected drawing becomes a grid, or nothing when it is a frame or a line under a heading. */
import type { Glyph } from '../document.ts';
import { componentsOf } from './components.ts';
import type { Edge, Edges } from './edges.ts';
import { bandOf, cellsOf, type Grid, linesOf, wallsOf } from './grid.ts';
import type { TableSettings } from './settings.ts';

/** A grid as drawn. */
export interface Drawing {
  grid: Grid;
  /** Lines stick out of one side at regular marks, as on the axis of a chart. */
  ticked: boolean;
}

/**
 * Candidate grids of a page, in order of their top edge.
 * @param edges joined edges of the page
 * @param glyphs all characters of the page: rows and columns between double rulings hold none
 */
export function latticeGrids(edges: Edges, glyphs: readonly Glyph[], settings: TableSettings): Drawing[] {
  const drawings: Drawing[] = [];
  for (const component of componentsOf(edges, settings)) {
    const grid = gridOf(component, glyphs, settings);
    if (grid) drawings.push({ grid, ticked: isTicked(component, grid, settings) });
  }
  return drawings.sort((a, b) => a.grid.ys[0] - b.grid.ys[0] || a.grid.xs[0] - b.grid.xs[0]);
}

function gridOf(component: Edges, glyphs: readonly Glyph[], settings: TableSettings): Grid | undefined {
  let xs = withOpenSides(linesOf(component.vertical, settings.snap), component.horizontal, settings);
  let ys = withOpenSides(linesOf(component.horizontal, settings.snap), component.vertical, settings);
  if (xs.length < 2 || ys.length < 2 || xs.length * ys.length > settings.maxGrid) return undefined;
  const inside = glyphs.filter((g) => within(g, xs, ys));
  xs = withoutDoubles(xs, inside, (g) => (g.x0 + g.x1) / 2, settings.minColumn);
  ys = withoutDoubles(ys, inside, (g) => (g.y0 + g.y1) / 2, settings.minRow);
  if (xs.length < 2 || ys.length < 2) return undefined;
  const walls = wallsOf(component, xs, ys, settings);
  return { xs, ys, cells: cellsOf(walls) };
}

const within = (g: Glyph, xs: number[], ys: number[]) => {
  const x = (g.x0 + g.x1) / 2;
  const y = (g.y0 + g.y1) / 2;
  return x >= xs[0] && x <= xs[xs.length - 1] && y >= ys[0] && y <= ys[ys.length - 1];
};

/** Adds the outer line of a side that is not drawn but that the crossing edges all reach out to. */
function withOpenSides(lines: number[], crossing: readonly Edge[], settings: TableSettings): number[] {
  const first = lines[0];
  const last = lines[lines.length - 1];
  const before = crossing.filter((e) => first - e.from >= settings.openSide).map((e) => e.from);
  const after = crossing.filter((e) => e.to - last >= settings.openSide).map((e) => e.to);
  const out = [...lines];
  if (before.length >= 2 || before.length === crossing.length) out.unshift(Math.min(...before));
  if (after.length >= 2 || after.length === crossing.length) out.push(Math.max(...after));
  return out;
}

/** Takes together two lines with nothing between them that stand too close for a row or column of text. */
function withoutDoubles(
  lines: number[],
  glyphs: readonly Glyph[],
  middle: (g: Glyph) => number,
  least: number,
): number[] {
  if (!lines.some((line, i) => i > 0 && line - lines[i - 1] < least)) return lines;
  const counts = new Array<number>(lines.length).fill(0);
  for (const g of glyphs) counts[Math.max(0, bandOf(lines, middle(g)))]++;
  const out = [lines[0]];
  let joined = 1;
  for (let i = 1; i < lines.length; i++) {
    const last = out[out.length - 1];
    if (lines[i] - lines[i - 1] < least && counts[i - 1] === 0 && joined < 3) {
      out[out.length - 1] = (last * joined + lines[i]) / (joined + 1);
      joined++;
    } else {
      out.push(lines[i]);
      joined = 1;
    }
  }
  return out;
}

/** At least so many marks, and this share of all lines, stick out on one side; on the other side hardly any. */
const LEAST_TICKS = 3;
const SHARE_OF_TICKS = 0.35;

function isTicked({ horizontal, vertical }: Edges, { xs, ys }: Grid, settings: TableSettings): boolean {
  const oneSided = (edges: readonly Edge[], lines: readonly number[]) => {
    const before = edges.filter((e) => lines[0] - e.from >= settings.tick).length;
    const after = edges.filter((e) => e.to - lines[lines.length - 1] >= settings.tick).length;
    const many = Math.max(before, after);
    return many >= LEAST_TICKS && many >= SHARE_OF_TICKS * edges.length && Math.min(before, after) * 3 <= many;
  };
  return oneSided(horizontal, xs) || oneSided(vertical, ys);
}
