import { describe, expect, test } from 'vitest';
import { binarise } from '../../extractors/image/binarise.ts';
import { lightenGreyMarks } from '../../extractors/image/grey-marks.ts';
import { fillHoles } from '../../extractors/image/holes.ts';
import type { Picture } from '../../extractors/image/picture.ts';
import { reduce } from '../../extractors/image/scale.ts';
import { isTouched, largePieces, withoutPenStrokes } from '../../extractors/image/strokes-over-print.ts';
import { findTextLines } from '../../extractors/ocr/text-lines.ts';
import { scanDpi } from '../../extractors/scans.ts';
import { blank, fill, inkCount, ring } from './ocr-drawing.ts';

/** Rows of strokes like those of print: 3 pixels wide, 20 high, in rows 40 apart. */
function printed(): Picture {
  const picture = blank(800, 600);
  for (let y = 60; y < 560; y += 40) for (let x = 60; x < 740; x += 18) fill(picture, x, y, x + 3, y + 20);
  return picture;
}

/** A frame whose sides are 6 pixels thick, multiplied over what is there. */
function stamp(picture: Picture, grey: number): void {
  const [x0, y0, x1, y1] = [200, 150, 460, 330];
  for (let y = y0; y < y1; y++)
    for (let x = x0; x < x1; x++) {
      const onFrame = x < x0 + 6 || x >= x1 - 6 || y < y0 + 6 || y >= y1 - 6;
      const inside = (x - x0) % 60 < 6 || (y - y0) % 60 < 6;
      if (onFrame || inside) picture.data[y * 800 + x] *= grey / 255;
    }
}

describe('stamps in grey', () => {
  test('a square one goes, the print under it stays', () => {
    const stamped = printed();
    stamp(stamped, 130);
    expect(inkCount(binarise(stamped))).toBeGreaterThan(1.3 * inkCount(binarise(printed())));
    expect(lightenGreyMarks(stamped)).toBe(1);
    const [ink, truth] = [binarise(stamped), binarise(printed())];
    expect(Math.abs(inkCount(ink) - inkCount(truth))).toBeLessThan(0.03 * inkCount(truth));
  });

  test('a grey ground, thin grey print, a title in large grey letters and black print are no stamps', () => {
    const page = printed();
    // Letters 90 pixels high (32 points) with strokes of 8, a title of seven of them.
    for (let x = 60; x < 700; x += 96)
      for (const off of [0, 41, 82]) {
        fill(page, x + off, 450, x + off + 8, 540, 120);
        fill(page, x, 450 + off, x + 90, 458 + off, 120);
      }
    fill(page, 60, 140, 400, 240, 180);
    for (let y = 300; y < 420; y += 40) for (let x = 60; x < 740; x += 18) fill(page, x, y, x + 2, y + 20, 130);
    const before = page.data.slice();
    expect(lightenGreyMarks(page)).toBe(0);
    expect(page.data).toEqual(before);
  });
});

describe('holes of a binder', () => {
  const disc = (picture: Picture, cx: number, cy: number) => {
    for (let y = -24; y <= 24; y++) {
      const half = Math.round(Math.sqrt(24 * 24 - y * y));
      fill(picture, cx - half, cy + y, cx + half, cy + y + 1, 30);
    }
  };
  const withMargin = () => {
    const page = printed();
    fill(page, 0, 0, 150, 600, 250);
    return page;
  };

  test('are filled where they stand alone, and stay where print is near', () => {
    const [punched, through] = [withMargin(), withMargin()];
    disc(punched, 60, 300);
    expect(fillHoles(punched)).toBe(1);
    expect(inkCount(binarise(punched))).toBe(inkCount(binarise(withMargin())));
    disc(through, 400, 310);
    expect(fillHoles(through)).toBe(0);
  });
});

describe('strokes of a pen', () => {
  /** An oval ring around parts of two lines. */
  function ringed(): Picture {
    const page = printed();
    for (let a = 0; a < 6.3; a += 0.002) {
      const [x, y] = [Math.round(400 + 90 * Math.cos(a)), Math.round(229 + 26 * Math.sin(a))];
      fill(page, x, y, x + 3, y + 3);
    }
    return page;
  }
  const whole = { x0: 0, y0: 0, x1: 800, y1: 600 };

  test('do not tie two lines together', () => {
    const ink = binarise(ringed());
    const lines = (of: Picture) => findTextLines(binarise(of), whole, 20, 200).length;
    expect(lines(printed())).toBe(13);
    const bare = withoutPenStrokes(ink, largePieces(ink, 200), 20, 200);
    expect(findTextLines(bare, whole, 20, 200)).toHaveLength(13);
    // Nor do they where they are not known for what they are, if little of them stands between the lines.
    expect(lines(ringed())).toBe(13);
  });

  test('cast doubt on what they run through, and on nothing else', () => {
    const ink = binarise(ringed());
    const large = largePieces(ink, 200);
    const line = { x0: 60, y0: 220, x1: 740, y1: 240 };
    const at = (x0: number) => isTouched(ink, large, { ...line, x0, x1: x0 + 60 }, line);
    expect([60, 290, 460, 600].map(at)).toEqual([false, true, true, false]);
  });

  test('a large letter is not thought to be one', () => {
    const page = blank(400, 200);
    ring(page, 100, 100, 30, 6);
    const ink = binarise(page);
    expect(withoutPenStrokes(ink, largePieces(ink, 200), 20, 200)).toBe(ink);
  });
});

test('a picture made smaller keeps its mean, and its dpi falls with it', () => {
  const page = printed();
  const small = reduce(page, 2 / 3);
  expect([small.width, small.height, Math.round(small.dpi)]).toEqual([533, 400, 133]);
  const mean = ({ data }: Picture) => data.reduce((sum, grey) => sum + grey, 0) / data.length;
  expect(Math.abs(mean(small) - mean(page))).toBeLessThan(1);
});

test('a page is read at the resolution of its picture, within bounds', () => {
  const image = (pixels: number) => ({
    images: [{ box: [0, 0, 595, 842] as const, pixelWidth: pixels, pixelHeight: Math.round(pixels * Math.SQRT2) }],
  });
  expect([800, 1654, 2067, 2480, 4960].map((pixels) => scanDpi(image(pixels)))).toEqual([200, 200, 250, 300, 300]);
  expect(scanDpi({ images: [] })).toBe(200);
});
