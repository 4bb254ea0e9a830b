/** Rows of subjects, classes under headings that say nothing, parts of a fund, dates without a day: nothing read as the whole. */
import { describe, expect, test } from 'vitest';
import { factsOf, mapText } from './prose-fixture.ts';

const revenue = { section: 'final_revenue' };

describe('several subjects and their numbers', () => {
  test('分别为 with 和 before the last number', () => {
    expect(
      factsOf('一般公共预算财政拨款收入、事业收入、其他收入分别为1,000万元、20万元和3万元。', revenue).map((fact) =>
        fact.split(' ').slice(0, 4).join(' '),
      ),
    ).toEqual([
      'revenue.fiscal_appropriation.general_public final_actual 2023 10000000',
      'revenue.institution final_actual 2023 200000',
      'revenue.other final_actual 2023 30000',
    ]);
  });

  test('a subject that is not known, or more numbers than subjects: nobody can tell which is whose', () => {
    expect(mapText('事业收入、某某进账、其他收入分别为1万元、2万元和3万元。', revenue).facts).toEqual([]);
    const mapped = mapText('事业收入、其他收入分别为1万元、2万元和3万元。', revenue);
    expect(mapped.facts.map(({ concept, raw }) => `${concept} ${raw}`)).toEqual([
      'revenue.institution 1',
      'revenue.other 2',
    ]);
    expect(mapped.quarantine).toMatchObject([{ raw: '3万元' }]);
  });

  test('one number behind several may be their sum', () => {
    const [fact] = mapText('事业收入、其他收入共20万元。', revenue).facts;
    expect(fact.flags).toContain('subject_inferred');
  });
});

describe('classes under a heading that does not say of what', () => {
  const items = [
    '科学技术支出（类）科学技术管理事务（款）行政运行（项）。年初预算为396.20万元，支出决算为403.60万元，完成年初预算的101.87%。',
    '科学技术支出（类）科学技术管理事务（款）行政运行（项）。',
    '年初预算为396.20万元，支出决算为403.60万元。',
    '3、行政运行（项）：年初预算数为396.20万元，决算数为403.60万元，比上年增加7.40万元。',
    '6. 2060101行政运行：403.65万元，占12.5%。',
  ];

  test.each(['2023年度收、支总计735.59万元。', '2023年度支出合计701.11万元。', '2023年度财政拨款支出700.10万元。'])(
    'never state the whole behind %s',
    (before) => {
      const places = [{ section: '', title: '资金具体去向' }, { section: 'narrative_part_final' }];
      for (const place of places) {
        const stated = mapText([before, ...items], place).facts.filter(({ raw }) => !before.includes(raw));
        expect(stated.filter(({ function_code }) => function_code === '')).toEqual([]);
        expect(stated.filter(({ flags }) => !flags.includes('subject_inferred'))).toEqual([]);
      }
    },
  );
});

test('what is paid from one fund is not the whole, nor are the items behind it', () => {
  const text =
    '政府采购预算总额96.50万元：政府采购货物预算21.50万元、政府采购服务预算75万元；其中一般公共预算拨款政府采购90万元：政府采购货物预算20万元。';
  const facts = mapText(text, { section: 'procurement', report: 'budget' }).facts;
  expect(
    facts.map(({ concept, raw, fund, flags }) => [concept, raw, fund, flags.includes('subject_inferred')]),
  ).toEqual([
    ['procurement.total', '96.50', '', false],
    ['procurement.goods', '21.50', '', false],
    ['procurement.services', '75', '', false],
    ['procurement.total', '90', 'general_public', true],
    ['procurement.goods', '20', 'general_public', true],
  ]);
});

test('all money of the fund, its carry-over included, is not the money of the year', () => {
  const text = '2023年度政府性基金预算财政拨款收入总计10万元，其中：年初结转和结余4万元，本年收入6万元。';
  expect(factsOf(text, { section: 'final_gov_fund' }).map((fact) => fact.split(' ').slice(0, 4).join(' '))).toEqual([
    'fiscal.grand_total final_actual 2023 100000',
    'carryover.opening period_begin 2023 40000',
    'revenue.fiscal_appropriation.government_fund final_actual 2023 60000',
  ]);
});

test('things at the end of a month, and plans that a sentence has ended', () => {
  const text = '截至2024年11月，共有车辆7辆。2025年安排购置车辆0辆。单价100万元以上设备1台（套）。';
  const facts = mapText(text, { section: 'state_assets', report: 'budget', year: 2025 }).facts;
  expect(facts[0]).toMatchObject({ concept: 'assets.vehicles', measure: 'period_end', period: '2024' });
  expect(facts[2].flags).toContain('measure_inferred');
});

test('classes by their bare names with a budget and an actual amount, where the section lists classes', () => {
  const text = '（一）社会保障和就业支出年初预算数为95万元，决算数为96.41万元，完成年初预算的101.48%。';
  const facts = mapText(text, { section: 'final_gpb', title: '财政拨款支出决算情况说明' }).facts;
  expect(
    facts.map(({ concept, measure, function_code, raw }) => `${concept} ${measure} ${function_code} ${raw}`),
  ).toEqual([
    'expenditure.fiscal initial_budget 208 95',
    'expenditure.fiscal final_actual 208 96.41',
    'expenditure.fiscal completion_percent 208 101.48',
  ]);
  expect(mapText(text, { section: 'final_overall' }).facts).toEqual([]);
});

test('money of the head office alone, and a change against a year further back, are flagged', () => {
  const place = { section: 'final_expenditure' };
  const [office] = mapText('局机关支出合计60万元。', place).facts;
  expect(office.flags).toContain('other_body');
  const [, change] = mapText('支出合计100万元，比2021年增加2万元。', place).facts;
  expect(change.flags).toContain('period_unusual');
  expect(mapText('支出合计100万元，比2022年增加2万元。', place).facts.flatMap(({ flags }) => flags)).toEqual([]);
});
