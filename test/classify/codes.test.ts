import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinCode, nameKey, splitCode } from '../../pipeline/map/code-names.ts';
import { createCodeResolver } from '../../pipeline/map/codes.ts';
import { pack } from './documents.ts';

describe('printed codes', () => {
  it.each([
    ['2080505', '2080505', ''],
    ['301 2', '30102', ''],
    ['301 07', '30107', ''],
    ['30207邮电费', '30207', '邮电费'],
    ['208-05-05', '2080505', ''],
    ['[20805]行政事业单位养老支出', '20805', '行政事业单位养老支出'],
  ])('%s', (text, code, name) => {
    expect(splitCode(text)).toEqual({ code, name });
  });

  it.each(['2,940.05', '12.5', '2023年', '100.50', '45', '', '合计'])('%s is none', (text) => {
    expect(splitCode(text)).toBeNull();
  });

  it('joins cells, pads what lost its zero, and takes repeated levels once', () => {
    expect(joinCode(['208', '05', '05'])).toBe('2080505');
    expect(joinCode(['208', '5', ''])).toBe('20805');
    expect(joinCode(['208', '20805', '2080505'])).toBe('2080505');
    expect(joinCode(['', '05', '01'])).toBe('');
    expect(joinCode(['208', '30101'])).toBe('');
  });

  it('gives only codes of the three lengths', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(...'0123456789 类') }), { maxLength: 3 }), (parts) => {
        expect(joinCode(parts)).toMatch(/^(\d{3}(\d{2}){0,2})?$/);
      }),
    );
  });
});

describe('createCodeResolver', () => {
  const codes = () => createCodeResolver(pack, 2023);

  it('resolves classes under their old and short names', () => {
    expect(codes().function('医疗卫生与计划生育支出（类）').code).toBe('210');
    expect(codes().function('资源勘探开发（类）').code).toBe('215');
    expect(codes().function('一、一般公共服务支出').code).toBe('201');
    expect(codes().function('住房保障类（类）').code).toBe('221');
    expect(codes().function('国土海洋气象等支出').code).toBe('220');
  });

  it('never resolves an item by its name alone', () => {
    expect(codes().path({ item: '行政运行（项）' })).toMatchObject({ code: '' });
    expect(codes().path({ item: '行政运行（项）' }).candidates.length).toBeGreaterThan(20);
    expect(codes().path({ class: '一般公共服务', section: '统计信息事务', item: '行政运行' }).code).toBe('2010501');
  });

  it('leaves a path empty that contradicts itself', () => {
    expect(codes().path({ class: '一般公共服务', section: '组织事务', item: '统计抽样调查' }).code).toBe('');
    expect(codes().path({ class: '教育支出', section: '住房改革支出' }).code).toBe('');
  });

  it('takes what the document prints before the list', () => {
    const own = codes();
    own.learn('function', '2069901', '科技奖励资金');
    expect(own.path({ class: '科学技术', section: '其他科学技术支出', item: '科技奖励资金' })).toMatchObject({
      code: '2069901',
      from: 'document',
    });
  });

  it('uses the code of the year where a name moved to another code', () => {
    const other = { class: '卫生健康', section: '其他卫生健康支出', item: '其他卫生健康支出' };
    expect(createCodeResolver(pack, 2019).path(other).code).toBe('2109901');
    expect(createCodeResolver(pack, 2023).path(other).code).toBe('2109999');
  });

  it('resolves economic names, within classes where names repeat', () => {
    expect(codes().economic('公积金').code).toBe('30113');
    expect(codes().economic('维修(护)费').code).toBe('30213');
    expect(codes().economic('办公设备购置').code).toBe('');
    expect(codes().economic('办公设备购置', ['310']).code).toBe('31002');
    expect(codes().economic('其他支出').code).toBe('399');
  });

  it('finds every row of the lists again by its full path', () => {
    const resolver = createCodeResolver(pack, 2023);
    const current = new Map(
      pack.functionCodes.filter((row) => row.to === '' || Number(row.to) >= 2023).map((row) => [row.code, row]),
    );
    const lost = [...current.values()]
      .filter((row) => row.code.length === 7 && (row.from === '' || Number(row.from) <= 2023))
      .filter((row) => {
        const [top, middle] = [current.get(row.code.slice(0, 3)), current.get(row.code.slice(0, 5))];
        return resolver.path({ class: top?.name, section: middle?.name, item: row.name }).code !== row.code;
      });
    expect(lost.map((row) => `${row.code} ${row.name}`)).toEqual([]);
  });
});

describe('nameKey', () => {
  it('sees one name in its spellings', () => {
    expect(nameKey('（二）公共安全支出')).toBe(nameKey('公共安全（类）'));
    expect(nameKey('因公出国(境)费用')).toBe(nameKey('因公出国（境）费用'));
  });

  it('keeps names that begin with a number word', () => {
    expect(nameKey('一般公共服务支出')).toBe('一般公共服务');
    expect(nameKey('三公经费')).toBe('三公经费');
  });
});
