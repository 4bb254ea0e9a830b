/** Columns of an unruled table: the stripes that stay white in its rows. */
import type { Glyph } from '../document.ts';
import { isNumeric, isPlaceholder, type Segment, segmentOf, type TextRow } from './segments.ts';
import { partedColumns } from './stripes.ts';

/** A column of text, with the white stripe before it (the first column has none). */
export interface Column {
  /** Extent of the column's own text in points. */
  x0: number;
  x1: number;
}

/** Share of the rows that may run across a stripe. */
const CROSSING = 0.1;
/** A stripe is at least this many font sizes wide. */
const LEAST_STRIPE = 0.5;
/** A column has text in at least this share of the rows. */
const LEAST_FILLED = 0.15;
/** So many rows with figures are enough to leave the headings out of the search. */
const ENOUGH_ROWS = 3;

/**
 * Columns of a block of text rows.
 * @returns from left to right; a single one when no stripe stays white
 */
export function columnsOf(rows: readonly TextRow[]): Column[] {
  const apart = rows.filter((row) => row.segments.length > 1);
  const figures = apart.filter(isBody);
  const body = figures.length >= ENOUGH_ROWS ? figures : apart;
  if (body.length === 0) return [];
  const size = Math.max(...body.map((row) => row.size));
  const columns: Column[] = [];
  for (const column of covered(body, Math.floor(CROSSING * body.length))) {
    const last = columns[columns.length - 1];
    if (last && column.x0 - last.x1 < LEAST_STRIPE * size) last.x1 = column.x1;
    else columns.push(column);
  }
  const least = Math.max(1, LEAST_FILLED * body.length);
  const titles = rows.filter((row) => !body.includes(row)).flatMap((row) => row.segments);
  return partedColumns(withoutSigns(columns, body), body).filter(
    (column) =>
      body.filter((row) => row.segments.some((s) => overlap(s, column) > 0)).length > least ||
      titles.some((s) => columns.every((other) => overlap(s, other) > 0 === (other === column))),
  );
}

const SIGNS = /^\p{Sc}+$/u;

/** Columns that hold nothing but currency signs join the figures behind them. */
function withoutSigns(columns: readonly Column[], rows: readonly TextRow[]): Column[] {
  const segments = rows.flatMap((row) => row.segments);
  if (!segments.some(({ text }) => SIGNS.test(text))) return [...columns];
  const out: Column[] = [];
  let sign: Column | undefined;
  for (const column of columns) {
    const texts = segments.filter((segment) => overlap(segment, column) > 0);
    const joined = { x0: sign?.x0 ?? column.x0, x1: column.x1 };
    sign = texts.every(({ text }) => SIGNS.test(text)) ? joined : undefined;
    if (!sign) out.push(joined);
  }
  return sign ? [...out, sign] : out;
}

/** A row with a figure that is no heading: a year is one. */
export const isBody = (row: TextRow): boolean =>
  !countsColumns(row) &&
  row.segments.slice(1).some((s) => (isNumeric(s.text) && !/^(19|20)\d\d$/.test(s.text)) || isPlaceholder(s.text));

/** Numbers of the columns, which stand under their headings: (1) (2) (3). */
function countsColumns({ segments }: TextRow): boolean {
  const marks = segments.map(({ text }) => /^\((\d{1,2})\)$/.exec(text)?.[1]);
  return marks.length > 1 && marks.every((mark, i) => Number(mark) === Number(marks[0]) + i);
}

/** Stretches along x that more than `few` rows have text in. */
function covered(rows: readonly TextRow[], few: number): Column[] {
  const ends = rows.flatMap((row) =>
    row.segments.flatMap((s) => [
      { x: s.x0, step: 1 },
      { x: s.x1, step: -1 },
    ]),
  );
  ends.sort((a, b) => a.x - b.x || b.step - a.step);
  const out: Column[] = [];
  let depth = 0;
  for (const { x, step } of ends) {
    if (step === 1 && depth === few) out.push({ x0: x, x1: x });
    depth += step;
    if (step === -1 && depth === few) out[out.length - 1].x1 = x;
  }
  return out;
}

export const overlap = (s: { x0: number; x1: number }, column: Column): number =>
  Math.min(s.x1, column.x1) - Math.max(s.x0, column.x0);

/** First and last column of a segment. */
export interface Placed {
  segment: Segment;
  from: number;
  to: number;
}

/** A column is part of a span when the text runs over at least this share of it. */
const SPANNED = 0.3;
/** A gap of this many font sizes may divide the headings of two columns. */
const WORD_GAP = 0.2;

/**
 * Puts the segments of a row into columns.
 * @param divide whether a text over several columns may be cut at any gap between its words, or at the wider ones alone
 */
export function placeRow(row: TextRow, columns: readonly Column[], divide: boolean): Placed[] {
  return placed(
    row.segments.flatMap((s) => divided(s, columns, !divide)),
    columns,
  );
}

function placed(segments: readonly Segment[], columns: readonly Column[]): Placed[] {
  return segments.map((segment) => {
    const [from, to] = columnsUnder(segment, columns);
    return { segment, from, to };
  });
}

/** Lines of headings one above the other are centred to this many font sizes, or begin or end together to so many. */
const SAME_MIDDLE = 0.35;
const SAME_END = 0.15;

/**
 * Puts the upper lines of headings into columns. Headings that touch are cut where each part stands in line with what
 * is below it; a heading over several columns stays whole.
 * @param titles the lowest line of headings
 */
export function placeHeadings(row: TextRow, columns: readonly Column[], titles: readonly Placed[]): Placed[] {
  return row.segments.flatMap((segment) => {
    const whole = placed([segment], columns);
    if (whole[0].from === whole[0].to) return whole;
    const apart = placed(divided(segment, columns, true), columns);
    if (apart.length > 1) return apart;
    const parts = placed(divided(segment, columns), columns);
    const inLine = parts.every(({ segment: part, from, to }) => {
      const below = [columns[from], ...titles.filter((t) => t.from === from && t.to === to).map((t) => t.segment)];
      return from === to && below.some((other) => standInLine(part, other, row.size));
    });
    return inLine ? parts : whole;
  });
}

const standInLine = (a: Column, b: Column, size: number) =>
  Math.abs(a.x0 + a.x1 - b.x0 - b.x1) < 2 * SAME_MIDDLE * size ||
  Math.abs(a.x0 - b.x0) < SAME_END * size ||
  Math.abs(a.x1 - b.x1) < SAME_END * size;

function columnsUnder(segment: Segment, columns: readonly Column[]): [number, number] {
  const under = columns.flatMap((column, i) => {
    const shared = overlap(segment, column);
    return shared > SPANNED * Math.min(column.x1 - column.x0, segment.x1 - segment.x0) ? [i] : [];
  });
  if (under.length > 0) return [under[0], under[under.length - 1]];
  const middle = (segment.x0 + segment.x1) / 2;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, column] of columns.entries()) {
    const distance = Math.max(column.x0 - middle, middle - column.x1);
    if (distance < least) [best, least] = [i, distance];
  }
  return [best, best];
}

/** Gaps this many times as wide as the narrowest one part headings that touch; the others are spaces. */
const WIDER = 1.4;
/** A space is hardly wider than this in font sizes; in fixed pitch it is as wide as all characters. */
const WORD_SPACE = 0.3;

const isFixedPitch = (glyphs: readonly Glyph[]): boolean => {
  const width = glyphs[0].x1 - glyphs[0].x0;
  return glyphs.every(({ x0, x1 }) => Math.abs(x1 - x0 - width) < 0.02 * width);
};

/**
 * Cuts a segment at gaps between its words that lie in the stripes between columns: at the wide ones where some are
 * wider than a space, else at all of them.
 * @param sure whether only gaps wider than a space count
 */
function divided(segment: Segment, columns: readonly Column[], sure = false): Segment[] {
  const [from, to] = columnsUnder(segment, columns);
  if (from === to) return [segment];
  const { glyphs } = segment;
  let space = isFixedPitch(glyphs) ? glyphs[0].x1 - glyphs[0].x0 : WORD_SPACE * glyphs[0].size;
  const cuts: { at: number; gap: number }[] = [];
  for (let i = 1; i < glyphs.length; i++) {
    const [x0, x1] = [glyphs[i - 1].x1, glyphs[i].x0];
    if (x1 - x0 < WORD_GAP * glyphs[i].size) continue;
    space = Math.min(space, x1 - x0);
    const inStripe = columns.some(
      (column, c) => c > 0 && x1 > columns[c - 1].x1 && x0 < column.x0 && c > from && c <= to,
    );
    if (inStripe) cuts.push({ at: i, gap: x1 - x0 });
  }
  const wide = cuts.filter(({ gap }) => gap > WIDER * space);
  const at = (sure || wide.length > 0 ? wide : cuts).map((cut) => cut.at);
  return [0, ...at].map((start, i) => segmentOf(glyphs.slice(start, at[i])));
}
