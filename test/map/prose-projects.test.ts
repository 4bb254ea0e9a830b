import { describe, expect, it, test } from 'vitest';
import { createEntityReader } from '../../pipeline/classify/entity.ts';
import { projectOfSection } from '../../pipeline/map/prose/projects.ts';
import { factsOf, mapText, pack } from './prose-fixture.ts';

const place = { report: 'perf_project', title: '道路维修项目绩效自评报告' } as const;

/** Facts of a report on 道路维修, without the words that all have. */
const read = (text: string | string[]) =>
  factsOf(text, place).map((fact) => fact.replace('performance.project.', '').replace('[道路维修]', ''));

const reasons = (text: string) => mapText(text, place).quarantine.map(({ raw, reason }) => `${raw} ${reason}`);

describe('the money of a project', () => {
  it('was planned, arrived and was spent; a rate and a score go on with it', () => {
    const text =
      '项目年初预算安排资金120万元，实际到位资金120万元，资金到位率100%。截至2023年底，实际支出90万元，预算执行率75%，项目自评得分92分。';
    expect(read(text)).toEqual([
      'funds initial_budget 2023 1200000 CNY',
      'funds funds_in_place 2023 1200000 CNY',
      'arrival_rate completion_percent 2023 100 percent',
      'funds execution_amount 2023 900000 CNY',
      'execution_rate completion_percent 2023 75 percent',
      'score score 2023 92 score',
    ]);
  });

  it('is told by its sources, in the measure of the whole', () => {
    expect(
      read('项目资金到位500万元，其中：中央补助资金300万元、省级资金150万元，县50万元；资金支出480万元。'),
    ).toEqual([
      'funds funds_in_place 2023 5000000 CNY',
      'funds.central funds_in_place 2023 3000000 CNY',
      'funds.provincial funds_in_place 2023 1500000 CNY',
      'funds.county funds_in_place 2023 500000 CNY',
      'funds execution_amount 2023 4800000 CNY ?subject_inferred',
    ]);
  });

  it('is not that of a part: what follows a part is of it, or in doubt', () => {
    expect(read('2023年县级资金累计支付50万元。')).toEqual(['funds.county execution_amount 2023 500000 CNY']);
    expect(read('市级资金到位100万元，到位率80%。')).toEqual([
      'funds.city funds_in_place 2023 1000000 CNY',
      'arrival_rate completion_percent 2023 80 percent ?subject_inferred',
    ]);
    expect(read('项目资金到位9万元，其中：中央资金6万元、省级资金3万元，已支付8万元。').at(-1)).toBe(
      'funds.provincial execution_amount 2023 80000 CNY ?subject_inferred',
    );
    expect(read('本项目预算资金80万元，全部为县级财政资金，已到位80万元。')).toEqual([
      'funds full_year_budget 2023 800000 CNY ?measure_inferred',
      'funds funds_in_place 2023 800000 CNY',
    ]);
  });

  it('that the treasury gave is not what was spent', () => {
    expect(read('财政拨付资金500万元，实际支出450万元。')).toEqual([
      'funds funds_in_place 2023 5000000 CNY ?measure_inferred',
      'funds execution_amount 2023 4500000 CNY',
    ]);
  });

  it('arrived, where only the words behind the amount say so', () => {
    expect(read('专项资金60万元已全部到位。')).toEqual(['funds funds_in_place 2023 600000 CNY']);
  });

  it('has amounts that no measure is for; what follows them still speaks of it', () => {
    const text = '专项资金到位55万元，年中追加10万元，已支出50万元，结余5万元，执行率90%。';
    expect(read(text)).toEqual([
      'funds funds_in_place 2023 550000 CNY',
      'funds execution_amount 2023 500000 CNY',
      'execution_rate completion_percent 2023 90 percent',
    ]);
    expect(reasons(text)).toEqual([
      '10万元 prose: what was added to or cut from the budget of a project',
      '5万元 prose: what is left of the money of a project',
    ]);
  });

  it('is not what is invested over all its years, nor are the parts of that', () => {
    const text = '项目总投资1200万元，其中：中央资金800万元，县级资金400万元。';
    expect(read(text)).toEqual([]);
    expect(reasons(text)[0]).toBe('1200万元 prose: the investment in a project, of all its years');
  });
});

describe('doubts about the money of a project', () => {
  it('counted before the end of the year, or at a day of another year', () => {
    expect(read('截至2023年6月底，资金到位30万元；截至2023年12月31日，资金到位50万元。')).toEqual([
      'funds funds_in_place 2023 300000 CNY ?part_of_year',
      'funds funds_in_place 2023 500000 CNY',
    ]);
    expect(read('截至2024年3月，已支付项目资金30万元。')).toEqual([
      'funds execution_amount 2023 300000 CNY ?part_of_year',
    ]);
  });

  it('of another year than the sentence began with', () => {
    expect(read('2022年项目资金到位80万元，支出70万元。')).toEqual([
      'funds funds_in_place 2022 800000 CNY',
      'funds execution_amount 2023 700000 CNY ?period_unusual',
    ]);
    expect(read('上年度项目执行率95%，本年度执行率98%。')).toEqual([
      'execution_rate completion_percent 2022 95 percent ?period_unusual',
      'execution_rate completion_percent 2023 98 percent',
    ]);
  });

  it('of several years, or of all its time', () => {
    const spent = 'funds execution_amount 2023 300000 CNY';
    expect(read('2021年至2023年，支付项目资金30万元。')).toEqual([`${spent} ?period_unusual`]);
    expect(read('2021-2023年项目实施。2023年，支付项目资金30万元。')).toEqual([spent]);
    expect(read('累计支付项目资金30万元。')).toEqual([`${spent} ?period_unusual`]);
    expect(read('2023年累计支付项目资金30万元。')).toEqual([spent]);
    const below = factsOf('支付项目资金30万元。', { report: 'perf_project', title: '2021-2023年资金使用情况' });
    expect(below[0]).toContain('period_unusual');
  });

  it('changes of what was not told', () => {
    expect(reasons('工作成效明显，比上年提高5%。')).toEqual(['5% prose: no amount was stated that changes']);
    expect(read('项目预算80万元，比上年增加5万元。')[1]).toBe('funds change_amount 2023 50000 CNY');
  });

  it('what was to be reached is not what was', () => {
    const rate = 'arrival_rate completion_percent 2023 100 percent';
    expect(read('年度绩效目标：资金到位率100%。')).toEqual([`${rate} ?measure_inferred`]);
    expect(read('拟支付资金9万元，预计执行率90%。')[1]).toBe(
      'execution_rate completion_percent 2023 90 percent ?measure_inferred',
    );
    const below = (title: string) => factsOf('资金到位率100%。', { report: 'perf_project', title });
    expect(below('二、项目绩效目标')[0]).toContain('measure_inferred');
    expect(below('二、绩效目标完成情况')[0]).not.toContain('measure_inferred');
  });

  it('the parts of an amount whose measure is not told', () => {
    expect(read('下达项目资金50万元，其中：中央资金30万元，财政资金20万元。')).toEqual([
      'funds full_year_budget 2023 500000 CNY ?measure_inferred',
      'funds.central full_year_budget 2023 300000 CNY ?measure_inferred',
      'funds.fiscal full_year_budget 2023 200000 CNY ?measure_inferred',
    ]);
  });
});

describe('who gives the money of a project', () => {
  it('stands before the words for all of it', () => {
    expect(read('省级财政道路维修补助资金到位30万元。')).toEqual(['funds.provincial funds_in_place 2023 300000 CNY']);
    expect(read('省级财政膳食补助资金到位30万元。')).toEqual([]);
  });

  it('gives all of it where the project is named so', () => {
    const ofProvince = { ...place, title: '省级救灾资金绩效自评报告' };
    expect(factsOf('省级救灾资金到位30万元。', ofProvince)).toEqual([
      'performance.project.funds[省级救灾资金] funds_in_place 2023 300000 CNY',
    ]);
  });

  it('转移支付 is a way of giving, not paying', () => {
    expect(read('项目资金到位50万元，其中：中央转移支付资金30万元。')[1]).toBe(
      'funds.central funds_in_place 2023 300000 CNY',
    );
    expect(read('专项转移支付资金30万元。')).toEqual(['funds full_year_budget 2023 300000 CNY ?measure_inferred']);
  });
});

describe('work that a project did', () => {
  const of = (text: string) => read(text).map((fact) => fact.replace(' ?subject_inferred', ''));

  it('is told by its verb with the object before it, behind it, or behind the number', () => {
    expect(of('已硬化道路49平方米，挡墙建设96平方米，新建2个文化广场，受益群众200人。')).toEqual([
      'performance.output.count[硬化道路] actual_value 2023 49 m2',
      'performance.output.count[挡墙建设] actual_value 2023 96 m2',
      'performance.output.count[新建文化广场] actual_value 2023 2 items',
      'performance.output.count[受益群众] actual_value 2023 200 persons',
    ]);
  });

  it('is a target among the contents of the project, unless the clause says that it is done', () => {
    expect(of('建设内容：新建水池2座，实际建成3座。')).toEqual([
      'performance.output.count[新建水池] target_value 2023 2 items',
      'performance.output.count[建成水池] actual_value 2023 3 items',
    ]);
  });

  it('is of the year that its clause or a heading in the text names; of no year where it reaches over several', () => {
    expect(of('2022年绩效目标：新建道路3公里。')[0]).toContain('2022 3 items ?period_unusual');
    expect(of('截至2023年底新建桥梁2座。')).toEqual(['performance.output.count[新建桥梁] actual_value 2023 2 items']);
    expect(reasons('到2025年，建成桥梁8座。')).toEqual(['8座 prose: work of another year than the report’s']);
    for (const text of ['2020年至2023年，新建桥梁2座。', '2022年、2023年新建桥梁2座。', '上年新建桥梁2座。'])
      expect(of(text)).toEqual([]);
  });

  it('is no fact where its name says nothing, or where it is money', () => {
    expect(of('下达建设任务594户。')).toEqual([]);
    expect(of('共计发放补助资金30万元。')).toEqual(['funds execution_amount 2023 300000 CNY']);
  });
});

test('words of project evaluations mean nothing in other reports', () => {
  expect(
    factsOf('公务接待费预算5万元，已到位5万元，累计支付4万元。', { report: 'budget', section: 'three_public' }),
  ).toEqual(['three_public.reception budget_current 2023 50000 CNY']);
});

test('a heading names the project of what stands below it, unless it only names a kind of money', () => {
  const name = (title: string) =>
    projectOfSection(
      { sectionId: '', level: 2, number: '', title, page: 1, reportType: 'perf_project', factFree: false },
      'perf_project',
      pack.grammar,
      '农村建设资金绩效自评报告',
    );
  expect(name('（一）村组道路养护经费')).toBe('村组道路养护经费');
  expect(name('项目二：敬老院维修改造工程（一期）')).toBe('敬老院维修改造工程(一期)');
  expect(name('（二）专项资金')).toBe('农村建设资金');
  expect(name('1.资金使用情况')).toBe('农村建设资金');
  expect(name('2021年度项目绩效自评报告（村干部培训经费）')).toBe('村干部培训经费');
});

describe('numbers', () => {
  it('that are about so much are no amounts, also with 多 or 余 behind 万 and 亿', () => {
    expect(factsOf('公务接待费5万余元。', { section: 'three_public' })).toEqual([]);
    expect(factsOf('本年收入合计3亿多元。')).toEqual([]);
  });

  it('of an item that begins with its year are an ordinal and a year', () => {
    expect(read('2.2023年项目资金到位100万元。')).toEqual(['funds funds_in_place 2023 1000000 CNY']);
  });
});

test('a body is named before 关于 in a title', () => {
  const reader = createEntityReader(pack.identity);
  expect(reader.inTitle('清河县民政局关于2021年度临时救助资金绩效自评报告')).toBe('清河县民政局');
  expect(reader.beforeProject('清河县水务局农村供水工程2021年度项目绩效自评报告')).toBe('清河县水务局');
  expect(reader.beforeProject('清河县人民政府办公室网络维护费项目绩效自评报告')).toBe('');
});
