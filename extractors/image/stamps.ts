/** Round stamps on pages without colour: rings in a grey between print and paper, lightened with what stands in them. */
import { extentOf, groupAt } from './connected.ts';
import type { Picture } from './picture.ts';
import { STAMP_GREY, withoutInk } from './stamp-ink.ts';

/** Side of the squares that are looked at, in inches. */
const SQUARE = 0.02;
/** Gap (squares) over which a ring hangs together: print crosses it. */
const GAP = 2;
/** Diameter of a round stamp in inches. */
const STAMP = { least: 0.8, most: 2.4 } as const;
/** Sectors of the circle, and the share of them in which the ring must show. */
const SECTORS = 48;
const SHOWN = 0.8;
/** How far from the ring's own course, as a share of its radius, its ink may lie. */
const COURSE = 0.05;
/** Rounds of fitting a circle to the outermost squares. */
const FITTINGS = 4;
/** The ring is so many times as dense as the band inside it, which parts it from the letters. */
const DENSER = 1.8;

/**
 * Lightens the grey ink of round stamps, in place, so that print under and inside them stands alone.
 * @param picture a page in even light
 * @returns how many were found
 */
export function lightenStamps(picture: Picture): number {
  const side = Math.max(2, Math.round(SQUARE * picture.dpi));
  const [columns, rows] = [Math.ceil(picture.width / side), Math.ceil(picture.height / side)];
  const grey = stampSquares(picture, side, columns, rows);
  let found = 0;
  for (let start = grey.indexOf(1); start >= 0; start = grey.indexOf(1, start + 1)) {
    const squares = groupAt(grey, start, columns, rows, GAP);
    const ring = ringOf(squares, columns, side / picture.dpi);
    if (!ring) continue;
    lighten(picture, ring, side);
    found++;
  }
  return found;
}

/** 1 for squares whose darkest pixel has the grey of a stamp: soft edges of print lie beside darker squares. */
function stampSquares({ width, height, data }: Picture, side: number, columns: number, rows: number): Uint8Array {
  const darkest = new Uint8Array(columns * rows).fill(255);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / side) * columns;
    for (let x = 0, i = y * width, square = row, k = 0; x < width; x++, i++) {
      if (data[i] < darkest[square]) darkest[square] = data[i];
      if (++k === side) {
        k = 0;
        square++;
      }
    }
  }
  for (let i = 0; i < darkest.length; i++) {
    darkest[i] = darkest[i] >= STAMP_GREY.from && darkest[i] <= STAMP_GREY.to ? 1 : 0;
  }
  return darkest;
}

/** A circle, in squares. */
interface Ring {
  cx: number;
  cy: number;
  radius: number;
}

/** The ring of a stamp in a group of squares, if there is one. @param inch length of a square */
function ringOf(squares: readonly number[], columns: number, inch: number): Ring | undefined {
  if (squares.length < SECTORS) return undefined;
  const { x0, y0, x1, y1 } = extentOf(squares, columns);
  const [w, h] = [(x1 - x0) * inch, (y1 - y0) * inch];
  // Print that touches the ring makes the group larger.
  if (Math.min(w, h) < STAMP.least || Math.max(w, h) > 1.5 * STAMP.most) return undefined;
  const xs = squares.map((square) => square % columns);
  const ys = squares.map((square) => Math.floor(square / columns));
  const radius = (x1 - x0 + y1 - y0 - 2) / 4;
  let ring: Ring | undefined = { cx: (x0 + x1 - 1) / 2, cy: (y0 + y1 - 1) / 2, radius };
  for (let i = 0; i < FITTINGS && ring; i++) ring = fitted(outermost(xs, ys, ring), ring);
  if (!ring || 2 * ring.radius * inch < STAMP.least || 2 * ring.radius * inch > STAMP.most) return undefined;
  return shows(xs, ys, ring) ? ring : undefined;
}

const sectorOf = (dx: number, dy: number) => Math.floor((Math.atan2(dy, dx) / (2 * Math.PI) + 0.5) * SECTORS) % SECTORS;

/** Of each sector the squares nearest to where the ring is thought to be. */
function outermost(xs: readonly number[], ys: readonly number[], { cx, cy, radius }: Ring): [number, number][] {
  const far = new Float32Array(SECTORS);
  const place: ([number, number] | undefined)[] = new Array(SECTORS).fill(undefined);
  for (let i = 0; i < xs.length; i++) {
    const [dx, dy] = [xs[i] - cx, ys[i] - cy];
    const distance = Math.hypot(dx, dy);
    const sector = sectorOf(dx, dy);
    if (distance > 1.25 * radius || distance < 0.6 * radius || distance <= far[sector]) continue;
    far[sector] = distance;
    place[sector] = [xs[i], ys[i]];
  }
  return place.filter((each) => each !== undefined);
}

/** The circle through points, by least squares (Kasa); twice, the second time without those far from the first. */
function fitted(points: readonly (readonly [number, number])[], start: Ring): Ring | undefined {
  let kept = points;
  let ring: Ring | undefined = start;
  for (let i = 0; i < 3 && ring; i++) {
    ring = circle(kept);
    if (!ring) return undefined;
    const { cx, cy, radius } = ring;
    const off = points.map(([x, y]) => Math.abs(Math.hypot(x - cx, y - cy) - radius));
    const limit = Math.max(1.5, off.slice().sort((a, b) => a - b)[Math.floor(0.6 * off.length)]);
    kept = points.filter((_, k) => off[k] <= limit);
  }
  return ring;
}

function circle(points: readonly (readonly [number, number])[]): Ring | undefined {
  const n = points.length;
  if (n < SECTORS / 3) return undefined;
  const [mx, my] = [points.reduce((sum, [x]) => sum + x, 0) / n, points.reduce((sum, [, y]) => sum + y, 0) / n];
  let [xx, xy, yy, xz, yz, zz] = [0, 0, 0, 0, 0, 0];
  for (const [px, py] of points) {
    const [x, y] = [px - mx, py - my];
    const z = x * x + y * y;
    xx += x * x;
    xy += x * y;
    yy += y * y;
    xz += x * z;
    yz += y * z;
    zz += z;
  }
  const determinant = 2 * (xx * yy - xy * xy);
  if (Math.abs(determinant) < 1e-6) return undefined;
  const a = (xz * yy - yz * xy) / determinant;
  const b = (yz * xx - xz * xy) / determinant;
  return { cx: mx + a, cy: my + b, radius: Math.sqrt(a * a + b * b + zz / n) };
}

/** Whether squares lie on the circle nearly all the way round, and densely against the band inside it. */
function shows(xs: readonly number[], ys: readonly number[], { cx, cy, radius }: Ring): boolean {
  const shown = new Uint8Array(SECTORS);
  const course = Math.max(1.5, COURSE * radius);
  let [on, inside] = [0, 0];
  for (let i = 0; i < xs.length; i++) {
    const [dx, dy] = [xs[i] - cx, ys[i] - cy];
    const off = Math.hypot(dx, dy) - radius;
    if (off > -3 * course && off < -course) inside++;
    if (Math.abs(off) > course) continue;
    on++;
    shown[sectorOf(dx, dy)] = 1;
  }
  return on >= DENSER * inside && shown.reduce((sum, bit) => sum + bit, 0) >= SHOWN * SECTORS;
}

/** Inside the ring grey becomes white as far as it is no darker than the ring itself; print keeps its darkness. */
function lighten({ width, height, data }: Picture, ring: Ring, side: number): void {
  const counts = new Uint32Array(256);
  let total = 0;
  const visit = (inner: number, act: (i: number) => void) => {
    const [cx, cy] = [(ring.cx + 0.5) * side, (ring.cy + 0.5) * side];
    const r = (ring.radius + 2) * side;
    for (let y = Math.max(0, Math.floor(cy - r)); y <= Math.min(height - 1, cy + r); y++) {
      for (let x = Math.max(0, Math.floor(cx - r)); x <= Math.min(width - 1, cx + r); x++) {
        const far = ((x - cx) / r) ** 2 + ((y - cy) / r) ** 2;
        if (far <= 1 && far >= inner) act(y * width + x);
      }
    }
  };
  visit((1 - 2 * COURSE) ** 2, (i) => {
    if (data[i] < STAMP_GREY.from || data[i] > STAMP_GREY.to) return;
    counts[data[i]]++;
    total++;
  });
  let ink: number = STAMP_GREY.from;
  for (let left = total / 3; ink < 255 && left > counts[ink]; ink++) left -= counts[ink];
  visit(0, (i) => {
    data[i] = withoutInk(data[i], ink);
  });
}
