/** Places as the datasets write them. */
import type { Box } from '../extractors/document.ts';

/** Points to two decimals, which is finer than any printer. */
export const points = (n: number): number => Math.round(n * 100) / 100;

/** A box as `x0,y0,x1,y1`; empty where there is none. */
export const boxText = (box: Box | undefined): string =>
  box ? `${points(box[0])},${points(box[1])},${points(box[2])},${points(box[3])}` : '';
