import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Glyph, TextLine } from '../../extractors/document.ts';
import { furniture } from '../../extractors/layout/furniture.ts';
import { buildLines } from '../../extractors/layout/lines.ts';
import { measureOf } from '../../extractors/layout/measure.ts';
import { toParagraphs } from '../../extractors/layout/paragraphs.ts';
import { regionsOf } from '../../extractors/layout/regions.ts';
import { boxOf, joinLines } from '../../extractors/text.ts';

const FULL = /[\u2e80-\uffef]/;

/** Glyphs of a text set at a place; digits and letters are half as wide as CJK characters; a space leaves half an em. */
function set(text: string, x: number, baseline: number, size = 10, more: Partial<Glyph> = {}): Glyph[] {
  const glyphs: Glyph[] = [];
  let left = x;
  for (const character of text) {
    const width = FULL.test(character) ? size : size / 2;
    const place = { x0: left, x1: left + width, y0: baseline - 0.88 * size, y1: baseline + 0.12 * size };
    left += width;
    if (character === ' ') continue;
    glyphs.push({ text: character, ...place, baseline, size, bold: false, angle: 0, confidence: 1, ...more });
  }
  return glyphs;
}

const texts = (glyphs: readonly Glyph[]) => buildLines(glyphs, 1).map((line) => line.text);

describe('lines', () => {
  it('take their order from places, whatever the order of drawing', () => {
    const glyphs = [...set('合计', 50, 130), ...set('12.5', 150, 100), ...set('收入', 50, 100)];
    expect(texts(glyphs)).toEqual(['收入 12.5', '合计']);
  });

  it('keep numbers that are set a little higher than their label', () => {
    const glyphs = [...set('占', 50, 100, 12), ...set('20.51', 62, 96.5, 12), ...set('；其他', 92, 100, 12)];
    expect(texts(glyphs)).toEqual(['占20.51；其他']);
  });

  it('stay apart when they are set tight', () => {
    expect(texts([...set('上一行文字', 50, 100, 12), ...set('下一行文字', 50, 110, 12)])).toEqual([
      '上一行文字',
      '下一行文字',
    ]);
  });

  it('have a space where the eye sees one', () => {
    expect(texts(set('收 入 合 计', 50, 100))).toEqual(['收 入 合 计']);
    const justified = [...set('收', 50, 100), ...set('入', 62.5, 100), ...set('合', 75, 100), ...set('计', 87.5, 100)];
    expect(texts(justified)).toEqual(['收入合计']);
    expect(texts([...set('2023', 50, 100), ...set('年', 72.5, 100)])).toEqual(['2023年']);
  });

  it('are read along the writing when they are turned', () => {
    const turned = (text: string, angle: 90 | 270) =>
      [...text].map((character, i): Glyph => {
        const y = angle === 90 ? 100 + 10 * i : 200 - 10 * i;
        const place = { x0: 50, x1: 60, y0: y, y1: y + 10, baseline: angle === 90 ? 51.2 : 58.8 };
        return { text: character, ...place, size: 10, bold: false, angle, confidence: 1 };
      });
    expect(texts(turned('财政拨款', 90))).toEqual(['财政拨款']);
    expect(texts(turned('财政拨款', 270))).toEqual(['财政拨款']);
    const [line] = buildLines(turned('财政', 270), 1);
    expect(boxOf(line, 1, 2)).toEqual([50, 190, 60, 200]);
  });

  it('carry the confidence of their characters where it is not full', () => {
    const [line] = buildLines([...set('1', 50, 100), ...set('2', 55, 100, 10, { confidence: 0.4 })], 1);
    expect(line).toMatchObject({ text: '12', confidence: 0.4, confidences: [1, 0.4] });
    expect(buildLines(set('12', 50, 100), 1)[0].confidences).toBeUndefined();
  });

  const pages = fc.array(
    fc.record({
      text: fc.string({
        unit: fc.constantFrom('收', '入', '1', '2', '.', ',', 'a', '（', '𠮷', 'ffi'),
        minLength: 1,
        maxLength: 12,
      }),
      x: fc.integer({ min: 0, max: 400 }),
      baseline: fc.integer({ min: 10, max: 800 }),
      size: fc.integer({ min: 6, max: 20 }),
    }),
    { maxLength: 12 },
  );
  const glyphsOf = (lines: { text: string; x: number; baseline: number; size: number }[]) =>
    lines.flatMap(({ text, x, baseline, size }) => set(text, x, baseline, size));

  it('hold every character once, with two edges for every UTF-16 unit', () => {
    fc.assert(
      fc.property(pages, (lines) => {
        const glyphs = glyphsOf(lines);
        const built = buildLines(glyphs, 3);
        const sorted = (text: string) => [...text.replaceAll(' ', '')].sort().join('');
        expect(sorted(built.map((line) => line.text).join(''))).toBe(
          sorted(glyphs.map((glyph) => glyph.text).join('')),
        );
        for (const line of built) {
          expect(line.edges).toHaveLength(2 * line.text.length);
          expect(line.page).toBe(3);
          const [x0, , x1] = line.box as readonly number[];
          for (const edge of line.edges as readonly number[]) {
            expect(edge).toBeGreaterThanOrEqual(x0);
            expect(edge).toBeLessThanOrEqual(x1);
          }
        }
      }),
    );
  });

  it('do not depend on the order of the glyphs', () => {
    fc.assert(
      fc.property(pages, fc.infiniteStream(fc.nat()), (lines, random) => {
        const glyphs = glyphsOf(lines);
        const shuffled = glyphs
          .map((glyph) => ({ glyph, key: random.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ glyph }) => glyph);
        expect(buildLines(shuffled, 1)).toEqual(buildLines(glyphs, 1));
      }),
    );
  });
});

const LEFT = 70;
const MEASURE = { left: LEFT, right: LEFT + 300, leading: 18, size: 10 };

/** Paragraphs of lines given as text, indent in characters and baseline; margins 70 and 370. */
function paragraphs(...rows: [text: string, indent: number, baseline: number, page?: number][]) {
  const flow = rows.map(([text, indent, baseline, page = 1]) => {
    const [line] = buildLines(set(text, LEFT + 10 * indent, baseline), page);
    return { line, measure: MEASURE };
  });
  return toParagraphs(flow);
}
const joined = (found: readonly { lines: TextLine[] }[]) => found.map(({ lines }) => joinLines(lines).text);
const filled = (count: number) => '字'.repeat(count);

describe('paragraphs', () => {
  it('join what was wrapped and begin at an indent', () => {
    const found = paragraphs([filled(28), 2, 100], ['完。', 0, 118], [filled(10), 2, 136]);
    expect(joined(found)).toEqual([`${filled(28)}完。`, filled(10)]);
  });

  it('join a line that ends early because a number did not fit', () => {
    const found = paragraphs([filled(26), 2, 100], ['603.14，占。', 0, 118]);
    expect(found).toHaveLength(1);
  });

  it('end at a line that has room left', () => {
    expect(paragraphs([filled(12), 0, 100], [filled(30), 0, 118])).toHaveLength(2);
  });

  it('go on over a page break', () => {
    const found = paragraphs([filled(28), 2, 760], [filled(5), 0, 80, 2]);
    expect(found).toHaveLength(1);
    expect(found[0].lines.map((line) => line.page)).toEqual([1, 2]);
  });

  it('begin anew at an ordinal after a full sentence', () => {
    expect(paragraphs([`${filled(27)}。`, 2, 100], ['1.其他', 0, 118])).toHaveLength(2);
    expect(paragraphs([filled(28), 2, 100], ['1.5万元', 0, 118])).toHaveLength(1);
  });

  it('join a centred heading with its rest', () => {
    const flow = [
      { line: buildLines(set(filled(17), LEFT + 20, 100, 16), 1)[0], measure: MEASURE },
      { line: buildLines(set('说明', LEFT + 134, 122, 16), 1)[0], measure: MEASURE },
    ];
    const found = toParagraphs(flow);
    expect(found).toHaveLength(1);
    expect(found[0].align).toBe('center');
  });

  it('know how they are aligned', () => {
    const found = paragraphs(['居中', 14, 100], ['单位：万元', 25, 130], [filled(8), 2, 160]);
    expect(found.map(({ align }) => align)).toEqual(['center', 'right', 'left']);
  });

  it('with leaders stand alone and say so', () => {
    const found = paragraphs(
      ['一、概况..................................12', 0, 100],
      ['二、其他................................13', 0, 118],
    );
    expect(found.map(({ leader }) => leader)).toEqual([true, true]);
  });
});

describe('margins', () => {
  it('are those of the document where lines end alike by chance', () => {
    const lines = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (row) => buildLines(set(filled(row < 4 ? 10 : row), LEFT, 18 * row), 1)[0],
    );
    expect(measureOf(lines, MEASURE).right).toBe(MEASURE.right);
  });
});

describe('page furniture', () => {
  const page = (number: number, rows: [text: string, baseline: number][]) => ({
    number,
    width: 595,
    height: 842,
    others: [] as { y0: number; y1: number }[],
    lines: rows.map(([text, baseline]) => buildLines(set(text, 100, baseline), number)[0]),
  });
  const roles = (pages: ReturnType<typeof page>[]) => {
    const found = furniture(pages);
    return pages.map(({ lines }) => lines.map((line) => found.get(line)?.role ?? 'body'));
  };

  it('is what repeats at head and foot, and numbers that run with the pages', () => {
    const pages = [1, 2, 3, 4].map((n) =>
      page(n, [
        ['某县财政局', 40],
        [`正文${n}`, 400],
        [`- ${n + 6} -`, 800],
      ]),
    );
    expect(roles(pages)).toEqual([1, 2, 3, 4].map(() => ['header', 'body', 'page-number']));
  });

  it('is not the title of a table where it first stands, though it is on every page', () => {
    const pages = [1, 2, 3, 4].map((n) => ({ ...page(n, [['收入决算表', 60]]), others: [{ y0: 90, y1: 700 }] }));
    expect(roles(pages)).toEqual([['body'], ['header'], ['header'], ['header']]);
  });

  it('is never a number within the text', () => {
    const pages = [1, 2, 3, 4].map((n) =>
      page(n, [
        ['正文', 300],
        [`${n}`, 400],
        ['正文', 500],
      ]),
    );
    expect(roles(pages).flat()).not.toContain('page-number');
  });

  it('is not a number close below the text of a short document', () => {
    expect(
      roles([
        page(1, [
          ['合计', 780],
          ['735', 795],
        ]),
      ]),
    ).toEqual([['body', 'body']]);
    expect(
      roles([
        page(1, [
          ['合计', 700],
          ['3', 800],
        ]),
      ]),
    ).toEqual([['body', 'page-number']]);
  });
});

describe('columns', () => {
  const column = (x: number, width: number) =>
    Array.from({ length: 20 }, (_, row) => set(filled(width), x, 100 + 18 * row)).flat();

  it('of prose are read one after the other', () => {
    expect(regionsOf([...column(50, 22), ...column(300, 22)])).toHaveLength(2);
  });

  it('of names and numbers stay together', () => {
    expect(regionsOf([...column(50, 12), ...column(300, 5)])).toHaveLength(1);
    expect(regionsOf(column(50, 40))).toHaveLength(1);
  });
});
