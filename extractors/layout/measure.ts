/** The measure of a page: between which margins its text is set, and how far apart its lines stand. */
import type { Box, TextLine } from '../document.ts';

/** Margins in points from the left of the page, and the usual distance of two baselines. */
export interface Measure {
  left: number;
  right: number;
  leading: number;
  /** Font size of most of the text. */
  size: number;
}

/** Edges this near to each other, as a share of the size, are aligned. */
const ALIGNED = 0.75;
/** A margin is where at least this share of the lines ends (or begins), and at least so many. */
const SHARE_ON_MARGIN = 0.15;
const LEAST_ON_MARGIN = 3;
/**
 * A page has a right margin of its own if this share of its lines keeps it; otherwise that of the document holds. Short
 * lines may end alike by chance, so a margin further in takes more.
 */
const SHARE_OF_WIDER = 0.2;
const SHARE_OF_NARROWER = 0.4;

/**
 * @param lines upright lines of one page
 * @param common the measure of all pages of this width
 */
export function measureOf(lines: readonly TextLine[], common?: Measure): Measure {
  const size = medianOf(lines.map((line) => line.size)) || 10;
  const rights = lines.map((line) => (line.box as Box)[2]).sort((a, b) => b - a);
  const lefts = lines.map((line) => (line.box as Box)[0]).sort((a, b) => a - b);
  const near = ALIGNED * size;
  const right = outermost(rights, near);
  const left = outermost(lefts, near);
  const leading = medianOf(distances(lines)) || 1.5 * size;
  if (!common) return { left: left.edge, right: right.edge, leading, size };
  const keepsLeft = lefts.some((edge) => Math.abs(edge - common.left) <= near);
  const ownLeft = left.support >= LEAST_ON_MARGIN && (left.edge < common.left || !keepsLeft);
  const share = right.edge > common.right ? SHARE_OF_WIDER : SHARE_OF_NARROWER;
  const ownRight = right.support >= Math.max(LEAST_ON_MARGIN, share * lines.length);
  return {
    left: ownLeft ? left.edge : common.left,
    right: ownRight ? right.edge : common.right,
    leading,
    size: common.size,
  };
}

/** The outermost edge at which enough lines are aligned. @param edges sorted, from the outside inwards */
function outermost(edges: readonly number[], near: number): { edge: number; support: number } {
  const least = Math.max(LEAST_ON_MARGIN, SHARE_ON_MARGIN * edges.length);
  // The edges from `from` to `to` (excluded) are aligned with one; both only go on, however long the document is.
  let from = 0;
  let to = 0;
  for (const edge of edges) {
    while (Math.abs(edges[from] - edge) > near) from++;
    while (to < edges.length && (to <= from || Math.abs(edges[to] - edge) <= near)) to++;
    if (to - from >= least) return { edge, support: to - from };
  }
  return { edge: edges[0] ?? 0, support: 1 };
}

/** Distances of lines of one size that follow each other closely. */
function distances(lines: readonly TextLine[]): number[] {
  const found: number[] = [];
  for (let i = 1; i < lines.length; i++) {
    const [a, b] = [lines[i - 1], lines[i]];
    const distance = (b.box as Box)[1] - (a.box as Box)[1];
    if (a.size === b.size && distance > 0.9 * a.size && distance < 3 * a.size) found.push(distance);
  }
  return found;
}

function medianOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.toSorted((a, b) => a - b)[values.length >> 1];
}
