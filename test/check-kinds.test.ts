import { describe, expect, test } from 'vitest';
import { checkDocument } from '../pipeline/check/index.ts';
import type { FinishedFact } from '../pipeline/rows/facts.ts';
import { indicators } from '../schemas/datasets.ts';
import { fact, pack } from './fixtures/printed-fact.ts';

function check(...all: FinishedFact[]) {
  const findings = checkDocument({ facts: all, indicators: [], pack, documentId: 'd' });
  const of = (id: string) => findings.filter(({ check_id, fact_ids }) => check_id === id && fact_ids !== '');
  return { of, status: (id: string) => of(id).map(({ status }) => status) };
}

describe('places', () => {
  test('a failed check names page and table or section of both sides', () => {
    const [finding] = check(
      fact('fiscal.grand_total', '5.00', { form: 'final_04' }),
      fact('fiscal.grand_total', '7.00'),
    ).of('NT01');
    expect(finding.message).toContain('70000 (page 3, section s) = 50000 (page 9, table t_final_04)');
  });
});

describe('legitimate differences', () => {
  const operating = (said: string) =>
    check(
      fact('operating_expense.total', said),
      fact('expenditure.fiscal.general_public.basic.public', '480.66', { form: 'final_06' }),
    ).of('CT12');

  test('operating expense below the public part of the basic expenditure may leave out institutions', () => {
    expect(operating('480.66').map(({ status }) => status)).toEqual(['pass']);
    expect(operating('142.80')).toMatchObject([
      { status: 'not_applicable', message: expect.stringContaining('事业单位') },
    ]);
    expect(operating('580.66').map(({ status }) => status)).toEqual(['fail']);
  });

  test('reception above its item may be paid from project money, below it cannot be', () => {
    const reception = (said: string) =>
      check(
        fact('three_public.reception', said),
        fact('expenditure.economic.item', '0.35', { form: 'final_06', economic_code: '30217' }),
      ).of('CT13');
    expect(reception('1.24')).toMatchObject([
      { status: 'not_applicable', message: expect.stringContaining('project money') },
    ]);
    expect(reception('0.20').map(({ status }) => status)).toEqual(['fail']);
  });

  test('budget and fiscal totals are equal unless there is other money', () => {
    const budget = { report_type: 'budget', measure: 'budget_current' } as const;
    const totals = [
      fact('revenue.grand_total', '100.00', { ...budget, form: 'budget_01' }),
      fact('fiscal.grand_total', '90.00', { ...budget, form: 'budget_04' }),
    ];
    expect(check(...totals).status('CT08')).toContain('fail');
    const other = fact('revenue.institution', '10.00', { ...budget, form: 'budget_01' });
    expect(check(...totals, other).status('CT08')).not.toContain('fail');
  });
});

describe('lists', () => {
  const list = (before: string) =>
    check(
      fact('expenditure.fiscal.general_public.basic.public', '26.69', { after: `万元，${before}办公费` }),
      fact('expenditure.economic.item', '20.00', { economic_code: '30201', before }),
      fact('expenditure.economic.item', '5.00', { economic_code: '30211' }),
    ).of('NI06');

  test('a full list must add up', () => {
    expect(list('其中：').map(({ status }) => status)).toEqual(['fail']);
  });

  test('a list of some parts need not', () => {
    expect(list('主要包括：')).toMatchObject([
      { status: 'not_applicable', message: expect.stringContaining('主要包括') },
    ]);
  });

  test('projects add up where as many are reported as there are', () => {
    const projects = (declared: string) =>
      check(
        fact('performance.self_eval.amount', '100.00'),
        fact('performance.self_eval.projects', '0', {
          measure: 'count',
          value: declared,
          unit: '个',
          raw: declared,
          raw_unit: '个',
        }),
        fact('performance.project.funds', '30.00', { measure: 'execution_amount', subject: 'A' }),
        fact('performance.project.funds', '40.00', { measure: 'execution_amount', subject: 'B' }),
      ).status('NI10');
    expect(projects('2')).toEqual(['fail']);
    expect(projects('5')).toEqual(['not_applicable']);
  });
});

describe('the text against itself', () => {
  const thing = 'three_public.total';

  test('words that compare are held against the numbers', () => {
    const said = (after: string) =>
      check(fact(thing, '8.59', { measure: 'full_year_budget' }), fact(thing, '8.59', { after })).status('NI05');
    expect(said('万元，决算数小于全年预算数')).toEqual(['fail']);
    expect(said('万元，决算数等于全年预算数')).toEqual(['pass']);
    expect(said('万元，完成全年预算')).toEqual([]);
  });

  test('what was said of the year before follows from value and change', () => {
    const said = (prior: string) =>
      check(
        fact(thing, '4.90', { report_type: 'perf_overall' }),
        fact(thing, '2.10', {
          report_type: 'perf_overall',
          measure: 'change_amount',
          base: 'prior_year_actual',
          value: '-21000',
        }),
        fact(thing, prior, {
          report_type: 'perf_overall',
          measure: 'prior_year_actual',
          period: '2022',
          form: 'perf_base_data',
        }),
      ).status('CT16');
    expect(said('7.00')).toContain('pass');
    expect(said('9.00')).toContain('fail');
  });

  test('choices of a form left open are told once for each place', () => {
    const all = [fact(thing, '0', { after: '万元，同比减少（增加）0%' }), fact(thing, '0', { before: '减少（增加）' })];
    expect(check(...all).status('NI13')).toEqual(['fail']);
  });

  test('percentages beyond their limits and years of another report need a look', () => {
    const percent = (value: string) =>
      check(fact(thing, '0', { measure: 'share_percent', value, unit: 'percent', raw: value, raw_unit: '%' })).status(
        'FM03',
      );
    expect(percent('100')).toEqual([]);
    expect(percent('140')).toEqual(['fail']);
    expect(check(fact(thing, '1', { period: '2019' })).status('NI12')).toEqual(['fail']);
    expect(check(fact(thing, '1', { period: '2022' })).status('NI12')).toEqual([]);
  });

  test('an item cannot be more than its class', () => {
    const gpb = 'expenditure.fiscal.general_public';
    const item = (wan: string) =>
      check(fact(gpb, '606.15', { function_code: '206' }), fact(gpb, wan, { function_code: '2060101' })).status('NT02');
    expect(item('500.00')).toEqual(['pass']);
    expect(item('727.39')).toEqual(['fail']);
  });
});

describe('funds', () => {
  test('what was there and what came in was spent or is left', () => {
    const row = { form: 'final_08', function_code: '212' };
    const spent = (wan: string) =>
      check(
        fact('carryover.opening.fiscal', '1.00', { ...row, fund: 'government_fund', measure: 'period_begin' }),
        fact('revenue.fiscal_appropriation.government_fund', '20.00', row),
        fact('expenditure.fiscal.government_fund', wan, row),
        fact('carryover.closing.fiscal', '0.50', { ...row, fund: 'government_fund', measure: 'period_end' }),
      ).status('IT15');
    expect(spent('20.50')).toEqual(['pass']);
    expect(spent('21.50')).toEqual(['fail']);
  });
});

describe('rates among the indicators', () => {
  test('are held against the numbers of the report', () => {
    const people = (concept: string, value: string) =>
      fact(concept, '0', { measure: 'count', value, unit: '人', raw: value, raw_unit: '人' });
    const stated = (actual_value: string) =>
      checkDocument({
        facts: [people('staff.actual', '15'), people('staff.authorized_posts', '12')],
        indicators: [
          {
            row: indicators.parse({
              indicator_id: 'i',
              level3: '在职人员控制率',
              actual_value,
              actual_unit: 'percent',
              actual_raw: actual_value,
            }),
            trace: { rule: 'r', prefix: '', suffix: '', evidence: [], steps: [] },
          },
        ],
        pack,
        documentId: 'd',
      }).find(({ check_id }) => check_id === 'CD05')?.status;
    expect(stated('125')).toBe('pass');
    expect(stated('100')).toBe('fail');
  });
});

describe('units', () => {
  test('a table 10^4 times off what the text says is suspicious, and all of it is flagged', () => {
    const table = [
      fact('three_public.total', '37.91', { form: 'final_07', value: '37', decimals: 0 }),
      fact('three_public.reception', '1.35', { form: 'final_07' }),
    ];
    const wrong = [fact('fiscal.grand_total', '123456', { form: 'final_04', value: '123456', decimals: 0 }), table[1]];
    const [finding] = check(...wrong, fact('fiscal.grand_total', '123456.00')).of('FM02');
    expect(finding.fact_ids.split(';')).toContain(wrong[0].row.fact_id);
    expect(finding.fact_ids.split(';')).not.toContain(table[1].row.fact_id);
    expect(finding.message).toContain('page 9, table t_final_04');
    expect(
      check(fact('fiscal.grand_total', '12.00', { form: 'final_04' }), fact('fiscal.grand_total', '12.00')).of('FM02'),
    ).toEqual([]);
  });
});

describe('places after the point', () => {
  test('a number of a damaged file may have more of them than a quotient keeps', () => {
    const said = fact('fiscal.grand_total', '9344.58');
    const long = { ...said, row: { ...said.row, value: '93445800.000000333333444333777888', decimals: 24 } };
    expect(check(long, fact('fiscal.grand_total', '7.00', { form: 'final_04' })).status('NT01')).toEqual(['fail']);
  });
});
