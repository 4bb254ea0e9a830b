/** Text rows and the segments on them: pieces of text with wide gaps between, the raw material of unruled tables. */
import type { Glyph } from '../document.ts';
import { ordered } from '../layout/order.ts';

/** A stretch of one text row without a wide gap. Coordinates in points. */
export interface Segment {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  /** Characters without spaces. */
  text: string;
  glyphs: Glyph[];
}

/** Everything on one baseline, from left to right. */
export interface TextRow {
  baseline: number;
  y0: number;
  y1: number;
  /** Largest font size on the row. */
  size: number;
  segments: Segment[];
}

/** Baselines that differ by at most this share of the size are one row: a superscript stays on its row. */
const SAME_ROW = 0.45;

/**
 * Upright characters grouped into rows and split where a gap is at least `gap` font sizes wide.
 * @returns rows from top to bottom
 */
export function textRows(glyphs: readonly Glyph[], gap: number): TextRow[] {
  const upright = ordered(
    glyphs.filter((g) => g.angle === 0),
    (a, b) => a.baseline - b.baseline || a.x0 - b.x0,
  );
  const rows: TextRow[] = [];
  let start = 0;
  for (let i = 1; i <= upright.length; i++) {
    if (i < upright.length) {
      const last = upright[i - 1];
      const next = upright[i];
      const most = SAME_ROW * Math.max(last.size, next.size);
      if (next.baseline - last.baseline <= most && next.baseline - upright[start].baseline <= 1.5 * most) continue;
    }
    if (i > start) rows.push(rowOf(upright.slice(start, i), gap));
    start = i;
  }
  return rows;
}

function rowOf(glyphs: Glyph[], gap: number): TextRow {
  ordered(glyphs, (a, b) => a.x0 - b.x0 || a.x1 - b.x1 || a.baseline - b.baseline || (a.text < b.text ? -1 : 1));
  const row: TextRow = { baseline: usualBaseline(glyphs), y0: Infinity, y1: -Infinity, size: 0, segments: [] };
  let segment: Segment | undefined;
  for (const g of glyphs) {
    if (!segment || g.x0 - segment.x1 >= gap * Math.max(g.size, segment.glyphs[segment.glyphs.length - 1].size)) {
      segment = { x0: g.x0, x1: g.x1, y0: g.y0, y1: g.y1, text: '', glyphs: [] };
      row.segments.push(segment);
    }
    segment.x1 = Math.max(segment.x1, g.x1);
    segment.y0 = Math.min(segment.y0, g.y0);
    segment.y1 = Math.max(segment.y1, g.y1);
    segment.text += g.text;
    segment.glyphs.push(g);
    row.y0 = Math.min(row.y0, g.y0);
    row.y1 = Math.max(row.y1, g.y1);
    row.size = Math.max(row.size, g.size);
  }
  if (row.segments.some(mayPart)) row.segments = row.segments.flatMap(apartLeaders).flatMap(apartNumbers);
  row.segments = withSigns(row.segments);
  return row;
}

/** The baseline of most; of equals the one that comes first. */
function usualBaseline(glyphs: readonly Glyph[]): number {
  const [{ baseline: first }] = glyphs;
  if (glyphs.every(({ baseline }) => baseline === first)) return first;
  const counts = new Map<number, number>();
  for (const g of glyphs) counts.set(g.baseline, (counts.get(g.baseline) ?? 0) + 1);
  let usual = first;
  for (const [value, count] of counts) if (count > (counts.get(usual) ?? 0)) usual = value;
  return usual;
}

/** Whether leaders or gaps may part it at all. */
function mayPart({ glyphs, text }: Segment): boolean {
  if (hasLeaders(text)) return true;
  for (let i = 1; i < glyphs.length; i++) {
    if (glyphs[i].x0 - glyphs[i - 1].x1 >= NUMBER_GAP * glyphs[i].size) return true;
  }
  return false;
}

const hasLeaders = (text: string): boolean => text.includes('..') || text.includes('··');

/** A currency sign at the left edge of a column belongs to the number at its right edge, so many font sizes away. */
const SIGN_GAP = 8;
const SIGN = /^\p{Sc}$/u;

/** Currency signs that stand apart from their numbers, joined with them. */
function withSigns(segments: Segment[]): Segment[] {
  if (!segments.some(({ text }) => SIGN.test(text))) return segments;
  const out: Segment[] = [];
  for (const segment of segments) {
    const sign = out[out.length - 1];
    const near = sign && segment.x0 - sign.x1 < SIGN_GAP * segment.glyphs[0].size;
    if (near && SIGN.test(sign.text) && isNumeric(segment.text))
      out[out.length - 1] = segmentOf([...sign.glyphs, ...segment.glyphs]);
    else out.push(segment);
  }
  return out;
}

/** So many dots lead from a name to what stands at their end, however close. */
const LEADERS = /[.…·]{4,}(?![.…·])|[.·]{2,3}(?=[\p{Sc}(+\-–−]*\d)/gu;

/** After two or three dots there must be such a gap, in font sizes. */
const LEADER_GAP = 0.25;

function apartLeaders(segment: Segment): Segment[] {
  const { glyphs, text } = segment;
  if (!hasLeaders(text)) return [segment];
  if (text.length !== glyphs.length) return [segment];
  const cuts: number[] = [];
  for (const match of text.matchAll(LEADERS)) {
    const end = match.index + match[0].length;
    const gap = end < text.length ? glyphs[end].x0 - glyphs[end - 1].x1 : 0;
    const sure = match[0].length > 3 || gap >= LEADER_GAP * glyphs[end - 1].size;
    if (match.index > 0 && end < text.length && sure) cuts.push(end);
  }
  return [0, ...cuts].map((start, i) => segmentOf(glyphs.slice(start, cuts[i])));
}

/** Two whole numbers this many font sizes apart stand in two columns, however narrow these are. */
const NUMBER_GAP = 0.45;

function apartNumbers(segment: Segment): Segment[] {
  const { glyphs } = segment;
  const starts = [0];
  for (let i = 1; i < glyphs.length; i++) {
    if (glyphs[i].x0 - glyphs[i - 1].x1 >= NUMBER_GAP * glyphs[i].size) starts.push(i);
  }
  if (starts.length < 2) return [segment];
  const figures = starts.map((start, i) => isFigure(glyphs.slice(start, starts[i + 1])));
  const cuts = starts.filter((_, i) => i > 0 && figures[i] && figures[i - 1]);
  if (cuts.length === 0) return [segment];
  return [0, ...cuts].map((start, i) => segmentOf(glyphs.slice(start, cuts[i])));
}

function isFigure(word: readonly Glyph[]): boolean {
  const text = textOf(word);
  return isNumeric(text) || isPlaceholder(text);
}

function textOf(glyphs: readonly Glyph[]): string {
  let text = '';
  for (const glyph of glyphs) text += glyph.text;
  return text;
}

/** The segment of some glyphs in order. */
export function segmentOf(glyphs: Glyph[]): Segment {
  let [x1, y0, y1] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const glyph of glyphs) {
    if (glyph.x1 > x1) x1 = glyph.x1;
    if (glyph.y0 < y0) y0 = glyph.y0;
    if (glyph.y1 > y1) y1 = glyph.y1;
  }
  return { x0: glyphs[0].x0, x1, y0, y1, text: textOf(glyphs), glyphs };
}

const NUMBER = /^[(+\-–−±<>≤≥~≈]*\p{Sc}?[-–−]?\d[\d.,'’:/\-–]*\)?[%‰*]*\p{Sc}?(\([\d.,%]+\))?[*†‡]*$/u;
const NOTHING = /^([-–—−.…:*/]+|n\.?\/?a\.?|x)$/iu;

/** Whether a text without spaces is a number as tables print it: 1,234.5 (12) 13% -0.5 1990-96. */
export const isNumeric = (text: string): boolean => NUMBER.test(text);

/** Whether it stands for "no value": dashes, dots, n.a. */
export const isPlaceholder = (text: string): boolean => NOTHING.test(text);
