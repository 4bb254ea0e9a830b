import { describe, expect, it, test } from 'vitest';
import { readIndicatorValue } from '../../pipeline/map/performance/target.ts';
import { asideOf, factsOf, indicatorsOf, mapTable, pack } from './performance-fixture.ts';

describe('values of indicators', () => {
  test.each([
    ['≥95%', '≥', '95', 'percent'],
    ['≧ 180 次', '≥', '180', 'items'],
    ['≦1.8万元', '≤', '18000', 'CNY'],
    ['＝100％', '=', '100', 'percent'],
    ['不低于95%', '≥', '95', 'percent'],
    ['不少于3场', '≥', '3', 'items'],
    ['不超过 1,200 元', '≤', '1200', 'CNY'],
    ['2家以上', '≥', '2', 'organisations'],
    ['7%及以上', '≥', '7', 'percent'],
    ['5天以内', '≤', '5', 'items'],
    ['＞30人次', '>', '30', 'person_times'],
    ['小于10', '<', '10', ''],
    ['达到 310 亿', '≥', '31000000000', 'CNY'],
    ['0.60%', '', '0.60', 'percent'],
    ['15批次', '', '15', 'batches'],
    ['-3%', '', '-3', 'percent'],
    ['﹦100﹪', '=', '100', 'percent'],
    ['⩾90百分比', '≥', '90', 'percent'],
  ])('%s', (raw, operator, value, unit) => {
    expect(readIndicatorValue(raw, pack)).toMatchObject({ operator, value, unit });
  });

  test.each([
    '达标',
    '1-12月',
    '200余次',
    '2023年12月底前',
    '年内完成',
    '1.2.3',
    '增长7%左右',
    '10人/3次',
    '',
    '90%至95%',
  ])('%s is a text', (raw) => expect(readIndicatorValue(raw, pack)).toMatchObject({ value: '', unit: '' }));

  it('keeps the unit of a rate as printed', () => {
    const rate = { value: '3.8', unit: '万元/公里' };
    expect(readIndicatorValue('≤3.8万元/公里', pack)).toMatchObject(rate);
    expect(readIndicatorValue('3.8', pack, { unit: '万元/公里' })).toMatchObject(rate);
  });

  it('takes operator and unit from columns of their own', () => {
    expect(readIndicatorValue('95', pack, { operator: '≥', unit: '%' })).toMatchObject({
      operator: '≥',
      value: '95',
      unit: 'percent',
    });
    expect(readIndicatorValue('优', pack, { operator: '定性', unit: '/' })).toMatchObject({ operator: '', value: '' });
  });
});

describe('lists of indicators', () => {
  it('fills merged levels down, strips the points of groups, reads points and the total', () => {
    const mapped = mapTable(`
      项目名称 | 科普活动 | < | < | < | < | < | <
      绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
      ^ | 产出指标(50分) | 数量指标 | 活动场次 | ≥2场 | 3 | 30 | 30
      ^ | ^ | 质量指标 | 参与率 | 95%以上 | 96% | 20 | 19.5
      ^ | ^ | ^ | …… |  |  |  | 
      ^ | 满意度指标（10分） | 满意度 | 群众满意度 | 90% | 92% | 10 | 10
      总分 | < | < | < | < | < | 100 | 99.5`);
    expect(indicatorsOf(mapped)).toEqual([
      '科普活动>产出指标>数量指标>活动场次 | ≥2 items | 3 items | 30 | 30',
      '科普活动>产出指标>质量指标>参与率 | ≥95 percent | 96 percent | 20 | 19.5',
      '科普活动>满意度指标>满意度>群众满意度 | 90 percent | 92 percent | 10 | 10',
    ]);
    expect(factsOf(mapped)).toEqual([
      'performance.indicator.weight weight 2023 产出指标 50 score',
      'performance.indicator.weight weight 2023 满意度指标 10 score',
      'performance.project.score max_score 2023 科普活动 100 score',
      'performance.project.score score 2023 科普活动 99.5 score',
    ]);
    expect(asideOf(mapped)).toEqual([]);
  });

  it('reads lists without points, with columns that explain', () => {
    const mapped = mapTable(
      `
      单位名称 | 某局 | < | < | < | <
      基本支出总额 | 476.86 | < | 项目支出总额 | 258.74 | <
      年度绩效指标 | 二级指标 | 三级指标 | 评价要点 | 年初目标值（A） | 实际完成值（B）
      ^ | 预算执行 | 预算执行率 | （执行数/预算数）×100% | 100% | 98.5%
      ^ |  | 结转结余率 | 结转/预算 | 0.60% | 0.60%
      ^ | 改革 | 改革成效 | 是否有效 |  | `,
      { reportType: 'perf_overall', title: '2023年度某局整体绩效自评表' },
    );
    expect(indicatorsOf(mapped)).toEqual([
      '>>预算执行>预算执行率 | 100 percent | 98.5 percent |  | ',
      '>>预算执行>结转结余率 | 0.60 percent | 0.60 percent |  | ',
      '>>改革>改革成效 |  |  |  | ',
    ]);
    expect(factsOf(mapped)).toEqual([
      'expenditure.basic final_actual 2023 4768600 CNY unit_inferred',
      'expenditure.project final_actual 2023 2587400 CNY unit_inferred',
    ]);
  });

  it('reads a header of two rows, and projects in a column', () => {
    const twoRows = mapTable(
      `
      绩效指标 | < | < | 指标分值 | 指标解释 | 自评得分
      一级指标 | 二级指标 | 三级指标 | ^ | ^ | ^
      部门预算管理（70分） | 预算编制 | 目标制定 | 10 | 看要素 | 9
      自评总分 | < | < | 100 |  | 85`,
      { reportType: 'perf_overall' },
    );
    expect(indicatorsOf(twoRows)).toEqual(['>部门预算管理>预算编制>目标制定 |  |  | 10 | 9']);
    expect(factsOf(twoRows).slice(1)).toEqual([
      'performance.overall.score max_score 2023 100 score',
      'performance.overall.score score 2023 85 score',
    ]);
    const projects = mapTable(
      '单位名称 | 项目 | 数量指标 | 指标性质 | 目标值 | 单位 | 完成值 | 完成率\n某局 | 统计 | 报告数 | ＝ | 12 | 期 | 11 | 91.67%',
      { reportType: 'perf_overall' },
    );
    expect(indicatorsOf(projects)).toEqual(['统计>>>报告数 | =12 items | 11 items |  | ']);
  });

  it('reads the form with units and weights in columns', () => {
    const mapped = mapTable(`
      项目名称 | 系统维护 | < | < | < | < | < | < | <
      预算执行情况（万元） |  | 年初预算 | 调整后预算数 | 预算执行数 | 执行率 | 权重 | 得分 | 原因
      ^ | 总额 | 251.89 | 251.89 | 251.89 | 100.00% | 10 | 10 | 
      ^ | 其中：财政资金 | 251.89 | 251.89 | 251.89 | 100.00% | / | / | 
      一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 完成值 | 权重 | 得分
      产出指标 | 数量指标 | 维护系统 | ≥ | 5 | 个 | 6 | 40 | 40
      效益指标 | 社会效益 | 运行状况 | 定性 | 良好 |  | 良好 | 50 | 50
      合计 | < | < | < | < | < | < | 100 | 100`);
    expect(indicatorsOf(mapped)).toEqual([
      '系统维护>产出指标>数量指标>维护系统 | ≥5 items | 6 items | 40 | 40',
      '系统维护>效益指标>社会效益>运行状况 |  |  | 50 | 50',
    ]);
    expect(factsOf(mapped).filter((fact) => fact.includes('score'))).toEqual([
      'performance.overall.execution_score weight 2023 系统维护 10 score',
      'performance.overall.execution_score score 2023 系统维护 10 score',
      'performance.project.score max_score 2023 系统维护 100 score',
      'performance.project.score score 2023 系统维护 100 score',
    ]);
    expect(mapped.facts.filter(({ concept }) => concept === 'performance.project.funds.fiscal')).toHaveLength(3);
  });

  it('takes the points behind the indicator where every level has a column of them', () => {
    const mapped = mapTable(
      `
      一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值 | 评价标准 | 得分
      投入 | 15 | 预算配置 | 15 | 在职人员控制率 | 5 | 以100%为标准，超过扣5分 | 4
      ^ | ^ | ^ | ^ | 三公经费变动率 | 10 | 变动率≤0 | 10`,
      { reportType: 'perf_overall' },
    );
    expect(indicatorsOf(mapped)).toEqual([
      '>投入>预算配置>在职人员控制率 |  |  | 5 | 4',
      '>投入>预算配置>三公经费变动率 |  |  | 10 | 10',
    ]);
    expect(asideOf(mapped)).toEqual(['15: number beside an indicator', '15: number beside an indicator']);
  });

  it('reads many projects in one table, with their funds', () => {
    const mapped = mapTable(
      `
      项目名称 | 预算金额 | 一级指标 | 二级指标 | 三级指标 | 指标值
      修路 | 30 | 产出指标 | 数量指标 | 里程 | ≥5公里
      ^ | ^ | 效益指标 | 社会效益 | 出行 | 便利
      植树 | 12 | 产出指标 | 数量指标 | 株数 | 200株`,
      { reportType: 'budget', formId: 'budget_11', unit: '万元' },
    );
    expect(factsOf(mapped)).toEqual([
      'project.annual_budget budget_current 2023 修路 300000 CNY',
      'project.annual_budget budget_current 2023 植树 120000 CNY',
    ]);
    expect(indicatorsOf(mapped)).toEqual([
      '修路>产出指标>数量指标>里程 | ≥5 items |  |  | ',
      '修路>效益指标>社会效益>出行 |  |  |  | ',
      '植树>产出指标>数量指标>株数 | 200 items |  |  | ',
    ]);
    expect(asideOf(mapped)).toEqual([]);
  });

  it('reads targets of a budget, and leaves forms of budgets and accounts to others', () => {
    const targets = '一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 检查次数 | ≥12次';
    const budget = mapTable(targets, {
      reportType: 'budget',
      formId: 'budget_11',
      title: '项目支出绩效目标表',
      project: '检查',
    });
    expect(indicatorsOf(budget)).toEqual(['检查>产出指标>数量指标>检查次数 | ≥12 items |  |  | ']);
    expect(mapTable('项目 | 预算数 | 决算数\n合计 | 1 | 2', { reportType: 'final', formId: 'final_07' }).facts).toEqual(
      [],
    );
  });
});

describe('rows that are no indicators', () => {
  const sheet = `
    一级指标|二级指标|三级指标|目标值|完成值|分值|得分
    产出指标|数量指标|修路|5|5|20|20
    ^|小计|<|<|<|20|20
    ^|合计|<|<|<|20|20
    效益指标|社会效益指标|受益人数|9|9|30|28
    总分|<|<|<|<|50|48
    自评等级|优|<|<|<|<|<`;

  test('sums of groups are neither indicators nor the total, an answer across the table is none', () => {
    const mapped = mapTable(sheet, { formId: 'perf_overall_self_eval', reportType: 'perf_overall' });
    expect(mapped.indicators.map(({ level3 }) => level3)).toEqual(['修路', '受益人数']);
    expect(mapped.facts.map(({ concept, raw }) => `${concept} ${raw}`)).toEqual([
      'performance.overall.score 50',
      'performance.overall.score 48',
    ]);
  });
});

describe('indicators of a project that is not named', () => {
  const placed = { title: '项目支出绩效目标表（本次下达）', reportType: 'budget' } as const;
  const drawing = (header: string, name: string) => `
    ${header} | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标值类型
    ${name} | 产出指标 | 数量指标 | 检查家数 | 300 | ≥`;

  it('say so', () => {
    const { indicators } = mapTable(drawing('序号', '1'), placed);
    expect(indicators).toMatchObject([{ project: '', flags: ['project_unknown'] }]);
  });

  it('are of the project in whatever column names it', () => {
    const { indicators } = mapTable(drawing('单位名称、项目名称', '安全监管经费'), placed);
    expect(indicators).toMatchObject([{ project: '安全监管经费', target_operator: '≥', flags: [] }]);
  });
});
