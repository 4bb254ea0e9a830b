/** A printed page as a scanner or a camera gives it. */
import sharp from 'sharp';
import type { Point } from '../../extractors/image/homography.ts';
import { bendOf, spineShade, warp } from './bend.ts';
import type { Colour } from './colour.ts';
import { dotRulings, draw, highlight, punch, shineThrough } from './paper.ts';
import type { Recipe } from './recipes.ts';
import { press } from './seal.ts';

/** A page as it stands in the file. */
export interface Scan {
  jpeg: Buffer;
  /** Pixels. */
  width: number;
  height: number;
  dpi: number;
  /** Where a place of the printed page (points) stands on the scanned page (points). */
  moved: (place: Point) => Point;
}

/**
 * @param page the printed page at the recipe's resolution and size, 4 bytes a pixel
 * @param chance decides everything that the recipe leaves open
 */
export async function damage(
  page: { width: number; height: number; data: Uint8Array },
  recipe: Recipe,
  chance: () => number,
): Promise<Scan> {
  const paper: Colour = { ...page, data: withoutAlpha(page.data) };
  if (recipe.dotted) dotRulings(paper, recipe.dpi, recipe.dotted);
  if (recipe.faint !== undefined) fade(paper, recipe.faint);
  if (recipe.bleed) shineThrough(paper, recipe.bleed);
  for (let i = 0; i < (recipe.seals ?? 0); i++) await press(paper, recipe.dpi, chance, recipe.shapes);
  if (recipe.marker) highlight(paper, recipe.dpi, recipe.marker, chance);
  if (recipe.strokes) draw(paper, recipe.dpi, recipe.strokes, recipe.pen, chance);
  for (let i = 0; i < (recipe.folds ?? 0); i++) fold(paper, recipe.dpi, chance);
  if (recipe.holes) punch(paper, recipe.dpi, recipe.holes, chance);
  if (recipe.grey) drain(paper);
  const bend = bendOf(paper, recipe, chance);
  const seen = bend ? warp(paper, bend) : paper;
  const { width, height } = seen;
  if (recipe.light !== undefined) shade(seen, recipe.light, chance);
  if (recipe.spine) spineShade(seen, recipe);
  if (recipe.moire) addMoire(seen, recipe.dpi, recipe.moire);
  const soft = recipe.blur ? await blurred(seen, (recipe.blur * recipe.dpi) / 200) : seen;
  if (recipe.noise) addNoise(soft, recipe.noise, chance);
  if (recipe.twoTone) toTwoTones(soft, recipe.twoTone);
  const jpeg = await sharp(soft.data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: recipe.jpeg })
    .withMetadata({ density: recipe.dpi })
    .toBuffer();
  const pixels = recipe.dpi / 72;
  const printed = pixels * (recipe.shrunk ?? 1);
  return {
    jpeg,
    width,
    height,
    dpi: recipe.dpi,
    moved: ({ x, y }) => {
      const place = { x: x * printed, y: y * printed };
      const to = bend?.to(place) ?? place;
      return { x: to.x / pixels, y: to.y / pixels };
    },
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

/** A scanner without colour. */
function drain({ data }: Colour): void {
  for (let i = 0; i < data.length; i += 3)
    data.fill((data[i] * 19595 + data[i + 1] * 38470 + data[i + 2] * 7471) >> 16, i, i + 3);
}

/** What a screen or a printed raster makes with the rows of a sensor: slanted waves of grey. @param depth in grey values */
function addMoire({ width, height, data }: Colour, dpi: number, depth: number): void {
  const wave = (2 * Math.PI) / (0.045 * dpi);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i += 3) {
      const off = depth * (Math.sin(wave * (0.8 * x + 0.6 * y)) * Math.sin(wave * (0.55 * y - 0.5 * x)) - 0.5);
      for (let c = 0; c < 3; c++) data[i + c] = Math.min(255, Math.max(0, data[i + c] + off));
    }
  }
}

/** Black and white as a fax sends it. @param limit grey from which a pixel is white */
function toTwoTones(picture: Colour, limit: number): void {
  drain(picture);
  picture.data.forEach((grey, i) => {
    picture.data[i] = grey < limit ? 0 : 255;
  });
}
