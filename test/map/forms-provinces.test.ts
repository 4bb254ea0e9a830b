/** Tables in layouts that single provinces print: other blocks, other totals, funds beside each other. */
import { describe, expect, test } from 'vitest';
import { facts, mapTable } from './forms-fixture.ts';

describe('three public expenses with a row for every kind', () => {
  test('columns of funds, counts below, meetings and training', () => {
    const rows = [
      ['项目', '2024年预算数合计', '公共财政预算拨款', '政府性基金预算拨款'],
      ['一、支出合计', '7.5', '7.5', '0'],
      ['1、公务接待费', '2.5', '2.5', '0'],
      ['二、相关统计数', '', '', ''],
      ['1.公务接待批次（批）', '12', '', ''],
      ['2.公务用车保有量（辆）', '2', '', ''],
      ['三、会议费', '1.2', '1.2', '0'],
    ];
    const mapped = mapTable(rows, { form: 'budget_09' });
    expect(mapped.quarantine).toEqual([]);
    expect(facts(rows, { form: 'budget_09' })).toEqual([
      'expenditure.economic.item budget_current 2024 30215 = 1.2',
      'expenditure.economic.item budget_current 2024 30215 general_public = 1.2',
      'expenditure.economic.item budget_current 2024 30215 government_fund = 0',
      'three_public.reception budget_current 2024 = 2.5',
      'three_public.reception budget_current 2024 general_public = 2.5',
      'three_public.reception budget_current 2024 government_fund = 0',
      'three_public.reception.domestic.batches count 2024 = 12',
      'three_public.total budget_current 2024 = 7.5',
      'three_public.total budget_current 2024 general_public = 7.5',
      'three_public.total budget_current 2024 government_fund = 0',
      'three_public.vehicle.fleet count 2024 = 2',
    ]);
  });

  test('小计 below the year stands for the row as a whole', () => {
    const rows = [
      ['项目', '2024年预算数', '<'],
      ['^', '小计', '其中：一般公共预算安排数'],
      ['（一）公务接待费', '3', '2'],
    ];
    expect(facts(rows, { form: 'budget_09' })).toEqual([
      'three_public.reception budget_current 2024 = 3',
      'three_public.reception budget_current 2024 general_public = 2',
    ]);
  });
});

describe('收入合计 and 支出合计', () => {
  const rows = (first: string, last: [string, string]) => [
    ['收入', '<', '支出', '<', '<'],
    ['项目', '预算数', '项目', '合计', '一般公共预算财政拨款'],
    [`一、${first}收入`, '80', `一、${first}支出`, '90', '90'],
    ['二、上年结转', '10', '二、结转下年', '', ''],
    [last[0], '90', last[1], '90', '90'],
  ];

  test('are the sum of all where the year has a row of its own', () => {
    expect(facts(rows('本年', ['收入合计', '支出合计']), { form: 'budget_04' })).toEqual([
      'carryover.opening.fiscal budget_current 2024 = 10',
      'expenditure.fiscal budget_current 2024 = 90',
      'expenditure.fiscal.general_public budget_current 2024 = 90',
      'fiscal.grand_total budget_current 2024 = 90',
      'fiscal.grand_total budget_current 2024 = 90',
      'fiscal.grand_total budget_current 2024 general_public = 90',
      'revenue.fiscal_appropriation budget_current 2024 = 80',
    ]);
  });

  test('are those of the year where another row is the sum of all', () => {
    const both = [...rows('本年', ['收入合计', '支出合计']), ['收入总计', '95', '支出总计', '95', '95']];
    const told = facts(both, { form: 'budget_04' });
    expect(told).toContain('revenue.fiscal_appropriation budget_current 2024 = 90');
    expect(told.filter((each) => each.startsWith('fiscal.grand_total'))).toHaveLength(3);
  });
});

describe('one table with every classification side by side', () => {
  const rows = [
    ['收入', '<', '支出', '<', '<', '<', '<', '<', '<', '<'],
    [
      '项目',
      '本年预算数',
      '支出类别',
      '本年预算数',
      '政府预算经济分类',
      '本年预算数',
      '部门预算经济分类',
      '本年预算数',
      '功能分类',
      '本年预算数',
    ],
    [
      '一、财政拨款收入',
      '50',
      '一、基本支出',
      '30',
      '一、机关工资福利支出',
      '31',
      '一、工资福利支出',
      '32',
      '一、一般公共服务支出',
      '33',
    ],
    ['', '', '工资福利支出', '28', '', '', '', '', '', ''],
    ['', '', '二、项目支出', '20', '', '', '', '', '', ''],
    ['', '', '商品和服务支出', '19', '', '', '', '', '', ''],
    ['收入总计', '50', '支出总计', '51', '支出总计', '52', '支出总计', '53', '支出总计', '54'],
  ];

  test('each is read as what it is, and the classes of the government are put aside', () => {
    expect(facts(rows, { form: 'budget_01' })).toEqual([
      'expenditure.basic budget_current 2024 301 = 28',
      'expenditure.basic budget_current 2024 = 30',
      'expenditure.economic.wages_welfare budget_current 2024 301 = 32',
      'expenditure.grand_total budget_current 2024 = 51',
      'expenditure.grand_total budget_current 2024 = 53',
      'expenditure.grand_total budget_current 2024 = 54',
      'expenditure.project budget_current 2024 302 = 19',
      'expenditure.project budget_current 2024 = 20',
      'expenditure.total budget_current 2024 201 = 33',
      'revenue.fiscal_appropriation budget_current 2024 = 50',
      'revenue.grand_total budget_current 2024 = 50',
    ]);
    expect(mapTable(rows, { form: 'budget_01' }).quarantine.map(({ raw }) => raw)).toEqual(['31', '52']);
  });

  test('a table of these classes alone gives nothing', () => {
    const alone = [
      ['政府预算支出经济分类科目', '<', '合计', '基本支出', '项目支出'],
      ['科目编码', '科目名称', '^', '^', '^'],
      ['501', '机关工资福利支出', '30', '30', ''],
      ['合计', '<', '30', '30', ''],
    ];
    expect(facts(alone, { form: 'budget_05' })).toEqual([]);
  });
});

describe('numbers with signs and units in their cells', () => {
  const read = (text: string) => {
    const rows = [
      ['科目编码', '科目名称', '合计', '基本支出'],
      ['205', '教育支出', text, ''],
    ];
    const { facts: found, quarantine } = mapTable(rows, { form: 'budget_05' });
    return found.map(({ value, raw, flags }) => [value, raw, ...flags].join(' '))[0] ?? quarantine[0].reason;
  };

  test.each([
    ['(20.10)', '-201000 20.10 sign_in_brackets'],
    ['（20.10）', '-201000 20.10 sign_in_brackets'],
    ['负20.10', '-201000 20.10'],
    ['△ 20.10', '-201000 20.10'],
    ['1’234’567.5', '12345675000 1’234’567.5'],
    ['35.2元', '35.2 35.2'],
    ['35.2 万元', '352000 35.2'],
    ['１２．５', '125000 １２．５'],
    ['12辆', 'budget_05: unit that does not fit: 辆'],
    ['1 180.20', 'budget_05: two numbers in one cell'],
    ['1’23', 'budget_05: no plain number in an amount column'],
    ['(20.10', 'budget_05: no plain number in an amount column'],
  ])('%s', (text, told) => expect(read(text)).toBe(told));
});

describe('forms in two languages', () => {
  test('words in another script, and English apart from the Chinese, change nothing', () => {
    const rows = [
      ['项目 ᠲᠥᠰᠥᠯ', '<', '本年支出合计 합계', '基本支出\nBasic expenditure', '项目支出 (Projects)'],
      ['功能分类科目编码', '科目名称 Name', '^', '^', '^'],
      ['合计 བསྡོམས།', '<', '30', '20', '10'],
      ['205', '教育支出 مائارىپ', '30', '20', '10'],
    ];
    const mapped = mapTable(rows, { form: 'final_03' });
    expect(mapped.quarantine).toEqual([]);
    expect(mapped.facts.map(({ function_name }) => function_name)).toContain('教育支出');
    expect(mapped.facts).toHaveLength(6);
  });

  test('letters that belong to a word stay', () => {
    const rows = [
      ['科目编码', '科目名称', '合计', 'PPP项目支出'],
      ['205', '教育支出', '30', '10'],
    ];
    expect(mapTable(rows, { form: 'final_03' }).quarantine[0].reason).toMatch(/unknown column: PPP/);
  });
});

describe('assets in one row', () => {
  test('each kind has a column, parts below their whole', () => {
    const rows = [
      ['项目', '行次', '资产总额', '流动资产', '固定资产', '<', '<', '在建工程', '无形资产'],
      ['^', '^', '^', '^', '小计', '房屋构筑物', '车辆', '^', '^'],
      ['合计', '1', '60', '20', '30', '25', '5', '4', '6'],
    ];
    expect(facts(rows, { form: 'asset_summary' })).toEqual([
      'assets.buildings.value period_end 2024 = 25',
      'assets.construction period_end 2024 = 4',
      'assets.current period_end 2024 = 20',
      'assets.fixed period_end 2024 = 30',
      'assets.intangible period_end 2024 = 6',
      'assets.total period_end 2024 = 60',
      'assets.vehicles.value period_end 2024 = 5',
    ]);
  });
});

test('a class in the column of one fund or of all is a part of that column, not of the body', () => {
  const rows = [
    ['支出项目类别', '总计', '财政拨款', '<'],
    ['^', '^', '合计', '一般公共预算'],
    ['工资福利支出', '9', '7', '6'],
  ];
  expect(facts(rows, { form: 'budget_basic_plan' })).toEqual([
    'expenditure.economic.wages_welfare budget_current 2024 301 = 9',
    'expenditure.economic.wages_welfare budget_current 2024 301 general_public = 6',
    'expenditure.fiscal.basic budget_current 2024 301 = 7',
  ]);
});

describe('one column for the codes of units and of functions', () => {
  test('rows of functions belong to the unit above them', () => {
    const rows = [
      ['科目编码', '<', '<', '单位代码', '单位名称（科目）', '总计', '基本支出'],
      ['类', '款', '项', '^', '^', '^', '^'],
      ['', '', '', '', '合计', '9', '7'],
      ['', '', '', '301', '临江县水利局', '9', '7'],
      ['', '', '', '301001', '临江县水利局本级', '4', '2'],
      ['213', '', '', '213', '农林水支出', '4', '2'],
      ['213', '03', '01', '2130301', '行政运行', '4', '2'],
      ['', '', '', '301002', '临江县水库管理所', '5', '5'],
      ['213', '03', '06', '2130306', '水利工程运行与维护', '5', '5'],
    ];
    expect(facts(rows, { form: 'budget_03', entity: '临江县水利局' }).filter((each) => /total/.test(each))).toEqual([
      'expenditure.total budget_current 2024 213 临江县水利局本级 = 4',
      'expenditure.total budget_current 2024 2130301 临江县水利局本级 = 4',
      'expenditure.total budget_current 2024 2130306 临江县水库管理所 = 5',
      'expenditure.total budget_current 2024 = 9',
      'expenditure.total budget_current 2024 = 9',
      'expenditure.total budget_current 2024 临江县水利局本级 = 4',
      'expenditure.total budget_current 2024 临江县水库管理所 = 5',
    ]);
  });
});

test('财政拨款 below the general public budget is a part of it, alone it is the sum of the funds', () => {
  const rows = (first: string) => [
    ['收入', '<', '支出', '<'],
    ['项目', '预算数', '项目', '预算数'],
    [first, '9', '一、教育支出', ''],
    ['其中：财政拨款', '7', '', ''],
    ['本年收入合计', '12', '本年支出合计', ''],
  ];
  expect(facts(rows('一、一般公共预算收入'), { form: 'budget_01' })).toEqual([
    'revenue.fiscal_appropriation.general_public budget_current 2024 = 9',
    'revenue.fiscal_appropriation.general_public budget_current 2024 财政拨款 = 7',
    'revenue.total budget_current 2024 = 12',
  ]);
  expect(facts(rows('一、事业收入'), { form: 'budget_01' })).toEqual([
    'revenue.fiscal_appropriation budget_current 2024 = 7',
    'revenue.institution budget_current 2024 = 9',
    'revenue.total budget_current 2024 = 12',
  ]);
});
