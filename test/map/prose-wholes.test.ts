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
