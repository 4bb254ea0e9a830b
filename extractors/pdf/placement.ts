/** From PDF user space (origin bottom left, unrotated) to the page as displayed (origin top left). */
import type { Pdfium } from './pdfium.ts';

/** An affine map: x' = a·x + c·y + e, y' = b·x + d·y + f, as PDF writes matrices. */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** The map that applies `first` and then `second`. */
export function concat(first: Matrix, second: Matrix): Matrix {
  return [
    first[0] * second[0] + first[1] * second[2],
    first[0] * second[1] + first[1] * second[3],
    first[2] * second[0] + first[3] * second[2],
    first[2] * second[1] + first[3] * second[3],
    first[4] * second[0] + first[5] * second[2] + second[4],
    first[4] * second[1] + first[5] * second[3] + second[5],
  ];
}

/** How a page is shown. */
export interface Placement {
  width: number;
  height: number;
  rotation: 0 | 90 | 180 | 270;
  /** From user space to displayed points. */
  toPage: Matrix;
}

/** The placement of a loaded page: the crop box (within the media box) is what is shown, turned by the page's rotation. */
export function placementOf(lib: Pdfium, page: number): Placement {
  const at = lib.scratch >> 2;
  lib.FPDF_GetPageBoundingBox(page, lib.scratch);
  const [left, top, right, bottom] = lib.floats().subarray(at, at + 4);
  const rotation = ((lib.FPDFPage_GetRotation(page) & 3) * 90) as Placement['rotation'];
  const [w, h] = [right - left, top - bottom];
  const toPage: Record<Placement['rotation'], Matrix> = {
    0: [1, 0, 0, -1, -left, top],
    90: [0, 1, 1, 0, -bottom, -left],
    180: [-1, 0, 0, 1, right, -bottom],
    270: [0, -1, -1, 0, top, right],
  };
  const turned = rotation === 90 || rotation === 270;
  return { width: turned ? h : w, height: turned ? w : h, rotation, toPage: toPage[rotation] };
}

/** The matrix of a page object (`FPDFPageObj_GetMatrix`), or identity. */
export function objectMatrix(lib: Pdfium, object: number): Matrix {
  if (!lib.FPDFPageObj_GetMatrix(object, lib.scratch)) return IDENTITY;
  const at = lib.scratch >> 2;
  const m = lib.floats();
  return [m[at], m[at + 1], m[at + 2], m[at + 3], m[at + 4], m[at + 5]];
}
