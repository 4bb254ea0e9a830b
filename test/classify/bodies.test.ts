/** Forms and reports of several bodies in one file. */
import { describe, expect, it, test } from 'vitest';
import type { Block } from '../../extractors/document.ts';
import type { PlacedTable } from '../../pipeline/classified.ts';
import { areOne } from '../../pipeline/classify/bodies.ts';
import { classify } from '../../pipeline/classify/classify.ts';
import { mapDocument } from '../../pipeline/map/index.ts';
import { centred, documentOf, p, pack, table } from './documents.ts';

const form = (amount: string) =>
  table([
    ['收入', '', '支出', ''],
    ['项目', '决算数', '项目', '决算数'],
    ['本年收入合计', amount, '本年支出合计', amount],
  ]);

const titled = (caption: string, amount: string): Block[] => [p('收入支出决算总表'), p(caption), form(amount)];

const bodiesOf = (...blocks: Block[]) =>
  classify(documentOf(blocks), pack)
    .blocks.filter((block): block is PlacedTable => block.role === 'table')
    .map(({ body }) => body ?? '');

const DEPARTMENT = centred('平塘县水务局2023年度部门决算');

describe('forms repeated for the bodies of a department', () => {
  const blocks = [
    DEPARTMENT,
    ...titled('部门：平塘县水务局　　　金额单位：万元', '30'),
    ...titled('单位：平塘县水务局本级　　　金额单位：万元', '20'),
    ...titled('单位：平塘县水土保持站　　　金额单位：万元', '10'),
  ];

  it('are about the body in their caption', () => {
    expect(bodiesOf(...blocks)).toEqual(['', '平塘县水务局本级', '平塘县水土保持站']);
  });

  it('state nothing of the department', () => {
    const { facts } = mapDocument(classify(documentOf(blocks), pack), pack);
    const told = facts.map(({ raw, subject, flags }) => `${raw} ${subject} ${flags.join()}`);
    expect([...new Set(told)]).toEqual(['30  ', '20 平塘县水务局本级 other_body', '10 平塘县水土保持站 other_body']);
  });
});

it('a heading that names a body holds for the forms below it', () => {
  const blocks = [
    DEPARTMENT,
    p('一、平塘县水务局'),
    ...titled('金额单位：万元', '30'),
    p('二、平塘县水土保持站'),
    ...titled('金额单位：万元', '10'),
  ];
  expect(bodiesOf(...blocks)).toEqual(['', '平塘县水土保持站']);
});

it('a sentence that says whose bodies are included names no other body', () => {
  const blocks = [
    DEPARTMENT,
    ...titled('部门：平塘县水务局　　　金额单位：万元', '30'),
    p('二、机构设置'),
    p('纳入县水务局2023年度部门决算编制范围的二级预算单位共8个，包括：'),
    p('1. 平塘县水土保持站'),
    p('2. 平塘县水库管理所'),
  ];
  const { facts } = mapDocument(classify(documentOf(blocks), pack), pack);
  expect(facts.filter(({ flags }) => flags.includes('other_body'))).toEqual([]);
  expect(facts.find(({ raw }) => raw === '8')).toMatchObject({ concept: 'org.subordinate_units', subject: '' });
});

describe('reports of other bodies that are only listed', () => {
  const [station, office] = ['平塘县水土保持站', '平塘县水库管理所'].map((name) => p(`${name}2023年度单位决算公开`));
  const own = [
    p('第二部分 2023年度部门决算情况说明'),
    p('一、收入支出决算总体情况说明'),
    p('2023年度收入总计30万元。'),
  ];
  const told = (...between: Block[]) => {
    const blocks = [DEPARTMENT, p('第一部分 部门概况'), p('二、机构设置'), ...between];
    return mapDocument(classify(documentOf(blocks), pack), pack).facts.map(({ raw, subject }) => `${raw} ${subject}`);
  };

  it.each([
    ['one below the other', [station, office]],
    ['with a sentence about each', [station, p('全额拨款单位。'), office, p('差额拨款单位。')]],
  ])('%s', (_, list) => expect(told(...list, ...own)).toEqual(['30 ']));

  it('the last of a list is none without parts, too', () => {
    expect(told(station, office, ...own.slice(1))).toEqual(['30 ']);
  });

  it('a report with its parts is of its body', () => {
    const report = (title: Block, amount: string) => [
      title,
      p('第一部分 单位概况'),
      p('第二部分 2023年度单位决算情况说明'),
      p('一、收入支出决算总体情况说明'),
      p(`2023年度收入总计${amount}万元。`),
    ];
    // Also behind one that has none.
    const blocks = [DEPARTMENT, ...own.slice(1), ...report(station, '20'), ...report(office, '10')];
    const { facts: all } = mapDocument(classify(documentOf(blocks), pack), pack);
    expect(all.map(({ raw, subject }) => `${raw} ${subject}`)).toEqual([
      '30 ',
      '20 平塘县水土保持站',
      '10 平塘县水库管理所',
    ]);
    const facts = told(...own, ...report(station, '20'), ...report(office, '10'));
    expect(facts).toEqual(['30 ', '20 平塘县水土保持站', '10 平塘县水库管理所']);
  });
});

it('a single other name is the body itself in other words', () => {
  expect(bodiesOf(DEPARTMENT, ...titled('部门：平塘县水利局　　　金额单位：万元', '30'))).toEqual(['']);
});

it('sentences in the report of another body are told apart', () => {
  const report = (name: string, amount: string) => [
    p(`${name}2023年度部门决算`),
    p('一、收入支出决算总体情况说明'),
    p(`2023年度收入总计${amount}万元。`),
  ];
  const blocks = [...report('平塘县水务局', '30'), ...report('平塘县水土保持站', '10')];
  const { facts } = mapDocument(classify(documentOf(blocks), pack), pack);
  expect(facts.map(({ raw, subject }) => `${raw} ${subject}`)).toEqual(['30 ', '10 平塘县水土保持站']);
});

describe('two names of one body', () => {
  test.each([
    ['平塘县水务局', '水务局'],
    ['平塘县水务局本级', '平塘县水务局'],
    ['平塘县政务服务中心(审批服务局)', '政务服务中心'],
    ['平塘县科经局', '平塘县科学技术和经济信息化局'],
  ])('%s, %s', (one, other) => expect(areOne(one, other, pack.identity.bodies)).toBe(true));

  test.each([
    ['平塘县水务局', '平塘县水务局水利工程管理站'],
    ['平塘县第一中学', '平塘县第十一中学'],
    ['平塘县中学(初中校)', '平塘县中学(高中校)'],
    ['平塘县中学', '平塘县民族中学'],
  ])('not %s, %s', (one, other) => expect(areOne(one, other, pack.identity.bodies)).toBe(false));
});

test('behind a label a name of the same place is a body, whatever it ends in', () => {
  const captions = ['平塘县水务局', '平塘县水务局本级', '平塘县渠道管理段', '独山县渠道管理段'];
  const blocks = captions.flatMap((name) => titled(`部门：${name}　　　金额单位：万元`, '30'));
  expect(bodiesOf(DEPARTMENT, ...blocks)).toEqual(['', '平塘县水务局本级', '平塘县渠道管理段', '']);
});
