/** The tokeniser: every number's offsets point at its digits, and every printed form reads back exactly. */
import Big from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { joinLines } from '../../extractors/text.ts';
import { lex } from '../../pipeline/map/prose/lexer.ts';
import { lexiconOf } from '../../pipeline/map/prose/lexicon.ts';
import { normalise, normalWord, withoutMisreadings } from '../../pipeline/map/prose/normal.ts';
import { expand } from '../../pipeline/map/prose/template.ts';
import type { NumberToken } from '../../pipeline/map/prose/tokens.ts';
import { line, mapLines, pack } from './prose-fixture.ts';

const lexicon = lexiconOf(pack);

function numbersOf(...texts: string[]) {
  const joined = joinLines(texts.map((text) => line(text)));
  const normal = normalise(joined);
  const tokens = lex(normal.text, lexicon, pack.grammar);
  const numbers = tokens.filter((t): t is NumberToken => t.kind === 'number');
  return { joined, normal, tokens, numbers };
}

const wide = (text: string) => text.replace(/[0-9.%]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

describe('normal text', () => {
  test('widths, brackets and quotes have one form, spaces go', () => {
    expect(normalWord('“ 三公 ”经费（类）： １２．５％')).toBe('三公经费(类)：12.5%');
  });

  test('a space between two digits stays: these are two numbers', () => {
    expect(normalWord('12 34 万元')).toBe('12 34万元');
  });

  test('long quotes stay, they hold names', () => {
    expect(normalWord('“十百千万行动”')).toBe('"十百千万行动"');
  });

  test('every character stands where its offset says', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'收支１2．,， 万元（类）“”%\u3000') }), (text) => {
        const normal = normalise(joinLines([line(text)]));
        expect(normal.at.length).toBe(normal.text.length);
        for (const [i, at] of normal.at.entries()) {
          if (normal.text[i] !== ' ') expect(normalWord(text[at])).toBe(normal.text[i]);
          if (i > 0) expect(at).toBeGreaterThanOrEqual(normal.at[i - 1]);
        }
      }),
    );
  });

  test('a soft wrap inside a number joins it, a whole number ends with its line', () => {
    expect(numbersOf('支出47', '6.86万元').numbers.map((n) => n.raw)).toEqual(['476.86']);
    expect(numbersOf('支出476.86', '258.74万元').numbers.map((n) => n.raw)).toEqual(['476.86', '258.74']);
  });
});

describe('numbers', () => {
  const amount = fc.record({
    whole: fc.nat({ max: 99_999_999 }),
    places: fc.constantFrom(0, 1, 2),
    fraction: fc.nat({ max: 99 }),
    unit: fc.constantFrom('万元', '元', '亿元', '万'),
    commas: fc.boolean(),
    full: fc.boolean(),
    gap: fc.constantFrom('', ' ', '\u3000'),
  });

  test('any amount in any printed form reads back exactly, with the place of its digits', () => {
    fc.assert(
      fc.property(amount, ({ whole, places, fraction, unit, commas, full, gap }) => {
        const fractions = places === 0 ? '' : `.${String(fraction).padStart(2, '0').slice(0, places)}`;
        const plain = `${whole}${fractions}`;
        const shown = commas ? `${grouped(String(whole))}${fractions}` : plain;
        const printed = full && !commas ? wide(shown) : shown;
        const text = `机关运行经费支出${gap}${printed}${gap}${unit}，比上年持平。`;
        const [fact] = mapLines([[line(text)]], { section: 'operating_expense' }).facts;
        const scale = { 元: 0, 万: 4, 万元: 4, 亿元: 8 }[unit]!;
        expect(new Big(fact.value).eq(new Big(plain).times(new Big(10).pow(scale)))).toBe(true);
        expect(fact.raw).toBe(printed);
        const start = text.indexOf(printed);
        expect(fact.bbox).toBe(
          `${(start * 10).toFixed(2)},100.00,${((start + printed.length) * 10).toFixed(2)},112.00`,
        );
      }),
    );
  });

  test('offsets always point at the digits', () => {
    const piece = fc.constantFrom(
      '支出',
      '12.5',
      '１２',
      '万元',
      '，',
      '。',
      ' ',
      '2023年',
      '（',
      '）',
      '%',
      '3',
      '人次',
      '其中：',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const { joined, normal, tokens, numbers } = numbersOf(pieces.join(''));
        for (const n of numbers) {
          expect(normal.text.slice(n.start, n.end)).toBe(n.raw);
          const original = joined.text.slice(normal.at[n.start], normal.at[n.end - 1] + 1);
          expect(normalWord(original)).toBe(n.raw);
        }
        // No gaps and no overlaps.
        let at = 0;
        for (const t of tokens) {
          expect(t.start).toBe(at);
          at = t.kind === 'number' ? t.unitEnd : t.end;
        }
        expect(at).toBe(normal.text.length);
      }),
    );
  });

  test.each([
    ['依据清财〔2023〕22号文件', 'document number'],
    ['根据第12条规定', 'article of a law'],
    ['（3）完成任务', 'ordinal of a list item'],
    ['1.完成任务', 'ordinal of a list item'],
    ['价值80万元以上的仪器', 'threshold'],
    ['5—10亿元企业', 'size class'],
    ['产值增长≥7%', 'target of an indicator'],
    ['实际完成值为7%', 'value of an indicator'],
    ['历时3个月', 'duration, length or price'],
    ['检查200余次', 'approximate number'],
    ['数据来源于财决01表', 'form number'],
    ['《十四五规划（2021版）》', 'part of a name'],
    ['2025.1.1-2025.12.31', 'date'],
  ])('%s states nothing: %s', (text, reason) => {
    expect(numbersOf(text).numbers[0].reason).toBe(reason);
  });

  test('amounts that look like dates stay amounts', () => {
    expect(numbersOf('支出2010.12万元').numbers[0].reason).toBe('');
  });

  test('counts scaled by 万 are no money', () => {
    expect(numbersOf('惠及3万人').numbers[0].unitKind).not.toBe('money');
  });
});

describe('templates of words', () => {
  test('alternatives and optional parts, nested', () => {
    expect(expand('[本年]{收|支}入').sort()).toEqual(['收入', '支入', '本年收入', '本年支入'].sort());
    expect(expand('a[b[c]]').sort()).toEqual(['a', 'ab', 'abc']);
  });

  test('an open bracket is an error', () => {
    expect(() => expand('收[入')).toThrow(RangeError);
  });
});

test('on scans, words that are known to be misread are put right in place', () => {
  const normal = normalise(joinLines([line('2023年 年未结转 5 万元')]));
  const right = withoutMisreadings(normal, { 年未结转: '年末结转' });
  expect(right.text).toBe('2023年年末结转5万元');
  expect(right.at).toEqual(normal.at);
});
