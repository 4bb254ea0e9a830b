/** Layouts that are not the usual ones: years as headers, parts beside totals, titles that do not say the kind of report. */
import { describe, expect, test } from 'vitest';
import { compileForms } from '../../pipeline/classify/form-titles.ts';
import { readAmount } from '../../pipeline/map/amount.ts';
import { facts, mapTable, pack } from './forms-fixture.ts';

describe('titles', () => {
  const { byTitle } = compileForms(pack.forms);
  test.each([
    ['“三公”经费支出情况表', 'final', 'final_07'],
    ['“三公”经费支出情况表', 'budget', 'budget_09'],
    ['部门支出总表', 'final', 'final_03'],
    ['部门支出总表', 'budget', 'budget_03'],
    ['部门支出预算总表', 'final', 'budget_03'],
    ['一般公共预算支出表（按支出功能分类科目分）', 'budget', 'budget_05'],
    ['财政拨款安排的“三公”经费预算表', 'budget', 'budget_09'],
    ['2025年单位预算一般公共预算支出明细表（按功能科目分）', 'budget', 'budget_05'],
  ] as const)('%s in a report of kind %s is %s', (title, type, form) => {
    expect(byTitle(title, [], type)?.id).toBe(form);
  });

  test('a title with the word, but of no table, names no form', () => {
    expect(byTitle('“三公”经费增减变化原因', [], 'budget')).toBeNull();
  });
});

describe('years as headers', () => {
  const rows = [
    ['收入', '<', '<', '支出', '<', '<'],
    ['项目', '2022年', '2023年', '项目', '2022年', '2023年'],
    ['本年收入合计', '90', '100', '本年支出合计', '91', '99'],
  ];

  test('in final accounts they are the accounts of these years', () => {
    expect(facts(rows, { form: 'final_04', year: 2023 })).toEqual([
      'expenditure.fiscal final_actual 2023 = 99',
      'expenditure.fiscal prior_year_actual 2022 = 91',
      'revenue.fiscal_appropriation final_actual 2023 = 100',
      'revenue.fiscal_appropriation prior_year_actual 2022 = 90',
    ]);
  });

  test('a year further back is put aside', () => {
    const older = rows.map((row) => row.map((text) => text.replace('2022', '2021')));
    const { quarantine } = mapTable(older, { form: 'final_04', year: 2023 });
    expect(quarantine.map(({ raw }) => raw).sort()).toEqual(['90', '91']);
  });

  test('in budgets the year before may be budget or accounts: it is put aside', () => {
    const { quarantine } = mapTable(
      [
        ['科目编码', '科目名称', '2022年', '2023年预算数'],
        ['2010301', '行政运行', '80', '100'],
      ],
      { form: 'budget_05', year: 2023 },
    );
    expect(quarantine.map(({ raw }) => raw)).toEqual(['80']);
  });
});

test('a total beside a total below a header: what stands below that header is only a part', () => {
  const rows = [
    ['科目编码', '科目名称', '合计', '本年支出', '<', '<', '上年结转支出'],
    ['^', '^', '^', '小计', '基本支出', '项目支出', '^'],
    ['2010301', '行政运行', '110', '100', '60', '40', '10'],
  ];
  expect(facts(rows, { form: 'budget_03' })).toEqual(['expenditure.total budget_current 2024 2010301 = 110']);
  expect(mapTable(rows, { form: 'budget_03' }).quarantine.map(({ raw }) => raw)).toEqual(['100', '60', '40', '10']);
  const alone = rows.map((row) => row.filter((_, col) => col !== 2 && col !== 6));
  expect(facts(alone, { form: 'budget_03' })).toHaveLength(3);
});

test('below 比上年增减 the amount and the percentage are told apart', () => {
  const rows = [
    ['科目', '<', '2023年决算数', '比上年增减', '<', '完成调整预算%'],
    ['编码', '名称', '^', '增减额', '增减%', '^'],
    ['2010301', '行政运行', '100', '20', '25.00', '95.24'],
  ];
  const { facts: read } = mapTable(rows, { form: 'final_05', year: 2023 });
  expect(read.map(({ measure, base, raw, unit }) => [measure, base, raw, unit])).toEqual([
    ['final_actual', '', '100', 'CNY'],
    ['change_amount', 'prior_year_actual', '20', 'CNY'],
    ['change_percent', 'prior_year_actual', '25.00', 'percent'],
    ['completion_percent', 'full_year_budget', '95.24', 'percent'],
  ]);
});

test('a row of the summary by fund is the money of that fund', () => {
  const rows = [
    ['收入', '<', '支出', '<', '<'],
    ['项目', '金额', '项目', '合计', '其中'],
    ['^', '^', '^', '^', '一般公共预算'],
    ['一、财政拨款', '100', '一、基本支出', '60', '55'],
    ['收入总计', '100', '支出总计', '100', '95'],
  ];
  expect(
    facts(rows, { form: 'budget_01' }).filter((fact) => fact.startsWith('expenditure') || fact.startsWith('fiscal')),
  ).toEqual([
    'expenditure.basic budget_current 2024 = 60',
    'expenditure.fiscal.general_public.basic budget_current 2024 = 55',
    'expenditure.grand_total budget_current 2024 = 100',
    'fiscal.grand_total budget_current 2024 general_public = 95',
  ]);
});

test('catalogue numbers are no names of what is bought', () => {
  const rows = [
    ['采购项目', '采购品目', '金额'],
    ['便携式计算机', 'A02010105', '6.00'],
  ];
  const { facts: read, quarantine } = mapTable(rows, { form: 'budget_12' });
  expect([...read.map(({ subject }) => subject), ...quarantine.map(({ context }) => context)].join()).toContain(
    '便携式计算机',
  );
  expect(read.filter(({ subject }) => subject.startsWith('A02'))).toEqual([]);
});

test('万 before a counted noun multiplies it, before 元 it is money', () => {
  expect(readAmount('5.6', '万人', pack.units)).toMatchObject({ value: '56000', unit: 'persons', decimals: -3 });
  expect(readAmount('680', '万平方米', pack.units)).toMatchObject({ value: '6800000', unit: 'm2' });
  expect(readAmount('1.25', '亿斤', pack.units)).toMatchObject({ value: '125000000', unit: 'items' });
  expect(readAmount('5.6', '万元', pack.units)).toMatchObject({ value: '56000', unit: 'CNY' });
});
