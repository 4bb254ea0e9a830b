import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkAcross } from '../pipeline/check/across.ts';
import { checkDocument } from '../pipeline/check/index.ts';
import type { FinishedFact } from '../pipeline/rows/facts.ts';
import { documents, facts, indicators, type Row } from '../schemas/datasets.ts';
import { loadPack } from '../schemas/pack.ts';

const pack = loadPack(fileURLToPath(new URL('../schemas/cn-department', import.meta.url)));

type Columns = Partial<Row<'facts'>> & { form?: string; before?: string; after?: string };
let count = 0;

/** A fact in 万元 of 2023 final accounts; with a form it stands in a table, otherwise in section `s`. */
function fact(concept: string, wan: string, { form, before, after, ...columns }: Columns = {}): FinishedFact {
  const [whole, fraction = ''] = wan.split('.');
  const row = facts.parse({
    fact_id: `f${count++}`,
    report_type: 'final',
    concept,
    measure: 'final_actual',
    period: '2023',
    fiscal_year: 2023,
    value: `${whole}${fraction.padEnd(4, '0')}`.replace(/^(-?)0+(?=\d)/, '$1'),
    unit: 'CNY',
    decimals: fraction.length - 4,
    raw: wan,
    raw_unit: '万元',
    page: form ? 9 : 3,
    section_id: form ? '' : 's',
    table_id: form ? `t ${form}` : '',
    ...columns,
  });
  const trace = { prefix: before ?? '', suffix: after ?? '', evidence: [], steps: [] };
  return { row, trace: { rule: form ? `${form}/amount` : 'prose', ...trace } };
}

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
    expect(finding.message).toContain('70000 (page 3, section s) = 50000 (page 9, table t final_04)');
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
    expect(finding.message).toContain('page 9, table t final_04');
    expect(
      check(fact('fiscal.grand_total', '12.00', { form: 'final_04' }), fact('fiscal.grand_total', '12.00')).of('FM02'),
    ).toEqual([]);
  });
});

describe('between documents', () => {
  const document = (id: string, columns: Partial<Row<'documents'>>) =>
    documents.parse({
      document_id: id,
      file: `${id}.pdf`,
      status: 'ok',
      entity: '某县科学技术局',
      region_code: '421303',
      fiscal_year: 2023,
      ...columns,
    });
  const said = (concept: string, wan: string, columns: Columns) => fact(concept, wan, columns).row;

  const budget = { report_type: 'budget', measure: 'budget_current' } as const;
  const initial = { report_type: 'final', measure: 'initial_budget' } as const;
  const both = (scope: '部门' | '汇总', wan: string) =>
    checkAcross(pack.checks.cross, [
      {
        row: document('final', { report_type: 'final', scope: '部门' }),
        facts: [said('expenditure.total', '1674.03', initial)],
      },
      {
        row: document('budget', { report_type: 'budget', scope, entity: '某县科技局' }),
        facts: [said('expenditure.total', wan, budget)],
      },
    ]).map(({ check_id, status }) => [check_id, status]);

  test('the initial budget of the final accounts is the budget, of the same scope', () => {
    expect(both('部门', '1674.03')).toEqual([['CD02', 'pass']]);
    expect(both('部门', '1728.14')).toEqual([['CD02', 'fail']]);
    expect(both('汇总', '1728.14')).toEqual([['CD02', 'not_applicable']]);
  });

  test('what a budget says of the year before is the budget of that year, by the change as well', () => {
    const years = (change: string) =>
      checkAcross(pack.checks.cross, [
        {
          row: document('b24', { report_type: 'budget', scope: '部门', fiscal_year: 2024 }),
          facts: [
            said('expenditure.total', '120.00', { ...budget, period: '2024' }),
            said('expenditure.total', change, {
              report_type: 'budget',
              measure: 'change_amount',
              base: 'prior_year_budget',
              period: '2024',
            }),
          ],
        },
        {
          row: document('b23', { report_type: 'budget', scope: '部门' }),
          facts: [said('expenditure.total', '100.00', budget)],
        },
      ]).map(({ check_id, status }) => [check_id, status]);
    expect(years('20.00')).toEqual([['CD01', 'pass']]);
    expect(years('25.00')).toEqual([['CD01', 'fail']]);
  });

  test('what is left at the end of a year is there at the beginning of the next', () => {
    const carried = (wan: string) =>
      checkAcross(pack.checks.cross, [
        {
          row: document('f24', { report_type: 'final', scope: '部门', fiscal_year: 2024 }),
          facts: [said('carryover.opening', wan, { period: '2024' })],
        },
        {
          row: document('f23', { report_type: 'final', scope: '部门' }),
          facts: [said('carryover.closing', '5.00', {})],
        },
      ]).map(({ check_id, status }) => [check_id, status]);
    expect(carried('5.00')).toEqual([['CD04', 'pass']]);
    expect(carried('6.00')).toEqual([['CD04', 'fail']]);
  });

  test('units are not more than their department', () => {
    const unit = (wan: string) =>
      checkAcross(pack.checks.cross, [
        {
          row: document('d', { report_type: 'budget', scope: '部门' }),
          facts: [said('expenditure.total', '100.00', budget)],
        },
        {
          row: document('u', { report_type: 'budget', scope: '本级', entity: '某县科学技术局（本级）' }),
          facts: [said('expenditure.total', wan, budget)],
        },
      ]).map(({ check_id, status }) => [check_id, status]);
    expect(unit('100.00')).toEqual([['CD03', 'pass']]);
    expect(unit('90.00')).toEqual([['CD03', 'not_applicable']]);
    expect(unit('110.00')).toEqual([['CD03', 'fail']]);
  });

  test('bodies of other regions or names are not compared', () => {
    const documentsOf = (other: Partial<Row<'documents'>>) =>
      checkAcross(pack.checks.cross, [
        {
          row: document('final', { report_type: 'final', scope: '部门' }),
          facts: [said('expenditure.total', '1', initial)],
        },
        {
          row: document('budget', { report_type: 'budget', scope: '部门', ...other }),
          facts: [said('expenditure.total', '2', budget)],
        },
      ]);
    expect(documentsOf({ region_code: '130128' })).toEqual([]);
    expect(documentsOf({ entity: '某县财政局' })).toEqual([]);
  });
});
