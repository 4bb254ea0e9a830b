/** Where the lines of text are on a straightened page whose rulings are painted out. */
import type { Bitmap, PixelBox } from '../image/picture.ts';

/** Smallest height of a line in inches (a dash is lower; it is kept if it is wide enough to be no speck). */
const SPECK = 0.03;
/** Bands of ink that are closer than this share of the usual line height, and together no higher than a line, are one
 * line: 二 and = have a gap inside. */
const INNER_GAP = 0.35;
const LINE_HEIGHT = 1.3;
/** A gap along a line of at least this many line heights, and so many inches, parts it in two pieces, each read for itself. */
const PIECE_GAP = 2;
const LEAST_GAP = 0.2;

/**
 * Lines of text inside a region, from the top, each cut into pieces at wide gaps, and trimmed to its ink.
 * @param usual the usual height of a line on this page in pixels (see `usualHeight`)
 * @returns pieces; one that is much higher than `usual` may hold several lines that could not be parted
 */
export function findTextLines(ink: Bitmap, region: PixelBox, usual: number, dpi: number): PixelBox[] {
  const bands = joinBands(findBands(ink, region), usual).flatMap((band) => split(ink, region, band, usual));
  return bands.flatMap((band) => piecesOf(ink, { ...region, y0: band.from, y1: band.to }, dpi));
}

interface Band {
  from: number;
  /** Excluded. */
  to: number;
}

/** Rows with ink that follow each other. */
function findBands(ink: Bitmap, region: PixelBox): Band[] {
  const bands: Band[] = [];
  let from = -1;
  for (let y = region.y0; y <= region.y1; y++) {
    const inked = y < region.y1 && inkIn(ink, region.x0, y, region.x1, y + 1) > 0;
    if (inked && from < 0) from = y;
    if (!inked && from >= 0) {
      bands.push({ from, to: y });
      from = -1;
    }
  }
  return bands;
}

function joinBands(bands: readonly Band[], usual: number): Band[] {
  const joined: Band[] = [];
  for (const band of bands) {
    const last = joined.at(-1);
    if (last && band.from - last.to <= INNER_GAP * usual && band.to - last.from <= LINE_HEIGHT * usual)
      last.to = band.to;
    else joined.push({ ...band });
  }
  return joined;
}

/** A band this many usual lines high may be lines that a stroke ties together: between them are rows with hardly any ink. */
const TIED = 1.5;
const VALLEY = 0.12;

/** Parts a band where the rows have least ink, if that is very little against the others. */
function split(ink: Bitmap, { x0, x1 }: PixelBox, band: Band, usual: number): Band[] {
  if (band.to - band.from <= TIED * usual) return [band];
  const rows = Array.from({ length: band.to - band.from }, (_, i) =>
    inkIn(ink, x0, band.from + i, x1, band.from + i + 1),
  );
  const mean = rows.reduce((sum, row) => sum + row, 0) / rows.length;
  const end = Math.round(usual / 2);
  let least = end;
  for (let i = end; i <= rows.length - end; i++) if (rows[i] < rows[least]) least = i;
  if (!(rows[least] <= VALLEY * mean)) return [band];
  const at = band.from + least;
  return [
    { from: band.from, to: at },
    { from: at + 1, to: band.to },
  ].flatMap((part) => split(ink, { x0, x1, y0: 0, y1: 0 }, part, usual));
}

/** Pieces of a line between wide gaps, trimmed to their ink; specks are dropped. */
function piecesOf(ink: Bitmap, line: PixelBox, dpi: number): PixelBox[] {
  const widest = Math.max(PIECE_GAP * (line.y1 - line.y0), LEAST_GAP * dpi);
  const pieces: PixelBox[] = [];
  let from = -1;
  let last = -1;
  const end = () => {
    if (from < 0) return;
    const piece = trim(ink, { ...line, x0: from, x1: last + 1 });
    if (Math.max(piece.x1 - piece.x0, piece.y1 - piece.y0) > SPECK * dpi) pieces.push(piece);
  };
  for (let x = line.x0; x < line.x1; x++) {
    if (inkIn(ink, x, line.y0, x + 1, line.y1) === 0) continue;
    if (from >= 0 && x - last > widest) {
      end();
      from = -1;
    }
    if (from < 0) from = x;
    last = x;
  }
  end();
  return pieces;
}

/** The smallest box around the ink inside a box; the box itself, with no height, when there is none. */
export function trim(ink: Bitmap, box: PixelBox): PixelBox {
  let { x0, y0, x1, y1 } = box;
  while (y0 < y1 && inkIn(ink, x0, y0, x1, y0 + 1) === 0) y0++;
  while (y1 > y0 && inkIn(ink, x0, y1 - 1, x1, y1) === 0) y1--;
  while (x0 < x1 && inkIn(ink, x0, y0, x0 + 1, y1) === 0) x0++;
  while (x1 > x0 && inkIn(ink, x1 - 1, y0, x1, y1) === 0) x1--;
  return { x0, y0, x1, y1 };
}

/** Number of ink pixels in a box. */
export function inkIn(ink: Bitmap, x0: number, y0: number, x1: number, y1: number): number {
  let count = 0;
  for (let y = y0; y < y1; y++) {
    const row = y * ink.width;
    for (let x = x0; x < x1; x++) count += ink.data[row + x];
  }
  return count;
}

/** Heights of a line of text in inches: lower ones are specks and dashes, higher ones pictures. */
const LINE = { lowest: 0.06, highest: 0.5 } as const;
/** Height of a line of 12 point text in inches. */
const TWELVE_POINT = 12 / 72;

/**
 * The usual height of a line of text: the median over the bands of all regions, leaving out what is too low (specks,
 * dashes) or too high (pictures) to be one.
 * @returns pixels; that of 12 point text when there is nothing to measure
 */
export function usualHeight(ink: Bitmap, regions: readonly PixelBox[], dpi: number): number {
  const heights: number[] = [];
  for (const region of regions) {
    for (const { from, to } of findBands(ink, region)) {
      if (to - from >= LINE.lowest * dpi && to - from <= LINE.highest * dpi) heights.push(to - from);
    }
  }
  if (heights.length === 0) return TWELVE_POINT * dpi;
  return heights.sort((a, b) => a - b)[heights.length >> 1];
}
