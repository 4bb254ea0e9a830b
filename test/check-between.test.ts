/** Identities between two documents of a body: budget and accounts, one year and the next, accounts and self-evaluation. */
import { describe, expect, test } from 'vitest';
import { checkAcross } from '../pipeline/check/across.ts';
import { documents, type Row } from '../schemas/datasets.ts';
import { type Columns, fact, pack } from './fixtures/printed-fact.ts';

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
