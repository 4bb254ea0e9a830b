/** What parts, changes and units belong to, where other words stand between them and their whole. */
import { describe, expect, test } from 'vitest';
import { factsOf, mapText } from './prose-fixture.ts';

const budget = { report: 'budget', section: 'budget_expenditure', year: 2023 } as const;
const revenue = { report: 'budget', section: 'budget_revenue', year: 2023 } as const;

describe('what is taken apart', () => {
  test('按支出用途分 is the whole, not the class spoken of last', () => {
    const facts = factsOf(
      [
        '1.按支出功能分类，包括教育支出400万元，其他支出5万元。',
        '2.按支出用途分类，包括人员支出300万元，项目支出105万元。',
      ],
      budget,
    );
    expect(facts.slice(-2)).toEqual([
      'expenditure.basic.personnel budget_current 2023 3000000 CNY',
      'expenditure.project budget_current 2023 1050000 CNY',
    ]);
  });

  test('收入 that grew behind the items of 收入总计 is that total', () => {
    const facts = factsOf(
      [
        '（一）收入总计800万元，包括：',
        '1.财政拨款收入790万元。',
        '2.其他收入10万元。',
        '与上年相比，今年收入减少30万元，下降3.61%。',
      ],
      { section: 'final_overall' },
    );
    expect(facts.at(-1)).toContain('revenue.grand_total change_percent');
  });

  test('what was carried over from a fund is no receipt of the fund', () => {
    const [fact] = mapText('上年结转结余的一般公共预算收入12万元。', revenue).facts;
    expect([fact.concept, fact.measure, fact.fund]).toEqual(['carryover.opening', 'period_begin', 'general_public']);
  });

  test('the short name of the reporting body changes nothing', () => {
    expect(factsOf('清河教局2023年收支总预算900万元。', { report: 'budget', section: '-' })).toEqual([
      'revenue.grand_total budget_current 2023 9000000 CNY',
      'expenditure.grand_total budget_current 2023 9000000 CNY',
    ]);
  });

  test('a kind of staff in two words keeps both', () => {
    const [fact] = mapText('实有人数8人，包括自收自支事业人员8人。', { section: 'staffing' }).facts.slice(-1);
    expect(fact.subject).toBe('自收自支事业人员');
  });
});

describe('words between a name and its number', () => {
  test('a fund behind the name of something else tells only where the money comes from', () => {
    expect(
      factsOf('机关运行经费当年一般公共预算拨款20万元，比上年增加1万元。', {
        report: 'budget',
        section: 'operating_expense',
      }),
    ).toEqual([
      'operating_expense.total budget_current 2023 200000 CNY',
      'operating_expense.total change_amount 2023 10000 CNY',
    ]);
  });

  test('a class with the measure of the whole that it is a part of', () => {
    const [, law] = factsOf(
      '支出预算：2023年年初预算数90万元，其中：公共安全支出预算80万元，住房保障支出预算10万元。',
      budget,
    );
    expect(law).toBe('expenditure.total[204] budget_current 2023 800000 CNY');
  });

  test('a share in brackets is of the list outside of them', () => {
    const text = '支出预算90万元，按支出类别分：基本支出80万元（占88.9%），项目支出10万元（占11.1%）。';
    const shares = mapText(text, budget).facts.filter(({ measure }) => measure === 'share_percent');
    expect(shares.map(({ base }) => base)).toEqual(['expenditure.total', 'expenditure.total']);
  });

  test('a year without 年 before 相比 is no number', () => {
    const { facts } = mapText('收入总计8万元，与2022相比，收入总计增加1万元。', { section: 'final_overall' });
    expect(facts.map(({ raw, base }) => raw + base)).toEqual(['8', '1prior_year_actual']);
  });

  test('of staff at the beginning of the year the number says so', () => {
    const facts = factsOf('年初实有人数30人，年末实有人数28人。', { section: 'staffing' });
    expect(facts.map((fact) => fact.split(' ')[1])).toEqual(['period_begin', 'count']);
  });

  test('what was carried over stands among receipts from the treasury as theirs', () => {
    const facts = factsOf('2023年财政拨款收支总预算90万元。收入包括：一般公共预算拨款80万元，上年结转10万元。', {
      report: 'budget',
      section: 'budget_fiscal',
    });
    expect(facts.at(-1)).toContain('carryover.opening.fiscal period_begin 2023 100000 CNY');
  });
});

describe('shares and counts', () => {
  test('a share that is a concept of its own is that in whatever words', () => {
    const rest = ['政府采购支出总额的60%。', '政府采购支出的60%。', '60%。'];
    for (const words of rest) {
      const text = `政府采购支出总额90万元，其中：授予中小企业合同金额54万元，占${words}`;
      expect(factsOf(text, { section: 'procurement' }).at(-1)).toBe(
        'procurement.sme_share share_percent 2023 60 percent',
      );
    }
  });

  test('占…总支出 behind the name of something is of that', () => {
    const text = '三公经费支出决算9万元。公务接待费支出决算3万元，占财政拨款三公经费总支出决算的33.3%。';
    expect(mapText(text, { section: 'three_public' }).facts.at(-1)?.base).toBe('three_public.total');
  });

  test('a count is never one of money', () => {
    const { facts, quarantine } = mapText('公务接待费、公务用车运行维护费开支单位包括2个所属单位。', {
      section: 'three_public',
    });
    expect(facts).toEqual([]);
    expect(quarantine).toHaveLength(1);
  });

  test('what is compared behind a row of items is their whole, and a doubt', () => {
    const text = '预算收入90万元，其中一般公共预算拨款收入80万元、政府性基金拨款收入10万元，较上年增加5万元。';
    expect(factsOf(text, revenue).at(-1)).toBe('revenue.total change_amount 2023 50000 CNY ?subject_inferred');
  });

  test('项目支出 below a heading that names a fund is not surely that of all money', () => {
    const place = { report: 'budget', title: '四、一般公共预算支出安排', section: '-' } as const;
    expect(factsOf('项目支出：2023年预算数30万元。', place)).toEqual([
      'expenditure.project budget_current 2023 300000 CNY ?subject_inferred',
    ]);
  });
});

describe('sections that are not known', () => {
  const told = (texts: string | string[], title: string) =>
    mapText(texts, { report: 'budget', section: 'narrative_part_budget', title }).facts.map(
      ({ concept, function_code }) => concept + function_code,
    );

  test('a heading that names a fund says whose classes stand below it', () => {
    const text = '公共安全支出（类）80万元，占80%；住房保障支出（类）20万元，占20%。';
    expect(told(text, '（二）一般公共预算支出安排结构')[0]).toBe('expenditure.fiscal.general_public204');
    expect(told(text, '（二）支出安排结构')[0]).toBe('expenditure.fiscal204');
  });

  test('receipts among the parts of what is spent are left aside', () => {
    const text = '项目支出30万元，其中：一般公共预算拨款20万元，政府性基金10万元。';
    expect(told(text, '支出')).toEqual(['expenditure.project']);
  });
});

describe('a share of which the whole is not said', () => {
  test('is not of the list of a paragraph before', () => {
    const texts = ['2.因公出国（境）费支出0万元，其中：出国团组0个。', '3.公务接待费支出3万元，占30%。'];
    const { facts } = mapText(texts, { section: 'three_public' });
    expect(facts.at(-1)).toMatchObject({ raw: '30', concept: 'three_public.reception', base: 'three_public.total' });
  });
});

describe('kinds of their own', () => {
  test('经费拨款 and 非税收入 are parts of the general public budget', () => {
    const facts = factsOf(
      '2023年收入预算500万元，其中：一般公共预算拨款500万元（经费拨款460万元，纳入一般公共预算管理的非税收入拨款40万元）。',
      revenue,
    );
    expect(facts.slice(-2)).toEqual([
      'revenue.fiscal_appropriation.general_public.appropriation budget_current 2023 4600000 CNY',
      'revenue.fiscal_appropriation.general_public.nontax budget_current 2023 400000 CNY',
    ]);
  });

  test('集中采购 and 分散采购, 一般公务用车', () => {
    const bought = factsOf('2023年政府采购预算60万元，其中：集中采购50万元，分散采购10万元。', {
      report: 'budget',
      section: 'procurement',
    });
    expect(bought.slice(1)).toEqual([
      'procurement.centralized budget_current 2023 500000 CNY',
      'procurement.decentralized budget_current 2023 100000 CNY',
    ]);
    expect(factsOf('共有车辆3辆，其中：一般公务用车3辆。', { section: 'state_assets' }).at(-1)).toBe(
      'assets.vehicles.general count 2023 3 vehicles',
    );
  });
});

describe('against what', () => {
  const told = (text: string) =>
    mapText(text, { section: 'three_public' }).facts.map(({ raw, base, flags }) => [raw, base, ...flags].join(' '));

  test('上年执行数 stated before a change is what it is against', () => {
    const place = { report: 'budget', section: 'three_public', year: 2023 } as const;
    const bases = (text: string) => mapText(text, place).facts.map(({ measure, base }) => `${measure} ${base}`);
    expect(bases('公务接待费预算5万元，上年执行数4万元，增加1万元。').slice(1)).toEqual([
      'prior_year_execution ',
      'change_amount prior_year_execution',
    ]);
    expect(bases('公务接待费预算5万元，上年预算数4万元，增加1万元。').at(-1)).toBe('change_amount prior_year_budget');
    expect(bases('公务接待费预算5万元，上年4万元，增加1万元。').at(-1)).toBe('change_amount prior_year_budget');
  });

  test('behind a reason 决算数较上年 goes on with what was compared', () => {
    const text = '公务接待费预算5万元，支出决算4万元，比预算减少1万元，主要原因是厉行节约；决算数较上年减少2万元。';
    expect(told(text).at(-1)).toBe('2 prior_year_actual subject_inferred');
  });

  test('比预算 behind 全年预算 alone is against that, and a doubt', () => {
    expect(told('公务接待费全年预算为5万元，支出决算为4万元，比预算减少1万元。').at(-1)).toBe(
      '1 full_year_budget base_inferred',
    );
    expect(told('公务接待费全年预算为5万元，支出决算为4万元，比年初预算减少2万元。').at(-1)).toBe('2 initial_budget');
  });
});

describe('a unit unlike the others', () => {
  const flagged = (texts: string[]) =>
    mapText(texts, { section: 'three_public' })
      .facts.filter(({ flags }) => flags.includes('unit_unusual'))
      .map(({ raw }) => raw);

  test('元 that make an amount of nothing among 万元', () => {
    const text =
      '公务接待费支出3.5元，公务用车购置费支出12万元，公务用车运行维护费支出8万元，因公出国（境）费支出2.1万元。';
    expect(flagged([text])).toEqual(['3.5']);
    expect(flagged([text.replace('3.5元', '799元')])).toEqual([]);
    expect(flagged([text.replace('3.5元', '0元')])).toEqual([]);
  });

  test('万元 that make an amount too large among 元', () => {
    const text =
      '公务接待费支出3500元，公务用车购置费支出120000.50万元，公务用车运行维护费支出80000元，因公出国（境）费支出20000元。';
    expect(flagged([text])).toEqual(['120000.50']);
  });
});
