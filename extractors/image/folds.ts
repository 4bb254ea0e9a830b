/** Folds: soft dark bands that run over the whole sheet, across or down. */
import { courseThrough, lightenAlong, type Way } from './fold-shade.ts';
import type { Picture } from './picture.ts';

/** Bands that the sheet is looked at in; a fold shows in the first, in the last and in nearly all between. */
const BANDS = 14;
const SHOWN = 0.8;
/** The first and the last band are the very edges of the sheet, where no table reaches; share of its depth. */
const EDGE = 0.02;
/** A sheet with more folds than this along one way has none: it is print that looks like them. */
const MOST = 4;
/** Pixels of each column of a band that are looked at, and the rank of that which is the paper's. */
const LOOKED_AT = 25;
const PAPER_RANK = 0.6;
/** A dip in the paper's grey of this share, no wider than this (inches), that moves so little from band to band. */
const DIP = 0.08;
const WIDEST = 0.25;
const MOVES = 0.04;

/**
 * Lightens folds, in place, by as much as they darken the paper. Rulings end before the edge of the sheet, folds do not.
 * @returns how many there were
 */
export function removeFolds(picture: Picture): number {
  const { width, height } = picture;
  const down = removeAlong(picture, { length: width, step: 1, depth: height, line: width });
  return down + removeAlong(picture, { length: height, step: width, depth: width, line: 1 });
}

/** The paper's grey across one band, and that around each place without the dips. */
interface Profile {
  own: Float32Array;
  around: Float32Array;
}

const dipOf = ({ own, around }: Profile, x: number) => 1 - own[x] / Math.max(1, around[x]);

function removeAlong(picture: Picture, way: Way): number {
  const wide = Math.round((WIDEST * picture.dpi) / 2);
  const moves = Math.max(1, Math.round(MOVES * picture.dpi));
  const known = new Map<number, Profile>();
  const profile = (band: number) => {
    const own = known.get(band) ?? profileOf(picture, way, band, wide);
    known.set(band, own);
    return own;
  };
  const placed = (at: number, band: number) => {
    const [top, bottom] = bandOf(way, band);
    return { at, line: (top + bottom) / 2 };
  };
  const courses: number[][] = [];
  for (let x = moves; x < way.length - moves; x++) {
    if (dipOf(profile(0), x) < DIP || !isDeepest(profile(0), x, wide)) continue;
    const course = follow(x, moves, way.length, profile);
    if (course) courses.push(course);
  }
  if (courses.length > MOST) return 0;
  // All are measured on the picture as it came, so that they do not depend on which is lightened first.
  const straight = courses.flatMap((places) => courseThrough(picture, way, places.map(placed)) ?? []);
  for (const course of straight) lightenAlong(picture, way, course);
  return straight.length;
}

/** First line of a band, and the first behind it. */
function bandOf({ depth }: Way, band: number): [number, number] {
  const begin = (of: number) => {
    if (of === 0) return 0;
    if (of === BANDS) return depth;
    return Math.floor(depth * (EDGE + ((of - 1) * (1 - 2 * EDGE)) / (BANDS - 2)));
  };
  return [begin(band), begin(band + 1)];
}

function profileOf({ data }: Picture, way: Way, band: number, reach: number): Profile {
  const [top, bottom] = bandOf(way, band);
  const step = Math.max(1, Math.floor((bottom - top) / LOOKED_AT));
  const values = new Uint8Array(Math.ceil((bottom - top) / step));
  const own = new Float32Array(way.length);
  for (let x = 0; x < way.length; x++) {
    for (let y = top, k = 0; y < bottom; y += step, k++) values[k] = data[y * way.line + x * way.step];
    values.sort();
    own[x] = values[Math.floor(PAPER_RANK * values.length)];
  }
  const around = own.map((_, x) => {
    let lightest = 0;
    for (let k = Math.max(0, x - reach); k <= Math.min(own.length - 1, x + reach); k += 2) {
      if (own[k] > lightest) lightest = own[k];
    }
    return lightest;
  });
  return { own, around };
}

function isDeepest(profile: Profile, x: number, reach: number): boolean {
  const own = dipOf(profile, x);
  for (let k = Math.max(0, x - reach); k <= Math.min(profile.own.length - 1, x + reach); k++) {
    const other = dipOf(profile, k);
    if (other > own || (k < x && other === own)) return false;
  }
  return true;
}

/** Where a dip of the first band goes on in the others; nothing when it ends before the last. */
function follow(
  start: number,
  moves: number,
  length: number,
  profile: (band: number) => Profile,
): number[] | undefined {
  const course = [start];
  let shown = 1;
  for (let band = 1; band < BANDS; band++) {
    const before = course[band - 1];
    let best = before;
    for (let x = Math.max(0, before - moves); x <= Math.min(length - 1, before + moves); x++) {
      if (dipOf(profile(band), x) > dipOf(profile(band), best)) best = x;
    }
    const shows = dipOf(profile(band), best) >= DIP;
    if (shows) shown++;
    else if (band === BANDS - 1 || band + 1 - shown > (1 - SHOWN) * BANDS) return undefined;
    course.push(shows ? best : before);
  }
  return course;
}
