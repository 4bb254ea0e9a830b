/** Maps of a plane onto a plane that keep lines straight: turns, slants and perspective. */

/** Row by row: `[a, b, c, d, e, f, g, h, i]` takes (x, y) to ((ax + by + c) / w, (dx + ey + f) / w), w = gx + hy + i. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number];

export interface Point {
  x: number;
  y: number;
}

export const scaling = (factor: number): Homography => [factor, 0, 0, 0, factor, 0, 0, 0, 1];

const moving = (x: number, y: number): Homography => [1, 0, x, 0, 1, y, 0, 0, 1];

/** A turn about a point, clockwise in degrees (y runs downwards), that brings the point to another. */
export function turning(degrees: number, about: Point, to: Point = about): Homography {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return inTurn(moving(-about.x, -about.y), [cos, -sin, 0, sin, cos, 0, 0, 0, 1], moving(to.x, to.y));
}

/** First one map, then the next. */
export function inTurn(...maps: readonly Homography[]): Homography {
  return maps.reduce((first, then) => multiply(then, first));
}

function multiply(m: Homography, n: Homography): Homography {
  const at = (row: number, col: number) =>
    m[3 * row] * n[col] + m[3 * row + 1] * n[3 + col] + m[3 * row + 2] * n[6 + col];
  return [at(0, 0), at(0, 1), at(0, 2), at(1, 0), at(1, 1), at(1, 2), at(2, 0), at(2, 1), at(2, 2)];
}

export function inverse([a, b, c, d, e, f, g, h, i]: Homography): Homography {
  // The adjugate: a factor more or less makes no difference to a homography.
  return [
    e * i - f * h,
    c * h - b * i,
    b * f - c * e,
    f * g - d * i,
    a * i - c * g,
    c * d - a * f,
    d * h - e * g,
    b * g - a * h,
    a * e - b * d,
  ];
}

export function apply([a, b, c, d, e, f, g, h, i]: Homography, { x, y }: Point): Point {
  const w = g * x + h * y + i;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}

/** The map that takes the corners of a rectangle (0, 0, width, height) to four points, clockwise from the top left. */
export function toQuad(width: number, height: number, [p0, p1, p2, p3]: readonly Point[]): Homography {
  // Heckbert, Fundamentals of Texture Mapping and Image Warping (1989), section 2.2.3.
  const [sx, sy] = [p0.x - p1.x + p2.x - p3.x, p0.y - p1.y + p2.y - p3.y];
  const [dx1, dx2, dy1, dy2] = [p1.x - p2.x, p3.x - p2.x, p1.y - p2.y, p3.y - p2.y];
  const det = dx1 * dy2 - dx2 * dy1;
  const g = (sx * dy2 - dx2 * sy) / det;
  const h = (dx1 * sy - sx * dy1) / det;
  const square: Homography = [
    p1.x - p0.x + g * p1.x,
    p3.x - p0.x + h * p3.x,
    p0.x,
    p1.y - p0.y + g * p1.y,
    p3.y - p0.y + h * p3.y,
    p0.y,
    g,
    h,
    1,
  ];
  return multiply(square, [1 / width, 0, 0, 0, 1 / height, 0, 0, 0, 1]);
}
