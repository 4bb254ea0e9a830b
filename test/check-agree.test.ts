/** What is said twice, lists that are complete, totals by fund, points of groups; and which faults the checks find. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkInputOf, faultsOf, tallyFaults } from '../bench/faults.ts';
import { checkDocument } from '../pipeline/check/index.ts';
import type { FinishedFact, FinishedIndicator } from '../pipeline/rows/facts.ts';
import { indicators } from '../schemas/datasets.ts';
import { type Columns, fact, pack } from './fixtures/printed-fact.ts';

let count = 0;

function check(all: FinishedFact[], points: FinishedIndicator[] = []) {
  const findings = checkDocument({ facts: all, indicators: points, pack, documentId: 'd' });
  return (id: string) => findings.filter(({ check_id, fact_ids }) => check_id === id && fact_ids !== '');
}
const statuses = (found: readonly { status: string }[]) => found.map(({ status }) => status);

describe('one project in several places', () => {
  const project = (subject: string, wan: string, columns: Columns = {}) =>
    fact('performance.project.funds', wan, {
      subject,
      measure: 'execution_amount',
      report_type: 'perf_project',
      ...columns,
    });
  const item = (subject: string, wan: string) =>
    fact('expenditure.fiscal.general_public.project', wan, { subject, report_type: 'perf_overall' });

  test('has one amount, whatever general words its name carries', () => {
    const sheets = (wan: string) =>
      check([
        project('劳动力调查专项经费', '3.68', { form: 'list' }),
        project('劳动力调查经费', wan, { form: 'sheet' }),
      ])('CD05');
    expect(sheets('3.68')).toMatchObject([{ status: 'pass' }]);
    expect(sheets('3.86')).toMatchObject([
      { status: 'fail', message: expect.stringMatching(/劳动力调查经费 and 劳动力调查专项经费.*38600.*36800/) },
    ]);
  });

  test('is not spent more on than its item in the list has', () => {
    const spent = (wan: string) =>
      check([item('育苗项目', '14.57'), project('县级育苗计划资金', wan, { form: 'sheet' })])('CD05');
    expect(spent('14.57')).toMatchObject([{ status: 'pass' }]);
    expect(spent('9.00')).toMatchObject([{ status: 'pass' }]);
    expect(spent('17.20')).toMatchObject([{ status: 'fail', left: '145700', right: '172000' }]);
  });

  test('a name with two amounts in one place, and one of general words only, are compared with nothing', () => {
    const two = [project('育苗项目', '1.00', { form: 'list' }), project('育苗经费', '2.00', { form: 'list' })];
    expect(check([...two, project('育苗项目', '3.00', { form: 'sheet' })])('CD05')).toEqual([]);
    expect(
      check([project('专项经费', '1.00', { form: 'a' }), project('项目资金', '2.00', { form: 'b' })])('CD05'),
    ).toEqual([]);
  });
});

test('amounts that are mostly one do not differ in one digit, and may in more', () => {
  const both = (wan: string) =>
    check([
      fact('expenditure.economic.item', wan, { economic_code: '30113', form: 'final_06' }),
      fact('expenditure.fiscal.general_public.basic', '187.19', { function_code: '2210201', form: 'final_05' }),
    ])('CT18');
  expect(both('187.19')).toMatchObject([{ status: 'pass' }]);
  for (const wrong of ['182.19', '18.719', '187.1', '87.19'])
    expect(both(wrong)).toMatchObject(wrong === '18.719' ? [] : [{ status: 'fail' }]);
  expect(both('190.25')).toEqual([]);
});

describe('said twice', () => {
  const twice = (a: string, b: string, columns: Columns = {}) =>
    statuses(check([fact('operating_expense.total', a), fact('operating_expense.total', b, columns)])('NI14'));

  test('alike, or rounded to another place', () => {
    expect(twice('24.44', '24.44')).toEqual(['pass']);
    expect(twice('24.44', '24.4')).toEqual(['pass']);
  });

  test('differently', () => {
    expect(twice('24.44', '24.45')).toEqual(['fail']);
    expect(twice('24.44', '24.5')).toEqual(['fail']);
  });

  test('of another year, subject or measure is not the same thing', () => {
    expect(twice('24.44', '30.00', { period: '2022' })).toEqual([]);
    expect(twice('24.44', '30.00', { subject: '临江县档案馆' })).toEqual([]);
    expect(twice('24.44', '30.00', { measure: 'initial_budget' })).toEqual([]);
  });

  test('a total on both sides of one table', () => {
    const total = (wan: string) => fact('fiscal.grand_total', wan, { form: 'final_04' });
    expect(statuses(check([total('7.00'), total('7.00')])('CT17'))).toEqual(['pass']);
    expect(statuses(check([total('7.00'), total('1.00')])('CT17'))).toEqual(['fail']);
  });
});

describe('lists of items', () => {
  const item = (function_code: string, wan: string, measure: string) =>
    fact('expenditure.fiscal.general_public', wan, { function_code, function_name: `item ${function_code}`, measure });
  const total = (wan: string, measure: string) => fact('expenditure.fiscal.general_public', wan, { measure });
  const list = (actual: string, budget: string) =>
    statuses(
      check([
        total('30.00', 'final_actual'),
        total('40.00', 'initial_budget'),
        item('2010301', '20.00', 'final_actual'),
        item('2010301', '25.00', 'initial_budget'),
        item('2080505', actual, 'final_actual'),
        item('2080505', budget, 'initial_budget'),
      ])('NI15'),
    );

  test('that are complete by the accounts make up the budget too', () => {
    expect(list('10.00', '15.00')).toEqual(['pass']);
    expect(list('10.00', '16.00')).toEqual(['fail']);
  });

  test('that name some items only say nothing', () => {
    expect(list('9.00', '11.00')).toEqual([]);
  });
});

describe('funds', () => {
  const form = 'final_04';
  const fund = 'general_public';
  const table = (closing: string) => [
    fact('revenue.fiscal_appropriation.general_public', '90.00', { form }),
    fact('carryover.opening.fiscal', '10.00', { form, fund }),
    fact('fiscal.grand_total', '100.00', { form, fund }),
    fact('expenditure.fiscal.general_public', '95.00', { form }),
    fact('carryover.closing.fiscal', closing, { form, fund }),
  ];

  test('each has its own balance', () => {
    expect(statuses(check(table('5.00'))('IT13'))).toEqual(['pass', 'pass']);
    expect(statuses(check(table('8.00'))('IT13')).sort()).toEqual(['fail', 'pass']);
  });

  test('their sum is the amount of all funds', () => {
    const opening = (wan: string) => [...table('5.00'), fact('carryover.opening.fiscal', wan, { form })];
    expect(statuses(check(opening('10.00'))('IT13'))).not.toContain('fail');
    expect(statuses(check(opening('12.00'))('IT13'))).toContain('fail');
  });
});

describe('a year before', () => {
  const budget = (concept: string, wan: string, measure = 'budget_current') =>
    fact(concept, wan, { report_type: 'budget', measure, period: measure === 'budget_current' ? '2023' : '2022' });
  const years = (now: string, before: string) =>
    statuses(
      check([
        budget('expenditure.grand_total', '50.00'),
        budget('expenditure.total', now),
        budget('expenditure.grand_total', '41.64', 'prior_year_budget'),
        budget('expenditure.total', before, 'prior_year_budget'),
      ])('NI01'),
    );

  test('totals that are equal this year were equal then', () => {
    expect(years('50.00', '41.64')).toEqual(['pass']);
    expect(years('50.00', '39.22')).toEqual(['fail']);
    expect(years('48.00', '39.22')).toEqual([]);
  });
});

describe('points of a group', () => {
  const indicator = (level3: string, weight: string): FinishedIndicator => ({
    row: indicators.parse({ indicator_id: `i${count++}`, table_id: 't5', level1: '产出指标', level3, weight, page: 7 }),
    trace: { rule: 'indicator', prefix: '', suffix: '', evidence: [], steps: [] },
  });
  const group = (points: string) => {
    const said = fact('performance.indicator.weight', points, {
      report_type: 'perf_overall',
      measure: 'weight',
      subject: '产出指标',
      table_id: 't5',
    });
    Object.assign(said.row, { value: points, unit: 'score', decimals: 0, raw_unit: '分' });
    return check([said], [indicator('活动场次', '60'), indicator('完成时限', '40')])('IT18');
  };

  test('are those of its indicators, and the finding names table, page and terms', () => {
    expect(statuses(group('100'))).toEqual(['pass', 'pass']);
    expect(group('50')[1]).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('产出指标 (page 7, table t5)'),
    });
    expect(group('50')[1].formula).toBe('产出指标 50分 = 活动场次 60 + 完成时限 40');
  });
});

test('a total score without the points for execution is not compared with the indicators alone', () => {
  const score = (value: string): FinishedFact => {
    const said = fact('performance.project.score', '0', {
      report_type: 'perf_project',
      measure: 'score',
      table_id: 't5',
    });
    Object.assign(said.row, { value, unit: 'score', raw: value, raw_unit: '分' });
    return said;
  };
  const points: FinishedIndicator[] = ['39.8', '40'].map((given) => ({
    row: indicators.parse({ indicator_id: `i${count++}`, table_id: 't5', level3: given, score: given, page: 7 }),
    trace: { rule: 'indicator', prefix: '', suffix: '', evidence: [], steps: [] },
  }));
  const status = (total: string) => statuses(check([score(total)], points)('IT17'));
  expect(status('79.8')).toEqual(['pass']);
  expect(status('98.8')).toEqual(['not_applicable']);
  expect(status('75')).toEqual(['fail']);
});

test('spending beside fiscal money has its own receipts', () => {
  const said = (concept: string, wan: string) => fact(concept, wan, { report_type: 'perf_overall' });
  const spent = (total: string) =>
    statuses(
      check([
        said('expenditure.total', total),
        said('expenditure.fiscal.general_public.basic', '45.00'),
        said('expenditure.fiscal.general_public.project', '40.00'),
        said('revenue.other', '15.00'),
      ])('CT15'),
    );
  expect(spent('100.00')).toEqual(['pass']);
  expect(spent('100.50')).toEqual(['fail']);
});

test('a rate beyond reason is told', () => {
  const rate = fact('staff.control_rate', '0', { report_type: 'perf_overall', measure: 'control_rate' });
  Object.assign(rate.row, { value: '340', unit: 'percent', raw: '340', raw_unit: '%' });
  expect(statuses(check([rate])('FM03'))).toEqual(['fail']);
});

describe('faults', () => {
  const sample = fileURLToPath(new URL('../samples/documents/qinghe-2023-final.pdf', import.meta.url));

  test.skipIf(!existsSync(sample))(
    'nearly every fault in complete final accounts is flagged, and no proposal is wrong',
    async () => {
      const input = await checkInputOf(sample, pack);
      const faults = faultsOf(input.facts).filter((_, i) => i % 11 === 0);
      const share = Object.fromEntries(
        [...tallyFaults(input, faults)].map(([kind, { faults: all, flagged, right, wrong }]) => [
          kind,
          { flagged: flagged / all, right: right / all, wrong },
        ]),
      );
      expect(share.digit.flagged).toBeGreaterThan(0.95);
      expect(share['lost point'].flagged).toBeGreaterThan(0.97);
      expect(share.unit.flagged).toBeGreaterThan(0.97);
      expect(share['lost digit'].flagged).toBeGreaterThan(0.8);
      expect(share.digit.right).toBeGreaterThan(0.65);
      expect(Object.values(share).map(({ wrong }) => wrong)).toEqual([0, 0, 0, 0]);
    },
  );
});
