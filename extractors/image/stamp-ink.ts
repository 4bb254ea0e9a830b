/** The ink of stamps on pages without colour: which greys it has, and what is left of a pixel without it. */

/** Greys of a stamp's ink: print is darker, paper lighter. */
export const STAMP_GREY = { from: 60, to: 205 } as const;
/** Shares of the ink's grey: a little lighter than black print on the stamp, a little darker than the stamp alone. */
const PRINT = 0.45;
const INK = 0.85;

/**
 * Lightens a pixel so that the ink alone becomes white and print keeps its darkness.
 * @param ink grey of the stamp
 */
export function withoutInk(grey: number, ink: number): number {
  const [dark, light] = [ink * PRINT, ink * INK];
  if (grey <= dark) return grey;
  return grey >= light ? 255 : (255 * (grey - dark)) / (light - dark);
}
