import { describe, expect, it } from 'vitest';
import { asideOf, factsOf, mapTable } from './performance-fixture.ts';

const PROJECT = `
项目支出名称 | 道路照明改造 | < | < | < | < | < | <
主管部门 | 某局 | < | < | 实施单位 | 某所 | < | <
项目资金（万元） |  | 年初预算数 | 全年预算数（A） | 全年执行数（B） | 分值 | 执行率（B/A） | 得分
^ | 年度资金总额 | 20 | 18.5 | 17.39 | 10 | 94% | 9.4
^ | 其中：当年财政拨款 | 18 | 16.5 | 15.39 | — | 93.27% | —
^ | 上年结转资金 | 2 | 2 | 2 |  |  | `;

describe('funds of a project', () => {
  it('reads every amount of the block for the project it names', () => {
    const mapped = mapTable(PROJECT);
    expect(factsOf(mapped)).toEqual([
      'performance.project.funds initial_budget 2023 道路照明改造 200000 CNY',
      'performance.project.funds full_year_budget 2023 道路照明改造 185000 CNY',
      'performance.project.funds execution_amount 2023 道路照明改造 173900 CNY',
      'performance.overall.execution_score weight 2023 道路照明改造 10 score',
      'performance.project.execution_rate completion_percent 2023 道路照明改造 94 percent',
      'performance.overall.execution_score score 2023 道路照明改造 9.4 score',
      'performance.project.funds.fiscal initial_budget 2023 道路照明改造 180000 CNY',
      'performance.project.funds.fiscal full_year_budget 2023 道路照明改造 165000 CNY',
      'performance.project.funds.fiscal execution_amount 2023 道路照明改造 153900 CNY',
      'performance.project.funds.carryover initial_budget 2023 道路照明改造 20000 CNY',
      'performance.project.funds.carryover full_year_budget 2023 道路照明改造 20000 CNY',
      'performance.project.funds.carryover execution_amount 2023 道路照明改造 20000 CNY',
    ]);
    expect(asideOf(mapped)).toEqual(['93.27%: 执行率（B/A） of a part: 其中：当年财政拨款']);
  });

  it('keeps label, header and block as evidence, and the steps to the value', () => {
    const [fact] = mapTable(PROJECT).facts;
    expect(fact.trace.evidence.map(({ role, text }) => `${role}: ${text}`)).toEqual([
      'label: 年度资金总额',
      'header: 年初预算数',
      'block: 项目资金（万元）',
    ]);
    expect(fact.trace.steps).toContain('万元 to yuan: x 10^4');
    expect(fact).toMatchObject({
      raw: '20',
      raw_unit: '万元',
      decimals: -4,
      report_type: 'perf_project',
      row: 3,
      col: 2,
    });
  });

  it('flags the unit where the table prints none', () => {
    const mapped = mapTable(PROJECT.replace('项目资金（万元）', '项目资金'));
    expect(mapped.facts[0]).toMatchObject({ value: '200000', flags: ['unit_inferred'] });
    expect(mapTable(PROJECT.replace('（万元）', ''), { unit: '元' }).facts[0]).toMatchObject({
      value: '20',
      flags: [],
    });
  });

  it('reads labels and amounts side by side, with the unit in the cell', () => {
    const mapped = mapTable(`
      河道巡查项目绩效目标自评表 | < | < | < | <
      主管部门及代码 |  | 实施单位 | 某局 | <
      项目预算执行情况（万元） | 预算数： | 1.8万元 | 执行数： | 1.75万元
      ^ | 其中：财政拨款 | 1.5万元 | 其中：财政拨款 | 1.45万元
      ^ | 其他资金 | 0.3万元 | 其他资金 | 3000元`);
    expect(factsOf(mapped)).toEqual([
      'performance.project.funds initial_budget 2023 河道巡查 18000 CNY',
      'performance.project.funds execution_amount 2023 河道巡查 17500 CNY',
      'performance.project.funds.fiscal initial_budget 2023 河道巡查 15000 CNY',
      'performance.project.funds.fiscal execution_amount 2023 河道巡查 14500 CNY',
      'performance.project.funds.other initial_budget 2023 河道巡查 3000 CNY',
      'performance.project.funds.other execution_amount 2023 河道巡查 3000 CNY',
    ]);
  });

  it('begins a new project at a title inside the table', () => {
    const block = (name: string, amount: string) =>
      `${name}项目绩效目标自评表 | < | <\n项目资金 | 预算数 | ${amount}万元`;
    const subjects = mapTable(`${block('甲', '1')}\n${block('乙', '2')}`).facts.map(({ subject }) => subject);
    expect(subjects).toEqual(['甲', '乙']);
  });

  it('reads the yearly budget of a project report', () => {
    const mapped = mapTable(`
      部门概况 | 专项名称 | 科普活动
      ^ | 年度预算金额 | 17.2万
      绩效情况 | 项目绩效目标完成情况 | 开展活动2场以上`);
    expect(factsOf(mapped)).toEqual(['performance.project.funds initial_budget 2023 科普活动 172000 CNY']);
    expect(asideOf(mapped)).toEqual(['开展活动2场以上: number in a text about results']);
  });
});

const OVERALL = (revenue: string) => `
年度预算申请（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 100 | 120.5 | 118.05 | 10 | 97.97% | 9.8
^ | 按收入性质分： | < | < | 按支出性质分： | < | < | <
^ | 其中：一般公共预算：${revenue} | < | < | 其中：基本支出：80.05 | < | < | <
^ | 政府性基金拨款：20.5 | < | < | 项目支出：38 | < | < | <
^ | 其他资金： | < | < |  | < | < | <`;

describe('funds of a department', () => {
  const overall = { reportType: 'perf_overall', title: '2023年度部门整体支出绩效自评表' } as const;
  const parts = (revenue: string) =>
    mapTable(OVERALL(revenue), overall)
      .facts.filter(({ concept }) => !concept.startsWith('performance'))
      .map(({ concept, measure, value }) => `${concept} ${measure} ${value}`);

  it('reads label and number in one cell, and takes the measure that the parts add up to', () => {
    expect(parts('100')).toEqual([
      'revenue.fiscal_appropriation.general_public full_year_budget 1000000',
      'revenue.fiscal_appropriation.government_fund full_year_budget 205000',
      'expenditure.basic execution_amount 800500',
      'expenditure.project execution_amount 380000',
    ]);
    expect(parts('79.5').slice(0, 2)).toEqual([
      'revenue.fiscal_appropriation.general_public initial_budget 795000',
      'revenue.fiscal_appropriation.government_fund initial_budget 205000',
    ]);
  });

  it('knows expenditure and revenue of the department as such, and their rates', () => {
    const mapped = mapTable(
      `
      资金（万元） |  | 年初预算数 | 全年执行数 | 执行率
      ^ | 年度资金总额 | 10 | 9 | 90
      ^ | 其中：基本支出 | 6 | 6 | 100%
      ^ | 财政拨款 | 8 | 7 | 87.5%`,
      overall,
    );
    expect(factsOf(mapped)).toEqual([
      'performance.overall.funds initial_budget 2023 100000 CNY',
      'performance.overall.funds execution_amount 2023 90000 CNY',
      'performance.overall.execution_rate completion_percent 2023 90 percent unit_inferred',
      'expenditure.basic initial_budget 2023 60000 CNY',
      'expenditure.basic execution_amount 2023 60000 CNY',
      'expenditure.basic completion_percent 2023 100 percent',
      'revenue.fiscal_appropriation initial_budget 2023 80000 CNY',
      'revenue.fiscal_appropriation execution_amount 2023 70000 CNY',
      'revenue.fiscal_appropriation completion_percent 2023 87.5 percent',
    ]);
  });

  it('takes the sum of the main tasks, and leaves each task aside', () => {
    const mapped = mapTable(
      `
      年度主要任务 | 任务名称 | 预算数（万元） | < | 执行数（万元） | < | 执行率
      ^ | ^ | 总额 | 其中：财政拨款 | 总额 | 其中：财政拨款 | ^
      ^ | 企业服务 | 30 | 30 | 29 | 29 | 
      ^ | 金额合计 | 30 | 30 | 29 | 29 | 96.67%`,
      overall,
    );
    expect(factsOf(mapped)).toEqual([
      'performance.overall.funds initial_budget 2023 300000 CNY',
      'revenue.fiscal_appropriation initial_budget 2023 300000 CNY',
      'performance.overall.funds execution_amount 2023 290000 CNY',
      'revenue.fiscal_appropriation execution_amount 2023 290000 CNY',
      'performance.overall.execution_rate completion_percent 2023 96.67 percent',
    ]);
    expect(asideOf(mapped)).toHaveLength(4);
  });

  it('speaks of the department, not of a project', () => {
    const [first] = mapTable(OVERALL('100'), overall).facts;
    expect(first).toMatchObject({ concept: 'performance.overall.funds', subject: '', report_type: 'perf_overall' });
  });
});

describe('texts in cells', () => {
  it('hands texts about goals on, keeps those about results back', () => {
    const mapped = mapTable(`
      项目名称 | 科普活动 | < | <
      年度总体目标 | 预期目标 | < | 实际完成情况
      ^ | 新增企业15家 | < | 新增企业16家`);
    expect(mapped.texts.map(({ block, role }) => [block.lines[0].text, role])).toEqual([['新增企业15家', 'text']]);
    expect(asideOf(mapped)).toEqual(['新增企业16家: number in a text about results']);
  });
});

describe('numbers that cannot be placed', () => {
  it('go aside with the reason, and are counted', () => {
    const mapped = mapTable(`
      项目资金（万元） |  | 年初预算数 | 全年执行数
      ^ | 年度资金总额 | 1.2.3 | 5%
      ^ | 债券资金 | 7 | 8 9`);
    expect(factsOf(mapped)).toEqual([]);
    expect(asideOf(mapped)).toEqual([
      '1.2.3: no well-formed number',
      '5%: percentage where an amount is expected',
      '7: unknown row: 债券资金',
      '8 9: unknown row: 债券资金',
    ]);
  });
});

it('takes funds in one row below their headers, without a label', () => {
  const { facts: found } = mapTable(
    `
    项目名称|饮水维护|<|<|<
    项目资金（元）|年初预算数|全年预算数（A）|全年执行数（B）|执行率（B/A）
    ^|1,000.00|1,250.00|1,200.00|96.00%`,
    { formId: 'perf_project_self_eval', unit: '元' },
  );
  expect(found.map(({ concept, measure, value, subject }) => `${concept} ${measure} ${value} ${subject}`)).toEqual([
    'performance.project.funds initial_budget 1000.00 饮水维护',
    'performance.project.funds full_year_budget 1250.00 饮水维护',
    'performance.project.funds execution_amount 1200.00 饮水维护',
    'performance.project.execution_rate completion_percent 96.00 饮水维护',
  ]);
});
