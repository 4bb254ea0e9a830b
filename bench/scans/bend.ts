/** Where a printed page lies in its picture: turned, at a slant, or curved into a binding. */
import { apply, type Homography, inverse, type Point, toQuad, turning } from '../../extractors/image/homography.ts';
import type { Colour } from './colour.ts';
import type { Recipe } from './recipes.ts';

/** Grey of what a photographed page lies on. */
const DESK = 88;
/** How far the curve of a bound page reaches (inches), and how dark the paper is in the binding. */
const CURVE = 1.1;
const GUTTER = 0.35;

/** From places of the page to those of the picture, and back; pixels. */
export interface Bend {
  width: number;
  height: number;
  to(place: Point): Point;
  from(place: Point): Point;
  /** Grey around the page. */
  ground: number;
}

/** What a recipe does to the place of a page; nothing where it leaves it. */
export function bendOf({ width, height }: Colour, recipe: Recipe, chance: () => number): Bend | undefined {
  if (recipe.turn !== undefined) {
    const [w, h] = recipe.turn === 180 ? [width, height] : [height, width];
    return plane(w, h, turning(recipe.turn, { x: width / 2, y: height / 2 }, { x: w / 2, y: h / 2 }), 255);
  }
  const off = recipe.perspective ?? recipe.closeUp;
  if (off !== undefined) {
    const way = recipe.closeUp === undefined ? 1 : -1;
    const corners = [
      { x: 0, y: 0 },
      { x: width, y: 0 },
      { x: width, y: height },
      { x: 0, y: height },
    ].map(({ x, y }) => {
      const [dx, dy] = [way * off * chance() * width, way * off * chance() * height];
      return { x: x === 0 ? dx : x - dx, y: y === 0 ? dy : y - dy };
    });
    return plane(width, height, toQuad(width, height, corners), DESK);
  }
  if (recipe.spine) return curve(width, height, recipe, chance() < 0.5 ? recipe.spine : -recipe.spine);
  if (!recipe.skew) return undefined;
  const degrees = chance() < 0.5 ? recipe.skew : -recipe.skew;
  return plane(width, height, turning(degrees, { x: width / 2, y: height / 2 }), 255);
}

function plane(width: number, height: number, map: Homography, ground: number): Bend {
  const back = inverse(map);
  return { width, height, ground, to: (place) => apply(map, place), from: (place) => apply(back, place) };
}

/** Towards the binding at its left the page rises: its lines bend by `most` inches at the very edge. */
function curve(width: number, height: number, { dpi }: Recipe, most: number): Bend {
  const off = (x: number) => most * dpi * Math.exp(-x / (0.4 * CURVE * dpi));
  return {
    width,
    height,
    ground: 255,
    to: ({ x, y }) => ({ x, y: y + off(x) }),
    from: ({ x, y }) => ({ x, y: y - off(x) }),
  };
}

/** The dark of the binding. */
export function spineShade({ width, height, data }: Colour, { dpi }: Recipe): void {
  for (let x = 0; x < Math.min(width, CURVE * dpi); x++) {
    const dark = 1 - (1 - GUTTER) * (1 - x / (CURVE * dpi)) ** 2;
    for (let y = 0; y < height; y++) for (let c = 0; c < 3; c++) data[3 * (y * width + x) + c] *= dark;
  }
}

/** The paper where it lies, each pixel from its four nearest. */
export function warp(paper: Colour, { width, height, from: back, ground }: Bend): Colour {
  const data = new Uint8Array(3 * width * height).fill(ground);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 3) {
      const from = back({ x: x + 0.5, y: y + 0.5 });
      const [sx, sy] = [from.x - 0.5, from.y - 0.5];
      if (sx < 0 || sy < 0 || sx > paper.width - 1 || sy > paper.height - 1) continue;
      const [x0, y0] = [Math.min(paper.width - 2, sx | 0), Math.min(paper.height - 2, sy | 0)];
      const [fx, fy] = [sx - x0, sy - y0];
      const j = 3 * (y0 * paper.width + x0);
      for (let c = 0; c < 3; c++) {
        const k = j + c;
        const upper = paper.data[k] + (paper.data[k + 3] - paper.data[k]) * fx;
        const below = k + 3 * paper.width;
        const lower = paper.data[below] + (paper.data[below + 3] - paper.data[below]) * fx;
        data[i + c] = upper + (lower - upper) * fy + 0.5;
      }
    }
  }
  return { width, height, data };
}
