import { describe, expect, it } from 'vitest';
import { asideOf, factsOf, mapTable } from './performance-fixture.ts';

const base = { reportType: 'perf_overall', formId: 'perf_base_data' } as const;

describe('base data', () => {
  it('reads people, expenses of two years and buildings in one table', () => {
    const mapped = mapTable(
      `
      财政供养人员情况（人） | 编制数 | < | 2023年实际在职人数 | < | 控制率 | <
      ^ | 34 | < | 31 | < | 91.18% | <
      经费控制情况（万元） | 2022年决算数 | < | 2023年预算数 | < | 2023年决算数 | <
      一、部门基本支出 | 496.57 | < | 478.72 | < | 455.57 | <
      其中：办公费 | 2.32 | < | 2 | < | 1.83 | <
      三公经费 | 7 | < | 7 | < | 4.9 | <
      二、项目支出小计 | 100 | < |  | < | 90 | <
      1.园区建设 | 60 | < |  | < | 50 | <
      2.科技奖励 | 40 | < |  | < | 40 | <
      政府采购金额 | —— | < | 1 | < | 1 | <
      楼堂馆所控制情况（2022年完工项目） | 批复规模（㎡） | 实际规模（㎡） | 规模控制率 | 预算投资（万元） | 实际投资（万元） | 投资概算控制率
      ^ | 120 | 118.5 | 98.75% | 30 | 29 | 96.67%`,
      base,
    );
    expect(factsOf(mapped)).toEqual([
      'staff.authorized_posts count 2023 34 persons',
      'staff.actual count 2023 31 persons',
      'staff.control_rate control_rate 2023 91.18 percent',
      'expenditure.fiscal.general_public.basic prior_year_actual 2022 4965700 CNY',
      'expenditure.fiscal.general_public.basic initial_budget 2023 4787200 CNY',
      'expenditure.fiscal.general_public.basic final_actual 2023 4555700 CNY',
      'expenditure.economic.item prior_year_actual 2022 30201 23200 CNY',
      'expenditure.economic.item initial_budget 2023 30201 20000 CNY',
      'expenditure.economic.item final_actual 2023 30201 18300 CNY',
      'three_public.total prior_year_actual 2022 70000 CNY',
      'three_public.total initial_budget 2023 70000 CNY',
      'three_public.total final_actual 2023 49000 CNY',
      'expenditure.fiscal.general_public.project prior_year_actual 2022 1000000 CNY',
      'expenditure.fiscal.general_public.project final_actual 2023 900000 CNY',
      'expenditure.fiscal.general_public.project prior_year_actual 2022 园区建设 600000 CNY',
      'expenditure.fiscal.general_public.project final_actual 2023 园区建设 500000 CNY',
      'expenditure.fiscal.general_public.project prior_year_actual 2022 科技奖励 400000 CNY',
      'expenditure.fiscal.general_public.project final_actual 2023 科技奖励 400000 CNY',
      'procurement.total initial_budget 2023 10000 CNY',
      'procurement.total final_actual 2023 10000 CNY',
      'buildings_control.approved_area count 2022 120 m2',
      'buildings_control.actual_area count 2022 118.5 m2',
      'buildings_control.area_control_rate control_rate 2022 98.75 percent',
      'buildings_control.budget_investment initial_budget 2022 300000 CNY',
      'buildings_control.actual_investment final_actual 2022 290000 CNY',
      'buildings_control.investment_control_rate control_rate 2022 96.67 percent',
    ]);
    expect(asideOf(mapped)).toEqual([]);
  });

  it('puts aside what stands below a year that is neither the report’s nor the one before', () => {
    const mapped = mapTable('经费控制情况（万元） | 2020年决算数 | 2023年决算数\n三公经费 | 9 | 4.9', base);
    expect(factsOf(mapped)).toEqual(['three_public.total final_actual 2023 49000 CNY']);
    expect(asideOf(mapped)).toEqual(['9: year in header: 2020年决算数']);
  });
});

describe('small tables in the text of a report', () => {
  const inText = { reportType: 'perf_overall', unit: '万元' } as const;

  it('reads what was planned, changed and carried out', () => {
    const mapped = mapTable(
      `
      项目名称 | 年度预算 | 中期调整 | 年初总预算 | 预算执行 | 执行率（%） | 执行进度原因分析
      一、基本支出 | 24.44 | -1.5 | 22.94 | 22.94 | 100% | 
      公用经费 | 24.44 | 0 | 24.44 | 22.94 | 93.86 | `,
      inText,
    );
    expect(factsOf(mapped)).toEqual([
      'expenditure.basic initial_budget 2023 244400 CNY',
      'expenditure.basic budget_adjustment 2023 -15000 CNY',
      'expenditure.basic full_year_budget 2023 229400 CNY',
      'expenditure.basic execution_amount 2023 229400 CNY',
      'expenditure.basic completion_percent 2023 100 percent',
      'expenditure.basic.public initial_budget 2023 244400 CNY',
      'expenditure.basic.public budget_adjustment 2023 0 CNY',
      'expenditure.basic.public full_year_budget 2023 244400 CNY',
      'expenditure.basic.public execution_amount 2023 229400 CNY',
      'expenditure.basic.public completion_percent 2023 93.86 percent',
    ]);
    expect(mapped.facts[1].raw).toBe('1.5');
  });

  it('reads a project a row by the column that names it, whatever stands between, and no sum of them', () => {
    const mapped = mapTable(
      '序号 | 项目名称 | 项目单位 | 全年预算数 | 全年执行数 | 自评得分\n1 | 天然林管护 | 林业站 | 352 | 340.12 | 97.66\n | 合计 | | 352 | 340.12 | ',
      inText,
    );
    expect(factsOf(mapped)).toEqual([
      'performance.project.funds full_year_budget 2023 天然林管护 3520000 CNY',
      'performance.project.funds execution_amount 2023 天然林管护 3401200 CNY',
      'performance.project.score score 2023 天然林管护 97.66 score',
    ]);
    expect(asideOf(mapped)).toEqual(['352: sum over several projects', '340.12: sum over several projects']);
  });

  it('takes projects as members, and expenses by the name of their class', () => {
    const projects = mapTable(
      '部门预算项目 | 预算金额 | 预算执行 | 预算完成率 | 资金结余率\n统计专项 | 113.94 | 113.94 | 100% | 0',
      inText,
    );
    expect(factsOf(projects)).toEqual([
      'performance.project.funds initial_budget 2023 统计专项 1139400 CNY',
      'performance.project.funds execution_amount 2023 统计专项 1139400 CNY',
      'performance.project.execution_rate completion_percent 2023 统计专项 100 percent',
      'performance.project.balance_rate balance_rate 2023 统计专项 0 percent',
    ]);
    const expenses = mapTable(
      '科目名称 | 年初预算数 | 决算数 | 偏差程度\n差旅费 | 1.1 | 1 | 9.09%\n杂项 | 2 | 2 | 无',
      inText,
    );
    expect(factsOf(expenses)).toEqual([
      'expenditure.economic.item initial_budget 2023 30211 11000 CNY',
      'expenditure.economic.item final_actual 2023 30211 10000 CNY',
    ]);
    expect(asideOf(expenses)).toEqual(['9.09%: no rule for this cell', '2: unknown row: 杂项', '2: unknown row: 杂项']);
  });

  it('reads basic expenditure by functional class: where its money came from, what was spent, what was reached', () => {
    const mapped = mapTable(
      `
      项目 | < | < | 资金来源 | < | 支出数 | < | 完成值 | 完成率
      支出功能分类科目代码 | 科目名称 | 类别 | 合计 | 财政拨款 | 合计 | 财政拨款 | ^ | ^
      类款项 | 合计 | — | 24.44 | 24.44 | 24.40 | 24.40 | 24.40 | 99.8%
      2010301 | 行政运行 | 公用经费 | 1.29 | 1.28 | 1.25 | 1.24 | 1.25 | 96.9%`,
      inText,
    );
    const row = mapped.facts.filter(({ function_code }) => function_code === '2010301');
    expect(row.map(({ concept, measure, raw, flags }) => [concept, measure, raw, flags.join()])).toEqual([
      ['expenditure.basic', 'full_year_budget', '1.29', 'measure_inferred'],
      ['expenditure.fiscal', 'full_year_budget', '1.28', 'measure_inferred'],
      ['expenditure.basic', 'final_actual', '1.25', ''],
      ['expenditure.fiscal', 'final_actual', '1.24', ''],
      ['expenditure.basic', 'execution_amount', '1.25', 'measure_inferred'],
      ['expenditure.basic', 'completion_percent', '96.9', ''],
    ]);
    expect(row[0].function_name).toBe('行政运行');
    expect(mapped.facts).toHaveLength(12);
    expect(mapped.quarantine).toEqual([]);
  });

  it('finds the sum of functional classes by its label, whatever stands for a missing kind', () => {
    const mapped = mapTable(
      `
      项目 | < | < | 资金来源 | < | 支出数 | <
      支出功能分类科目代码 | 科目名称 | 类别 | 合计 | 财政拨款 | 合计 | 财政拨款
      类款项 | 合计 | s | 3 | 3 | 3 | 3`,
      inText,
    );
    expect(mapped.facts.map(({ concept }) => concept)).toContain('expenditure.basic');
    expect(mapped.quarantine).toEqual([]);
  });

  it('reads a change as number and percentage in one cell, for the year above its header', () => {
    const mapped = mapTable(
      `
      项目 | 2022年在职人员 | < | 2023年在职人员 | <
      某局 | 实有数 | 增加变化数及率 | 实有数 | 增加变化数及率
      ^ | 31 | -5人/-13.89% | 22 | -9人/-29%`,
      inText,
    );
    expect(factsOf(mapped)).toEqual([
      'staff.actual count 2022 31 persons',
      'staff.actual change_amount 2022 -5 persons',
      'staff.actual change_percent 2022 -13.89 percent',
      'staff.actual count 2023 22 persons',
      'staff.actual change_amount 2023 -9 persons',
      'staff.actual change_percent 2023 -29 percent',
    ]);
  });
});
