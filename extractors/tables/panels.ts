/** Panels: what stands side by side on a page and keeps to lines of its own, as two tables do, or a table beside prose. */
import type { Glyph } from '../document.ts';
import { ordered } from '../layout/order.ts';
import type { Edge } from './edges.ts';

/** A part of a page: its characters, and the horizontal edges that end in it. */
export interface Panel {
  glyphs: readonly Glyph[];
  rules: readonly Edge[];
}

/** A piece of a line without a wide gap, in points. */
interface Piece {
  x0: number;
  x1: number;
  baseline: number;
  size: number;
}

/** Writing lines that differ by more than this share of the size are different lines. */
const SAME_LINE = 0.12;
/** A gap of so many font sizes parts two pieces of a line. */
const GAP = 1;
/** Between panels there is at least so much white, in font sizes. */
const GUTTER = 0.8;
/** Beginnings of lines that differ by at most so many font sizes are one edge. */
const SAME_EDGE = 0.35;
/** Each panel has at least so many lines, and so many on lines that the other does not have. */
const LEAST_LINES = 5;
/** Share of the lines of the shorter panel that may stand on lines of the other. */
const MOST_SHARED = 0.4;
/** A panel holds so many lines of several pieces, or half of its lines fill so many font sizes to this share. */
const LEAST_APART = 3;
const LEAST_WIDTH = 14;
const FILLED = 0.85;

/**
 * Parts a page where what stands left and right of a white gutter keeps to lines of its own.
 * @param rules horizontal edges, in order of y
 * @returns panels from top to bottom, then from left to right; one for most pages
 */
export function panelsOf(glyphs: readonly Glyph[], rules: readonly Edge[]): Panel[] {
  const whole: Panel = { glyphs, rules };
  if (!hasLinesBetweenLines(glyphs)) return [whole];
  const split = bestSplit(piecesOf(glyphs), rules);
  if (!split) return [whole];
  const { x, top, bottom } = split;
  const parts: Panel[] = [
    { glyphs: glyphs.filter((g) => g.baseline < top), rules: rules.filter((r) => r.at < top) },
    ...[(at: number) => at < x, (at: number) => at >= x].map((isIn) => ({
      glyphs: glyphs.filter((g) => g.baseline >= top && g.baseline <= bottom && isIn(g.x0)),
      rules: rules.filter((r) => r.at >= top && r.at <= bottom && isIn((r.from + r.to) / 2)),
    })),
    { glyphs: glyphs.filter((g) => g.baseline > bottom), rules: rules.filter((r) => r.at > bottom) },
  ];
  return parts.filter((part) => part.glyphs.length > 0).flatMap((part) => panelsOf(part.glyphs, part.rules));
}

/** Pieces of lines in order of their writing lines. */
function piecesOf(glyphs: readonly Glyph[]): Piece[] {
  const sorted = ordered(
    glyphs.filter((g) => g.angle === 0),
    (a, b) => a.baseline - b.baseline || a.x0 - b.x0,
  );
  const pieces: Piece[] = [];
  let start = 0;
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i].baseline - sorted[start].baseline <= SAME_LINE * sorted[i].size) continue;
    let piece: Piece | undefined;
    for (const g of ordered(sorted.slice(start, i), (a, b) => a.x0 - b.x0)) {
      if (piece && g.x0 - piece.x1 < GAP * g.size) {
        piece.x1 = Math.max(piece.x1, g.x1);
        piece.size = Math.max(piece.size, g.size);
      } else {
        piece = { x0: g.x0, x1: g.x1, baseline: g.baseline, size: g.size };
        pieces.push(piece);
      }
    }
    start = i;
  }
  return pieces;
}

/** Lines of one text follow each other at least this many font sizes apart. */
const LEADING = 0.85;

/** Whether lines come closer after each other than the lines of one text do: raised signs aside, few pages have them. */
function hasLinesBetweenLines(glyphs: readonly Glyph[]): boolean {
  const sizes = new Map<number, number>();
  let at: number | undefined;
  for (const { angle, baseline, size } of glyphs) {
    if (baseline === at || angle !== 0) continue;
    at = baseline;
    sizes.set(baseline, size);
  }
  const lines = [...sizes].sort((a, b) => a[0] - b[0]);
  let close = 0;
  let last = lines[0];
  for (const line of lines) {
    const size = Math.min(line[1], last[1]);
    if (line[0] - last[0] <= SAME_LINE * size) continue;
    if (line[0] - last[0] < LEADING * size) close++;
    last = line;
  }
  return close >= LEAST_LINES;
}

interface Split {
  x: number;
  top: number;
  bottom: number;
}

/** The tallest stretch of the page that a gutter parts into panels. */
function bestSplit(pieces: readonly Piece[], rules: readonly Edge[]): Split | undefined {
  let best: Split | undefined;
  for (const edge of commonBeginnings(pieces)) {
    const x = edge.x - (GUTTER * edge.size) / 2;
    const crossed = [
      ...pieces.filter((p) => p.x0 < x && p.x1 > x - (GUTTER * edge.size) / 2).map((p) => p.baseline),
      ...rules.filter((r) => r.from < x - edge.size && r.to > x + edge.size).map((r) => r.at),
    ].sort((a, b) => a - b);
    for (const [i, to] of [...crossed, Infinity].entries()) {
      const from = crossed[i - 1] ?? -Infinity;
      const inside = pieces.filter((p) => p.baseline > from && p.baseline < to);
      const left = inside.filter((p) => p.x1 <= x);
      const right = inside.filter((p) => p.x0 >= x);
      if (!areApart(left, right)) continue;
      const top = Math.min(inside[0].baseline);
      const bottom = inside[inside.length - 1].baseline;
      if (!best || bottom - top > best.bottom - best.top) best = { x, top: top - 0.1, bottom: bottom + 0.1 };
    }
  }
  return best;
}

/** Where many pieces begin, other than at the left edge of the text. */
function commonBeginnings(pieces: readonly Piece[]): { x: number; size: number }[] {
  const sorted = [...pieces].sort((a, b) => a.x0 - b.x0);
  const out: { x: number; size: number }[] = [];
  let start = 0;
  for (let i = 1; i <= sorted.length; i++) {
    const { x0, size } = sorted[start];
    if (i < sorted.length && sorted[i].x0 - x0 <= SAME_EDGE * size) continue;
    if (start > 0 && i - start >= LEAST_LINES) out.push({ x: x0, size });
    start = i;
  }
  return out;
}

function areApart(left: readonly Piece[], right: readonly Piece[]): boolean {
  const [a, b] = [left, right].map(linesOf);
  if (a.length < LEAST_LINES || b.length < LEAST_LINES || !isBlock(left, a) || !isBlock(right, b)) return false;
  const [few, many] = a.length < b.length ? [a, b] : [b, a];
  const [first, last] = [many[0] - 1, many[many.length - 1] + 1];
  const beside = few.filter((at) => at > first && at < last);
  const size = Math.min(left[0].size, right[0].size);
  const shared = beside.filter((at) => many.some((other) => Math.abs(other - at) <= SAME_LINE * size)).length;
  return beside.length - shared >= LEAST_LINES && shared <= MOST_SHARED * beside.length;
}

const linesOf = (pieces: readonly Piece[]): number[] => [...new Set(pieces.map(({ baseline }) => baseline))];

/** Whether a side is more than one column of a table: lines of several pieces, or lines that fill a column as prose does. */
function isBlock(pieces: readonly Piece[], lines: readonly number[]): boolean {
  if (pieces.length - lines.length >= LEAST_APART) return true;
  const width = Math.max(...pieces.map(({ x1 }) => x1)) - Math.min(...pieces.map(({ x0 }) => x0));
  const full = pieces.filter((piece) => piece.x1 - piece.x0 >= FILLED * width).length;
  return width >= LEAST_WIDTH * pieces[0].size && full * 2 >= lines.length;
}
