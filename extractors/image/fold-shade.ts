/** The shade of one fold: where it runs to a fraction of a pixel, and how much darker it makes the paper. */
import type { Picture } from './picture.ts';

/** One way to go over a picture: lines of `length` pixels, `step` apart, `depth` lines, `line` apart. */
export interface Way {
  length: number;
  step: number;
  depth: number;
  line: number;
}

/** A straight course: the place on the first line, and how far it moves from line to line. */
interface Course {
  at: number;
  slope: number;
}

/** How far (inches) the places of a fold may be off a straight course, and the share of them that is not. */
const OFF = 0.03;
const ON = 0.75;
/** The course is sought on by so much at either end (inches), in steps of pixels; lines that are looked at for it. */
const SOUGHT = 0.04;
const STEP = 0.5;
const LINES = 160;
/** Ink is no darker than this for that search: what crosses a fold shall not draw it away. */
const INK = 90;
/** How far a shade reaches on either side, and the strip beyond that shows the paper without it; inches. */
const REACH = 0.45;
const BESIDE = 0.08;
/** Half the width (inches) of the crease, and of the dark lines beside it that are print or rulings, no shade. */
const CREASE = 0.025;
const THIN = 0.025;
/** Zones along a fold, lines of each that are looked at, and the rank of the grey that is the paper's. */
const ZONES = 14;
const LOOKED_AT = 60;
const PAPER_RANK = 0.6;
/** On the crease a darker one: it wavers, and nothing but paper lies beside it to be darkened by mistake. */
const CREASE_RANK = 0.3;
/** Paper this near to that beside the fold is not shaded; darker than this it is print, a ruling in the crease. */
const UNSHADED = 0.985;
const DARKEST = 0.15;

/** A straight course through places (pixels) on lines, or nothing where they lie on none. */
export function courseThrough(picture: Picture, way: Way, places: readonly { at: number; line: number }[]) {
  const slopes: number[] = [];
  for (const a of places) for (const b of places) if (b.line > a.line) slopes.push((b.at - a.at) / (b.line - a.line));
  const slope = median(slopes);
  const at = median(places.map((place) => place.at - slope * place.line));
  const on = places.filter((place) => Math.abs(at + slope * place.line - place.at) <= OFF * picture.dpi);
  return on.length >= ON * places.length ? darkest(picture, way, { at, slope }) : undefined;
}

/** The darkest straight course near one. */
function darkest({ data, dpi }: Picture, way: Way, { at, slope }: Course): Course {
  const reach = Math.ceil(SOUGHT * dpi);
  const last = way.depth - 1;
  const every = Math.max(1, Math.floor(way.depth / LINES));
  let best: Course = { at, slope };
  let least = Number.POSITIVE_INFINITY;
  for (let begin = -reach; begin <= reach; begin += STEP) {
    for (let end = -reach; end <= reach; end += STEP) {
      const tried = { at: at + begin, slope: slope + (end - begin) / last };
      let sum = 0;
      for (let line = 0; line <= last; line += every) {
        const x = Math.round(tried.at + tried.slope * line);
        if (x >= 0 && x < way.length) sum += Math.max(INK, data[line * way.line + x * way.step]);
        else sum += 255;
      }
      if (sum < least) [least, best] = [sum, tried];
    }
  }
  return best;
}

/** Lightens the paper and the print along a course, in place, by as much as the fold darkens the paper. */
export function lightenAlong(picture: Picture, way: Way, course: Course): void {
  const { data, dpi } = picture;
  const reach = Math.ceil(REACH * dpi);
  const zones = Array.from({ length: ZONES }, (_, zone) => factorsOf(picture, way, course, zone, reach));
  for (let line = 0; line < way.depth; line++) {
    const along = Math.min(ZONES - 1, Math.max(0, (line / way.depth) * ZONES - 0.5));
    const [upper, share] = [Math.floor(along), along - Math.floor(along)];
    const [a, b] = [zones[upper], zones[Math.min(ZONES - 1, upper + 1)]];
    const middle = course.at + course.slope * line;
    for (let x = Math.max(0, Math.ceil(middle - reach)); x < Math.min(way.length, middle + reach); x++) {
      const offset = x - middle + reach;
      const factor = (1 - share) * between(a, offset) + share * between(b, offset);
      if (factor <= 1) continue;
      const i = line * way.line + x * way.step;
      data[i] = Math.min(255, data[i] * factor);
    }
  }
}

/** What the grey of each offset from the course (from `-reach` on) is to be multiplied with, in one zone. */
function factorsOf(picture: Picture, way: Way, course: Course, zone: number, reach: number): Float32Array {
  const { dpi } = picture;
  const crease = Math.ceil(CREASE * dpi);
  const own = paperOf(picture, way, course, zone, reach, crease);
  const factors = new Float32Array(own.length).fill(1);
  const strip = Math.round(BESIDE * dpi);
  const [before, behind] = [medianOf(own.subarray(0, strip)), medianOf(own.subarray(own.length - strip))];
  const paper = Math.max(before, behind);
  const smooth = withoutThin(own, Math.ceil(THIN * dpi));
  for (const way of [-1, 1]) {
    const level = Math.max(way < 0 ? before : behind, 0.85 * paper);
    for (let d = way < 0 ? 0 : 1; d <= reach; d++) {
      const i = reach + way * d;
      const share = (d <= crease ? own[i] : smooth[i]) / Math.max(1, level);
      if (d > crease && share >= UNSHADED) break;
      if (share < 1 && share >= DARKEST) factors[i] = 1 / share;
    }
  }
  return aroundCrease(factors, reach, crease);
}

/** A crease wavers by a pixel: on it, the strongest factor of the neighbours counts. */
function aroundCrease(factors: Float32Array, middle: number, crease: number): Float32Array {
  return factors.map((own, i) =>
    Math.abs(i - middle) <= crease ? Math.max(own, ...factors.subarray(Math.max(0, i - 1), i + 2)) : own,
  );
}

/** The paper's grey at each offset from the course, in one zone and half of those beside it. */
function paperOf(
  { data }: Picture,
  way: Way,
  course: Course,
  zone: number,
  reach: number,
  crease: number,
): Float32Array {
  const size = way.depth / ZONES;
  const [top, bottom] = [Math.max(0, (zone - 0.5) * size), Math.min(way.depth, (zone + 1.5) * size)];
  const step = Math.max(1, (bottom - top) / LOOKED_AT);
  const own = new Float32Array(2 * reach + 1);
  const values: number[] = [];
  for (let i = 0; i < own.length; i++) {
    values.length = 0;
    for (let y = top; y < bottom; y += step) {
      const line = Math.floor(y);
      const x = course.at + course.slope * line + i - reach;
      const left = Math.floor(x);
      if (left < 0 || left + 1 >= way.length) continue;
      const at = line * way.line + left * way.step;
      values.push(data[at] + (x - left) * (data[at + way.step] - data[at]));
    }
    values.sort((a, b) => a - b);
    const rank = Math.abs(i - reach) <= crease / 2 ? CREASE_RANK : PAPER_RANK;
    own[i] = values.length === 0 ? 255 : values[Math.floor(rank * values.length)];
  }
  return own;
}

/** Without dark lines that are thin: first the lightest around each offset, then the darkest of these. */
function withoutThin(own: Float32Array, reach: number): Float32Array {
  const around = (values: Float32Array, pick: (...of: number[]) => number) =>
    values.map((_, i) => pick(...values.subarray(Math.max(0, i - reach), i + reach + 1)));
  return around(around(own, Math.max), Math.min);
}

function between(factors: Float32Array, offset: number): number {
  const left = Math.floor(offset);
  const right = Math.min(factors.length - 1, left + 1);
  return factors[left] + (offset - left) * (factors[right] - factors[left]);
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

const medianOf = (values: Float32Array): number => values.slice().sort()[values.length >> 1];
