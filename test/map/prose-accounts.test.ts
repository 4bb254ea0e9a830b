/** Wording of real final accounts, in sentences of our own: totals that are compared, years between words, joined names. */
import { describe, expect, test } from 'vitest';
import { factsOf, mapText } from './prose-fixture.ts';

const threePublic = { section: 'three_public' };

describe('what a number is about', () => {
  test('a year between a cost and the fund that pays it changes nothing', () => {
    expect(
      factsOf('公务接待费2023年财政拨款支出决算数为3.20万元，比2022年度决算数减少0.30万元。', threePublic),
    ).toEqual([
      'three_public.reception final_actual 2023 32000 CNY',
      'three_public.reception change_amount 2023 -3000 CNY',
    ]);
  });

  test('one number for two names that 及 joins is refused', () => {
    const { facts, quarantine } = mapText('公务接待费及因公出国（境）费6万元。', threePublic);
    expect(facts).toEqual([]);
    expect(quarantine[0].reason).toContain('one number for');
  });

  test.each(['公车购置及运行费', '公务用车购置及运维费', '公务用车购置和运行维护费'])('%s is one cost', (name) => {
    expect(factsOf(`${name}12万元，比上年决算数下降6%。`, threePublic)).toEqual([
      'three_public.vehicle final_actual 2023 120000 CNY',
      'three_public.vehicle change_percent 2023 -6 percent',
    ]);
  });

  test('a clause that says only that nothing changed names what grows in the next', () => {
    const text =
      '“三公”经费支出8万元，比去年增加1万元。公务用车运行维护费支出决算比预算无增减变化，比去年增加1万元，增长20%。';
    expect(factsOf(text, threePublic).slice(2)).toEqual([
      'three_public.vehicle.operation change_amount 2023 10000 CNY',
      'three_public.vehicle.operation change_percent 2023 20 percent',
    ]);
  });

  test('behind an explanation a change with its own name may go on', () => {
    const text =
      '公务用车运行维护费较上年减少2万元，主要是因车辆减少；公务接待费较上年减少1万元，较年初预算数减少0.5万元。';
    expect(factsOf(text, threePublic).slice(1)).toEqual([
      'three_public.reception change_amount 2023 -10000 CNY',
      'three_public.reception change_vs_initial_budget 2023 -5000 CNY',
    ]);
  });
});

describe('totals', () => {
  test('收入 and 支出 that grow behind the totals are the totals', () => {
    const text =
      '本部门2023年度收入总计90万元，支出总计88万元。与2022年决算数相比，收入增加4万元、增长5%，主要原因是增人。支出增加3万元，增长4%。';
    expect(mapText(text, { section: 'final_overall' }).facts.map(({ raw, concept }) => `${raw} ${concept}`)).toEqual([
      '90 revenue.grand_total',
      '88 expenditure.grand_total',
      '4 revenue.grand_total',
      '5 revenue.grand_total',
      '3 expenditure.grand_total',
      '4 expenditure.grand_total',
    ]);
  });

  test('收、支 compared are both sides', () => {
    const text = '2023年度收入总计90万元，支出总计90万元。收、支与2022年度相比，减少6万元。';
    expect(factsOf(text, { section: 'final_overall' }).slice(2)).toEqual([
      'revenue.grand_total change_amount 2023 -60000 CNY',
      'expenditure.grand_total change_amount 2023 -60000 CNY',
    ]);
  });

  const gpb = { section: 'final_gpb', title: '一般公共预算财政拨款支出决算情况' };

  test('parts in the section of the general public budget are parts of it', () => {
    const text = ['1.基本支出60万元，占一般公共预算财政拨款总支出的60%。', '2.项目支出40万元。'];
    expect(mapText(text, gpb).facts.map(({ raw, concept }) => `${raw} ${concept}`)).toEqual([
      '60 expenditure.fiscal.general_public.basic',
      '60 expenditure.fiscal.general_public.basic',
      '40 expenditure.fiscal.general_public.project',
    ]);
  });

  test('but of all expenditure where the text speaks of that', () => {
    expect(factsOf('本年支出合计120万元，其中：基本支出70万元。', gpb).at(-1)).toMatch(/^expenditure\.basic /);
  });

  test('in the section of all fiscal money they are parts of that', () => {
    const all = { section: 'final_gpb', title: '财政拨款支出决算情况' };
    expect(factsOf('1.基本支出60万元。', all)[0]).toMatch(/^expenditure\.fiscal\.basic /);
  });

  test('支出总计 of the fund in its own section is its expenditure', () => {
    expect(factsOf('本单位一般公共预算财政拨款支出总计95万元。', gpb)).toEqual([
      'expenditure.fiscal.general_public final_actual 2023 950000 CNY',
    ]);
  });
});

describe('what a change is against', () => {
  test.each([
    ['决算数大于预算数5万元', 'change_vs_initial_budget', 'initial_budget', '50000'],
    ['决算数小于年初预算数5万元', 'change_vs_initial_budget', 'initial_budget', '-50000'],
    ['高于上年5万元', 'change_amount', 'prior_year_actual', '50000'],
    ['低于年初预算5万元', 'change_vs_initial_budget', 'initial_budget', '-50000'],
  ])('%s', (clause, measure, base, value) => {
    const fact = mapText(`公务接待费支出12万元，${clause}。`, threePublic).facts.at(-1);
    expect(fact).toMatchObject({ measure, base, value, flags: [] });
  });
});

test('a percentage that cannot be named says nothing of the amounts behind it', () => {
  const text = ['“三公”经费支出9万元，预算落实比例为88%。', '其中：公务接待费4万元。'];
  const { facts, quarantine } = mapText(text, threePublic);
  expect(facts.at(-1)).toMatchObject({ raw: '4', measure: 'final_actual' });
  expect(quarantine.map(({ raw }) => raw)).toEqual(['88%']);
});

test('what is named as budget, and of which year, holds for the parts named behind it', () => {
  const text = '2022年“三公”经费支出预算中，公务接待费2万元，因公出国（境）费1万元。公务接待费1.5万元。';
  expect(mapText(text, threePublic).facts.map(({ raw, measure, period }) => `${raw} ${measure} ${period}`)).toEqual([
    '2 prior_year_budget 2022',
    '1 prior_year_budget 2022',
    '1.5 final_actual 2023',
  ]);
});

test.each(['合计', '总计'])('“三公”经费预算%s is a budget', (total) => {
  expect(factsOf(`“三公”经费预算${total}6万元。`, threePublic)).toEqual([
    'three_public.total initial_budget 2023 60000 CNY',
  ]);
});

test('below a heading of another year the year is in doubt, unless the sentence says it', () => {
  const place = { section: 'three_public', title: '一、2024年“三公”经费预算安排情况' };
  expect(factsOf('公务接待费2万元。2023年因公出国（境）费1万元。', place)).toEqual([
    'three_public.reception final_actual 2023 20000 CNY ?period_unusual',
    'three_public.overseas final_actual 2023 10000 CNY',
  ]);
});

test('receipts are no share of expenditure', () => {
  const text = '收入取自有关方面，支出总计80万元，其中：财政拨款收入60万元，占75%。';
  const share = mapText(text, { section: 'final_overall' }).facts.find(({ unit }) => unit === 'percent');
  expect(share).toMatchObject({ base: '', flags: ['base_unknown'] });
});

test('an amount behind a count of receptions is of all of them, unless the text says domestic', () => {
  const place = { section: 'three_public' };
  expect(factsOf('2023年公务接待24批次，210人次，支出2万元，较上年减少1万元。', place).slice(2)).toEqual([
    'three_public.reception final_actual 2023 20000 CNY',
    'three_public.reception change_amount 2023 -10000 CNY',
  ]);
  expect(factsOf('国内公务接待24批次，210人次，共计支出2万元。', place).at(-1)).toMatch(
    /^three_public\.reception\.domestic /,
  );
});

test('classes in quotation marks, and behind the number of their item', () => {
  const structure = { section: 'final_gpb.structure', title: '一般公共预算财政拨款支出决算结构情况' };
  expect(
    factsOf(['一般公共预算财政拨款支出90万元，主要用于以下方面：', '1.“教育支出”60万元；'], structure).at(-1),
  ).toBe('expenditure.fiscal.general_public[205] final_actual 2023 600000 CNY');
  const details = { section: 'final_gpb.details' };
  expect(factsOf(['其中：', '1、教育支出（类）普通教育（款）小学教育（项）60万元。主要用于：教学。'], details)).toEqual(
    ['expenditure.fiscal.general_public[2050202] final_actual 2023 600000 CNY'],
  );
});

test('a telephone number is no amount', () => {
  expect(mapText(['“三公”经费支出9万元。', '（联系方式：023-40001234）'], threePublic)).toMatchObject({
    facts: [{ raw: '9' }],
    quarantine: [],
  });
});

test('本年支出 behind 占 is of no single fund, 总支出 is the total that the list takes apart', () => {
  const fiscal = { section: 'final_gpb', title: '一般公共预算财政拨款支出决算情况' };
  const base = (text: string, place: object) => mapText(text, place).facts.find((f) => f.measure === 'share_percent');
  expect(base('财政拨款支出90万元，占本年支出的90%。', fiscal)).toMatchObject({
    concept: 'expenditure.fiscal.general_public',
    base: 'expenditure.total',
  });
  expect(
    base('本年支出合计80万元，其中：基本支出60万元，占总支出的75%。', { section: 'final_expenditure' }),
  ).toMatchObject({ base: 'expenditure.total' });
});

test('的具体构成为 takes apart what was stated last', () => {
  const text =
    '收入总计110万元，其中年初结转和结余10万元，较2022年增加1万元；本年收入合计100万元，较2022年增加5万元。' +
    '本年收入的具体构成为：财政拨款收入90万元，占90%；其他收入10万元，占10%。';
  const shares = mapText(text, { section: 'final_revenue' }).facts.filter((f) => f.measure === 'share_percent');
  expect(shares.map(({ base, flags }) => [base, flags])).toEqual([
    ['revenue.total', []],
    ['revenue.total', []],
  ]);
});

test('what was bought in the year of the accounts is no plan', () => {
  const text = '单价100万元以上的设备1台；当年购置车辆2辆；购置单价100万元以上的设备3台。';
  expect(mapText(text, { section: 'state_assets' })).toMatchObject({
    facts: [{ concept: 'assets.equipment_over_1m', raw: '1' }],
    quarantine: [{ raw: '2辆' }, { raw: '3台' }],
  });
});

test('what is said of a school goes on to the end of the sentence, unless it turns to the reporting body', () => {
  const place = { section: 'final_overall' };
  const flags = (text: string) => mapText(text, place).facts.map((fact) => fact.flags.join());
  expect(flags('清河县第一中学收入总计5万元，支出总计4万元。支出总计40万元。')).toEqual([
    'other_body',
    'other_body',
    '',
  ]);
  expect(flags('清河县第一中学收入总计5万元；本部门收入总计50万元，支出总计40万元。')).toEqual(['other_body', '', '']);
  expect(flags('清河县第一中学公务接待2批次，15人次。')).toEqual(['other_body', 'other_body']);
});

describe('a year that is not the report’s', () => {
  const facts = (text: string) => factsOf(text, threePublic);
  test('opens a sentence', () => {
    expect(facts('2022年，我局公务接待费5万元，公务接待3批次。公务用车购置费2万元。')).toEqual([
      'three_public.reception prior_year_actual 2022 50000 CNY ?period_unusual',
      'three_public.reception.domestic.batches count 2022 3 batches ?period_unusual',
      'three_public.vehicle.purchase final_actual 2023 20000 CNY',
    ]);
    expect(facts('2023年，我局公务接待费5万元。')).toEqual(['three_public.reception final_actual 2023 50000 CNY']);
  });

  test('holds for counts, changes and shares of its clause', () => {
    expect(facts('2022年公务接待3批次，8人次。')).toEqual([
      'three_public.reception.domestic.batches count 2022 3 batches ?period_unusual',
      'three_public.reception.domestic.person_times count 2023 8 person_times ?period_unusual',
    ]);
    expect(facts('2022年公务接待费比上年增加5万元。')).toEqual([
      'three_public.reception change_amount 2022 50000 CNY ?period_unusual',
    ]);
  });

  test('is a doubt for what stands behind its clause, unless the sentence speaks of the report’s year too', () => {
    expect(facts('2022年公务接待费5万元，公务用车购置费3万元。').at(-1)).toMatch(/ 2023 30000 CNY \?period_unusual$/);
    expect(facts('2022年公务接待费5万元，比上年增加1万元。').at(-1)).toMatch(/change_amount .* \?period_unusual$/);
    expect(facts('2023年公务接待费预算5万元，2022年预算4万元，增加1万元。').at(-1)).not.toMatch(/period_unusual/);
    expect(facts('2023年公务接待费5万元，比2022年增加1万元。').at(-1)).toBe(
      'three_public.reception change_amount 2023 10000 CNY',
    );
  });
});

test('staff that is there, by kind and without a total', () => {
  const staff = mapText('行政编制4个，参公事业编制2个。实有行政人员4人。', { section: 'staffing' }).facts.at(-1);
  expect(staff).toMatchObject({ concept: 'staff.actual.by_kind', subject: '实有行政人员', raw: '4' });
});

describe('behind a reason', () => {
  test('a clause that only compares is of the subject again, with a flag', () => {
    const told = (text: string) => factsOf(text, threePublic).at(-1);
    const text = '公务接待费5万元，主要原因是厉行节约，与上年相比减少2万元，减少3%。';
    expect(factsOf(text, threePublic).slice(1)).toEqual([
      'three_public.reception change_amount 2023 -20000 CNY ?in_explanation',
      'three_public.reception change_percent 2023 -3 percent ?in_explanation',
    ]);
    expect(told('公务接待费比预算减少2万元，主要原因是厉行节约；比上年减少1万元，减少5%，主要原因是接待减少。')).toBe(
      'three_public.reception change_percent 2023 -5 percent ?subject_inferred',
    );
    expect(told('运行维护费9万元，主要是油料支出，截至2023年12月31日，公务用车保有量为3辆。')).toMatch(
      /^three_public\.vehicle\.fleet .* 3 vehicles \?in_explanation$/,
    );
  });

  test('people of the reason are none of the subject', () => {
    const { facts, quarantine } = mapText('公务接待费5万元，主要原因是检查增加，比上年增加5人。', threePublic);
    expect([facts.length, quarantine.length]).toEqual([1, 1]);
  });
});

test('开支 before a cost is its verb, alone it names nothing', () => {
  const place = { section: 'meeting_training' };
  const { facts, quarantine } = mapText('开支会议费3万元，用于召开会议；举办文化活动，开支8万元。', place);
  expect([facts.length, quarantine.map(({ raw }) => raw)]).toEqual([1, ['8万元']]);
});

test('behind a subject with words that are not understood other money of the sentence is doubtful', () => {
  const place = { section: 'final_overall' };
  const flags = (text: string) => mapText(text, place).facts.map((fact) => fact.flags.join());
  expect(flags('清河大学的收入总计5万元，支出总计4万元。支出总计40万元。')).toEqual(['head_unknown', '']);
  expect(flags('清河大学的收入总计5万元；支出总计40万元。')).toEqual(['']);
});
