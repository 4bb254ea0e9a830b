/** Clips, as far as they are boxes. */
import type { Box } from '../document.ts';
import { around, clipOutline } from './figures.ts';
import type { Pdfium } from './pdfium.ts';
import type { Matrix } from './placement.ts';

/**
 * The box that an object is clipped to, in points of the displayed page; none where nothing clips it. A clip that is no
 * rectangle counts with the box around its straight sides.
 */
export function clipOf(lib: Pdfium, object: number, m: Matrix): Box | undefined {
  const clip = lib.FPDFPageObj_GetClipPath(object);
  const paths = clip ? lib.FPDFClipPath_CountPaths(clip) : 0;
  let box: Box | undefined;
  for (let i = 0; i < paths; i++) {
    const points = clipOutline(lib, clip, i, m).flatMap((figure) => figure.points);
    if (points.length > 0) box = box ? intersect(box, around(points)) : around(points);
  }
  return box;
}

/** What two boxes share; `isEmpty` when nothing. */
export function intersect(a: Box, b: Box): Box {
  return [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])];
}

export function isEmpty(box: Box): boolean {
  return box[2] < box[0] || box[3] < box[1];
}
