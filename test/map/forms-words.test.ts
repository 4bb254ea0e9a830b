/** What words of titles, headers and labels mean where a province's form prints them otherwise: units, carry-over, kinds of report. */
import { describe, expect, test } from 'vitest';
import { facts, mapTable } from './forms-fixture.ts';

describe('units of the body', () => {
  test('rows below a unit carry its name where they print its code only', () => {
    const rows = [
      ['项目', '<', '<', '<', '<', '合计', '一般公共预算拨款收入'],
      ['科目编码', '<', '<', '单位代码', '单位名称（科目）', '^', '^'],
      ['类', '款', '项', '^', '^', '^', '^'],
      ['', '', '', '', '合计', '9', '9'],
      ['', '', '', '118001', '教育局机关', '4', '4'],
      ['205', '01', '01', '118001', '行政运行', '4', '4'],
      ['', '', '', '118002', '第一中学', '5', '5'],
      ['205', '02', '04', '118002', '高中教育', '5', '5'],
    ];
    expect(facts(rows, { form: 'budget_02', entity: '双牌县教育局' }).filter((each) => /total|205/.test(each))).toEqual(
      [
        'revenue.fiscal_appropriation.general_public budget_current 2024 2050101 教育局机关 = 4',
        'revenue.fiscal_appropriation.general_public budget_current 2024 2050204 第一中学 = 5',
        'revenue.total budget_current 2024 2050101 教育局机关 = 4',
        'revenue.total budget_current 2024 2050204 第一中学 = 5',
        'revenue.total budget_current 2024 = 9',
        'revenue.total budget_current 2024 教育局机关 = 4',
        'revenue.total budget_current 2024 第一中学 = 5',
      ],
    );
  });

  test('the body without the place in front of its name is no unit', () => {
    const rows = [
      ['单位名称', '合计', '公务接待费'],
      ['小门家镇人民政府', '3', '3'],
    ];
    expect(facts(rows, { form: 'budget_09', entity: '蓬莱区小门家镇人民政府' })).toEqual([
      'three_public.reception budget_current 2024 = 3',
      'three_public.total budget_current 2024 = 3',
    ]);
  });
});

describe('columns of money carried over', () => {
  test('are not those of the year, whatever known words their header holds besides', () => {
    const rows = [
      ['项目名称', '合计', '本年拨款', '财政拨款结转结余'],
      ['^', '^', '一般公共预算', '一般公共预算'],
      ['修路', '9', '7', '2'],
    ];
    expect(facts(rows, { form: 'budget_10' })).toEqual([
      'project.annual_budget budget_current 2024 general_public 修路 = 7',
      'project.annual_budget budget_current 2024 修路 = 9',
    ]);
    expect(mapTable(rows, { form: 'budget_10' }).quarantine.map(({ raw }) => raw)).toEqual(['2']);
  });
});

describe('words that say less than they seem', () => {
  test('支出合计 below the operating expenses is theirs, not that of the 三公 expenses', () => {
    const rows = [
      ['项目', '统计数'],
      ['一、机构运行经费', '—'],
      ['（一）支出合计', '86'],
      ['二、政府采购支出信息', '—'],
      ['（一）政府采购支出合计', '50'],
    ];
    expect(facts(rows, { form: 'final_07' })).toEqual([
      'operating_expense.total final_actual 2024 = 86',
      'procurement.total final_actual 2024 = 50',
    ]);
  });

  test('the budget and the final accounts of the year below each other; another year is not read', () => {
    const rows = [
      ['项目', '合计', '公务接待费'],
      ['2024年度预算数', '12', '5'],
      ['2024年度决算数', '9', '4'],
      ['2023年度决算数', '8', '3'],
      ['2022年度决算数', '7', '6'],
    ];
    expect(facts(rows, { form: 'final_07' })).toEqual([
      'three_public.reception final_actual 2024 = 4',
      'three_public.reception initial_budget 2024 = 5',
      'three_public.reception prior_year_actual 2023 = 3',
      'three_public.total final_actual 2024 = 9',
      'three_public.total initial_budget 2024 = 12',
      'three_public.total prior_year_actual 2023 = 8',
    ]);
    expect(mapTable(rows, { form: 'final_07' }).quarantine.map(({ raw }) => raw)).toEqual(['7', '6']);
  });
});

describe('the title of a budget form in final accounts', () => {
  const rows = [
    ['单位', '合计', '货物'],
    ['合计', '12', '7'],
  ];
  const flagsOf = (title: string, form: string) => [
    ...new Set(mapTable(rows, { form, title, type: 'final' }).facts.flatMap(({ flags }) => flags)),
  ];

  test('is doubtful unless it says that it is of the budget', () => {
    expect(flagsOf('政府采购表', 'budget_12')).toEqual(['form_inferred']);
    expect(flagsOf('政府采购预算表', 'budget_12')).toEqual([]);
  });

  test('names the form of final accounts where there is one', () => {
    expect(flagsOf('政府采购表', 'final_procurement')).toEqual([]);
    expect(facts(rows, { form: 'final_procurement' })).toEqual([
      'procurement.goods final_actual 2024 = 7',
      'procurement.total final_actual 2024 = 12',
    ]);
  });
});
