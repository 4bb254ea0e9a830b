/** Whether two stretches of a table have the same columns, and which column of one is which of the other. */
import type { Table } from '../document.ts';

/**
 * Left and right edges of a table's columns in points, `cols + 1` values, from the cells of one page. Edges that no cell
 * of that page shows are undefined.
 */
export function columnEdges(table: Table, page: number): (number | undefined)[] {
  const edges = new Array<number | undefined>(table.cols + 1).fill(undefined);
  for (const cell of table.cells) {
    if (cell.page !== page || !cell.box) continue;
    edges[cell.col] ??= cell.box[0];
    edges[cell.col + cell.colSpan] ??= cell.box[2];
  }
  return edges;
}

/** For each column edge of either stretch, its number among the joined columns. */
export interface ColumnMatch {
  cols: number;
  first: number[];
  second: number[];
}

/**
 * Matches column edges of a continuation with those before it: as they stand, shifted, or drawn narrower or wider.
 * Either side may lack edges of the other (a total row has fewer cells).
 * @param share edges may differ by this share of the table's width, and by less than half of the narrowest column
 */
export function matchColumns(
  first: readonly number[],
  second: readonly number[],
  share: number,
): ColumnMatch | undefined {
  const width = first[first.length - 1] - first[0];
  const scale = width / (second[second.length - 1] - second[0]);
  const asPrinted = second;
  const shifted = second.map((x) => x - second[0] + first[0]);
  const scaled = second.map((x) => (x - second[0]) * scale + first[0]);
  for (const moved of [asPrinted, shifted, scaled]) {
    const match = nested(first, moved, Math.min(share * width, narrowest(first) / 2, narrowest(moved) / 2));
    if (match) return match;
  }
  return undefined;
}

const narrowest = (edges: readonly number[]) => Math.min(...edges.slice(1).map((x, i) => x - edges[i]));

/** All edges of one side are found among those of the other, the outermost ones with each other. */
function nested(first: readonly number[], second: readonly number[], tolerance: number): ColumnMatch | undefined {
  const secondInFirst = second.length <= first.length;
  const [few, many] = secondInFirst ? [second, first] : [first, second];
  const places: number[] = [];
  let from = 0;
  for (const x of few) {
    while (from < many.length && x - many[from] > tolerance) from++;
    if (from === many.length || Math.abs(many[from] - x) > tolerance) return undefined;
    places.push(from++);
  }
  if (places[0] !== 0 || places[places.length - 1] !== many.length - 1) return undefined;
  const all = many.map((_, i) => i);
  return { cols: many.length - 1, first: secondInFirst ? all : places, second: secondInFirst ? places : all };
}
