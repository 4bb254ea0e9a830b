import { expect, test } from 'vitest';
import { facts, mapTable } from './forms-fixture.ts';

test('budget_04, national layout: this year, carry-over by fund, grand totals', () => {
  const rows = [
    ['收入', '<', '支出', '<', '<', '<', '<'],
    ['项目', '预算数', '项目', '合计', '一般公共预算', '政府性基金预算', '国有资本经营预算'],
    ['一、本年收入', '100', '一、本年支出', '110', '105', '5', ''],
    ['（一）一般公共预算拨款', '95', '（一）一般公共服务支出', '100', '100', '', ''],
    ['（二）政府性基金预算拨款', '5', '（二）城乡社区支出', '10', '5', '5', ''],
    ['二、上年结转', '10', '二、年终结转结余', '0', '', '', ''],
    ['（一）一般公共预算拨款', '10', '', '', '', '', ''],
    ['收入总计', '110', '支出总计', '110', '105', '5', ''],
  ];
  expect(facts(rows, { form: 'budget_04' })).toEqual([
    'carryover.closing.fiscal budget_current 2024 = 0',
    'carryover.opening.fiscal budget_current 2024 = 10',
    'carryover.opening.fiscal budget_current 2024 general_public = 10',
    'expenditure.fiscal budget_current 2024 201 = 100',
    'expenditure.fiscal budget_current 2024 212 = 10',
    'expenditure.fiscal budget_current 2024 = 110',
    'expenditure.fiscal.general_public budget_current 2024 201 = 100',
    'expenditure.fiscal.general_public budget_current 2024 212 = 5',
    'expenditure.fiscal.general_public budget_current 2024 = 105',
    'expenditure.fiscal.government_fund budget_current 2024 212 = 5',
    'expenditure.fiscal.government_fund budget_current 2024 = 5',
    'fiscal.grand_total budget_current 2024 = 110',
    'fiscal.grand_total budget_current 2024 = 110',
    'fiscal.grand_total budget_current 2024 general_public = 105',
    'fiscal.grand_total budget_current 2024 government_fund = 5',
    'revenue.fiscal_appropriation budget_current 2024 = 100',
    'revenue.fiscal_appropriation.general_public budget_current 2024 = 95',
    'revenue.fiscal_appropriation.government_fund budget_current 2024 = 5',
  ]);
});

test('budget_05: a year in the header decides measure and period, a comparison its base', () => {
  const rows = [
    ['功能分类科目', '<', '2023年执行数', '2024年预算数', '<', '<', '2024年预算数比2023年执行数', '<'],
    ['科目编码', '科目名称', '^', '小计', '基本支出', '项目支出', '增减额', '增减%'],
    ['2010301', '行政运行', '80', '100', '60', '40', '20', '25.00'],
  ];
  expect(facts(rows, { form: 'budget_05' })).toEqual([
    'expenditure.fiscal.general_public budget_current 2024 2010301 = 100',
    'expenditure.fiscal.general_public change_amount 2024 2010301 = 20',
    'expenditure.fiscal.general_public change_percent 2024 2010301 = 25.00',
    'expenditure.fiscal.general_public prior_year_execution 2023 2010301 = 80',
    'expenditure.fiscal.general_public.basic budget_current 2024 2010301 = 60',
    'expenditure.fiscal.general_public.project budget_current 2024 2010301 = 40',
  ]);
  const changes = mapTable(rows, { form: 'budget_05' }).facts.filter(({ measure }) => measure.startsWith('change'));
  expect(changes.map(({ base, unit }) => [base, unit])).toEqual([
    ['prior_year_execution', 'CNY'],
    ['prior_year_execution', 'percent'],
  ]);
});

test('a year that is neither this one nor the last is put aside', () => {
  const rows = [
    ['科目编码', '科目名称', '2021年预算数', '2024年预算数'],
    ['201', '一般公共服务支出', '80', '100'],
  ];
  const mapped = mapTable(rows, { form: 'budget_05' });
  expect(mapped.facts.map(({ raw }) => raw)).toEqual(['100']);
  expect(mapped.quarantine[0]).toMatchObject({ raw: '80', reason: 'budget_05: year 2021 in header: 2021年预算数' });
});

test('budget_08: codes of the government economic classification beside those of the department are no codes of the row', () => {
  const rows = [
    ['部门预算支出经济分类科目', '<', '政府预算支出经济分类科目', '<', '本年一般公共预算基本支出', '<', '<'],
    ['科目编码', '科目名称', '科目编码', '科目名称', '合计', '人员经费', '公用经费'],
    ['合计', '<', '', '', '60', '50', '10'],
    ['301', '工资福利支出', '501', '机关工资福利支出', '50', '50', ''],
    ['30201', '办公费', '50201', '办公经费', '10', '', '10'],
  ];
  expect(facts(rows, { form: 'budget_08' })).toEqual([
    'expenditure.economic.item budget_current 2024 30201 general_public = 10',
    'expenditure.economic.wages_welfare budget_current 2024 301 general_public = 50',
    'expenditure.fiscal.general_public.basic budget_current 2024 = 60',
    'expenditure.fiscal.general_public.basic.personnel budget_current 2024 301 = 50',
    'expenditure.fiscal.general_public.basic.personnel budget_current 2024 = 50',
    'expenditure.fiscal.general_public.basic.public budget_current 2024 30201 = 10',
    'expenditure.fiscal.general_public.basic.public budget_current 2024 = 10',
  ]);
});

test('budget_02: rows of units; the body itself is a total, another unit a member; the sum includes the carry-over', () => {
  const rows = [
    ['部门（单位）代码', '部门（单位）名称', '合计', '本年收入', '<', '<', '上年结转结余', '<'],
    ['^', '^', '^', '小计', '一般公共预算', '政府性基金预算', '小计', '一般公共预算'],
    ['101', '某县财政局', '60', '50', '45', '5', '10', '10'],
    ['101001', '某县国库中心', '60', '', '', '', '', ''],
  ];
  expect(facts(rows, { form: 'budget_02', entity: '某县财政局' })).toEqual([
    'carryover.opening budget_current 2024 = 10',
    'carryover.opening budget_current 2024 general_public = 10',
    'revenue.fiscal_appropriation.general_public budget_current 2024 = 45',
    'revenue.fiscal_appropriation.government_fund budget_current 2024 = 5',
    'revenue.grand_total budget_current 2024 = 60',
    'revenue.grand_total budget_current 2024 某县国库中心 = 60',
    'revenue.total budget_current 2024 = 50',
  ]);
});

test('budget_10: a project is the subject, its fund a column', () => {
  const rows = [
    ['类型', '项目名称', '项目单位', '合计', '本年拨款', '<'],
    ['^', '^', '^', '^', '一般公共预算', '政府性基金预算'],
    ['特定目标类', '道路建设', '某局', '20', '15', '5'],
  ];
  expect(facts(rows, { form: 'budget_10' })).toEqual([
    'project.annual_budget budget_current 2024 general_public 道路建设 = 15',
    'project.annual_budget budget_current 2024 government_fund 道路建设 = 5',
    'project.annual_budget budget_current 2024 道路建设 = 20',
  ]);
});

test('units: the header goes before the table, the table before the form, and the form is flagged', () => {
  const rows = [
    ['科目编码', '科目名称', '合计（元）', '基本支出'],
    ['201', '一般公共服务支出', '1,000,000', '60'],
  ];
  const [total, basic] = mapTable(rows, { form: 'budget_05', unit: '' }).facts;
  expect(total).toMatchObject({ value: '1000000', raw_unit: '元', flags: [] });
  expect(basic).toMatchObject({ value: '600000', decimals: -4, raw_unit: '万元', flags: ['unit_inferred'] });
});

test('budget_01 of a unit: expenditure by class with basic and project columns', () => {
  const rows = [
    ['本年收入', '<', '本年支出', '<', '<', '<', '<'],
    ['项目', '预算数', '项目', '合计', '基本支出', '<', '项目支出'],
    ['^', '^', '^', '^', '人员经费', '公用经费', '^'],
    ['一、财政拨款收入', '10', '一、公共安全支出', '10', '5', '2', '3'],
    ['收入总计', '10', '支出总计', '10', '5', '2', '3'],
  ];
  expect(facts(rows, { form: 'budget_01' })).toEqual([
    'expenditure.basic.personnel budget_current 2024 204 = 5',
    'expenditure.basic.personnel budget_current 2024 = 5',
    'expenditure.basic.public budget_current 2024 204 = 2',
    'expenditure.basic.public budget_current 2024 = 2',
    'expenditure.grand_total budget_current 2024 = 10',
    'expenditure.project budget_current 2024 204 = 3',
    'expenditure.project budget_current 2024 = 3',
    'expenditure.total budget_current 2024 204 = 10',
    'revenue.fiscal_appropriation budget_current 2024 = 10',
    'revenue.grand_total budget_current 2024 = 10',
  ]);
});

test('budget_01: a block of the government economic classification is put aside, never read as the department’s', () => {
  const rows = [
    ['收入', '<', '支出', '<', '<', '<'],
    ['项目', '本年预算', '项目（按功能分类）', '本年预算', '项目（按政府预算经济分类）', '本年预算'],
    ['一、一般公共预算拨款', '10', '一、其他支出', '9', '其他支出', '5'],
  ];
  const mapped = mapTable(rows, { form: 'budget_01' });
  expect(mapped.facts.map(({ raw }) => raw)).toEqual(['10', '9']);
  expect(mapped.quarantine.map(({ raw }) => raw)).toEqual(['5']);
});

test('the total of projects is of the fund that the title names', () => {
  const rows = [
    ['项目名称', '金额'],
    ['合计', '30'],
    ['道路建设', '30'],
  ];
  const total = (title: string) => mapTable(rows, { form: 'budget_10', title }).facts[0].concept;
  expect(total('一般公共预算项目支出表')).toBe('expenditure.fiscal.general_public.project');
  expect(total('部门项目支出表')).toBe('expenditure.project');
});

test('小计 below a column is that column, an economic class below it its part', () => {
  const rows = [
    ['科目编码', '科目名称', '总计', '基本支出', '<', '项目支出', '<'],
    ['^', '^', '^', '小计', '工资福利支出', '小计', '商品和服务支出'],
    ['2010601', '行政运行', '10', '6', '4', '4', '3'],
  ];
  expect(facts(rows, { form: 'budget_05' })).toEqual([
    'expenditure.fiscal.general_public budget_current 2024 2010601 = 10',
    'expenditure.fiscal.general_public.basic budget_current 2024 2010601 301 = 4',
    'expenditure.fiscal.general_public.basic budget_current 2024 2010601 = 6',
    'expenditure.fiscal.general_public.project budget_current 2024 2010601 302 = 3',
    'expenditure.fiscal.general_public.project budget_current 2024 2010601 = 4',
  ]);
});

test('the sum below a group of funds is the group, not the whole', () => {
  const rows = [
    ['科目编码', '科目名称', '总计', '财政拨款', '<', '其他收入'],
    ['^', '^', '^', '合计', '一般公共预算', '^'],
    ['201', '一般公共服务支出', '10', '9', '9', '1'],
  ];
  expect(facts(rows, { form: 'budget_02' })).toEqual([
    'revenue.fiscal_appropriation budget_current 2024 201 = 9',
    'revenue.fiscal_appropriation.general_public budget_current 2024 201 = 9',
    'revenue.other budget_current 2024 201 = 1',
    'revenue.total budget_current 2024 201 = 10',
  ]);
});
