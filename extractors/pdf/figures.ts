/** The figures of a path object: rectangles and straight strokes. Curves draw no tables. */
import type { Box } from '../document.ts';
import type { Pdfium } from './pdfium.ts';
import type { Matrix } from './placement.ts';

/** One subpath, in points of the displayed page. */
export interface Figure {
  /** Its corners, x and y in turn; a closed one ends where it begins. None where it has curves. */
  points: readonly number[];
  /** Its box, if it is a rectangle with upright sides (also a flat one). */
  box?: Box;
  /** Filling it shows something. */
  filled: boolean;
}

/** `FPDF_SEGMENT_*` of fpdfview.h. */
const LINE_TO = 0;
const BEZIER_TO = 1;
const MOVE_TO = 2;
/** Sides of a rectangle may lean by this much, in points. */
const LEAN = 0.5;
/** Drawings and maps have very many segments; tables do not. What is beyond is not looked at. */
const MOST_SEGMENTS = 20_000;

/** The subpaths of a path object, mapped by `m` (object matrix and everything above it). */
export function outline(lib: Pdfium, path: number, m: Matrix): Figure[] {
  const count = Math.min(lib.FPDFPath_CountSegments(path), MOST_SEGMENTS);
  return figures(lib, count, (i) => lib.FPDFPath_GetPathSegment(path, i), m);
}

/** The subpaths of one path of a clip. */
export function clipOutline(lib: Pdfium, clip: number, index: number, m: Matrix): Figure[] {
  const count = Math.min(lib.FPDFClipPath_CountPathSegments(clip, index), MOST_SEGMENTS);
  return figures(lib, count, (i) => lib.FPDFClipPath_GetPathSegment(clip, index, i), m);
}

function figures(lib: Pdfium, count: number, segment: (i: number) => number, m: Matrix): Figure[] {
  const found: Figure[] = [];
  let points: number[] = [];
  let curved = false;
  const finish = (closed: boolean) => {
    if (points.length >= 4) found.push(figure(points, curved, closed));
    points = [];
    curved = false;
  };
  const s = lib.scratch;
  for (let i = 0; i < count; i++) {
    const handle = segment(i);
    const type = lib.FPDFPathSegment_GetType(handle);
    if (type === MOVE_TO) finish(false);
    lib.FPDFPathSegment_GetPoint(handle, s, s + 4);
    const f = lib.floats();
    const x = f[s >> 2];
    const y = f[(s >> 2) + 1];
    if (type === BEZIER_TO) curved = true;
    if (type === MOVE_TO || type === LINE_TO || type === BEZIER_TO) {
      points.push(m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]);
    }
    if (lib.FPDFPathSegment_GetClose(handle)) finish(true);
  }
  finish(false);
  return found;
}

function figure(points: number[], curved: boolean, closed: boolean): Figure {
  if (curved) return { points: [], filled: false };
  const n = points.length;
  if (closed && (points[n - 2] !== points[0] || points[n - 1] !== points[1])) points.push(points[0], points[1]);
  return { points, box: rectangle(points), filled: points.length >= 6 };
}

/** The box of four corners (the first may be repeated) whose sides are upright. */
function rectangle(points: readonly number[]): Box | undefined {
  if (points.length < 8 || points.length > 12) return undefined;
  for (let i = 2; i < points.length; i += 2) {
    if (Math.min(Math.abs(points[i] - points[i - 2]), Math.abs(points[i + 1] - points[i - 1])) > LEAN) return undefined;
  }
  return around(points);
}

/** The box around corners. */
export function around(points: readonly number[]): Box {
  let x0 = points[0];
  let y0 = points[1];
  let x1 = x0;
  let y1 = y0;
  for (let i = 2; i < points.length; i += 2) {
    x0 = Math.min(x0, points[i]);
    y0 = Math.min(y0, points[i + 1]);
    x1 = Math.max(x1, points[i]);
    y1 = Math.max(y1, points[i + 1]);
  }
  return [x0, y0, x1, y1];
}
