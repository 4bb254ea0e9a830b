/** Items behind 主要用于, two years in one number, several projects in a paragraph, reserved procurement, counted units. */
import { describe, expect, test } from 'vitest';
import { factsOf, mapText } from './prose-fixture.ts';

describe('what stands behind 主要用于 and 主要是', () => {
  const final = { section: 'final_expenditure' };

  test('are the items of the amount before, flagged', () => {
    expect(factsOf('项目支出200万元，主要用于农村道路建设120万元、桥梁维修80万元。', final)).toEqual([
      'expenditure.project final_actual 2023 2000000 CNY',
      'expenditure.project[农村道路建设] final_actual 2023 1200000 CNY ?in_explanation',
      'expenditure.project[桥梁维修] final_actual 2023 800000 CNY ?in_explanation',
    ]);
  });

  test('are projects of a budget', () => {
    const place = { report: 'budget', section: 'budget_expenditure', year: 2025 } as const;
    expect(factsOf('2025年项目支出安排350万元，主要是：城区保洁经费200万元，垃圾清运费150万元。', place)).toEqual([
      'expenditure.project budget_current 2025 3500000 CNY',
      'project.annual_budget[城区保洁经费] budget_current 2025 2000000 CNY ?in_explanation',
      'project.annual_budget[垃圾清运费] budget_current 2025 1500000 CNY ?in_explanation',
    ]);
  });

  test.each([
    '项目支出200万元，比上年增加20万元，主要是道路建设15万元、桥梁维修5万元。',
    '项目支出200万元，主要是比上年增加道路建设20万元。',
    '项目支出完成预算的80%，主要是桥梁维修5万元未执行。',
  ])('are reasons of a change or of what was not done: %s', (text) => {
    expect(factsOf(text, final).filter((fact) => fact.includes('['))).toEqual([]);
    expect(mapText(text, final).quarantine.map(({ reason }) => reason)).toContain('prose: inside an explanation');
  });
});

describe('one number of two years', () => {
  test('is a fact of each', () => {
    expect(factsOf('2022年和2023年公务用车购置费均为0万元。', { section: 'three_public.details' })).toEqual([
      'three_public.vehicle.purchase final_actual 2023 0 CNY',
      'three_public.vehicle.purchase prior_year_actual 2022 0 CNY',
    ]);
  });

  test('also as a reason, flagged', () => {
    const text = '决算数较上年持平的主要原因：2022和2023年度公务接待费决算均为0万元。';
    expect(factsOf(text, { section: 'three_public.details' })).toEqual([
      'three_public.reception final_actual 2023 0 CNY ?in_explanation',
      'three_public.reception prior_year_actual 2022 0 CNY ?in_explanation',
    ]);
  });

  test('a year named beside another number is not shared', () => {
    expect(factsOf('2023年公务接待费2万元，2022年为3万元。', { section: 'three_public.details' })).toHaveLength(2);
  });
});

test('every project of a paragraph is named by its own words', () => {
  const text =
    '道路工程项目全年预算100万元，执行90万元，执行率90%；桥梁维修项目全年预算50万元，执行50万元，执行率100%。';
  expect(factsOf(text, { section: 'performance_mgmt.project_results' })).toEqual([
    'performance.project.funds[道路工程项目] full_year_budget 2023 1000000 CNY',
    'performance.project.funds[道路工程项目] execution_amount 2023 900000 CNY',
    'performance.project.execution_rate[道路工程项目] completion_percent 2023 90 percent',
    'performance.project.funds[桥梁维修项目] full_year_budget 2023 500000 CNY',
    'performance.project.funds[桥梁维修项目] execution_amount 2023 500000 CNY',
    'performance.project.execution_rate[桥梁维修项目] completion_percent 2023 100 percent',
  ]);
});

test.each([
  ['其中面向中小企业预留500万元，占政府采购预算的50%，面向小微企业预留300万元。', 3],
  ['专门面向中小企业采购预留份额为400万元。', 1],
])('procurement that is kept for small firms: %s', (text, reserved) => {
  const facts = factsOf(`2023年政府采购预算总额1000万元，${text}`, { report: 'budget', section: 'procurement' });
  expect(facts.filter((fact) => fact.startsWith('procurement.reserved_'))).toHaveLength(reserved);
  expect(facts.filter((fact) => fact.includes('?'))).toEqual([]);
});

test('units in the scope of a budget', () => {
  const place = { report: 'budget', section: 'entity_composition' } as const;
  expect(factsOf('本部门预算编制范围包括12个单位（含局本级）。', place)).toEqual([
    'org.subordinate_units count 2023 12 organisations',
  ]);
});

describe('what was never spent', () => {
  test('is the budget of the projects that a list names', () => {
    const text = '年初预算项目资金1300万元，实际支出258.74万元。其中产业成长资金1000万元，招引奖励300万元，未下达。';
    const facts = factsOf(text, { report: 'perf_overall', section: 'perf_problems' });
    expect(facts.slice(2)).toEqual([
      'performance.project.funds[产业成长资金] initial_budget 2023 10000000 CNY',
      'performance.project.funds[招引奖励] initial_budget 2023 3000000 CNY',
    ]);
    const spent = factsOf(text.replace('，未下达', ''), { report: 'perf_overall', section: 'perf_problems' });
    expect(spent.slice(2).every((fact) => fact.startsWith('expenditure.project['))).toBe(true);
  });

  test('is told of in a reason, flagged', () => {
    const reason = '决算数小于年初预算数的主要原因：年初预算时预算了产业成长资金1000万元';
    const place = { section: 'final_gpb.details' };
    expect(factsOf(`${reason}，实际未下达。`, place)).toEqual([
      'performance.project.funds[产业成长资金] initial_budget 2023 10000000 CNY ?in_explanation',
    ]);
    expect(factsOf(`${reason}，已全部支出。`, place)).toEqual([]);
  });
});

describe('results of evaluation reports', () => {
  const place = { report: 'perf_overall', section: 'perf_execution' } as const;

  test('are counted by a verb and its object, flagged', () => {
    expect(factsOf('深入开展企业安全检查百余次，排查安全隐患257处，整改250处。', place)).toEqual([
      'performance.output.count[排查安全隐患] actual_value 2023 257 items ?subject_inferred',
      'performance.output.count[整改安全隐患] actual_value 2023 250 items ?subject_inferred',
    ]);
  });

  test.each(['企业257家。', '整改257处。', '走访企业3个方面。', '走访企业5家以上。'])(
    'are not what is named otherwise: %s',
    (text) => {
      expect(factsOf(text, place)).toEqual([]);
    },
  );

  test('stand in evaluation reports only', () => {
    expect(factsOf('排查安全隐患257处。', { section: 'final_expenditure' })).toEqual([]);
  });

  test('may differ from others by points', () => {
    const said = (text: string) => factsOf(`全年实现工业增加值108.4亿元，同比增长8.2%，${text}。`, place).at(-1);
    const points = 'context.economic_indicator[工业增加值] difference_points 2023';
    expect(said('高于全市平均水平1.4个百分点')).toBe(`${points} 1.4 percentage_points ?subject_inferred`);
    expect(said('低于全市平均水平0.3个百分点')).toBe(`${points} -0.3 percentage_points ?subject_inferred`);
  });
});
