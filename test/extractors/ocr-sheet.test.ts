import { describe, expect, test } from 'vitest';
import { apply, type Homography, inverse, toQuad } from '../../extractors/image/homography.ts';
import type { Picture } from '../../extractors/image/picture.ts';
import { flattened } from '../../extractors/image/sheet.ts';
import { blank, fill, grid } from './ocr-drawing.ts';

const WIDTH = 1000;
const HEIGHT = 1400;

/** A page with a table whose corners are known. */
function page(): Picture {
  const picture = blank(WIDTH, HEIGHT);
  grid(picture, [200, 500, 800], [300, 700, 1100]);
  return picture;
}

/** The page photographed: its corners are moved in by shares of its sides, the desk around it is dark. */
function photographed(
  paper: Picture,
  shares: readonly [number, number][],
  desk = 90,
): { taken: Picture; map: Homography } {
  const corners = shares.map(([x, y], i) => ({
    x: i === 0 || i === 3 ? x * WIDTH : (1 - x) * WIDTH,
    y: i < 2 ? y * HEIGHT : (1 - y) * HEIGHT,
  }));
  const map = toQuad(WIDTH, HEIGHT, corners);
  const back = inverse(map);
  const taken = blank(WIDTH, HEIGHT);
  fill(taken, 0, 0, WIDTH, HEIGHT, desk);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const from = apply(back, { x: x + 0.5, y: y + 0.5 });
      if (from.x < 0 || from.y < 0 || from.x >= WIDTH || from.y >= HEIGHT) continue;
      taken.data[y * WIDTH + x] = paper.data[Math.floor(from.y) * WIDTH + Math.floor(from.x)];
    }
  }
  return { taken, map };
}

const SLANTED = [
  [0.03, 0.02],
  [0.06, 0.07],
  [0.02, 0.04],
  [0.08, 0.03],
] as const satisfies readonly (readonly [number, number])[];

/** Rows in which a column is dark, in a stretch. */
function darkRows({ width, data }: Picture, x: number, from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i).filter((y) => data[y * width + x] < 120);
}

describe('a photographed sheet', () => {
  const shares = SLANTED.map(([x, y]): [number, number] => [x, y]);

  test('is laid flat: rulings are level, and their places lead back to the photograph', () => {
    const { taken, map } = photographed(page(), shares);
    const flat = flattened(taken)!;
    const middle = (x: number) => {
      const rows = darkRows(flat.picture, x, 250, 500);
      return rows.reduce((sum, y) => sum + y, 0) / rows.length;
    };
    expect(Math.abs(middle(250) - middle(750))).toBeLessThan(1.5);
    const slanted = (x: number) => darkRows(taken, x, 250, 500)[0];
    expect(Math.abs(slanted(250) - slanted(750))).toBeGreaterThan(10);
    // The middle of the top ruling, as it was printed, and as it is led back from the flat picture.
    const printed = apply(map, { x: 501.5, y: 301.5 });
    const column = darkRowsAcross(flat.picture, Math.round(middle(450)) + 60);
    const led = apply(flat.back, { x: column, y: middle(450) + 0.5 });
    expect(Math.abs(led.x - printed.x)).toBeLessThan(3);
    expect(Math.abs(led.y - printed.y)).toBeLessThan(3);
  });

  test('stays as it is where an edge does not show, or nothing is slanted', () => {
    expect(flattened(page())).toBeUndefined();
    expect(flattened(photographed(page(), shares, 235).taken)).toBeUndefined();
    const upright = [0, 1, 2, 3].map((): [number, number] => [0.04, 0.04]);
    expect(flattened(photographed(page(), upright).taken)).toBeUndefined();
    const half = photographed(page(), shares).taken;
    fill(half, 0, 0, 120, HEIGHT, 250);
    expect(flattened(half)).toBeUndefined();
  });

  test('the thick frame of a table is no edge of the sheet', () => {
    const framed = blank(WIDTH, HEIGHT);
    for (let y = 60; y < HEIGHT - 60; y++) {
      fill(framed, 60 + Math.round(y / 40), y, 70 + Math.round(y / 40), y + 1);
      fill(framed, 920, y, 930, y + 1);
    }
    fill(framed, 60, 60, 930, 70);
    fill(framed, 60, HEIGHT - 70, 930, HEIGHT - 60);
    expect(flattened(framed)).toBeUndefined();
  });
});

/** The middle of the dark stretch of a row around the middle of the picture. */
function darkRowsAcross({ width, data }: Picture, y: number): number {
  const dark = Array.from({ length: 200 }, (_, i) => 400 + i).filter((x) => data[y * width + x] < 120);
  return dark.reduce((sum, x) => sum + x, 0) / dark.length + 0.5;
}
