/**
 * Glyphs to lines. Only places decide: the order in which a file draws its characters means nothing.
 *
 * Writing direction is handled once, here: every glyph is looked at along (`u`, in the direction of writing) and across
 * (`v`, downwards from the line's top), so that rotated text goes the same way as upright text.
 */
import type { Box, Glyph, TextLine } from '../document.ts';
import { ordered } from './order.ts';
import { spaceBetween, tracking } from './spaces.ts';

/** Glyphs whose baselines differ by at most this share of the size surely stand on one line. */
const SAME_BASELINE = 0.12;
/** Text that is shifted against its neighbours (sub- and superscripts, badly set numbers) still overlaps this much. */
const SHIFTED_OVERLAP = 0.5;

/** A run of glyphs on one baseline; `top` and `bottom` are measured across the writing. */
interface Row {
  glyphs: Glyph[];
  baseline: number;
  top: number;
  bottom: number;
}

/**
 * Groups glyphs into lines and sorts them. A visible gap becomes one space.
 * @param glyphs in any order; coordinates in points, origin top left
 * @param page number that the lines carry
 * @returns lines from top to bottom, then from left to right. Glyphs side by side on one baseline are one line, however
 * wide the gap: columns are told apart before (see `regions.ts`).
 */
export function buildLines(glyphs: readonly Glyph[], page: number): TextLine[] {
  if (glyphs.length === 0) return [];
  const lines: TextLine[] = [];
  const upright = glyphs.every(({ angle }) => angle === 0);
  for (const angle of upright ? UPRIGHT : ANGLES) {
    const some = upright ? glyphs.slice() : glyphs.filter((glyph) => glyph.angle === angle);
    for (const row of rowsOf(some)) lines.push(toLine(row.glyphs, page));
  }
  return lines.sort(byPlace);
}

const UPRIGHT = [0] as const;
const ANGLES = [0, 90, 180, 270] as const;

const byPlace = (a: TextLine, b: TextLine) => {
  const one = a.box as Box;
  const other = b.box as Box;
  return one[1] - other[1] || one[0] - other[0];
};

/** Distance from the line's top downwards, seen with the text upright. */
const top = (g: Glyph) => (g.angle === 0 ? g.y0 : g.angle === 90 ? -g.x1 : g.angle === 180 ? -g.y1 : g.x0);
const bottom = (g: Glyph) => (g.angle === 0 ? g.y1 : g.angle === 90 ? -g.x0 : g.angle === 180 ? -g.y0 : g.x1);
const across = (g: Glyph) => (g.angle === 0 || g.angle === 270 ? g.baseline : -g.baseline);
/** Begin and end of a glyph in the direction of writing. */
const begin = (g: Glyph) => (g.angle === 0 ? g.x0 : g.angle === 90 ? g.y0 : g.angle === 180 ? -g.x1 : -g.y1);
const end = (g: Glyph) => (g.angle === 0 ? g.x1 : g.angle === 90 ? g.y1 : g.angle === 180 ? -g.x0 : -g.y0);

/** Total order over glyphs of a line, so that the result does not depend on the order of the input. */
const byWriting = (a: Glyph, b: Glyph) =>
  begin(a) - begin(b) || end(a) - end(b) || a.baseline - b.baseline || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0);

/** Lines of one writing direction. */
function rowsOf(glyphs: Glyph[]): Row[] {
  const rows = byBaseline(glyphs);
  return rows.length < 2 ? rows : withShiftedRows(rows);
}

/** First cut: glyphs of equal baseline. */
function byBaseline(glyphs: Glyph[]): Row[] {
  ordered(glyphs, (a, b) => across(a) - across(b) || byWriting(a, b));
  const rows: Row[] = [];
  let row: Row | undefined;
  for (const glyph of glyphs) {
    if (!row || across(glyph) - row.baseline > SAME_BASELINE * glyph.size) {
      row = { glyphs: [], baseline: across(glyph), top: top(glyph), bottom: bottom(glyph) };
      rows.push(row);
    }
    row.glyphs.push(glyph);
    row.top = Math.min(row.top, top(glyph));
    row.bottom = Math.max(row.bottom, bottom(glyph));
  }
  for (const each of rows) ordered(each.glyphs, byWriting);
  return rows;
}

/**
 * Second cut: a row that overlaps a longer one across the writing and fills gaps of it along the writing is part of it.
 * Two true lines never do both: set that tight, their glyphs would collide.
 */
function withShiftedRows(rows: Row[]): Row[] {
  const longestFirst = rows.toSorted((a, b) => b.glyphs.length - a.glyphs.length || a.baseline - b.baseline);
  const lines: Row[] = [];
  for (const row of longestFirst) {
    const home = homeOf(row, lines);
    if (home) home.glyphs = [...home.glyphs, ...row.glyphs].sort(byWriting);
    else lines.push(row);
  }
  return lines;
}

/** The line that a row is a shifted part of, the one with the greatest overlap, or none. */
function homeOf(row: Row, lines: readonly Row[]): Row | undefined {
  let home: Row | undefined;
  let best = SHIFTED_OVERLAP;
  for (const line of lines) {
    const overlap = Math.min(row.bottom, line.bottom) - Math.max(row.top, line.top);
    const share = overlap / Math.min(row.bottom - row.top, line.bottom - line.top);
    if (share <= best || collide(row.glyphs, line.glyphs)) continue;
    best = share;
    home = line;
  }
  return home;
}

/** Whether two sorted runs would overprint each other if they stood on one line. */
function collide(a: readonly Glyph[], b: readonly Glyph[]): boolean {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const overlap = Math.min(end(a[i]), end(b[j])) - Math.max(begin(a[i]), begin(b[j]));
    if (overlap > 0.4 * Math.min(end(a[i]) - begin(a[i]), end(b[j]) - begin(b[j]))) return true;
    if (end(a[i]) < end(b[j])) i++;
    else j++;
  }
  return false;
}

/** One line from its sorted glyphs. */
function toLine(glyphs: readonly Glyph[], page: number): TextLine {
  const first = glyphs[0];
  const upright = first.angle === 0 || first.angle === 180;
  const usual = tracking(glyphs, begin, end);
  let text = '';
  const edges: number[] = [];
  const doubtful = glyphs.some(({ confidence }) => confidence < 1);
  const confidences: number[] = [];
  let [x0, y0, x1, y1, bold, least] = [first.x0, first.y0, first.x1, first.y1, 0, 1];
  let before: Glyph | undefined;
  for (const glyph of glyphs) {
    if (before && spaceBetween(before, glyph, begin(glyph) - end(before) - usual)) {
      text += ' ';
      if (upright) edges.push(Math.min(before.x1, glyph.x1), Math.max(before.x1, glyph.x0));
      else edges.push(Math.min(before.y1, glyph.y1), Math.max(before.y1, glyph.y0));
      if (doubtful) confidences.push(Math.min(before.confidence, glyph.confidence));
    }
    pushEdges(edges, glyph, upright);
    if (doubtful) for (let unit = 0; unit < glyph.text.length; unit++) confidences.push(glyph.confidence);
    text += glyph.text;
    x0 = Math.min(x0, glyph.x0);
    y0 = Math.min(y0, glyph.y0);
    x1 = Math.max(x1, glyph.x1);
    y1 = Math.max(y1, glyph.y1);
    if (glyph.bold) bold++;
    least = Math.min(least, glyph.confidence);
    before = glyph;
  }
  const line: TextLine = {
    text,
    page,
    box: [x0, y0, x1, y1],
    edges,
    size: usualSize(glyphs),
    bold: bold * 2 > glyphs.length,
    angle: first.angle,
    confidence: least,
  };
  if (doubtful) line.confidences = confidences;
  return line;
}

/** Edges of every UTF-16 unit of a glyph: a ligature is cut evenly, the halves of a surrogate pair share one box. */
function pushEdges(edges: number[], glyph: Glyph, upright: boolean): void {
  const low = upright ? glyph.x0 : glyph.y0;
  const high = upright ? glyph.x1 : glyph.y1;
  const units = glyph.text.length;
  if (units === 1 || (glyph.text.codePointAt(0) ?? 0) > 0xffff) {
    for (let unit = 0; unit < units; unit++) edges.push(low, high);
    return;
  }
  const width = (high - low) / units;
  for (let unit = 0; unit < units; unit++) edges.push(low + unit * width, low + (unit + 1) * width);
}

/** The size of most; of equals the greatest. */
function usualSize(glyphs: readonly Glyph[]): number {
  const [{ size: first }] = glyphs;
  if (glyphs.every(({ size }) => size === first)) return first;
  const counts = new Map<number, number>();
  for (const { size } of glyphs) counts.set(size, (counts.get(size) ?? 0) + 1);
  let best = 0;
  let most = 0;
  for (const [value, count] of counts) {
    if (count > most || (count === most && value > best)) [best, most] = [value, count];
  }
  return best;
}
