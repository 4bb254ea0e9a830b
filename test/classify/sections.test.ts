import { describe, expect, it } from 'vitest';
import { compileSections } from '../../pipeline/classify/section-patterns.ts';
import type { ReportType } from '../../schemas/datasets.ts';
import { pack } from './documents.ts';

const patterns = compileSections(pack.sections, pack.lines);

function idOf(heading: string, reportType: ReportType | '' = 'final', part = false, previous = ''): string | undefined {
  return patterns.match(heading, [], { part, previous, reportType })?.section.id;
}

describe('headings of final accounts', () => {
  it.each([
    ['收入支出决算总体情况说明', 'final_overall'],
    ['收入决算情况说明', 'final_revenue'],
    ['支出决算情况说明', 'final_expenditure'],
    ['财政拨款收入支出决算总体情况说明', 'final_fiscal_overall'],
    ['一般公共预算财政拨款支出决算情况说明', 'final_gpb'],
    ['一般公共预算财政拨款支出决算总体情况。', 'final_gpb.overall'],
    ['一般公共预算财政拨款支出决算结构情况', 'final_gpb.structure'],
    ['一般公共预算财政拨款支出决算具体情况', 'final_gpb.details'],
    ['一般公共预算财政拨款基本支出决算情况说明', 'final_gpb_basic'],
    ['政府性基金预算财政拨款收入支出决算情况说明', 'final_gov_fund'],
    ['政府性基金预算收入支出决算情况', 'final_gov_fund'],
    ['国有资本经营预算财政拨款支出决算情况说明', 'final_state_capital'],
    ['国有资本经营预算支出决算情况说明', 'final_state_capital'],
    ['财政拨款“ 三公 ”经费支出情况说明', 'three_public'],
    ['一般公共预算财政拨款三公经费支出决算情况说明', 'three_public'],
    ['“三公”经费财政拨款支出决算总体情况说明', 'three_public.overall'],
    ['“三公”经费财政拨款支出决算具体情况说明', 'three_public.details'],
    ['2023年度“三公”经费、培训费及会议费支出情况说明', 'three_public'],
    ['会议费、培训费支出情况', 'meeting_training'],
    ['关于机关运行经费支出说明', 'operating_expense'],
    ['机关运行经费支出情况', 'operating_expense'],
    ['关于政府采购支出说明', 'procurement'],
    ['政府采购情况说明', 'procurement'],
    ['国有资产占有使用情况说明', 'state_assets'],
    ['国有资产的总体情况说明', 'state_assets'],
    ['关于国有资产占用情况说明', 'state_assets'],
    ['预算绩效管理情况', 'performance_mgmt'],
    ['关于2023年度预算绩效情况的说明', 'performance_mgmt'],
    ['部门决算中项目绩效自评结果', 'performance_mgmt.project_results'],
    ['其他重要事项的情况说明', 'other_matters'],
    ['相关口径说明', 'caliber_notes'],
    ['专业名词解释', 'glossary'],
  ])('%s', (heading, id) => {
    expect(idOf(heading)).toBe(id);
  });

  it('knows parts by their titles, with a body in front', () => {
    expect(idOf('某县财政局2023年度部门决算表', 'final', true)).toBe('tables_part_final');
    expect(idOf('某县财政局2023年度部门决算情况说明', 'final', true)).toBe('narrative_part_final');
    expect(idOf('某县财政局概况', 'final', true)).toBe('part_overview');
    expect(idOf('某县财政局概况', 'final', false)).toBeUndefined();
  });
});

describe('headings of budgets', () => {
  it.each([
    ['部门收支总体情况说明', 'budget_revenue'],
    ['收入预算情况', 'budget_revenue'],
    ['支出预算情况', 'budget_expenditure'],
    ['按照支出功能分类科目，主要用于：', 'budget_expenditure.by_function'],
    ['按照支出经济分类科目，主要用于：', 'budget_expenditure.by_economic'],
    ['财政拨款收支总体情况说明', 'budget_fiscal'],
    ['政府性基金预算支出情况说明', 'budget_gov_fund'],
    ['国有资本经营预算支出情况说明', 'budget_state_capital'],
    ['2023年“三公”经费预算情况说明', 'three_public'],
    ['科技创新专项经费情况说明', 'project_funding'],
    ['2023年部门预算编制说明', 'narrative_part_budget'],
  ])('%s', (heading, id) => {
    expect(idOf(heading, 'budget')).toBe(id);
  });
});

describe('headings of evaluations', () => {
  it.each([
    ['评价结论和评价等级', 'perf_conclusion'],
    ['部门整体绩效自评得分', 'perf_score'],
    ['绩效目标完成情况', 'perf_execution'],
    ['绩效目标完成情况分析', 'perf_goal_analysis'],
    ['部门整体支出绩效目标实现情况及指标分析', 'perf_goal_analysis'],
    ['存在的问题及改进措施', 'perf_problems'],
    ['上年度部门自评结果应用情况', 'performance_mgmt.application'],
    ['2023年度部门整体支出绩效自评表', 'perf_overall_table'],
    ['某项目绩效目标自评表', 'perf_project_table'],
    ['填表人：        填报日期：          联系电话：', 'signatures'],
  ])('%s', (heading, id) => {
    expect(idOf(heading, 'perf_overall')).toBe(id);
  });
});

describe('where a heading stands', () => {
  it('takes 部门基本情况 for the staff after duties, else for the overview', () => {
    expect(idOf('部门基本情况', 'budget', false, 'functions')).toBe('staffing');
    expect(idOf('部门基本情况', 'budget')).toBe('part_overview');
  });

  it('keeps sections of budgets out of evaluations', () => {
    expect(idOf('项目支出情况', 'perf_overall')).toBeUndefined();
    expect(idOf('项目支出情况', 'budget')).toBe('project_funding');
  });

  it('does not let a wildcard run over any line', () => {
    expect(idOf('主要用于下属事业单位运行费和人员经费支出', 'budget')).toBeUndefined();
  });
});
