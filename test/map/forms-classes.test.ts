/** Classes in the forms of final accounts: codes level by level, functional and economic classes in one table. */
import { expect, test } from 'vitest';
import { facts, mapTable } from './forms-fixture.ts';

test('levels of a code that are printed once count for the rows below', () => {
  const rows = [
    ['科目编码', '<', '<', '科目名称', '合计', '基本支出', '项目支出'],
    ['类', '款', '项', '^', '^', '^', '^'],
    ['208', '', '', '社会保障和就业支出', '9', '9', ''],
    ['', '05', '', '行政事业单位养老支出', '9', '9', ''],
    ['', '', '05', '机关事业单位基本养老保险缴费支出', '9', '9', ''],
  ];
  const codes = mapTable(rows, { form: 'final_05' }).facts.map((fact) => fact.function_code);
  expect([...new Set(codes)]).toEqual(['208', '20805', '2080505']);
});

test('final_06: three blocks side by side, a code glued to its name, a total that stands in two cells', () => {
  const rows = [
    ['人员经费', '<', '<', '公用经费', '<', '<', '<', '<'],
    ['科目编码', '科目名称', '决算数', '科目编码', '科目名称', '决算数', '科目名称', '决算数'],
    ['301', '工资福利支出', '10.5', '302', '商品和服务支出', '4', '310资本性支出', '0.5'],
    ['30101', '基本工资', '5', '', '30207邮电费', '1.00', '31002办公设备购置', '0.5'],
    ['301 2', '津贴补贴', '5.5', '30202', '印刷费', '3', '', ''],
    ['人员经费合计', '<', '10.5', '公用经费合计', '<', '<', '<', '4.5'],
  ];
  const mapped = mapTable(rows, { form: 'final_06' });
  expect(mapped.quarantine).toEqual([]);
  expect(facts(rows, { form: 'final_06' })).toEqual([
    'expenditure.economic.capital final_actual 2024 310 = 0.5',
    'expenditure.economic.goods_services final_actual 2024 302 = 4',
    'expenditure.economic.item final_actual 2024 30101 = 5',
    'expenditure.economic.item final_actual 2024 30102 = 5.5',
    'expenditure.economic.item final_actual 2024 30202 = 3',
    'expenditure.economic.item final_actual 2024 30207 = 1.00',
    'expenditure.economic.item final_actual 2024 31002 = 0.5',
    'expenditure.economic.wages_welfare final_actual 2024 301 = 10.5',
    'expenditure.fiscal.general_public.basic.personnel final_actual 2024 = 10.5',
    'expenditure.fiscal.general_public.basic.public final_actual 2024 = 4.5',
  ]);
});

test('final_gpb_detail: functional classes down, economic classes across', () => {
  const rows = [
    ['项目', '<', '合计', '工资福利支出', '<', '<', '商品和服务支出', '<'],
    ['科目编码', '科目名称', '^', '小计', '基本工资', '津贴补贴', '小计', '办公费'],
    ['2010301', '行政运行', '10', '7', '4', '3', '3', '3'],
  ];
  expect(facts(rows, { form: 'final_gpb_detail' })).toEqual([
    'expenditure.fiscal.general_public final_actual 2024 2010301 301 = 7',
    'expenditure.fiscal.general_public final_actual 2024 2010301 30101 = 4',
    'expenditure.fiscal.general_public final_actual 2024 2010301 30102 = 3',
    'expenditure.fiscal.general_public final_actual 2024 2010301 302 = 3',
    'expenditure.fiscal.general_public final_actual 2024 2010301 30201 = 3',
    'expenditure.fiscal.general_public final_actual 2024 2010301 = 10',
  ]);
});

test('final_01 with a third block by economic class: 其他支出 is another class there', () => {
  const rows = [
    ['收入', '<', '支出', '<', '<', '<'],
    ['项目', '决算数', '项目（按功能分类）', '决算数', '项目（按支出性质和经济分类）', '决算数'],
    ['一、财政拨款收入', '10', '一、一般公共服务支出', '9', '一、基本支出', '6'],
    ['其中：政府性基金预算财政拨款', '1', '二十一、其他支出', '1', '其他支出', '4'],
    ['本年收入合计', '10', '本年支出合计', '10', '', ''],
  ];
  expect(facts(rows, { form: 'final_01' })).toEqual([
    'expenditure.basic final_actual 2024 = 6',
    'expenditure.economic.other final_actual 2024 399 = 4',
    'expenditure.total final_actual 2024 201 = 9',
    'expenditure.total final_actual 2024 229 = 1',
    'expenditure.total final_actual 2024 = 10',
    'revenue.fiscal_appropriation final_actual 2024 = 10',
    'revenue.fiscal_appropriation.government_fund final_actual 2024 = 1',
    'revenue.total final_actual 2024 = 10',
  ]);
});

test('names without codes are resolved level by level', () => {
  const rows = [
    ['科目名称', '本年支出合计', '项目支出'],
    ['一般公共服务支出', '12', ''],
    ['财政事务', '12', ''],
    ['行政运行', '8', ''],
    ['信息化建设', '4', '4'],
  ];
  const found = mapTable(rows, { form: 'final_03' }).facts.map(({ function_code: code }) => code);
  expect(found).toEqual(['201', '20106', '2010601', '2010607', '2010607']);
});
