import { describe, expect, test } from 'vitest';
import { binarise } from '../../extractors/image/binarise.ts';
import { clearBorders } from '../../extractors/image/borders.ts';
import { removeFolds } from '../../extractors/image/folds.ts';
import { evenLight, measureLight } from '../../extractors/image/light.ts';
import { toGrey } from '../../extractors/image/marks.ts';
import type { Picture } from '../../extractors/image/picture.ts';
import { removeDust } from '../../extractors/image/specks.ts';
import { lightenStamps } from '../../extractors/image/stamps.ts';
import { blank, fill, grid, inkCount, ring } from './ocr-drawing.ts';

/** Numbers that look random and are the same in every run. */
function* random(): Generator<number> {
  for (let seed = 7; ; seed = (seed * 1664525 + 1013904223) % 4294967296) yield seed / 4294967296;
}

/** A page with strokes like those of print: 3 pixels wide, 20 high. */
function printed(apart = 18): Picture {
  const picture = blank(800, 600);
  for (let y = 60; y < 560; y += 40) for (let x = 60; x < 740; x += apart) fill(picture, x, y, x + 3, y + 20);
  return picture;
}

/** Share of the ink of a clean page that is found on a damaged one, and ink that is found elsewhere as a share of it. */
function compared(damaged: Picture, clean: Picture): { found: number; wrong: number } {
  const [ink, truth] = [binarise(damaged), binarise(clean)];
  let [found, wrong] = [0, 0];
  for (let i = 0; i < ink.data.length; i++) {
    if (truth.data[i] && ink.data[i]) found++;
    if (!truth.data[i] && ink.data[i]) wrong++;
  }
  return { found: found / inkCount(truth), wrong: wrong / inkCount(truth) };
}

const mended = (picture: Picture) => evenLight(picture, measureLight(picture));

describe('light', () => {
  test('faint print becomes dark', () => {
    const faint = printed();
    for (let i = 0; i < faint.data.length; i++) faint.data[i] = 240 - (250 - faint.data[i]) * 0.14;
    expect(compared(faint, printed()).found).toBe(0);
    expect(compared(mended(faint), printed()).found).toBeGreaterThan(0.95);
  });

  test('in the shadow of a spine print stays dark and paper becomes white', () => {
    const shaded = printed();
    for (let i = 0; i < shaded.data.length; i++) shaded.data[i] *= Math.min(1, 0.35 + (i % 800) / 400);
    const picture = mended(shaded);
    expect(shaded.data[40 * 800 + 70]).toBeLessThan(140);
    expect(picture.data[40 * 800 + 70]).toBeGreaterThan(220);
    expect(compared(picture, printed()).found).toBeGreaterThan(0.95);
  });

  test('noise of the paper goes, and dust with it', () => {
    const noisy = printed();
    const chance = random();
    for (let i = 0; i < noisy.data.length; i++) {
      const bell = (chance.next().value + chance.next().value + chance.next().value - 1.5) * 28;
      noisy.data[i] = chance.next().value < 0.002 ? 30 : Math.min(255, Math.max(0, noisy.data[i] * 0.88 + 15 + bell));
    }
    const picture = mended(noisy);
    const around = (of: Picture) => [...of.data].filter((grey) => grey > 180 && grey < 245).length / of.data.length;
    expect(around(noisy)).toBeGreaterThan(0.5);
    expect(around(picture)).toBeLessThan(0.15);
    const ink = binarise(picture);
    const before = inkCount(ink);
    removeDust(picture, ink);
    const truth = inkCount(binarise(printed()));
    expect(before).toBeGreaterThan(1.02 * truth);
    expect(inkCount(ink)).toBeLessThan(1.02 * truth);
    expect(inkCount(ink)).toBeGreaterThan(0.9 * truth);
  });

  test('a page in good light is left as it is', () => {
    const clean = printed();
    expect(mended(clean)).toBe(clean);
  });

  test('a decimal point of three by three pixels is no dust', () => {
    const picture = blank(100, 60);
    fill(picture, 50, 30, 53, 33);
    const ink = binarise(picture);
    removeDust(picture, ink);
    expect(inkCount(ink)).toBe(9);
  });
});

describe('surroundings of the sheet', () => {
  test('black edges of a copy become paper', () => {
    const copied = printed();
    fill(copied, 0, 0, 40, 600, 12);
    fill(copied, 0, 0, 800, 24, 12);
    expect(compared(copied, printed()).wrong).toBeGreaterThan(0.1);
    expect(clearBorders(copied)).toBe(true);
    expect(compared(copied, printed())).toEqual({ found: 1, wrong: 0 });
  });

  test('a shadow is no edge: print in it stays', () => {
    const shaded = printed();
    for (let i = 0; i < shaded.data.length; i++) shaded.data[i] *= Math.min(1, 0.25 + (i % 800) / 400);
    expect(clearBorders(shaded)).toBe(false);
  });
});

describe('marks in colour', () => {
  /** The page with a red ring and a blue pen stroke multiplied over its print. */
  function marked(clean: Picture) {
    const [red, blue] = [blank(800, 600), blank(800, 600)];
    ring(red, 300, 250, 140, 8);
    for (let x = 420; x < 700; x++)
      fill(blue, x, 300 + Math.round(60 * Math.sin(x / 40)), x + 1, 305 + Math.round(60 * Math.sin(x / 40)));
    const data = new Uint8Array(4 * clean.data.length);
    for (let i = 0; i < clean.data.length; i++) {
      const ink = red.data[i] < 100 ? [215, 40, 45] : blue.data[i] < 100 ? [40, 50, 180] : [250, 250, 250];
      for (let c = 0; c < 3; c++) data[4 * i + c] = (clean.data[i] * ink[c]) / 250;
    }
    return { width: 800, height: 600, data, dpi: 200 };
  }

  test('a red stamp and a blue pen over print leave the print alone', () => {
    const page = marked(printed());
    const luma = blank(800, 600);
    for (let i = 0; i < luma.data.length; i++) {
      luma.data[i] = 0.299 * page.data[4 * i] + 0.587 * page.data[4 * i + 1] + 0.114 * page.data[4 * i + 2];
    }
    expect(compared(luma, printed()).wrong).toBeGreaterThan(0.2);
    const { found, wrong } = compared(toGrey(page), printed());
    expect(found).toBeGreaterThan(0.98);
    expect(wrong).toBeLessThan(0.01);
  });

  test('letters and rulings in colour stay', () => {
    const drawn = printed();
    grid(drawn, [40, 400, 780], [40, 300, 580]);
    const data = new Uint8Array(4 * drawn.data.length);
    for (let i = 0; i < drawn.data.length; i++) {
      const share = (250 - drawn.data[i]) / 230;
      data.set([250 - 40 * share, 250 - 220 * share, 250 - 220 * share, 255], 4 * i);
    }
    expect(compared(toGrey({ width: 800, height: 600, data, dpi: 200 }), drawn).found).toBeGreaterThan(0.98);
  });
});

describe('grey stamps', () => {
  test('a ring in middle grey goes, print inside and under it stays', () => {
    const stamped = printed(41);
    const stamp = blank(800, 600);
    ring(stamp, 400, 300, 150, 8);
    for (let i = 0; i < stamped.data.length; i++) if (stamp.data[i] < 100) stamped.data[i] *= 0.5;
    expect(compared(stamped, printed(41)).wrong).toBeGreaterThan(0.1);
    expect(lightenStamps(stamped)).toBe(1);
    const { found, wrong } = compared(stamped, printed(41));
    expect(found).toBeGreaterThan(0.98);
    expect(wrong).toBeLessThan(0.01);
  });

  test('a page that is grey all over has no stamp', () => {
    const [width, height] = [1654, 2339];
    const grey = { width, height, dpi: 200, data: new Uint8Array(width * height).fill(150) };
    expect(lightenStamps(grey)).toBe(0);
  });

  test('grey print in lines is no stamp', () => {
    const grey = printed();
    for (let i = 0; i < grey.data.length; i++) if (grey.data[i] < 100) grey.data[i] = 120;
    expect(lightenStamps(grey)).toBe(0);
  });
});

describe('folds', () => {
  /** Darkens a band around a column or a row, `depth` of the paper's light at its middle. */
  function folded(picture: Picture, upright: boolean, at: number, depth: number): Picture {
    for (let i = 0; i < picture.data.length; i++) {
      const off = (upright ? i % 800 : Math.floor(i / 800)) - at;
      picture.data[i] *= 1 - depth * Math.exp(-((off / 6) ** 2));
    }
    return picture;
  }

  test.each([true, false])('a fold goes, the print that it crosses stays (upright: %s)', (upright) => {
    const page = folded(printed(), upright, 290, 0.4);
    expect(compared(page, printed()).wrong).toBeGreaterThan(0.05);
    expect(removeFolds(page)).toBe(1);
    const { found, wrong } = compared(page, printed());
    expect(found).toBeGreaterThan(0.98);
    expect(wrong).toBeLessThan(0.01);
  });

  /** A thin crease at a slant with a broad shadow on one side of it, as on paper that was folded hard. */
  function creased(picture: Picture, at: number, slant: number): Picture {
    for (let i = 0; i < picture.data.length; i++) {
      const off = (i % 800) - at - slant * Math.floor(i / 800);
      const shadow = off > 0 && off < 70 ? 0.25 * (1 - off / 70) : 0;
      picture.data[i] *= 1 - 0.45 * Math.exp(-((off / 1.2) ** 2)) - shadow;
    }
    return picture;
  }

  test('a slanted crease goes with all of its shadow', () => {
    const page = creased(printed(), 300, 0.008);
    expect(removeFolds(page)).toBe(1);
    const { found, wrong } = compared(page, printed());
    expect(found).toBeGreaterThan(0.98);
    expect(wrong).toBeLessThan(0.01);
    const paper = printed();
    const shaded = page.data.filter((grey, i) => paper.data[i] > 230 && grey < 0.85 * paper.data[i]);
    expect(shaded.length).toBeLessThan(0.001 * page.data.length);
  });

  test('a ruling beside a fold stays', () => {
    const ruled = () => {
      const page = printed();
      fill(page, 318, 40, 321, 560, 30);
      return page;
    };
    const page = creased(ruled(), 300, 0.002);
    expect(removeFolds(page)).toBe(1);
    const dark = (picture: Picture) => picture.data.filter((grey, i) => i % 800 >= 318 && i % 800 < 321 && grey < 90);
    expect(dark(page).length).toBeGreaterThan(0.95 * dark(ruled()).length);
  });

  test('rulings are no folds, also where they are faint', () => {
    const page = printed();
    fill(page, 290, 14, 293, 586, 150);
    fill(page, 40, 298, 760, 300, 150);
    const before = page.data.slice();
    expect(removeFolds(page)).toBe(0);
    expect(page.data).toEqual(before);
  });
});
