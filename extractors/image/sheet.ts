/** A sheet photographed at a slant: its four edges against what it lies on, and the picture as if seen from above. */
import { apply, type Homography, inTurn, inverse, type Point, toQuad } from './homography.ts';
import type { Picture } from './picture.ts';

/** Places along each side that are looked at; the ends, where the next side begins, are left out (share). */
const LOOKED_AT = 120;
const ENDS = 0.08;
/** How far in from the edge of the picture a side of the sheet is sought, as a share of its width or height. */
const REACH = 0.15;
/** An edge: so much of the paper's grey between the pixels on either side; what lies beyond is darker than the paper. */
const STEP = 0.25;
const DARK = 0.7;
const SIDE = 4;
/** Share of the places at which the edge shows, and of these the share on one straight line, within so many inches. */
const SHOWN = 0.7;
const STRAIGHT = 0.85;
const OFF = 0.012;
/** Corners nearer than this (share of the sides) to those of an upright rectangle: nothing to be gained. */
const UPRIGHT = 0.003;
/** Inches inside of its edge that are painted: there sheet and ground are mixed. */
const SOFT = 0.03;

/** A picture seen from above, and the map from its places (pixels) to those of the picture as it was taken. */
export interface Flat {
  picture: Picture;
  back: Homography;
}

/**
 * The sheet of a photograph seen from above, in its place and size; around it the grey of its paper.
 * @returns nothing unless all four edges show clearly, are straight and enclose no upright rectangle anyway
 */
export function flattened(picture: Picture): Flat | undefined {
  const { width, height } = picture;
  const paper = paperOf(picture);
  const sides = SIDES.map((side) => edgeOf(picture, paper, side));
  const [left, right, top, bottom] = sides;
  if (!left || !right || !top || !bottom) return undefined;
  const corners = [meeting(left, top), meeting(right, top), meeting(right, bottom), meeting(left, bottom)];
  const [x0, x1] = [(corners[0].x + corners[3].x) / 2, (corners[1].x + corners[2].x) / 2];
  const [y0, y1] = [(corners[0].y + corners[1].y) / 2, (corners[2].y + corners[3].y) / 2];
  const straight = [
    { x: x0, y: y0 },
    { x: x1, y: y0 },
    { x: x1, y: y1 },
    { x: x0, y: y1 },
  ];
  const off = corners.map(({ x, y }, i) =>
    Math.max(Math.abs(x - straight[i].x) / width, Math.abs(y - straight[i].y) / height),
  );
  if (Math.max(...off) < UPRIGHT) return undefined;
  const back = inTurn(inverse(toQuad(width, height, straight)), toQuad(width, height, corners));
  return { picture: seen(picture, back, paper, { x0, y0, x1, y1 }), back };
}

type Side = 'left' | 'right' | 'top' | 'bottom';
const SIDES: readonly Side[] = ['left', 'right', 'top', 'bottom'];

/** `across = at + slope * along`: x by y for the upright sides, y by x for the level ones. */
interface Edge {
  at: number;
  slope: number;
}

function paperOf({ data }: Picture): number {
  const step = Math.max(1, Math.floor(data.length / 20_000));
  const greys = Uint8Array.from({ length: Math.floor(data.length / step) }, (_, i) => data[i * step]).sort();
  return greys[Math.floor(0.8 * greys.length)];
}

function edgeOf(picture: Picture, paper: number, side: Side): Edge | undefined {
  const { width, height, dpi } = picture;
  const upright = side === 'left' || side === 'right';
  const length = upright ? height : width;
  const places: Point[] = [];
  for (let k = 0; k < LOOKED_AT; k++) {
    const along = Math.round(length * (ENDS + ((1 - 2 * ENDS) * k) / LOOKED_AT));
    const across = firstEdge(picture, paper, side, along);
    if (across !== undefined) places.push({ x: along, y: across });
  }
  if (places.length < SHOWN * LOOKED_AT) return undefined;
  const slopes = places.flatMap((a, i) => places.slice(i + 20).map((b) => (b.y - a.y) / (b.x - a.x)));
  const slope = median(slopes);
  const at = median(places.map(({ x, y }) => y - slope * x));
  const on = places.filter(({ x, y }) => Math.abs(at + slope * x - y) <= OFF * dpi);
  return on.length >= STRAIGHT * places.length ? { at, slope } : undefined;
}

/** Where the sheet begins on the way in from one side. */
function firstEdge({ width, height, data }: Picture, paper: number, side: Side, along: number): number | undefined {
  const upright = side === 'left' || side === 'right';
  const depth = upright ? width : height;
  const fromEnd = side === 'right' || side === 'bottom';
  const grey = (k: number) => {
    const across = fromEnd ? depth - 1 - k : k;
    return upright ? data[along * width + across] : data[across * width + along];
  };
  const mean = (from: number) => (grey(from) + grey(from + 1) + grey(from + 2) + grey(from + 3)) / SIDE;
  let best: { step: number; at: number } | undefined;
  for (let k = SIDE; k < REACH * depth; k++) {
    const outside = mean(k - SIDE);
    const step = mean(k) - outside;
    if (step >= STEP * paper && (!best || step > best.step)) best = { step, at: k };
    else if (best && k > best.at + SIDE) break;
    if (!best && outside > DARK * paper) return undefined;
  }
  return best && (fromEnd ? depth - best.at : best.at);
}

/** Where an upright side meets a level one. */
function meeting(upright: Edge, level: Edge): Point {
  const x = (upright.at + upright.slope * level.at) / (1 - upright.slope * level.slope);
  return { x, y: level.at + level.slope * x };
}

/** The picture through a map, each pixel from its four nearest, and paper outside of the sheet. */
function seen({ width, height, data, dpi }: Picture, back: Homography, paper: number, sheet: Sides): Picture {
  const out = new Uint8Array(data.length).fill(paper);
  const soft = Math.ceil(SOFT * dpi);
  const [left, top] = [Math.max(0, Math.ceil(sheet.x0 + soft)), Math.max(0, Math.ceil(sheet.y0 + soft))];
  for (let y = top; y < Math.min(height, sheet.y1 - soft); y++) {
    for (let x = left; x < Math.min(width, sheet.x1 - soft); x++) {
      const from = apply(back, { x: x + 0.5, y: y + 0.5 });
      const [sx, sy] = [from.x - 0.5, from.y - 0.5];
      if (sx < 0 || sy < 0 || sx >= width - 1 || sy >= height - 1) continue;
      const [fx, fy] = [sx - (sx | 0), sy - (sy | 0)];
      const j = (sy | 0) * width + (sx | 0);
      const upper = data[j] + (data[j + 1] - data[j]) * fx;
      const lower = data[j + width] + (data[j + width + 1] - data[j + width]) * fx;
      out[y * width + x] = upper + (lower - upper) * fy + 0.5;
    }
  }
  return { width, height, data: out, dpi };
}

interface Sides {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1];
