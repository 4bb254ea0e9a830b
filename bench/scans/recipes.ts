/** Kinds of damage, each in three strengths. */

import type { Pen } from './paper.ts';
import type { Shape } from './seal.ts';

/** What happens to a page between the printer and the file. What is left out does not happen. */
export interface Recipe {
  /** Resolution of the scanner or camera. */
  dpi: number;
  /** Size of the print as a share of what it was: two pages on one sheet. */
  shrunk?: number;
  /** Quality of the JPEG in the file, 1 to 100. */
  jpeg: number;
  /** Contrast of the print: 1 black on white, 0 white on white. */
  faint?: number;
  /** Red seals over the print; how many. */
  seals?: number;
  /** Of which shapes the seals are; round ones if nothing is said. */
  shapes?: readonly Shape[];
  /** Rulings become dots, with so much paper between them as share of a dot. */
  dotted?: number;
  /** The print of the other side shines through, with so much of its darkness. */
  bleed?: number;
  /** Rows under a felt pen. */
  marker?: number;
  /** Times that a pen drew a ruled line, a tick and a ring; and which pen. */
  strokes?: number;
  pen?: Pen;
  /** Holes of a binder, and a stapled corner. */
  holes?: number;
  /** Scanned without colour. */
  grey?: boolean;
  /** Folds in the paper; how many. */
  folds?: number;
  /** Slant in degrees; which way is left to chance. */
  skew?: number;
  /** Quarter turns, clockwise in degrees. */
  turn?: 90 | 180 | 270;
  /** How far the corners of a photographed page are off those of the picture at most, as a share of its sides. */
  perspective?: number;
  /** The same for one taken from so near that the edges of the sheet lie outside of the picture. */
  closeUp?: number;
  /** A bound page: its lines bend by so much (inches) at the binding, where it is dark. */
  spine?: number;
  /** Brightness of the darkest corner as a share of that of the brightest. */
  light?: number;
  /** Radius (sigma) in pixels at 200 dpi. */
  blur?: number;
  /** Sigma in grey values. */
  noise?: number;
  /** Depth of the waves of a raster, in grey values. */
  moire?: number;
  /** Black and white, as a fax: grey values from here on are white. */
  twoTone?: number;
}

export const STRENGTHS = ['mild', 'medium', 'strong'] as const;
export type Strength = (typeof STRENGTHS)[number];

const SCANNER = { dpi: 200, jpeg: 80 } as const;
const three = (make: (strength: 0 | 1 | 2) => Partial<Recipe>) =>
  ([0, 1, 2] as const).map((strength): Recipe => ({ ...SCANNER, ...make(strength) }));

/** By kind, the recipes in the order of `STRENGTHS`. */
export const RECIPES: Readonly<Record<string, readonly Recipe[]>> = {
  clean: three(() => ({})),
  skew: three((s) => ({ skew: [1, 2, 3][s] })),
  noise: three((s) => ({ noise: [15, 25, 40][s] })),
  blur: three((s) => ({ blur: [0.8, 1.2, 1.6][s] })),
  jpeg: three((s) => ({ jpeg: [45, 30, 20][s] })),
  coarse: three((s) => ({ dpi: [150, 120, 100][s] })),
  fine: three(() => ({ dpi: 300 })),
  small: three((s) => ({ dpi: 300, shrunk: [0.8, 0.65, 0.5][s] })),
  seal: three((s) => ({ seals: [1, 2, 3][s] })),
  fold: three((s) => ({ folds: [1, 2, 4][s] })),
  faint: three((s) => ({ faint: [0.5, 0.35, 0.25][s] })),
  light: three((s) => ({ light: [0.7, 0.5, 0.35][s] })),
  photo: three((s) => ({ perspective: [0.01, 0.03, 0.05][s], light: [0.85, 0.75, 0.6][s], blur: 0.6, noise: 6 })),
  tilt: three((s) => ({ perspective: [0.05, 0.08, 0.12][s], light: 0.8, blur: 0.6, noise: 6 })),
  turn: three((s) => ({ turn: ([90, 180, 270] as const)[s] })),
  office: three((s) => ({
    dpi: [200, 200, 150][s],
    skew: [0.5, 1, 1.5][s],
    seals: 1,
    faint: [0.9, 0.7, 0.6][s],
    blur: [0.5, 0.7, 0.8][s],
    noise: [6, 10, 14][s],
    jpeg: [60, 45, 30][s],
  })),
  bleed: three((s) => ({ bleed: [0.12, 0.2, 0.3][s], blur: 0.5 })),
  moire: three((s) => ({ moire: [20, 35, 50][s], blur: 0.4 })),
  fax: three((s) => ({ dpi: [200, 150, 120][s], jpeg: 95, blur: 0.6, noise: [8, 12, 16][s], twoTone: 150 })),
  blocks: three((s) => ({ seals: [1, 2, 3][s], shapes: ['round', 'oval', 'square'], jpeg: [35, 22, 14][s] })),
  greyseal: three((s) => ({ seals: [1, 2, 3][s], shapes: ['oval', 'square'], grey: true, blur: 0.5 })),
  spine: three((s) => ({ spine: [0.05, 0.1, 0.18][s] })),
  holes: three((s) => ({ holes: [2, 3, 4][s], skew: [0, 0.7, 1.2][s] })),
  marker: three((s) => ({ marker: [4, 8, 12][s], grey: s > 0 })),
  pen: three((s) => ({ strokes: [3, 4, 6][s], pen: (['blue', 'black', 'black'] as const)[s] })),
  dotted: three((s) => ({ dotted: [0.6, 1, 1.6][s], blur: 0.4 })),
  closeup: three((s) => ({ closeUp: [0.02, 0.04, 0.06][s], light: 0.8, blur: 0.6, noise: 6 })),
};
