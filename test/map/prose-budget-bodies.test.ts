/** Budgets that list bodies and their staff, and what their changes are against. */
import { expect, test } from 'vitest';
import { factsOf, mapText } from './prose-fixture.ts';

const budget = { report: 'budget', section: 'narrative_part_budget' } as const;

test('the item of one body of several is not of the whole that reports', () => {
  const paragraphs = [
    '预算总收入90万元，其中：其他收入30万元。',
    '1、苗圃场预算总收入20万元，其中：其他收入5万元。',
    '2、本局2023年度预算总收入70万元。',
  ];
  const { facts } = mapText(paragraphs, budget);
  expect(facts.map(({ concept, subject, flags }) => [concept, subject, flags.includes('other_body')])).toEqual([
    ['revenue.grand_total', '', false],
    ['revenue.other', '', false],
    ['revenue.grand_total', '苗圃场', true],
    ['revenue.other', '苗圃场', true],
    ['revenue.grand_total', '', false],
  ]);
});

test('function classes in the brackets of 基本支出 are no costs', () => {
  const text = '基本支出90万元（住房保障支出20万元，一般商品和服务支出70万元）。';
  expect(factsOf(text, { report: 'budget', section: 'budget_revenue' })).toEqual([
    'expenditure.basic budget_current 2023 900000 CNY',
    'expenditure.basic[221] budget_current 2023 200000 CNY',
    'expenditure.economic.goods_services[302] budget_current 2023 700000 CNY',
  ]);
});

test('the staff of the office itself is a part of all staff', () => {
  const place = { report: 'budget', section: 'staffing' } as const;
  expect(factsOf('核定编制40人。其中，局机关在职22人。', place)).toEqual([
    'staff.authorized_posts count 2023 40 persons',
    'staff.actual[局机关] count 2023 22 persons',
  ]);
});

test('numbers of persons without a unit, and kinds of posts', () => {
  const text = '编制人数20，其中：全部补助事业编制人数14、自收自支编制人数6人。离休人数1；退休人数9。';
  expect(factsOf(text, { report: 'budget', section: 'staffing' })).toEqual([
    'staff.authorized_posts count 2023 20 persons',
    'staff.authorized_posts.institutional[全部补助事业编制人数] count 2023 14 persons',
    'staff.authorized_posts.institutional[自收自支编制人数] count 2023 6 persons',
    'staff.retired[离休] count 2023 1 persons',
    'staff.retired count 2023 9 persons',
  ]);
});

test('a change that is the difference to what was spent is against that', () => {
  const paragraphs = ['2022年三公经费决算支出8万元。', '2023年三公经费预算10万元，较2022年度增加2万元，增长25%。'];
  const { facts } = mapText(paragraphs, { report: 'budget', section: 'three_public' });
  expect(facts.map(({ measure, base }) => [measure, base])).toEqual([
    ['prior_year_actual', ''],
    ['budget_current', ''],
    ['change_amount', 'prior_year_actual'],
    ['change_percent', 'prior_year_actual'],
  ]);
});

test('classes named behind parts of all expenditure are of all', () => {
  const text = '本年支出合计90万元。其中：基本支出50万元；项目支出30万元；对附属单位补助支出10万元。教育（类）80万元。';
  expect(factsOf(text, { report: 'final', section: 'final_expenditure' }).at(-1)).toBe(
    'expenditure.total[205] final_actual 2023 800000 CNY',
  );
});

test('staff counted among the duties is read, flagged; nothing else of them is', () => {
  const text = '负责全县技术推广，服务12个村3000人。编制人数23人，在职人员21人，购置设备5万元。';
  const place = { report: 'budget', section: 'functions', factFree: true } as const;
  expect(factsOf(text, place)).toEqual([
    'staff.authorized_posts count 2023 23 persons ?subject_inferred',
    'staff.actual count 2023 21 persons ?subject_inferred',
  ]);
  expect(mapText(text, place).quarantine).toEqual([]);
  expect(factsOf('负责在职职工12人次培训，核发编制5本。', place)).toEqual([]);
});

test('a short name of the body that reports is no other body’s', () => {
  const facts = (text: string) => factsOf(text, { report: 'budget', section: 'budget_revenue' });
  expect(facts('县教局收入总数90万元。')).toEqual(['revenue.total budget_current 2023 900000 CNY']);
  expect(facts('县教研中心收入总数90万元。').at(0)).toContain('?other_body');
});

test('vehicles for law enforcement are so called with 一般 too', () => {
  const text = '截至2022年12月31日，共有车辆3辆，其中：一般执法执勤用车2辆、其他用车1辆。';
  expect(factsOf(text, { report: 'budget', section: 'state_assets' }).at(1)).toBe(
    'assets.vehicles.law_enforcement period_end 2022 2 vehicles',
  );
});
