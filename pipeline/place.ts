/** Places as the datasets write them. */
import type { Box } from '../extractors/document.ts';

/** Points to two decimals, which is finer than any printer. */
export const points = (n: number): number => Math.round(n * 100) / 100;

/** A box as `x0,y0,x1,y1`; empty where there is none. */
export const boxText = (box: Box | undefined): string => (box ? box.map(points).join(',') : '');
