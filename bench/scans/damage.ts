/** A printed page as a scanner or a camera gives it. */
import sharp from 'sharp';
import {
  apply,
  type Homography,
  inTurn,
  inverse,
  scaling,
  toQuad,
  turning,
} from '../../extractors/image/homography.ts';
import type { Recipe } from './recipes.ts';
import { seal } from './seal.ts';

/** A page in colour: 3 bytes a pixel. */
interface Colour {
  width: number;
  height: number;
  data: Uint8Array;
}

/** A page as it stands in the file. */
export interface Scan {
  jpeg: Buffer;
  /** Pixels. */
  width: number;
  height: number;
  dpi: number;
  /** Where a place of the printed page (points) stands on the scanned page (points). */
  moved: Homography;
}

/** Diameter of a seal in inches. */
const SEAL = 1.6;
/** Grey of what a photographed page lies on. */
const DESK = 88;

/**
 * @param rgba the printed page at the recipe's resolution, 4 bytes a pixel
 * @param chance decides everything that the recipe leaves open
 */
export async function damage(
  page: { width: number; height: number; data: Uint8Array },
  recipe: Recipe,
  chance: () => number,
): Promise<Scan> {
  const paper: Colour = { ...page, data: withoutAlpha(page.data) };
  if (recipe.faint !== undefined) fade(paper, recipe.faint);
  for (let i = 0; i < (recipe.seals ?? 0); i++) await press(paper, recipe.dpi, chance);
  for (let i = 0; i < (recipe.folds ?? 0); i++) fold(paper, recipe.dpi, chance);
  const { width, height, map } = geometry(paper, recipe, chance);
  const seen = map ? warp(paper, width, height, map) : paper;
  if (recipe.light !== undefined) shade(seen, recipe.light, chance);
  const soft = recipe.blur ? await blurred(seen, (recipe.blur * recipe.dpi) / 200) : seen;
  if (recipe.noise) addNoise(soft, recipe.noise, chance);
  const jpeg = await sharp(soft.data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: recipe.jpeg })
    .withMetadata({ density: recipe.dpi })
    .toBuffer();
  const pixels = recipe.dpi / 72;
  return {
    jpeg,
    width,
    height,
    dpi: recipe.dpi,
    moved: inTurn(scaling(pixels), map ?? scaling(1), scaling(1 / pixels)),
  };
}

function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const data = new Uint8Array((rgba.length / 4) * 3);
  for (let i = 0, j = 0; j < data.length; i += 4, j += 3) {
    data[j] = rgba[i];
    data[j + 1] = rgba[i + 1];
    data[j + 2] = rgba[i + 2];
  }
  return data;
}

/** Little toner: everything comes nearer to the white of the paper. */
function fade({ data }: Colour, contrast: number): void {
  for (let i = 0; i < data.length; i++) data[i] = 255 - contrast * (255 - data[i]);
}

/** A seal somewhere on the inner part of the page; ink over ink is darker than either. */
async function press({ width, height, data }: Colour, dpi: number, chance: () => number): Promise<void> {
  const size = Math.round(SEAL * dpi);
  const [left, top] = [0.15, 0.15].map((least, i) =>
    Math.round((least + chance() * 0.7) * [width, height][i] - size / 2),
  );
  const strength = 0.6 + 0.4 * chance();
  const ink = await seal(size, chance);
  for (let y = Math.max(0, -top); y < size && top + y < height; y++) {
    for (let x = Math.max(0, -left); x < size && left + x < width; x++) {
      const from = 4 * (y * size + x);
      const alpha = (strength * ink[from + 3]) / 255;
      if (alpha === 0) continue;
      const to = 3 * ((top + y) * width + left + x);
      for (let c = 0; c < 3; c++) data[to + c] *= 1 - alpha + (alpha * ink[from + c]) / 255;
    }
  }
}

/** A crease across the page, level or upright: a thin dark line with a broad shadow on one side. */
function fold({ width, height, data }: Colour, dpi: number, chance: () => number): void {
  const level = chance() < 0.5;
  const [along, across] = level ? [width, height] : [height, width];
  const at = across * (0.15 + 0.7 * chance());
  const slope = (chance() - 0.5) * 0.02;
  const shadow = 0.35 * dpi;
  const crease = 0.006 * dpi;
  for (let a = 0; a < along; a++) {
    const middle = at + slope * a;
    for (let b = Math.max(0, Math.floor(middle - 2 * crease)); b < Math.min(across, middle + shadow); b++) {
      const distance = b - middle;
      const dark =
        1 - 0.45 * Math.exp(-((distance / crease) ** 2)) - (distance > 0 ? 0.25 * (1 - distance / shadow) : 0);
      const i = 3 * (level ? b * width + a : a * width + b);
      for (let c = 0; c < 3; c++) data[i + c] *= dark;
    }
  }
}

/** Where the paper lies in the picture. */
function geometry({ width, height }: Colour, recipe: Recipe, chance: () => number) {
  if (recipe.turn !== undefined) {
    const [w, h] = recipe.turn === 180 ? [width, height] : [height, width];
    return { width: w, height: h, map: turning(recipe.turn, { x: width / 2, y: height / 2 }, { x: w / 2, y: h / 2 }) };
  }
  if (recipe.perspective !== undefined) {
    const off = recipe.perspective;
    const corners = [
      { x: 0, y: 0 },
      { x: width, y: 0 },
      { x: width, y: height },
      { x: 0, y: height },
    ].map(({ x, y }) => {
      const [dx, dy] = [off * chance() * width, off * chance() * height];
      return { x: x === 0 ? dx : x - dx, y: y === 0 ? dy : y - dy };
    });
    return { width, height, map: toQuad(width, height, corners) };
  }
  if (!recipe.skew) return { width, height };
  const degrees = chance() < 0.5 ? recipe.skew : -recipe.skew;
  return { width, height, map: turning(degrees, { x: width / 2, y: height / 2 }) };
}

/** The paper seen through a map, each pixel from its four nearest; a scanner's white or the desk around it. */
function warp(paper: Colour, width: number, height: number, map: Homography): Colour {
  const back = inverse(map);
  const bent = map[6] !== 0 || map[7] !== 0;
  const data = new Uint8Array(3 * width * height).fill(bent ? DESK : 255);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 3) {
      const from = apply(back, { x: x + 0.5, y: y + 0.5 });
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

/** Light from one corner. */
function shade({ width, height, data }: Colour, darkest: number, chance: () => number): void {
  const [right, below] = [chance() < 0.5, chance() < 0.5];
  for (let y = 0, i = 0; y < height; y++) {
    const v = (below ? height - y : y) / height;
    for (let x = 0; x < width; x++) {
      const u = (right ? width - x : x) / width;
      const light = 1 - (1 - darkest) * Math.min(1, (u * u + v * v) / 2);
      for (let c = 0; c < 3; c++, i++) data[i] *= light;
    }
  }
}

async function blurred(picture: Colour, sigma: number): Promise<Colour> {
  const { width, height } = picture;
  // The library wants at least 0.3.
  const data = await sharp(picture.data, { raw: { width, height, channels: 3 } })
    .blur(Math.max(0.3, sigma))
    .raw()
    .toBuffer();
  return { width, height, data: new Uint8Array(data) };
}

/** The same in all colours, nearly normal: the sum of four even ones. */
function addNoise({ data }: Colour, sigma: number, chance: () => number): void {
  const factor = sigma * Math.sqrt(3);
  for (let i = 0; i < data.length; i += 3) {
    const off = factor * (chance() + chance() + chance() + chance() - 2);
    for (let c = 0; c < 3; c++) data[i + c] = Math.min(255, Math.max(0, data[i + c] + off));
  }
}
