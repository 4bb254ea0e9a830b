/** Numbers whose name rests on other words than their own: flagged where something speaks against it, else not. */
import { describe, expect, test } from 'vitest';
import { mapText } from './prose-fixture.ts';

const told = (text: string, place = {}) =>
  mapText(text, place).facts.map(({ raw, concept, measure, flags }) =>
    [raw, concept, measure, ...flags.filter((flag) => flag.endsWith('_inferred') && flag !== 'base_inferred')].join(
      ' ',
    ),
  );
const reception = { section: 'three_public' };

describe('a subject carried over', () => {
  test('is believed where nothing else is named', () => {
    expect(told('公务接待费全年预算为5万元，支出决算为4万元，完成全年预算的80%。', reception)).toEqual([
      '5 three_public.reception full_year_budget',
      '4 three_public.reception final_actual',
      '80 three_public.reception completion_percent',
    ]);
  });

  test('is flagged behind a clause about something that is not known', () => {
    const facts = told('公务接待费支出5万元，开展招商推介活动，支出决算为3万元。', reception);
    expect(facts[1]).toBe('3 three_public.reception final_actual subject_inferred');
  });

  test('is flagged where only a kind of money is named', () => {
    const facts = told('机关运行经费支出50万元，资金10万元。', { section: 'operating_expense' });
    expect(facts[1]).toMatch(/^10 operating_expense.total final_actual .*subject_inferred/);
  });

  test('is believed again once a subject is named', () => {
    const facts = told('公务接待费支出5万元，开展招商推介活动，公务用车运行维护费支出决算为3万元。', reception);
    expect(facts[1]).toBe('3 three_public.vehicle.operation final_actual');
  });
});

describe('a measure that no word says', () => {
  test('is flagged where the sentence has just said another', () => {
    expect(told('支出预算数为20万元，基本支出15万元。', { section: 'final_expenditure' }).at(-1)).toBe(
      '15 expenditure.basic final_actual measure_inferred',
    );
    expect(told('支出决算数为20万元，基本支出15万元。', { section: 'final_expenditure' }).at(-1)).toBe(
      '15 expenditure.basic final_actual',
    );
  });

  test('of something planned is flagged, for every count of the clause', () => {
    expect(told('公务接待费支出5万元，预计接待4批次、32人次。', reception).slice(1)).toEqual([
      '4 three_public.reception.domestic.batches count measure_inferred',
      '32 three_public.reception.domestic.person_times count measure_inferred',
    ]);
  });
});

describe('classes below 财政拨款支出', () => {
  const text =
    '2023年度财政拨款支出100万元，主要用于以下方面：教育（类）支出90万元，占90%；住房保障（类）支出10万元，占10%。';
  const concepts = (title: string) => [
    ...new Set(
      mapText(text, { section: 'final_gpb.structure', title })
        .facts.filter(({ function_code }) => function_code !== '')
        .map(({ concept }) => concept),
    ),
  ];

  test('are of all funds', () => {
    expect(concepts('（二）财政拨款支出决算结构情况')).toEqual(['expenditure.fiscal']);
  });

  test('are of the general public budget where a heading says so', () => {
    expect(concepts('（二）一般公共预算财政拨款支出决算结构情况')).toEqual(['expenditure.fiscal.general_public']);
  });
});
