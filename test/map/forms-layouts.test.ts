import { expect, test } from 'vitest';
import { compileForms } from '../../pipeline/classify/form-titles.ts';
import { facts, mapTable, pack } from './forms-fixture.ts';

const changes = (rows: string[][], form: string, year = 2023) =>
  mapTable(rows, { form, year }).facts.map(({ measure, base, raw, unit }) => [measure, base, raw, unit].join(' '));

test('a title keeps its year behind the number of the table, and what it says of carry-over in brackets is no other title', () => {
  const { byTitle } = compileForms(pack.forms);
  expect(byTitle('表1 2021年部门预算收支总表', [], 'budget')?.id).toBe('budget_01');
  expect(byTitle('表12 2021年政府采购预算表', [], 'budget')?.id).toBe('budget_12');
  expect(byTitle('一般公共预算基本支出明细表（按经济分类科目-不含上年结转）', [], 'budget')?.id).toBe('budget_08');
});

test('a comparison of two years above all columns is the change of each', () => {
  const rows = [
    ['科目编码', '科目名称', '2022年预算数', '<', '2023年预算数', '<', '2023年预算数比2022年预算数增减%', '<'],
    ['^', '^', '合计', '基本支出', '合计', '基本支出', '合计', '基本支出'],
    ['2010301', '行政运行', '100', '80', '110', '84', '10.00', '5.00'],
  ];
  expect(changes(rows, 'budget_05')).toEqual([
    'prior_year_budget  100 CNY',
    'prior_year_budget  80 CNY',
    'budget_current  110 CNY',
    'budget_current  84 CNY',
    'change_percent prior_year_budget 10.00 percent',
    'change_percent prior_year_budget 5.00 percent',
  ]);
});

test('a change below the measure that changes, and the unit that says which change it is', () => {
  const rows = [
    ['科目编码', '科目名称', '预算数', '<', '<', '增减（%）'],
    ['^', '^', '2022年', '2023年', '增减额', '^'],
    ['2010301', '行政运行', '100', '110', '10', '10.00'],
  ];
  expect(changes(rows, 'budget_05')).toEqual([
    'prior_year_budget  100 CNY',
    'budget_current  110 CNY',
    'change_amount prior_year_budget 10 CNY',
    'change_percent prior_year_budget 10.00 percent',
  ]);
});

test('a change that does not say against what is against the only column that can be meant', () => {
  const rows = (...headers: string[]) => [
    ['科目编码', '科目名称', ...headers],
    ['2010301', '行政运行', '100', '110', '10'],
  ];
  expect(changes(rows('2022年执行数', '2023年预算数', '增减额'), 'budget_05')).toContain(
    'change_amount prior_year_execution 10 CNY',
  );
  expect(changes(rows('年初预算数', '决算数', '增减额'), 'final_05')).toContain('change_amount initial_budget 10 CNY');
  const both = [
    ['科目编码', '科目名称', '2022年预算数', '2022年执行数', '2023年预算数', '增减额'],
    ['2010301', '行政运行', '90', '100', '110', '10'],
  ];
  expect(mapTable(both, { form: 'budget_05', year: 2023 }).quarantine.map(({ raw }) => raw)).toEqual(['10']);
});

test('a sum of the three public expenses with meetings and training is not their total', () => {
  const rows = [
    ['单位名称', '合计', '一般公共预算拨款安排的“三公”经费', '<', '<', '会议费', '培训费'],
    ['^', '^', '小计', '公务接待费', '公务用车运行维护费', '^', '^'],
    ['合计', '12', '9', '4', '5', '1', '2'],
  ];
  const { facts: read, quarantine } = mapTable(rows, { form: 'budget_09' });
  expect(read.map(({ concept, economic_code, raw }) => `${concept} ${economic_code} ${raw}`)).toEqual([
    'three_public.total  9',
    'three_public.reception  4',
    'three_public.vehicle.operation  5',
    'expenditure.economic.item 30215 1',
    'expenditure.economic.item 30216 2',
  ]);
  expect(quarantine.map(({ raw }) => raw)).toEqual(['12']);
});

test('economic classes below basic and project expenditure are parts of these', () => {
  const rows = [
    ['收入', '<', '支出', '<', '<', '<'],
    ['项目', '预算数', '功能分类', '预算数', '部门预算支出经济分类', '预算数'],
    ['一、财政拨款', '60', '一、教育支出', '60', '一、基本支出', '40'],
    ['', '', '', '', '工资福利支出', '40'],
    ['', '', '', '', '二、项目支出', '20'],
    ['', '', '', '', '工资福利支出', '5'],
    ['', '', '', '', '对个人和家庭补助', '15'],
    ['收入总计', '60', '支出总计', '60', '支出总计', '60'],
  ];
  expect(facts(rows, { form: 'budget_01' }).filter((fact) => / 3\d\d = /.test(fact))).toEqual([
    'expenditure.basic budget_current 2024 301 = 40',
    'expenditure.project budget_current 2024 301 = 5',
    'expenditure.project budget_current 2024 303 = 15',
  ]);
});

test('a column of codes that prints only the last two digits of a class', () => {
  const rows = [
    ['功能科目编码', '科目名称', '合计'],
    ['208', '社会保障和就业支出', '30'],
    ['02', '民政管理事务', '30'],
    ['2080201', '行政运行', '20'],
    ['02', '不知名的事务', '10'],
  ];
  const { facts: read, quarantine } = mapTable(rows, { form: 'budget_03' });
  expect(read.map(({ function_code }) => function_code)).toEqual(['208', '20802', '2080201']);
  expect(quarantine.map(({ raw }) => raw)).toEqual(['10']);
});

test('where the money of the general public budget comes from is a part of it, with its source as subject', () => {
  const rows = [
    ['收入', '<', '支出', '<'],
    ['项目', '预算数', '项目', '预算数'],
    ['一、一般公共预算拨款', '60', '一、教育支出', '60'],
    ['经费拨款（补助）', '50', '', ''],
    ['纳入预算管理的非税收入拨款', '10', '', ''],
    ['收入总计', '60', '支出总计', '60'],
  ];
  const { facts: read } = mapTable(rows, { form: 'budget_01' });
  expect(
    read.filter(({ subject }) => subject !== '').map(({ concept, subject, raw }) => [concept, subject, raw]),
  ).toEqual([
    ['revenue.fiscal_appropriation.general_public', '经费拨款(补助)', '50'],
    ['revenue.fiscal_appropriation.general_public', '纳入预算管理的非税收入拨款', '10'],
  ]);
});

test('a sheet cut between pages: a measure across the whole table counts, and one that is cut off is not guessed', () => {
  const first = [
    ['预算数', '<', '<'],
    ['合计', '公务接待费', '公务用车运行维护费'],
    ['9', '4', '5'],
  ];
  expect(facts(first, { form: 'final_07' })).toEqual([
    'three_public.reception initial_budget 2024 = 4',
    'three_public.total initial_budget 2024 = 9',
    'three_public.vehicle.operation initial_budget 2024 = 5',
  ]);
  const second = [
    ['', '决算数', '<'],
    ['公务接待费', '合计', '公务用车运行维护费'],
    ['4', '8', '5'],
  ];
  const { facts: read, quarantine } = mapTable(second, { form: 'final_07' });
  expect(read.map(({ measure, raw }) => `${measure} ${raw}`)).toEqual(['final_actual 8', 'final_actual 5']);
  expect(quarantine.map(({ raw, reason }) => [raw, reason])).toEqual([
    ['4', 'final_07: no measure for column: 公务接待费'],
  ]);
});

test('a row whose label stands in a column that was not understood is not the one row without a label', () => {
  const rows = [
    ['项目 年初预算数', '决算数'],
    ['因公出国（境）费 0.00', '0.00'],
    ['公务接待费 30.00', '12.40'],
  ];
  expect(facts(rows, { form: 'final_07' })).toEqual([]);
});

test('procurement by fund', () => {
  const rows = [
    ['采购单位', '采购项目', '数量', '采购资金来源', '<', '<'],
    ['^', '^', '^', '合计', '一般公共预算', '政府性基金预算'],
    ['合计', '', '', '48.5', '40', '8.5'],
  ];
  expect(facts(rows, { form: 'budget_12' })).toEqual([
    'procurement.total budget_current 2024 = 48.5',
    'procurement.total budget_current 2024 general_public = 40',
    'procurement.total budget_current 2024 government_fund = 8.5',
  ]);
});

test('小计 beside the name of one of several units is the total of that unit', () => {
  const rows = [
    ['单位编码', '单位名称', '科目编码', '科目名称', '合计'],
    ['', '', '', '总计', '50'],
    ['105001', '青石县教育局机关', '', '小计', '20'],
    ['105001', '青石县教育局机关', '2050101', '行政运行', '20'],
    ['105002', '青石县第一小学', '', '合计', '30'],
    ['105002', '青石县第一小学', '2050202', '小学教育', '30'],
  ];
  const { facts: read } = mapTable(rows, { form: 'budget_03', entity: '青石县教育局' });
  expect(read.map(({ function_code, subject, raw }) => [function_code, subject, raw].join(' '))).toEqual([
    '  50',
    ' 青石县教育局机关 20',
    '2050101 青石县教育局机关 20',
    ' 青石县第一小学 30',
    '2050202 青石县第一小学 30',
  ]);
});

test('kinds of receipts and of expenditure in rows instead of columns', () => {
  const rows = [
    ['项目', '2024年决算数', '2023年决算数'],
    ['本年收入合计', '30', '25'],
    ['财政拨款收入', '28', '24'],
    ['其他收入', '2', '1'],
  ];
  expect(facts(rows, { form: 'final_02' })).toEqual([
    'revenue.fiscal_appropriation final_actual 2024 = 28',
    'revenue.fiscal_appropriation prior_year_actual 2023 = 24',
    'revenue.other final_actual 2024 = 2',
    'revenue.other prior_year_actual 2023 = 1',
    'revenue.total final_actual 2024 = 30',
    'revenue.total prior_year_actual 2023 = 25',
  ]);
});

test('决算数比上年增减 is against the accounts of the year before, also where its budget stands beside them', () => {
  const rows = [
    ['项目', '2022年', '<', '2023年', '<', '决算数比上年增减'],
    ['^', '预算数', '决算数', '预算数', '决算数', '^'],
    ['公务接待费', '5', '4', '4', '3', '-1'],
  ];
  expect(changes(rows, 'final_07')).toContain('change_amount prior_year_actual -1 CNY');
});

test('below 合计 stands the whole, below 本年预算 a part of it', () => {
  const rows = [
    ['编码', '名称', '合计', '<', '本年预算', '<', '上年结转', '<'],
    ['^', '^', '小计', '项目支出', '小计', '项目支出', '小计', '项目支出'],
    ['2010301', '行政运行', '12', '6', '10', '4', '2', '2'],
  ];
  expect(facts(rows, { form: 'budget_03' })).toEqual([
    'expenditure.project budget_current 2024 2010301 = 6',
    'expenditure.total budget_current 2024 2010301 = 12',
  ]);
});

test('years below each other', () => {
  const rows = [
    ['年度', '合计', '公务接待费'],
    ['2023年预算数', '9', '1'],
    ['2024年预算数', '8', '2'],
    ['2022年预算数', '7', '3'],
  ];
  expect(facts(rows, { form: 'budget_09' })).toEqual([
    'three_public.reception budget_current 2024 = 2',
    'three_public.reception prior_year_budget 2023 = 1',
    'three_public.total budget_current 2024 = 8',
    'three_public.total prior_year_budget 2023 = 9',
  ]);
});

test('economic classes across, in a table of one kind of basic expenditure only', () => {
  const rows = [
    ['科目编码', '科目名称', '总计', '办公费', '差旅费'],
    ['2010301', '行政运行', '12', '8', '4'],
  ];
  expect(facts(rows, { form: 'budget_gpb_basic_detail' })).toEqual([
    'expenditure.fiscal.general_public.basic budget_current 2024 2010301 30201 = 8',
    'expenditure.fiscal.general_public.basic budget_current 2024 2010301 30211 = 4',
  ]);
});

test('services bought, one to a row; the row of the body itself is a sum above them', () => {
  const rows = [
    ['预算项目', '采购项目', '购买服务类别', '资金来源', '<'],
    ['^', '^', '^', '总计', '一般公共预算'],
    ['青石县司法局本级', '', '', '35', '35'],
    ['法律顾问服务', '政府法律顾问', 'B0101法律顾问服务', '15', '15'],
    ['公共法律服务', '村居法律顾问', 'B0102', '20', '20'],
    ['合计', '', '', '35', '35'],
  ];
  const setting = { form: 'budget_service_purchase', entity: '青石县司法局' };
  expect(facts(rows, setting)).toEqual([
    'service_purchase.item budget_current 2024 general_public 政府法律顾问 = 15',
    'service_purchase.item budget_current 2024 general_public 村居法律顾问 = 20',
    'service_purchase.item budget_current 2024 政府法律顾问 = 15',
    'service_purchase.item budget_current 2024 村居法律顾问 = 20',
    'service_purchase.total budget_current 2024 = 35',
    'service_purchase.total budget_current 2024 general_public = 35',
  ]);
  expect(mapTable(rows, setting).quarantine.map(({ raw }) => raw)).toEqual(['35', '35']);
});

test('the general public budget under its old name, and changes against the same time of the year before', () => {
  const rows = [
    ['收入', '<', '支出', '<', '<', '<'],
    ['项目', '决算数', '项目', '小计', '公共预算财政拨款', '政府性基金预算财政拨款'],
    ['一、公共预算财政拨款', '30', '十、节能环保支出', '40', '30', '10'],
    ['二、政府性基金预算财政拨款', '10', '本年支出合计', '40', '30', '10'],
  ];
  expect(facts(rows, { form: 'final_04', year: 2015 })).toEqual([
    'expenditure.fiscal final_actual 2015 211 = 40',
    'expenditure.fiscal final_actual 2015 = 40',
    'expenditure.fiscal.general_public final_actual 2015 211 = 30',
    'expenditure.fiscal.general_public final_actual 2015 = 30',
    'expenditure.fiscal.government_fund final_actual 2015 211 = 10',
    'expenditure.fiscal.government_fund final_actual 2015 = 10',
    'revenue.fiscal_appropriation.general_public final_actual 2015 = 30',
    'revenue.fiscal_appropriation.government_fund final_actual 2015 = 10',
  ]);
  const years = [
    ['科目编码', '科目名称', '2023年度', '2022年度', '同比增减额', '同比增减率（%）'],
    ['2040201', '行政运行', '30', '20', '10', '50.00'],
  ];
  expect(changes(years, 'final_02')).toEqual([
    'final_actual  30 CNY',
    'prior_year_actual  20 CNY',
    'change_amount prior_year_actual 10 CNY',
    'change_percent prior_year_actual 50.00 percent',
  ]);
});

test('the classes of the departments beside those of the government, in two blocks', () => {
  const rows = [
    ['政府预算支出经济分类科目', '<', '一般公共预算', '<', '部门预算支出经济分类科目', '<', '一般公共预算', '<'],
    ['科目编码', '科目名称', '合计', '基本支出', '科目编码', '科目名称', '合计', '基本支出'],
    ['501', '机关工资福利支出', '9', '9', '301', '工资福利支出', '12', '12'],
  ];
  const { facts: read, quarantine } = mapTable(rows, { form: 'budget_fiscal_economic' });
  expect(read.map(({ concept, economic_code, raw }) => [concept, economic_code, raw].join(' '))).toEqual([
    'expenditure.fiscal.general_public 301 12',
    'expenditure.fiscal.general_public.basic 301 12',
  ]);
  expect(quarantine.map(({ raw }) => raw)).toEqual(['9', '9']);
});

test('basic and project expenditure below 财政拨款 are what fiscal appropriations pay, not the whole', () => {
  const rows = [
    ['科目编码', '科目名称', '合计', '其中：财政拨款', '<', '其他资金'],
    ['^', '^', '^', '基本支出', '项目支出', '^'],
    ['2010301', '行政运行', '30', '15', '5', '10'],
  ];
  expect(facts(rows, { form: 'budget_03' })).toEqual([
    'expenditure.fiscal.basic budget_current 2024 2010301 = 15',
    'expenditure.fiscal.project budget_current 2024 2010301 = 5',
    'expenditure.total budget_current 2024 2010301 = 30',
  ]);
  const general = rows.map((row) => row.map((text) => text.replace('其中：财政拨款', '一般公共预算财政拨款')));
  expect(facts(general, { form: 'budget_03' }).slice(0, 2)).toEqual([
    'expenditure.fiscal.general_public.basic budget_current 2024 2010301 = 15',
    'expenditure.fiscal.general_public.project budget_current 2024 2010301 = 5',
  ]);
});

test('receipts of the year that hold what was left of the year before are put aside', () => {
  const rows = [
    ['科目编码', '科目名称', '本年收入', '<', '<', '本年支出'],
    ['^', '^', '合计', '上年结转', '本年拨款', '^'],
    ['2010301', '行政运行', '30', '10', '20', '28'],
  ];
  const { facts: read, quarantine } = mapTable(rows, { form: 'final_05' });
  expect(read.map(({ concept, raw }) => `${concept} ${raw}`)).toEqual(['expenditure.fiscal.general_public 28']);
  expect(quarantine.map(({ raw }) => raw)).toEqual(['30', '10', '20']);
});

test('services bought in final accounts have a budget and an outcome', () => {
  const rows = [
    ['购买服务目录', '项目名称', '预算数', '决算数'],
    ['A', '法律顾问', '7', '6'],
    ['合计', '<', '7', '6'],
  ];
  expect(facts(rows, { form: 'final_service_purchase' })).toEqual([
    'service_purchase.item final_actual 2024 法律顾问 = 6',
    'service_purchase.item initial_budget 2024 法律顾问 = 7',
    'service_purchase.total final_actual 2024 = 6',
    'service_purchase.total initial_budget 2024 = 7',
  ]);
});

test('上年支出 beside 本年支出 in final accounts is what was spent the year before', () => {
  const rows = [
    ['科目编码', '科目名称', '本年支出', '<', '上年支出', '<'],
    ['^', '^', '合计', '项目支出', '合计', '项目支出'],
    ['2050202', '小学教育', '100', '20', '70', '10'],
  ];
  expect(facts(rows, { form: 'final_03' })).toEqual([
    'expenditure.project final_actual 2024 2050202 = 20',
    'expenditure.project prior_year_actual 2023 2050202 = 10',
    'expenditure.total final_actual 2024 2050202 = 100',
    'expenditure.total prior_year_actual 2023 2050202 = 70',
  ]);
});

test('funds below what was left of the year before are parts of that, and a row numbered like it stands beside it', () => {
  const rows = (carryover: string, own: string) => [
    ['收入', '<', '支出', '<'],
    ['项目', '金额', '项目', '金额'],
    [carryover, '10', '一、教育支出', '70'],
    [own, '6', '', ''],
    ['收入总计', '70', '支出总计', '70'],
  ];
  const told = (carryover: string, own: string, form = 'budget_01') =>
    mapTable(rows(carryover, own), { form })
      .facts.filter(({ raw }) => raw === '6')
      .map(({ concept, fund }) => `${concept} ${fund}`);
  expect(told('二、上年结转', '（一）一般公共预算')).toEqual(['carryover.opening general_public']);
  expect(told('一、上年结转', '二、一般公共预算')).toEqual(['revenue.fiscal_appropriation.general_public ']);
  expect(told('年初结转和结余', '其中：政府性基金预算财政拨款', 'final_01')).toEqual([
    'carryover.opening government_fund',
  ]);
});
