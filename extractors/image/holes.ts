/** Holes of a binder and other solid black spots in the margin, which would tear the lines beside them up. */
import type { Picture } from './picture.ts';

/** Side of the squares that are looked at, and least and largest extent of a spot; inches. */
const SQUARE = 0.03;
const SPOT = { least: 0.12, most: 0.6 } as const;
/** Every pixel of a square inside of a spot is darker than this share of the paper; nothing around it is as dark. */
const SOLID = 0.55;
const CLEAR = 0.7;
/** Share of its box that a spot fills. */
const FULL = 0.5;
/** Squares around a spot that belong to its edge, and those beyond that must be clear: nothing printed is taken along. */
const EDGE = 2;
const AROUND = 3;

/**
 * Paints solid spots that stand alone in the grey of the paper, in place.
 * @returns how many there were
 */
export function fillHoles(picture: Picture): number {
  const side = Math.max(3, Math.round(SQUARE * picture.dpi));
  const columns = Math.floor(picture.width / side);
  const rows = Math.floor(picture.height / side);
  const { lightest, darkest } = squares(picture, side, columns, rows);
  const paper = lightest.slice().sort()[Math.floor(0.5 * lightest.length)] ?? 255;
  const solid = lightest.map((grey) => (grey < SOLID * paper ? 1 : 0));
  let found = 0;
  for (let start = solid.indexOf(1); start >= 0; start = solid.indexOf(1, start + 1)) {
    const { count, x0, y0, x1, y1 } = spotAt(solid, start, columns, rows);
    const [w, h] = [x1 - x0, y1 - y0].map((squares) => (squares * side) / picture.dpi);
    if (Math.min(w, h) < SPOT.least - SQUARE || Math.max(w, h) > SPOT.most) continue;
    if (count < FULL * (x1 - x0) * (y1 - y0)) continue;
    const edge = { x0: x0 - EDGE, y0: y0 - EDGE, x1: x1 + EDGE, y1: y1 + EDGE };
    if (!isAlone(edge, darkest, CLEAR * paper, columns, rows)) continue;
    for (let y = Math.max(0, edge.y0 * side); y < Math.min(picture.height, edge.y1 * side); y++) {
      const from = y * picture.width;
      picture.data.fill(paper, from + Math.max(0, edge.x0 * side), from + Math.min(picture.width, edge.x1 * side));
    }
    found++;
  }
  return found;
}

function squares({ width, data }: Picture, side: number, columns: number, rows: number) {
  const lightest = new Uint8Array(columns * rows);
  const darkest = new Uint8Array(columns * rows).fill(255);
  for (let y = 0; y < rows * side; y++) {
    const row = Math.floor(y / side) * columns;
    for (let x = 0, i = y * width; x < columns * side; x++, i++) {
      const square = row + Math.floor(x / side);
      if (data[i] > lightest[square]) lightest[square] = data[i];
      if (data[i] < darkest[square]) darkest[square] = data[i];
    }
  }
  return { lightest, darkest };
}

/** Takes the solid squares that hang together out. Extent in squares, the end excluded. */
function spotAt(solid: Uint8Array, start: number, columns: number, rows: number) {
  const group = [start];
  solid[start] = 0;
  const extent = { x0: columns, y0: rows, x1: 0, y1: 0 };
  for (let k = 0; k < group.length; k++) {
    const [c, r] = [group[k] % columns, Math.floor(group[k] / columns)];
    extent.x0 = Math.min(extent.x0, c);
    extent.x1 = Math.max(extent.x1, c + 1);
    extent.y0 = Math.min(extent.y0, r);
    extent.y1 = Math.max(extent.y1, r + 1);
    for (const [nc, nr] of [
      [c - 1, r],
      [c + 1, r],
      [c, r - 1],
      [c, r + 1],
    ]) {
      const next = nr * columns + nc;
      if (nc < 0 || nr < 0 || nc >= columns || nr >= rows || solid[next] === 0) continue;
      solid[next] = 0;
      group.push(next);
    }
  }
  return { count: group.length, ...extent };
}

function isAlone(
  { x0, y0, x1, y1 }: { x0: number; y0: number; x1: number; y1: number },
  darkest: Uint8Array,
  clear: number,
  columns: number,
  rows: number,
): boolean {
  for (let r = Math.max(0, y0 - AROUND); r < Math.min(rows, y1 + AROUND); r++) {
    for (let c = Math.max(0, x0 - AROUND); c < Math.min(columns, x1 + AROUND); c++) {
      const inside = r >= y0 && r < y1 && c >= x0 && c < x1;
      if (!inside && darkest[r * columns + c] < clear) return false;
    }
  }
  return true;
}
