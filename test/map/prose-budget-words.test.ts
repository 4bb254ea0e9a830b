/** How budgets and evaluation reports speak: accounts by their two sides, lists over several paragraphs, what follows a list. */
import { expect, test } from 'vitest';
import { factsOf, mapText } from './prose-fixture.ts';

const budget = { report: 'budget', section: 'narrative_part_budget' } as const;

test('支出包括 lists the classes of the account that is spoken of', () => {
  const text =
    '2023年收支总预算90万元。收入包括：财政拨款收入90万元；支出包括：教育支出70万元，卫生健康支出20万元。财政拨款收支预算80万元。支出包括：教育支出80万元。';
  expect(factsOf(text, budget)).toEqual([
    'revenue.grand_total budget_current 2023 900000 CNY',
    'expenditure.grand_total budget_current 2023 900000 CNY',
    'revenue.fiscal_appropriation budget_current 2023 900000 CNY',
    'expenditure.total[205] budget_current 2023 700000 CNY',
    'expenditure.total[210] budget_current 2023 200000 CNY',
    'fiscal.grand_total budget_current 2023 800000 CNY',
    'expenditure.fiscal[205] budget_current 2023 800000 CNY',
  ]);
});

test('支出包括 without an account before it is flagged', () => {
  expect(factsOf('支出包括：教育支出7万元。', { report: 'budget' })).toEqual([
    'expenditure.total[205] budget_current 2023 70000 CNY ?subject_inferred',
  ]);
});

test('a list that a paragraph announces goes on through the numbered paragraphs below it', () => {
  const texts = ['本年支出预算90万元，包括：', '1.教育支出60万元。', '2.住房保障支出30万元。', '教育支出另有5万元。'];
  expect(factsOf(texts, { ...budget, section: 'budget_expenditure' }).slice(0, 3)).toEqual([
    'expenditure.total budget_current 2023 900000 CNY',
    'expenditure.total[205] budget_current 2023 600000 CNY',
    'expenditure.total[221] budget_current 2023 300000 CNY',
  ]);
});

test('a comparison behind the items of a list may be that of the whole', () => {
  const part = { report: 'budget', section: 'three_public' } as const;
  const items = '三公经费预算9万元，其中：公务用车运行维护费6万元，公务接待费3万元';
  const [, , , change] = factsOf(`${items}。与2022年预算相比增长5%。`, part);
  expect(change).toBe('three_public.reception change_percent 2023 5 percent ?subject_inferred');
  expect(factsOf(`${items}，比2022年预算减少1万元。`, part)[3]).toContain('?subject_inferred');
  const each = '其中：公务用车运行维护费6万元，比上年增加1万元，公务接待费3万元，比上年减少2万元。';
  expect(factsOf(each, part).filter((fact) => fact.includes('?'))).toEqual([]);
});

test('the name that stands for what was listed before it', () => {
  const text = '出国（境）经费、车辆运行费、公务接待费（以下简称“三公”经费）支出合计9万元。';
  expect(factsOf(text, { report: 'budget' })).toEqual(['three_public.total budget_current 2023 90000 CNY']);
});

test('one side of an account by its label', () => {
  const texts = [
    '2023年收支完成情况。',
    '1、收入：50万元。比上年增加5万元。',
    '2、支出：40万元。其中：项目支出10万元。',
  ];
  expect(factsOf(texts, { report: 'perf_overall' })).toEqual([
    'revenue.total final_actual 2023 500000 CNY',
    'revenue.total change_amount 2023 50000 CNY',
    'expenditure.total final_actual 2023 400000 CNY',
    'expenditure.project final_actual 2023 100000 CNY',
  ]);
});

test('staff by kind below those who are there, and posts by kind below the posts', () => {
  const text = '核定编制9人，其中行政编制7人，事业编制2人。实有财政供养人数8人，其中行政在职6人，事业编制2人。';
  expect(factsOf(text, { report: 'budget', section: 'staffing' })).toEqual([
    'staff.authorized_posts count 2023 9 persons',
    'staff.authorized_posts.administrative count 2023 7 persons',
    'staff.authorized_posts.institutional count 2023 2 persons',
    'staff.actual count 2023 8 persons',
    'staff.actual.by_kind[行政在职] count 2023 6 persons',
    'staff.actual.by_kind[事业编制] count 2023 2 persons',
  ]);
});

test('an amount with what is part of it in a bracket is no threshold', () => {
  const { nonFacts, quarantine, facts } = mapText('项目支出98万元（含2个上年结转项目）。', { report: 'final' });
  expect([...quarantine, ...facts].map(({ raw }) => raw)).toContain('98');
  expect(nonFacts.map(({ raw }) => raw)).not.toContain('98');
  expect(mapText('单价50万元（含50万元）设备。').nonFacts.map(({ raw }) => raw)).toContain('50');
});

test('其它 is 其他, kept as printed', () => {
  expect(factsOf('其它收入3万元。', { section: 'final_revenue' })).toEqual([
    'revenue.other final_actual 2023 30000 CNY',
  ]);
});
