/** Clips, as far as they are boxes. */
import type { Box } from '../document.ts';
import { clipOutline } from './figures.ts';
import type { Pdfium } from './pdfium.ts';
import type { Matrix } from './placement.ts';

const EVERYWHERE: Box = [
  Number.NEGATIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.POSITIVE_INFINITY,
  Number.POSITIVE_INFINITY,
];

/**
 * The box that an object is clipped to, in points of the displayed page. A clip that is no rectangle counts with the
 * box around its straight sides.
 */
export function clipOf(lib: Pdfium, object: number, m: Matrix): Box {
  const clip = lib.FPDFPageObj_GetClipPath(object);
  const paths = clip ? lib.FPDFClipPath_CountPaths(clip) : 0;
  let box = EVERYWHERE;
  for (let i = 0; i < paths; i++) {
    const around = clipOutline(lib, clip, i, m).flatMap(({ strokes }) => strokes);
    if (around.length > 0) box = intersect(box, union(around));
  }
  return box;
}

function union(boxes: readonly Box[]): Box {
  let [x0, y0, x1, y1] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (const [ax, ay, bx, by] of boxes) {
    x0 = Math.min(x0, ax, bx);
    y0 = Math.min(y0, ay, by);
    x1 = Math.max(x1, ax, bx);
    y1 = Math.max(y1, ay, by);
  }
  return [x0, y0, x1, y1];
}

/** What two boxes share; `isEmpty` when nothing. */
export function intersect(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

export function isEmpty([x0, y0, x1, y1]: Box): boolean {
  return x1 < x0 || y1 < y0;
}
