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
