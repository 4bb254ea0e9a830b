/** Kinds of damage, each in three strengths. */

/** What happens to a page between the printer and the file. What is left out does not happen. */
export interface Recipe {
  /** Resolution of the scanner or camera. */
  dpi: number;
  /** Quality of the JPEG in the file, 1 to 100. */
  jpeg: number;
  /** Contrast of the print: 1 black on white, 0 white on white. */
  faint?: number;
  /** Red seals over the print; how many. */
  seals?: number;
  /** Folds in the paper; how many. */
  folds?: number;
  /** Slant in degrees; which way is left to chance. */
  skew?: number;
  /** Quarter turns, clockwise in degrees. */
  turn?: 90 | 180 | 270;
  /** How far the corners of a photographed page are off those of the picture at most, as a share of its sides. */
  perspective?: number;
  /** Brightness of the darkest corner as a share of that of the brightest. */
  light?: number;
  /** Radius (sigma) in pixels at 200 dpi. */
  blur?: number;
  /** Sigma in grey values. */
  noise?: number;
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
};
