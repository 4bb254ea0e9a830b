/**
 * The signs ≥, ≤ and = by their shape. The language data has no ≥ and ≤: they come out as any Han character, or, which
 * is worse, as a 2 in front of the number.
 */
import type { Bitmap, PixelBox } from '../image/picture.ts';
import type { ReadSymbol } from './engine.ts';
import { inkIn, trim } from './text-lines.ts';

/** Share of the sign's width that a row of its bars covers, and that a row of its wedge covers at most. */
const BAR = 0.85;
const WEDGE = 0.6;
/** Widths of a sign in heights: a 2 is narrower, a dash wider. */
const NARROWEST = 0.72;
const WIDEST = 2.6;
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
  const text = isEquals(ink, box) ? '=' : comparison(ink, box);
  return text ? { text, confidence: CONFIDENCE, box: { ...line, x0: box.x0, x1: box.x1 } } : undefined;
}

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
  const [top, tip, foot] = [middle(0.1), middle(0.5), middle(0.9)];
  if (tip - top > 0.25 && tip - foot > 0.25 && tip > 0.6) return '≥';
  if (top - tip > 0.25 && foot - tip > 0.25 && tip < 0.4) return '≤';
  return undefined;
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
