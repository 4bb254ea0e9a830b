/** Edges that cross or touch belong to one drawing: each connected group may be a table. */
import type { Edge, Edges } from './edges.ts';
import type { TableSettings } from './settings.ts';

/**
 * Connected groups of edges with at least two horizontal and one vertical edge, or one horizontal and two vertical.
 * @param edges joined edges, each list in order of position
 * @returns groups in order of their first horizontal edge; edges that cross nothing are in none
 */
export function componentsOf(edges: Edges, settings: TableSettings): Edges[] {
  const { horizontal, vertical } = edges;
  const parent = Array.from({ length: horizontal.length + vertical.length }, (_, i) => i);
  const find = (i: number): number => {
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i;
  };
  horizontal.forEach((h, i) => {
    for (let j = firstAtLeast(vertical, h.from - settings.corner); j < vertical.length; j++) {
      const v = vertical[j];
      if (v.at > h.to + settings.corner) break;
      if (h.at < v.from - settings.corner || h.at > v.to + settings.corner) continue;
      parent[find(horizontal.length + j)] = find(i);
    }
  });
  const groups = new Map<number, Edges>();
  const groupOf = (i: number): Edges => {
    const root = find(i);
    let group = groups.get(root);
    if (!group) {
      group = { horizontal: [], vertical: [] };
      groups.set(root, group);
    }
    return group;
  };
  for (const [i, h] of horizontal.entries()) groupOf(i).horizontal.push(h);
  for (const [j, v] of vertical.entries()) groupOf(horizontal.length + j).vertical.push(v);
  return [...groups.values()].filter(
    (g) => g.horizontal.length + g.vertical.length >= 3 && g.horizontal.length > 0 && g.vertical.length > 0,
  );
}

/** Index of the first edge at or past a position. */
function firstAtLeast(sorted: readonly Edge[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle].at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
