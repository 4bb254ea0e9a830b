import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Picture } from '../../extractors/image/picture.ts';
import { asDisplayed, type Turn, upright } from '../../extractors/image/quarter-turn.ts';
import { straighten } from '../../extractors/image/skew.ts';
import { LIMITS } from '../../extractors/limits.ts';
import type { OcrEngine } from '../../extractors/ocr/engine.ts';
import { readScanPage, type ScanPage } from '../../extractors/ocr/scan-page.ts';
import { languagesOf } from '../../extractors/ocr/settings.ts';
import { tesseractEngine } from '../../extractors/ocr/tesseract.ts';
import { HEIGHT, LEFT, pictureOf, ROWS, TOP, WIDTH } from './ocr-table.ts';

/** What was read in a cell of the table. */
function cell(page: ScanPage, row: number, col: number): string {
  const [x0, y0] = [LEFT + col * WIDTH, 842 - TOP + row * HEIGHT];
  return page.glyphs
    .filter((g) => g.x0 > x0 && g.x1 < x0 + WIDTH && g.y0 > y0 - 2 && g.y1 < y0 + HEIGHT + 2)
    .map((g) => g.text)
    .join('');
}

describe('reading a scanned page', () => {
  let engine: OcrEngine;
  let picture: Picture;
  beforeAll(async () => {
    engine = tesseractEngine(languagesOf('chi_sim+eng'));
    picture = await pictureOf(ROWS);
  });
  afterAll(() => engine.close());

  test('the numbers of a ruled table come out in their cells, with their lines', async () => {
    const page = await readScanPage(picture, engine);
    expect(ROWS.map((row, r) => row.map((_, c) => cell(page, r, c)))).toEqual(ROWS);
    expect(page.rulings.filter(({ orientation }) => orientation === 'horizontal')).toHaveLength(4);
    expect(page.rulings.filter(({ orientation }) => orientation === 'vertical')).toHaveLength(4);
    expect(page.angle).toBe(0);
    expect(page.glyphs.every(({ confidence }) => confidence > 0 && confidence < 1)).toBe(true);
  });

  test('a page that lies askew is straightened first', async () => {
    const page = await readScanPage(straighten(picture, -1.5), engine);
    expect(Math.abs(page.angle - 1.5)).toBeLessThanOrEqual(0.1);
    expect(page.glyphs.map(({ text }) => text).join('')).toBe(ROWS.flat().join(''));
  });

  test.each([90, 180, 270] as const)(
    'a page turned by %s degrees is read, its places those of the page as displayed',
    async (turn) => {
      const straight = await readScanPage(picture, engine);
      // A picture that is turned back by the rest of the circle lies turned by this much.
      const lying = upright(picture, ((360 - turn) % 360) as Turn);
      const page = await readScanPage(lying, engine);
      expect(page.glyphs.map(({ text }) => text).join('')).toBe(ROWS.flat().join(''));
      expect(new Set(page.glyphs.map(({ angle }) => angle))).toEqual(new Set([turn]));
      const [width, height] = turn === 180 ? [595, 842] : [842, 595];
      page.glyphs.forEach((glyph, i) => {
        const { x0, y0, x1, y1 } = asDisplayed(straight.glyphs[i], turn, width, height);
        for (const [side, wanted] of [
          [glyph.x0, x0],
          [glyph.y0, y0],
          [glyph.x1, x1],
          [glyph.y1, y1],
        ]) {
          expect(Math.abs(side - wanted)).toBeLessThan(2);
        }
      });
      expect(page.rulings.filter(({ orientation }) => orientation === 'horizontal')).toHaveLength(4);
    },
  );

  test('a page that lies well is not tried another way: nothing is read twice for it', async () => {
    let count = 0;
    const counting = {
      ...engine,
      name: '',
      read: (...task: Parameters<OcrEngine['read']>) => {
        count++;
        return engine.read(...task);
      },
    };
    await readScanPage(picture, counting);
    // Eight numbers: each as text and as a number.
    expect(count).toBeLessThanOrEqual(20);
  });

  test('the same picture is read the same way, whatever was read before', async () => {
    const fresh = tesseractEngine(languagesOf('chi_sim+eng'));
    const alone = await readScanPage(picture, fresh);
    await fresh.close();
    await readScanPage(await pictureOf([['7.77', '7.77', '7.77']]), engine);
    expect(await readScanPage(picture, engine)).toEqual(alone);
  });

  test('an empty page is read as empty', async () => {
    const empty = { ...picture, data: new Uint8Array(picture.data.length).fill(255) };
    expect(await readScanPage(empty, engine)).toEqual({ glyphs: [], rulings: [], angle: 0 });
  });

  test('a page that takes too long is given up between two pieces, with the reason', async () => {
    const late = readScanPage(picture, engine, { ...LIMITS, ocrPageSeconds: 0 });
    await expect(late).rejects.toThrow(/ocrPageSeconds \(0\): 0 of \d+ pieces .* noise/);
  });

  test('a closed engine starts again; its name says program and data', async () => {
    await engine.close();
    expect(await engine.read(picture, { shows: 'page', numbers: true })).not.toEqual([]);
    expect(engine.name).toMatch(/^tesseract\.js \d+\.\d+\.\d+ \(chi_sim \S+ [0-9a-f]{12}, eng \S+ [0-9a-f]{12}\)$/);
  });
});
