/** What must not be read wrong: template residue, explanations, unknown words, missing units. */
import { describe, expect, test } from 'vitest';
import { factsOf, line, mapLines, mapText, short } from './prose-fixture.ts';

const operating = { section: 'operating_expense' };

function reasons(text: string, place = {}): string[] {
  return mapText(text, place).quarantine.map(({ raw, reason }) => `${raw}: ${reason}`);
}

describe('residue of the template', () => {
  test('both verbs and a zero: flagged', () => {
    expect(factsOf('机关运行经费支出5万元，比2022年度增加/减少0万元，增长/下降0%。', operating)).toEqual([
      'operating_expense.total final_actual 2023 50000 CNY',
      'operating_expense.total change_amount 2023 0 CNY ?template_residue',
      'operating_expense.total change_percent 2023 0 percent ?template_residue',
    ]);
  });

  test('both verbs and a number: no sign, no fact', () => {
    const mapped = mapText('机关运行经费支出5万元，比上年增加（减少）3万元。', operating);
    expect(mapped.facts).toHaveLength(1);
    expect(mapped.quarantine).toMatchObject([{ raw: '3万元' }]);
  });

  test('the sign of a percentage left open comes from its amount', () => {
    expect(factsOf('机关运行经费支出5万元，比上年减少2万元，下降（增长）28.57%。', operating)[2]).toBe(
      'operating_expense.total change_percent 2023 -28.57 percent ?template_residue',
    );
  });

  test('XX, …… and instructions give nothing', () => {
    const mapped = mapText(
      [
        '机关运行经费支出XX万元，比2022年度增加（减少）XX万元。',
        '主要原因是……。（注：数据来源于财决03表，可根据实际填报100万元。）',
      ],
      operating,
    );
    expect(mapped.facts).toEqual([]);
    expect(mapped.quarantine).toEqual([]);
  });
});

describe('numbers that belong to something else', () => {
  test('amounts of an explanation are put aside', () => {
    expect(reasons('机关运行经费支出5万元，主要原因是新增设备款3万元。', operating)).toEqual([
      '3万元: prose: inside an explanation',
    ]);
  });

  test('a comparison behind 主要用于 still belongs to the subject', () => {
    expect(factsOf('机关运行经费支出5万元，主要用于日常开支，比上年增加1万元。', operating)).toContain(
      'operating_expense.total change_amount 2023 10000 CNY',
    );
  });

  test('unknown words before a subject: no guess', () => {
    expect(factsOf('其中灾后重建专户项目支出5万元。', { section: 'final_expenditure' })).toEqual([]);
  });

  test('what follows a number without a name is not given to the subject before', () => {
    const mapped = mapText('机关运行经费支出5万元，水利工程款9万元，比上年增加1万元。', operating);
    expect(mapped.facts.map(short)).toEqual(['operating_expense.total final_actual 2023 50000 CNY']);
    expect(mapped.quarantine).toHaveLength(2);
  });

  test('a total behind items is not the last item', () => {
    expect(factsOf('会议费支出2万元，培训费支出3万元，共计5万元。', { section: 'meeting_training' })).toHaveLength(2);
  });

  test('statistics of the region are no money of the body', () => {
    expect(
      factsOf('辖区规模工业总产值达到50.5亿元，同比增长3%。', {
        section: 'perf_goal_analysis',
        report: 'perf_overall',
      }),
    ).toEqual([
      'context.economic_indicator[规模工业总产值] actual_value 2023 5050000000 CNY',
      'context.economic_indicator[规模工业总产值] change_percent 2023 3 percent',
    ]);
  });

  test('names of bodies are not cut into words', () => {
    expect(factsOf('县教育局机关2023年度机关运行经费支出5万元。', operating)).toEqual([
      'operating_expense.total final_actual 2023 50000 CNY',
    ]);
  });

  test('money of a subordinate body is flagged', () => {
    expect(factsOf('下属县政府采购中心2023年度机关运行经费支出5万元。', operating)).toEqual([
      'operating_expense.total final_actual 2023 50000 CNY ?other_body',
    ]);
  });
});

describe('units', () => {
  test('a number without a unit takes that of the amount before, flagged', () => {
    expect(factsOf('机关运行经费支出5万元，比上年4增加1万元。', operating)[1]).toBe(
      'operating_expense.total prior_year_actual 2022 40000 CNY ?unit_inferred',
    );
  });

  test('a unit of its own goes before that of the list', () => {
    expect(factsOf('其中：财政拨款收入1万元，其他收入800元。', { section: 'final_revenue' })).toEqual([
      'revenue.fiscal_appropriation final_actual 2023 10000 CNY',
      'revenue.other final_actual 2023 800 CNY',
    ]);
  });

  test('a number with two decimal points is refused', () => {
    expect(reasons('机关运行经费支出5.3.2万元。', operating)[0]).toContain('not a well-formed number');
  });
});

describe('places', () => {
  test('a number on the second page has that page and the box of its digits', () => {
    const lines = [line('机关运行经费支出', 1), line('26.5万元，比上年持平。', 2)];
    const [fact] = mapLines([lines], operating).facts;
    expect(fact).toMatchObject({ page: 2, bbox: '0.00,100.00,40.00,112.00', raw: '26.5', raw_unit: '万元' });
  });

  test('the trace tells rule, words and steps', () => {
    const [, fact] = mapText('机关运行经费支出5万元，比上年减少1万元。', operating).facts;
    expect(fact.trace.rule).toBe('prose.change.carried');
    expect(fact.trace.evidence.map((e) => `${e.role}:${e.text}`)).toEqual(
      expect.arrayContaining(['concept:机关运行经费支出', 'unit:万元', 'sign:减少', 'base:比上年']),
    );
    expect(fact.trace.steps.length).toBeGreaterThan(1);
    expect(fact).toMatchObject({ base: 'prior_year_actual', value: '-10000' });
  });

  test('numbers that state nothing are told with the reason', () => {
    const mapped = mapText(['2023年机关运行经费支出5万元。', '1.其余3万元。'], operating);
    expect(mapped.nonFacts.map(({ raw, reason }) => `${raw} ${reason}`)).toEqual([
      '2023 year',
      '1 ordinal of a list item',
    ]);
    expect(mapped.facts.length + mapped.quarantine.length).toBe(2);
  });
});

describe('documents that say too little', () => {
  test('without a year nothing is a fact, and nothing is lost', () => {
    const mapped = mapText('机关运行经费支出5万元，比上年增加2%，共有车辆3辆。', { ...operating, year: null });
    expect(mapped.facts).toEqual([]);
    expect(mapped.quarantine.map(({ reason }) => reason)).toEqual(
      Array(2).fill('prose: the year of the report is not known'),
    );
  });
});

describe('carried over paragraphs', () => {
  test('a class on a line of its own names the amounts below it', () => {
    const texts = ['1.教育支出（类）普通教育（款）小学教育（项）', '年初预算为500万元，支出决算为600万元。'];
    expect(factsOf(texts, { section: 'final_gpb.details' })).toEqual([
      'expenditure.fiscal.general_public[2050202] initial_budget 2023 5000000 CNY',
      'expenditure.fiscal.general_public[2050202] final_actual 2023 6000000 CNY',
    ]);
  });

  test('a total whose list stands in the paragraphs below', () => {
    const texts = [
      '一般公共预算财政拨款基本支出30万元，其中：',
      '人员经费20万元，主要包括：基本工资20万元。',
      '公用经费10万元。',
    ];
    expect(factsOf(texts, { section: 'final_gpb_basic' })).toEqual([
      'expenditure.fiscal.general_public.basic final_actual 2023 300000 CNY',
      'expenditure.fiscal.general_public.basic.personnel final_actual 2023 200000 CNY',
      'expenditure.economic.item[30101] final_actual 2023 200000 CNY',
      'expenditure.fiscal.general_public.basic.public final_actual 2023 100000 CNY',
    ]);
  });
});

describe('an amount that is none takes its subject with it', () => {
  const place = { section: 'final_expenditure' };
  const head = '支出合计100万元，其中：基本支出60万元，占60%；';
  const whole = factsOf(head, place);

  test.each([
    '项目支出40.00.00万元，占40%，比上年增加2万元。',
    '项目支出4,0.00万元，占40%。',
    '项目支出肆拾万元，占40%，比上年增加2万元。',
    '项目支出　　万元，占40%，比上年增加2万元。',
    '项目支出XX万元，占40%。',
  ])('%s', (part) => {
    expect(factsOf(head + part, place)).toEqual(whole);
    expect(reasons(head + part, place).length).toBeGreaterThan(0);
  });

  test('two numbers that are one are none: 1亿2000万元', () => {
    expect(factsOf('支出合计1亿2000万元，其中：基本支出60万元。', place).join()).not.toContain('expenditure.total');
  });
});

test('what is said of some months is flagged, what is said of all twelve is not', () => {
  const place = { section: 'final_expenditure' };
  expect(factsOf('2023年1-6月支出合计50万元。', place)).toEqual([
    'expenditure.total final_actual 2023 500000 CNY ?part_of_year',
  ]);
  expect(factsOf('2023年1-12月支出合计50万元。', place)).toEqual(['expenditure.total final_actual 2023 500000 CNY']);
});

describe('what is said of a fund is not said of all money', () => {
  const place = { section: 'narrative_part_final' };

  test('expenditure behind the receipts of a fund is put aside', () => {
    const text = '财政拨款本年收入90万元，比上年增加2万元；本年支出80万元。';
    expect(factsOf(text, place).join()).not.toContain('expenditure.total');
    expect(reasons(text, place).join()).toContain('fund alone');
  });

  test('parts of expenditure from appropriations are from appropriations', () => {
    expect(factsOf('财政拨款支出90万元，其中：基本支出60万元，项目支出30万元。', place)).toEqual([
      'expenditure.fiscal final_actual 2023 900000 CNY',
      'expenditure.fiscal.basic final_actual 2023 600000 CNY',
      'expenditure.fiscal.project final_actual 2023 300000 CNY',
    ]);
  });
});

test('money behind a count of something unknown is put aside', () => {
  const text = '支出合计100万元，拟举办论坛2次，经费3万元。';
  expect(factsOf(text, { section: 'final_expenditure' })).toHaveLength(1);
});

describe('numbers in words', () => {
  const told = (text: string) => {
    const { facts, quarantine } = mapText(text, operating);
    return [...facts.map(({ raw }) => raw), ...quarantine.map(({ raw, reason }) => `${raw} ${reason}`)];
  };

  test.each(['一百二十万元', '贰拾万元', '一千零五元', '百分之五', '三点五亿元'])('%s is put aside', (raw) => {
    expect(told(`机关运行经费支出${raw}。`)).toEqual([`${raw} prose: a number in words`]);
  });

  test('what follows is not said of the subject before', () => {
    const [fact, ...others] = told('机关运行经费支出5万元，其他支出贰拾万元，增长4%。');
    expect(fact).toBe('5');
    expect(others).toHaveLength(2);
  });

  test.each(['一般公共预算支出5万元', '十三五期间机关运行经费支出5万元', '三公经费支出5万元'])(
    '%s has no other number',
    (text) => {
      expect(told(`${text}。`)).toHaveLength(1);
    },
  );
});
