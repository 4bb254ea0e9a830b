/**
 * The signs ≥, ≤ and = by their shape. The language data has no ≥ and ≤: they come out as any Han character, or, which
 * is worse, as a 2 in front of the number.
 */
import type { Bitmap, PixelBox } from '../image/picture.ts';
import type { ReadSymbol } from './engine.ts';
import { inkIn, trim } from './text-lines.ts';

/** Share of the sign's width that a row of its bars covers, and that a row of its wedge covers at most. */
const BAR = 0.85;
const WEDGE = 0.68;
/** Widths of a sign in heights: a dash is wider. Below the second one it may be a 2, whose upper end is no corner. */
const NARROWEST = 0.62;
const NARROW = 0.72;
const WIDEST = 2.6;
/** How far the tip of the wedge stands out from its ends, in widths of the sign: of a wide one, and of a narrow one. */
const OUT = 0.25;
const OUT_IF_NARROW = 0.4;
/** Where between the ends of the wedge its tip may be. */
const TIPS = [0.35, 0.45, 0.5, 0.55, 0.65] as const;
/** Width of = in heights, at least. */
const FLAT = 1.5;
const CONFIDENCE = 0.9;

/**
 * The sign of comparison at the beginning of a piece of a line.
 * @returns the sign with its box, or nothing
 */
export function leadingComparison(ink: Bitmap, line: PixelBox): ReadSymbol | undefined {
  let x1 = line.x0;
  while (x1 < line.x1 && inkIn(ink, x1, line.y0, x1 + 1, line.y1) > 0) x1++;
  const box = trim(ink, { ...line, x1 });
  const [width, height] = [box.x1 - box.x0, box.y1 - box.y0];
  if (height < 4 || width < NARROWEST * height || width > WIDEST * height) return undefined;
  const text = isEquals(ink, box) ? '=' : wedged(ink, box);
  return text ? { text, confidence: CONFIDENCE, box: { ...line, x0: box.x0, x1: box.x1 } } : undefined;
}

/** Characters from a sign to the number that it belongs to, at most: `75 ≤ 得分`. */
const TO_NUMBER = 2;

/**
 * The characters of a line with those that are signs of comparison by their shape put right. Looked at is what stands
 * near a number, or at either end of the line: its number may stand on the next one.
 * @param symbols with boxes fitted to their ink
 */
export function withComparisons(ink: Bitmap, symbols: readonly ReadSymbol[]): ReadSymbol[] {
  const isDigit = symbols.map(({ text }) => /^[0-9]$/.test(text));
  const near = (i: number) => {
    if (i < TO_NUMBER || i >= symbols.length - TO_NUMBER) return true;
    return isDigit.slice(i - TO_NUMBER, i + TO_NUMBER + 1).includes(true);
  };
  return symbols.map((symbol, i) => {
    if (isDigit[i] || !near(i)) return symbol;
    const box = trim(ink, symbol.box);
    const [width, height] = [box.x1 - box.x0, box.y1 - box.y0];
    if (height < LEAST_COLUMNS || width < NARROWEST * height || width > WIDEST * height) return symbol;
    const text = wedged(ink, box);
    return text ? { ...symbol, text, confidence: CONFIDENCE } : symbol;
  });
}

const wedged = (ink: Bitmap, box: PixelBox) => comparison(ink, box) ?? slanted(ink, box);

function coverage(ink: Bitmap, box: PixelBox): number[] {
  const rows: number[] = [];
  for (let y = box.y0; y < box.y1; y++) rows.push(inkIn(ink, box.x0, y, box.x1, y + 1) / (box.x1 - box.x0));
  return rows;
}

/** Two bars of full width with paper between them, close to each other. (二 is higher, and its upper bar shorter.) */
function isEquals(ink: Bitmap, box: PixelBox): boolean {
  if (box.x1 - box.x0 < FLAT * (box.y1 - box.y0)) return false;
  const rows = coverage(ink, box);
  const first = rows.indexOf(0);
  const last = rows.lastIndexOf(0);
  if (first <= 0 || rows.slice(first, last + 1).some((row) => row > 0)) return false;
  const full = (bar: number[]) => Math.max(...bar) >= BAR && bar.length <= 0.4 * rows.length;
  return full(rows.slice(0, first)) && full(rows.slice(last + 1));
}

/** A wedge open to one side over one or two bars of full width. */
function comparison(ink: Bitmap, box: PixelBox): string | undefined {
  const rows = coverage(ink, box);
  const bar = rows.findIndex((row, i) => i > 0.4 * rows.length && row >= BAR);
  if (bar < 0) return undefined;
  let end = bar;
  while (end > 0 && (rows[end - 1] === 0 || rows[end - 1] > WEDGE)) end--;
  const wedge = trim(ink, { ...box, y1: box.y0 + end });
  const height = wedge.y1 - wedge.y0;
  if (height < 4 || rows.slice(0, end).some((row) => row > WEDGE)) return undefined;
  const middle = (share: number) => meanColumn(ink, wedge, share, box);
  const [top, foot] = [middle(0.1), middle(0.9)];
  const tips = TIPS.map(middle);
  const out = box.x1 - box.x0 < NARROW * (box.y1 - box.y0) ? OUT_IF_NARROW : OUT;
  const [right, left] = [Math.max(...tips), Math.min(...tips)];
  if (right - top > out && right - foot > out && right > 0.6) return '≥';
  if (top - left > out && foot - left > out && left < 0.4) return '≤';
  return undefined;
}

/** Columns of a sign that have strokes to be compared at least, and of these the share with all three. */
const LEAST_COLUMNS = 8;
const THREE = 0.4;
/** How open the wedge is at its open end, and how closed at its tip, in heights; how far its arms fall and rise. */
const OPEN = 0.35;
const CLOSED = 0.3;
const FALLS = 0.18;
/** How far two strokes may be from running side by side, in heights. */
const ALONGSIDE = 0.2;

/** A wedge with one bar beside its lower arm, as many Chinese fonts draw the signs. */
function slanted(ink: Bitmap, box: PixelBox): string | undefined {
  const height = box.y1 - box.y0;
  const columns: { upper: number; lower: number; bar: number; three: boolean }[] = [];
  for (let x = box.x0; x < box.x1; x++) {
    const runs = runsOf(ink, x, box);
    if (runs.length < 2 || runs.length > 3) continue;
    const [upper, bar] = [runs[0], runs[runs.length - 1]];
    const lower = runs.length === 3 ? runs[1] : upper;
    columns.push({ upper: upper.middle, lower: lower.middle, bar: bar.middle, three: runs.length === 3 });
  }
  if (columns.length < Math.max(LEAST_COLUMNS, 0.7 * (box.x1 - box.x0))) return undefined;
  const three = columns.filter((column) => column.three);
  if (three.length < THREE * columns.length) return undefined;
  const [first, last] = [three[0], three[three.length - 1]];
  const open = (column: typeof first) => (column.lower - column.upper) / height;
  const beside = three.map(({ lower, bar }) => (bar - lower) / height);
  if (Math.max(...beside) - Math.min(...beside) > ALONGSIDE) return undefined;
  const [left, right] = [open(first), open(last)];
  const falls = (last.upper - first.upper) / height;
  const rises = (first.lower - last.lower) / height;
  if (left >= OPEN && right <= CLOSED && falls >= FALLS && rises > 0) return '≥';
  if (right >= OPEN && left <= CLOSED && falls <= -FALLS && rises < 0) return '≤';
  return undefined;
}

/** Stretches of ink in a column. */
function runsOf(ink: Bitmap, x: number, { y0, y1 }: PixelBox): { middle: number }[] {
  const runs: { middle: number }[] = [];
  let from = -1;
  for (let y = y0; y <= y1; y++) {
    const inked = y < y1 && ink.data[y * ink.width + x] === 1;
    if (inked && from < 0) from = y;
    if (inked || from < 0) continue;
    runs.push({ middle: (from + y - 1) / 2 });
    from = -1;
  }
  return runs;
}

/** Where the ink of a row lies, 0 at the left edge of the sign and 1 at its right. */
function meanColumn(ink: Bitmap, wedge: PixelBox, share: number, box: PixelBox): number {
  const y = Math.min(wedge.y1 - 1, Math.floor(wedge.y0 + share * (wedge.y1 - wedge.y0)));
  let [sum, count] = [0, 0];
  for (let x = box.x0; x < box.x1; x++) {
    if (ink.data[y * ink.width + x] === 0) continue;
    sum += x - box.x0 + 0.5;
    count++;
  }
  return count === 0 ? 0.5 : sum / count / (box.x1 - box.x0);
}
