/** What lies around the sheet: the black edges of a copy, the table that a photographed page lies on. */
import type { Picture } from './picture.ts';

/** Side of the squares that are looked at, in inches. */
const SQUARE = 0.04;
/** A square beside the sheet is darker than this share of the paper. */
const DARK = 0.62;
/** What is beside the sheet ends at an edge: so much of the paper's grey within two squares, on most of its length. */
const STEP = 0.25;
const SHARP = 0.6;
/** Share of the picture from which something that reaches in from the edge is more than print that was cut off. */
const LEAST = 0.002;

/**
 * Paints the surroundings of the sheet in the grey of its paper, in place: areas that reach in from the edge of the
 * picture, dark and bounded sharply. A shadow falls off slowly and stays.
 * @returns whether there were any
 */
export function clearBorders(picture: Picture): boolean {
  const side = Math.max(3, Math.round(SQUARE * picture.dpi));
  const columns = Math.floor(picture.width / side);
  const rows = Math.floor(picture.height / side);
  if (columns < 8 || rows < 8) return false;
  const means = squareMeans(picture, side, columns, rows);
  const paper = means.slice().sort()[Math.floor(0.8 * means.length)];
  let cleared = false;
  const taken = new Uint8Array(means.length);
  for (const start of edgeSquares(columns, rows)) {
    if (taken[start] || means[start] >= DARK * paper) continue;
    const area = areaFrom(start, means, taken, DARK * paper, columns, rows);
    if (area.length < LEAST * means.length || !endsSharply(area, means, paper, columns, rows)) continue;
    for (const square of area) paint(picture, square, columns, side, paper);
    cleared = true;
  }
  return cleared;
}

function squareMeans({ width, data }: Picture, side: number, columns: number, rows: number): Float32Array {
  const means = new Float32Array(columns * rows);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      let sum = 0;
      let count = 0;
      for (let y = r * side; y < (r + 1) * side; y += 2) {
        for (let x = c * side, i = y * width + x; x < (c + 1) * side; x += 2, i += 2, count++) sum += data[i];
      }
      means[r * columns + c] = sum / count;
    }
  }
  return means;
}

function* edgeSquares(columns: number, rows: number): Generator<number> {
  for (let c = 0; c < columns; c++) yield* [c, (rows - 1) * columns + c];
  for (let r = 0; r < rows; r++) yield* [r * columns, r * columns + columns - 1];
}

/** The dark squares that hang together with one. */
function areaFrom(
  start: number,
  means: Float32Array,
  taken: Uint8Array,
  limit: number,
  columns: number,
  rows: number,
): number[] {
  const area = [start];
  taken[start] = 1;
  for (let k = 0; k < area.length; k++) {
    for (const next of neighbours(area[k], columns, rows)) {
      if (taken[next] || means[next] >= limit) continue;
      taken[next] = 1;
      area.push(next);
    }
  }
  return area;
}

function neighbours(square: number, columns: number, rows: number, reach = 1): number[] {
  const [c, r] = [square % columns, Math.floor(square / columns)];
  const found: number[] = [];
  if (c >= reach) found.push(square - reach);
  if (c < columns - reach) found.push(square + reach);
  if (r >= reach) found.push(square - reach * columns);
  if (r < rows - reach) found.push(square + reach * columns);
  return found;
}

function endsSharply(
  area: readonly number[],
  means: Float32Array,
  paper: number,
  columns: number,
  rows: number,
): boolean {
  const inside = new Set(area);
  let bounds = 0;
  let sharp = 0;
  for (const square of area) {
    if (!neighbours(square, columns, rows).some((next) => !inside.has(next))) continue;
    const beyond = neighbours(square, columns, rows, 3).filter((next) => !inside.has(next));
    if (beyond.length === 0) continue;
    bounds++;
    if (Math.max(...beyond.map((next) => means[next])) - means[square] >= STEP * paper) sharp++;
  }
  return sharp >= SHARP * bounds;
}

/** A square and half a square around it, which takes the soft edge along. */
function paint(picture: Picture, square: number, columns: number, side: number, paper: number): void {
  const [x, y] = [(square % columns) * side, Math.floor(square / columns) * side];
  const reach = side + Math.ceil(side / 2);
  const right = (square % columns) + 1 === columns ? picture.width : Math.min(picture.width, x + reach);
  const below = y + 2 * side > picture.height ? picture.height : Math.min(picture.height, y + reach);
  for (let row = Math.max(0, y - Math.ceil(side / 2)); row < below; row++) {
    picture.data.fill(paper, row * picture.width + Math.max(0, x - Math.ceil(side / 2)), row * picture.width + right);
  }
}
