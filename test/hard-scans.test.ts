/** The generator of hard scans (bench/scans): what it says about its pictures must be so. */
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { type Compared, compare } from '../bench/scans/compare.ts';
import { damage } from '../bench/scans/damage.ts';
import { picturePdf } from '../bench/scans/picture-pdf.ts';
import { seeded, some } from '../bench/scans/random.ts';
import { RECIPES } from '../bench/scans/recipes.ts';
import { readDocument } from '../extractors/read.ts';
import type { DocumentRows } from '../pipeline/process.ts';

/** A white page of 4 x 5 inches with a black square of 0.2 inches whose middle is at (x, y) inches. */
function marked(dpi: number, x: number, y: number) {
  const [width, height] = [4 * dpi, 5 * dpi];
  const data = new Uint8Array(4 * width * height).fill(255);
  for (let row = Math.round((y - 0.1) * dpi); row < (y + 0.1) * dpi; row++)
    for (let col = Math.round((x - 0.1) * dpi); col < (x + 0.1) * dpi; col++)
      data.fill(0, 4 * (row * width + col), 4 * (row * width + col) + 3);
  return { width, height, data };
}

describe('places', () => {
  const GEOMETRIC = Object.entries(RECIPES).flatMap(([kind, recipes]) =>
    recipes.flatMap((recipe, i) =>
      recipe.skew || recipe.turn || recipe.perspective || recipe.closeUp || recipe.spine
        ? [{ kind, i, recipe: { ...recipe, dpi: 100, seals: 0 } }]
        : [],
    ),
  );
  test.each(GEOMETRIC)('$kind $i: the mark is where it is said to be', async ({ kind, i, recipe }) => {
    const scan = await damage(marked(100, 1, 3.5), recipe, seeded('place', kind, i));
    const { x, y } = scan.moved({ x: 72, y: 3.5 * 72 });
    const { data, info } = await sharp(scan.jpeg).greyscale().raw().toBuffer({ resolveWithObject: true });
    const at = (px: number, py: number) => data[Math.round(py) * info.width + Math.round(px)];
    const [px, py] = [(x * 100) / 72, (y * 100) / 72];
    expect(at(px, py)).toBeLessThan(140);
    // Seven points, half the mark, and some more away is paper.
    for (const [dx, dy] of [
      [-20, 0],
      [20, 0],
      [0, -20],
      [0, 20],
    ])
      expect(at(px + dx, py + dy)).toBeGreaterThan(150);
  });
});

test('the same seed gives the same bytes, another one others; the file holds pictures only', async () => {
  const recipe = { ...RECIPES.office[1], dpi: 72 };
  const file = async (seed: string) => picturePdf([await damage(marked(72, 2, 2), recipe, seeded(seed))]);
  const [first, again, other] = [await file('a'), await file('a'), await file('b')];
  expect(again.equals(first)).toBe(true);
  expect(other.equals(first)).toBe(false);
  const { pages } = await readDocument(first, { name: 'scan.pdf', ocr: 'off' });
  expect(pages.map(({ kind, width, height }) => [kind, width, height])).toEqual([['scan', 288, 360]]);
});

test('a choice keeps the order', () => {
  const chosen = some([1, 2, 3, 4, 5, 6], 3, seeded('x'));
  expect(chosen).toHaveLength(3);
  expect([...chosen].sort()).toEqual(chosen);
});

describe('what became of a number', () => {
  const fact = (value: string, more: object = {}) => ({
    ...{ value, unit: 'CNY', concept: 'c', measure: 'm', period: '2023', function_code: '', economic_code: '' },
    ...{ fund: '', subject: '', page: 1, bbox: '100,100,140,110', flags: '', ...more },
  });
  const rows = (facts: object[], quarantine: object[] = []) =>
    ({ facts, quarantine, indicators: [] }) as unknown as DocumentRows;
  const outcomes = (results: Compared[]) => results.map(({ outcome }) => outcome);
  const truth = rows([fact('5')]);
  const twice = [({ x, y }: { x: number; y: number }) => ({ x: 2 * x, y: 2 * y })];
  const there = { bbox: '200,200,280,220' };

  test.each([
    ['right', [fact('5', there)]],
    ['right, flagged', [fact('5', { ...there, flags: 'low_ocr_confidence' })]],
    ['misread, silent', [fact('6', there)]],
    ['misread, flagged', [fact('6', { ...there, flags: 'low_ocr_confidence' })]],
    ['misnamed, silent', [fact('5', { ...there, period: '2022' })]],
    ['missing', []],
  ])('%s', (expected, facts) => {
    expect(outcomes(compare(truth, rows(facts), twice))).toEqual([expected]);
  });

  test('quarantined, and a fact where there is none', () => {
    const found = rows([fact('5', { bbox: '10,10,20,20' })], [{ page: 1, ...there }]);
    expect(outcomes(compare(truth, found, twice))).toEqual(['quarantined', 'invented, silent']);
  });
});
