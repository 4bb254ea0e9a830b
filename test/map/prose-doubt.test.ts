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

  test('is not carried to the other side of the account', () => {
    const { facts, quarantine } = mapText('2023年收入合计100万元，实际支出90万元，占80%。', {
      section: 'final_revenue',
    });
    expect(facts.map(({ raw }) => raw)).toEqual(['100']);
    expect(quarantine.map(({ raw }) => raw)).toEqual(['90万元', '80%']);
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

describe('items of a row', () => {
  test('a part with the name of its whole is flagged', () => {
    const facts = told('年末实有人数41人，其中实有在职人员30人。', { section: 'staffing' });
    expect(facts.at(-1)).toMatch(/^30 .*subject_inferred/);
  });

  test('kinds of one thing are flagged', () => {
    const facts = told('本单位有临床科室18个、职能科室12个。', { section: 'org_structure' });
    expect(facts.every((fact) => fact.endsWith('subject_inferred'))).toBe(true);
  });

  test('a change behind the last of them may be that of all', () => {
    const facts = told('三公经费支出9万元，其中公务接待费4万元、公务用车运行维护费5万元，比上年减少5%。', reception);
    expect(facts.at(-1)).toBe('5 three_public.total change_percent subject_inferred');
  });

  test('what is not understood before the first holds for all', () => {
    const { facts, quarantine } = mapText('使用自有资金垫付公务用车运行维护费12万元、公务接待费2万元。', reception);
    expect(quarantine).toHaveLength(1);
    expect(facts.map(({ raw, flags }) => [raw, ...flags])).toEqual([['2', 'head_unknown']]);
  });
});

describe('classes without a section that says of what', () => {
  test('belong to the expenditure spoken of before, flagged', () => {
    const { facts } = mapText([
      '一般公共预算财政拨款支出90万元。',
      '教育支出（类）普通教育（款）小学教育（项）支出决算80万元，完成年初预算的95%。',
    ]);
    expect(facts.slice(1).map(({ concept, function_code, flags }) => [concept, function_code, ...flags])).toEqual([
      ['expenditure.fiscal.general_public', '2050202', 'subject_inferred'],
      ['expenditure.fiscal.general_public', '2050202', 'subject_inferred'],
    ]);
  });

  test.each(['主要用于：', '主要用于以下方面：', '按支出功能分类分为：'])('%s opens a list of classes', (words) => {
    const { facts } = mapText(
      `2024年财政拨款支出预算100万元。${words}教育支出60万元，占60%；住房保障支出40万元，占40%。`,
      {
        report: 'budget',
        section: 'budget_fiscal',
        title: '财政拨款收支情况',
      },
    );
    expect(facts.slice(1).map(({ concept, function_code }) => `${concept} ${function_code}`)).toEqual([
      'expenditure.fiscal 205',
      'expenditure.fiscal 205',
      'expenditure.fiscal 221',
      'expenditure.fiscal 221',
    ]);
  });
});
