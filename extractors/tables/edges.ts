/** From rulings to edges: lines that were drawn twice, in dashes or cell by cell become one edge each. */
import type { PageContent } from '../content.ts';
import type { Ruling } from '../document.ts';
import type { TableSettings } from './settings.ts';

/** A line without thickness: `at` is its y (horizontal) or x (vertical), `from` and `to` run along it, in points. */
export interface Edge {
  at: number;
  from: number;
  to: number;
}

export interface Edges {
  horizontal: Edge[];
  vertical: Edge[];
}

/** Snaps and joins the rulings of a page. Both lists come back in order of position, then beginning. */
export function edgesOf(rulings: readonly Ruling[], settings: TableSettings): Edges {
  const horizontal: Edge[] = [];
  const vertical: Edge[] = [];
  for (const r of rulings) {
    if (r.orientation === 'horizontal') horizontal.push({ at: (r.y0 + r.y1) / 2, from: r.x0, to: r.x1 });
    else vertical.push({ at: (r.x0 + r.x1) / 2, from: r.y0, to: r.y1 });
  }
  return { horizontal: joinEdges(horizontal, settings), vertical: joinEdges(vertical, settings) };
}

/** Coloured bands behind rows rule them as lines do: the upper and lower sides of bands as low as a row. */
export function bandEdges(fills: PageContent['fills'], settings: TableSettings): Edge[] {
  const edges: Edge[] = [];
  for (const { x0, y0, x1, y1 } of fills) {
    const height = y1 - y0;
    if (height < settings.minRow || height > settings.bandHeight || x1 - x0 < height) continue;
    edges.push({ at: y0, from: x0, to: x1 }, { at: y1, from: x0, to: x1 });
  }
  return joinEdges(edges, settings);
}

/** Joins edges of one direction that lie on one another or touch end to end. */
export function joinEdges(edges: readonly Edge[], settings: TableSettings): Edge[] {
  const sorted = [...edges].sort((a, b) => a.at - b.at || a.from - b.from || a.to - b.to);
  const joined: Edge[] = [];
  for (const [start, end] of clusters(sorted, (e) => e.at, settings.snap)) {
    const level = sorted.slice(start, end).sort((a, b) => a.from - b.from || a.at - b.at || a.to - b.to);
    joinLevel(level, settings, joined);
  }
  return joined.filter((e) => e.to - e.from >= settings.minEdge).sort((a, b) => a.at - b.at || a.from - b.from);
}

function joinLevel(level: readonly Edge[], settings: TableSettings, out: Edge[]): void {
  let run: Edge | undefined;
  let weight = 0;
  let lastLength = 0;
  for (const edge of level) {
    const length = edge.to - edge.from;
    const dashed = length <= settings.dashLength && lastLength <= settings.dashLength;
    if (run && edge.from - run.to <= (dashed ? settings.dashGap : settings.join)) {
      run.at = (run.at * weight + edge.at * length) / (weight + length || 1);
      weight += length;
      run.to = Math.max(run.to, edge.to);
    } else {
      run = { ...edge };
      weight = length;
      out.push(run);
    }
    lastLength = length;
  }
}

/**
 * Groups of values that follow each other within `tolerance`, none wider than twice the tolerance (so that a row of
 * close lines does not run together).
 * @param sorted items in order of `value`
 * @returns index ranges, end excluded
 */
export function clusters<T>(sorted: readonly T[], value: (item: T) => number, tolerance: number): [number, number][] {
  const ranges: [number, number][] = [];
  let start = 0;
  for (let i = 1; i <= sorted.length; i++) {
    const goesOn =
      i < sorted.length &&
      value(sorted[i]) - value(sorted[i - 1]) <= tolerance &&
      value(sorted[i]) - value(sorted[start]) <= 2 * tolerance;
    if (goesOn) continue;
    if (i > start) ranges.push([start, i]);
    start = i;
  }
  return ranges;
}
