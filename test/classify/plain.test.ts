import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headingKey, readOrdinal } from '../../pipeline/classify/plain.ts';

describe('readOrdinal', () => {
  it.each([
    ['第三部分 部门决算情况说明', 'part', 3],
    ['第三部分某县财政局2023年度部门决算情况', 'part', 3],
    ['附件2：自评表', 'attachment', 2],
    ['附件一：整体绩效自评表', 'attachment', 1],
    ['一、收入支出决算总体情况说明', 'chinese', 1],
    ['十四、其他', 'chinese', 14],
    ['（十一）政府采购', 'chinese-brackets', 11],
    ['(二)绩效', 'chinese-brackets', 2],
    ['1. 2025年部门收入预算总表', 'arabic', 1],
    ['5．2024年部门支出预算总表', 'arabic', 5],
    ['3、执行率情况。', 'arabic', 3],
    ['（4）其他', 'arabic-brackets', 4],
    ['③其他', 'circled', 3],
  ])('%s', (text, kind, value) => {
    expect(readOrdinal(text)).toMatchObject({ kind, value });
  });

  it.each(['2023年度', '12.5万元', '1,234.00', '一般公共预算', '部门决算', '十四五规划'])('none in %s', (text) => {
    expect(readOrdinal(text)).toBeNull();
  });
});

describe('headingKey', () => {
  it('ignores spaces, quotes, brackets, years and the given names', () => {
    expect(headingKey('某县财政局 2023 年度财政拨款“ 三公 ”经费支出情况', ['某县财政局'])).toBe(
      '财政拨款三公经费支出情况',
    );
    expect(headingKey('存在的问题和原因')).toBe(headingKey('存在的问题及原因'));
  });

  it('gives the same key for its own result', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'一二（）、。 和与及第部分2023年度经费“”') }), (text) => {
        const key = headingKey(text);
        expect(key).not.toMatch(/[\s（）“”、。和与]/);
      }),
    );
  });
});
