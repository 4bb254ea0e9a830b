import { describe, expect, test } from 'vitest';
import { facts, mapTable } from './forms-fixture.ts';

describe('final_01, national layout with line numbers', () => {
  const rows = [
    ['收入', '<', '<', '支出', '<', '<'],
    ['项目', '行次', '金额', '项目', '行次', '金额'],
    ['栏次', '', '1', '栏次', '', '2'],
    ['一、一般公共预算财政拨款收入', '1', '100.00', '一、一般公共服务支出', '32', '90.00'],
    ['二、政府性基金预算财政拨款收入', '2', '5.00', '二、外交支出', '33', ''],
    ['八、其他收入', '8', '0', '三、社会保障和就业支出', '39', '7.5'],
    ['本年收入合计', '27', '105.00', '本年支出合计', '58', '97.50'],
    ['使用非财政拨款结余（含专用结余）', '28', '1.00', '结余分配', '59', '无'],
    ['年初结转和结余', '29', '2.00', '年末结转和结余', '60', '10.5'],
    ['总计', '31', '108.00', '总计', '62', '108.00'],
  ];

  test('every amount is named by its side and label, a class by its name and not by its ordinal', () => {
    expect(facts(rows, { form: 'final_01' })).toEqual([
      'carryover.closing final_actual 2024 = 10.5',
      'carryover.opening final_actual 2024 = 2.00',
      'carryover.use_of_nonfiscal_surplus final_actual 2024 = 1.00',
      'expenditure.grand_total final_actual 2024 = 108.00',
      'expenditure.total final_actual 2024 201 = 90.00',
      'expenditure.total final_actual 2024 208 = 7.5',
      'expenditure.total final_actual 2024 = 97.50',
      'revenue.fiscal_appropriation.general_public final_actual 2024 = 100.00',
      'revenue.fiscal_appropriation.government_fund final_actual 2024 = 5.00',
      'revenue.grand_total final_actual 2024 = 108.00',
      'revenue.other final_actual 2024 = 0',
      'revenue.total final_actual 2024 = 105.00',
    ]);
  });

  test('printed line and column numbers are neither facts nor put aside', () => {
    const mapped = mapTable(rows, { form: 'final_01' });
    expect(mapped.quarantine).toEqual([]);
    expect(mapped.facts).toHaveLength(12);
  });
});

test('final_04: the second set of fund rows is the carry-over of each fund', () => {
  const rows = [
    ['收入', '<', '支出', '<', '<', '<', '<'],
    ['项目', '决算数', '项目', '合计', '一般公共预算财政拨款', '政府性基金预算财政拨款', '国有资本经营预算财政拨款'],
    ['一、一般公共预算财政拨款', '90', '一、一般公共服务支出', '80', '80', '', ''],
    ['二、政府性基金预算财政拨款', '10', '二、城乡社区支出', '25', '10', '15', ''],
    ['本年收入合计', '100', '本年支出合计', '105', '90', '15', ''],
    ['年初财政拨款结转和结余', '8', '年末财政拨款结转和结余', '3', '2', '1', ''],
    ['一、一般公共预算财政拨款', '2', '', '', '', '', ''],
    ['二、政府性基金预算财政拨款', '6', '', '', '', '', ''],
    ['总计', '108', '总计', '108', '92', '16', ''],
  ];
  expect(facts(rows, { form: 'final_04' })).toEqual([
    'carryover.closing.fiscal final_actual 2024 = 3',
    'carryover.closing.fiscal final_actual 2024 general_public = 2',
    'carryover.closing.fiscal final_actual 2024 government_fund = 1',
    'carryover.opening.fiscal final_actual 2024 = 8',
    'carryover.opening.fiscal final_actual 2024 general_public = 2',
    'carryover.opening.fiscal final_actual 2024 government_fund = 6',
    'expenditure.fiscal final_actual 2024 201 = 80',
    'expenditure.fiscal final_actual 2024 212 = 25',
    'expenditure.fiscal final_actual 2024 = 105',
    'expenditure.fiscal.general_public final_actual 2024 201 = 80',
    'expenditure.fiscal.general_public final_actual 2024 212 = 10',
    'expenditure.fiscal.general_public final_actual 2024 = 90',
    'expenditure.fiscal.government_fund final_actual 2024 212 = 15',
    'expenditure.fiscal.government_fund final_actual 2024 = 15',
    'fiscal.grand_total final_actual 2024 = 108',
    'fiscal.grand_total final_actual 2024 = 108',
    'fiscal.grand_total final_actual 2024 general_public = 92',
    'fiscal.grand_total final_actual 2024 government_fund = 16',
    'revenue.fiscal_appropriation final_actual 2024 = 100',
    'revenue.fiscal_appropriation.general_public final_actual 2024 = 90',
    'revenue.fiscal_appropriation.government_fund final_actual 2024 = 10',
  ]);
});

test('final_03: three code columns whose header cells reach into the total row', () => {
  const rows = [
    ['项目', '<', '<', '<', '本年支出合计', '基本支出', '项目支出'],
    ['支出功能分类科目编码', '<', '<', '科目名称', '^', '^', '^'],
    ['类', '款', '项', '栏次', '1', '2', '3'],
    ['^', '^', '^', '合计', '12', '7', '5'],
    ['204', '', '', '公共安全支出', '12', '7', '5'],
    ['204', '06', '', '司法', '12', '7', '5'],
    ['204', '06', '1', '行政运行', '7', '7', ''],
  ];
  expect(facts(rows, { form: 'final_03' })).toEqual([
    'expenditure.basic final_actual 2024 204 = 7',
    'expenditure.basic final_actual 2024 20406 = 7',
    'expenditure.basic final_actual 2024 2040601 = 7',
    'expenditure.basic final_actual 2024 = 7',
    'expenditure.project final_actual 2024 204 = 5',
    'expenditure.project final_actual 2024 20406 = 5',
    'expenditure.project final_actual 2024 = 5',
    'expenditure.total final_actual 2024 204 = 12',
    'expenditure.total final_actual 2024 20406 = 12',
    'expenditure.total final_actual 2024 2040601 = 7',
    'expenditure.total final_actual 2024 = 12',
  ]);
});

describe('final_07', () => {
  const national = [
    ['预算数', '<', '<', '<', '<', '<', '决算数', '<', '<', '<', '<', '<'],
    [
      '合计',
      '因公出国（境）费',
      '公务用车购置及运行维护费',
      '<',
      '<',
      '公务接待费',
      '合计',
      '因公出国（境）费',
      '公务用车购置及运行维护费',
      '<',
      '<',
      '公务接待费',
    ],
    [
      '^',
      '^',
      '小计',
      '公务用车购置费',
      '公务用车运行维护费',
      '^',
      '^',
      '^',
      '小计',
      '公务用车购置费',
      '公务用车运行维护费',
      '^',
    ],
    ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'],
    ['5.00', '0', '3.00', '0', '3.00', '2.00', '4.00', '', '2.5', '', '2.5', '1.5'],
  ];
  const expected = [
    'three_public.overseas initial_budget 2024 = 0',
    'three_public.reception final_actual 2024 = 1.5',
    'three_public.reception initial_budget 2024 = 2.00',
    'three_public.total final_actual 2024 = 4.00',
    'three_public.total initial_budget 2024 = 5.00',
    'three_public.vehicle final_actual 2024 = 2.5',
    'three_public.vehicle initial_budget 2024 = 3.00',
    'three_public.vehicle.operation final_actual 2024 = 2.5',
    'three_public.vehicle.operation initial_budget 2024 = 3.00',
    'three_public.vehicle.purchase initial_budget 2024 = 0',
  ];

  test('budget and final groups side by side', () => {
    expect(facts(national, { form: 'final_07' })).toEqual(expected);
  });

  test('a row for every kind says the same', () => {
    const rows = [
      ['项目', '预算数', '决算数'],
      ['合计', '5.00', '4.00'],
      ['1、因公出国（境）费', '0', ''],
      ['2、公务接待费', '2.00', '1.5'],
      ['3、公务用车购置及运行维护费', '3.00', '2.5'],
      ['其中：（1）公务用车运行维护费', '3.00', '2.5'],
      ['（2）公务用车购置费', '0', ''],
    ];
    expect(facts(rows, { form: 'final_07' })).toEqual(expected);
  });

  test('the full-year budget is not the initial one', () => {
    const rows = [
      ['项目', '全年预算数', '决算数'],
      ['合计', '5', '4'],
    ];
    expect(facts(rows, { form: 'final_07' })).toEqual([
      'three_public.total final_actual 2024 = 4',
      'three_public.total full_year_budget 2024 = 5',
    ]);
  });

  test('a second row without a label is put aside', () => {
    const mapped = mapTable([...national, ['1.00', '', '', '', '', '', '', '', '', '', '', '']], { form: 'final_07' });
    expect(mapped.quarantine.map(({ reason }) => reason)).toEqual(['final_07: second row without label']);
  });
});

test('final_08: receipts, expenditure and carry-over of a fund by code', () => {
  const rows = [
    ['项目', '<', '年初结转和结余', '本年收入', '本年支出', '<', '<', '年末结转和结余'],
    ['功能分类科目编码', '科目名称', '^', '^', '小计', '基本支出', '项目支出', '^'],
    ['栏次', '<', '1', '2', '3', '4', '5', '6'],
    ['合计', '<', '1', '20', '21', '', '21', '0'],
    ['212', '城乡社区支出', '1', '20', '21', '', '21', ''],
  ];
  expect(facts(rows, { form: 'final_08' })).toEqual([
    'carryover.closing.fiscal final_actual 2024 government_fund = 0',
    'carryover.opening.fiscal final_actual 2024 212 government_fund = 1',
    'carryover.opening.fiscal final_actual 2024 government_fund = 1',
    'expenditure.fiscal.government_fund final_actual 2024 212 = 21',
    'expenditure.fiscal.government_fund final_actual 2024 = 21',
    'expenditure.fiscal.government_fund.project final_actual 2024 212 = 21',
    'expenditure.fiscal.government_fund.project final_actual 2024 = 21',
    'revenue.fiscal_appropriation.government_fund final_actual 2024 212 = 20',
    'revenue.fiscal_appropriation.government_fund final_actual 2024 = 20',
  ]);
});

test('a form without rows gives nothing', () => {
  const rows = [
    ['项目', '<', '年初结转和结余', '本年收入', '本年支出', '<', '<', '年末结转和结余'],
    ['功能分类科目编码', '科目名称', '^', '^', '小计', '基本支出', '项目支出', '^'],
    ['合计', '<', '', '', '', '', '', ''],
    ['注：本单位无此项收支，故本表无数据。', '<', '<', '<', '<', '<', '<', '<'],
  ];
  const mapped = mapTable(rows, { form: 'final_08' });
  expect(mapped).toMatchObject({ facts: [], quarantine: [] });
});

test('final_07 as a table of counts and amounts', () => {
  const rows = [
    ['项目', '行次', '预算数', '决算（统计）数', '项目', '行次', '预算数', '决算（统计）数'],
    ['一、“三公”经费支出', '1', '—', '—', '二、机关运行经费', '23', '—', '18.5'],
    ['（一）支出合计', '2', '5', '3', '三、国有资产占用情况', '25', '—', '—'],
    ['3．公务接待费', '7', '2', '1', '（一）车辆数合计（辆）', '26', '—', '1'],
    ['（1）国内接待费', '8', '—', '1', '四、政府采购支出信息', '40', '—', '—'],
    ['5．国内公务接待批次（个）', '15', '—', '8', '（一）政府采购支出合计', '41', '—', '12.5'],
  ];
  expect(facts(rows, { form: 'final_07' })).toEqual([
    'assets.vehicles count 2024 = 1',
    'operating_expense.total final_actual 2024 = 18.5',
    'procurement.total final_actual 2024 = 12.5',
    'three_public.reception final_actual 2024 = 1',
    'three_public.reception initial_budget 2024 = 2',
    'three_public.reception.domestic final_actual 2024 = 1',
    'three_public.reception.domestic.batches count 2024 = 8',
    'three_public.total final_actual 2024 = 3',
    'three_public.total initial_budget 2024 = 5',
  ]);
  const batches = mapTable(rows, { form: 'final_07' }).facts.find(({ unit }) => unit === 'batches');
  expect(batches).toMatchObject({ value: '8', raw_unit: '' });
});
