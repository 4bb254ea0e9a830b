/** Checks over what is read in part: rows with unread numbers, parts of parts, lists of a few, zeros and digits left out. */
import { describe, expect, test } from 'vitest';
import { checkDocument } from '../pipeline/check/index.ts';
import type { Unread } from '../pipeline/check/unread.ts';
import type { FinishedFact } from '../pipeline/rows/facts.ts';
import { fact, pack } from './fixtures/printed-fact.ts';

function statuses(id: string, all: FinishedFact[], unread: Unread[] = []): string[] {
  const findings = checkDocument({ facts: all, indicators: [], pack, documentId: 'd', unread });
  return findings.filter(({ check_id, fact_ids }) => check_id === id && fact_ids !== '').map(({ status }) => status);
}

describe('numbers that were not read', () => {
  const row = { form: 'final_03', path: 'body/tbl[1]/tr[2]/tc[3]' };
  const some = [
    fact('expenditure.total', '100.00', row),
    fact('expenditure.basic', '60.00', { ...row, path: 'body/tbl[1]/tr[2]/tc[4]' }),
  ];
  const unread = (tr: number, raw: string): Unread => ({
    page: 9,
    bbox: '',
    raw,
    context: '',
    path: `body/tbl[1]/tr[${tr}]/tc[5]`,
  });

  test('may be what is missing in the same row', () => {
    expect(statuses('IT07', some)).toEqual(['fail']);
    expect(statuses('IT07', some, [unread(2, '40.00')])).toEqual(['not_applicable']);
    expect(statuses('IT07', some, [unread(3, '40.00')])).toEqual(['fail']);
    expect(statuses('IT07', some, [unread(2, '0.00')])).toEqual(['fail']);
  });

  test('by their boxes as well', () => {
    const at = (bbox: string) => ({ form: 'final_03', bbox });
    const boxed = [
      fact('expenditure.total', '100.00', at('10,50,60,60')),
      fact('expenditure.basic', '60.00', at('70,50,120,60')),
    ];
    const beside = (bbox: string): Unread => ({ page: 9, bbox, raw: '40.00', context: '', path: '' });
    expect(statuses('IT07', boxed, [beside('130,51,180,61')])).toEqual(['not_applicable']);
    expect(statuses('IT07', boxed, [beside('130,70,180,80')])).toEqual(['fail']);
  });

  test('or in the same sentence; parts that are too much are no matter of that', () => {
    const said = (goods: string) => [
      fact('procurement.total', '100.00', { after: '万元，其中' }),
      fact('procurement.goods', goods, { after: '万元、软件' }),
      fact('procurement.services', '10.00', { after: '万元。' }),
    ];
    const software: Unread = {
      page: 3,
      bbox: '',
      raw: '20.00万元',
      context: '货物70.00万元、软件20.00万元、服务10.00万元。',
      path: '',
    };
    expect(statuses('NI07', said('70.00'), [software])).toEqual(['not_applicable']);
    expect(statuses('NI07', said('95.00'), [software])).toEqual(['fail']);
  });
});

test('a part that is not stated itself is the sum of its own parts', () => {
  const parts = (fund: string) => [
    fact('revenue.total', '100.00', { form: 'final_02' }),
    fact('revenue.fiscal_appropriation.general_public', '60.00', { form: 'final_02' }),
    fact('revenue.fiscal_appropriation.government_fund', fund, { form: 'final_02' }),
    fact('revenue.other', '10.00', { form: 'final_02' }),
  ];
  expect(statuses('IT08', parts('30.00'))).toEqual(['pass']);
  expect(statuses('IT08', parts('20.00'))).toEqual(['not_applicable']);
  expect(statuses('IT08', parts('40.00'))).toEqual(['not_applicable']);
});

test('a list that is far from the whole names some parts only', () => {
  const list = (travel: string) => [
    fact('operating_expense.total', '100.00'),
    fact('operating_expense.total', '20.00', { economic_code: '30201', economic_name: '办公费' }),
    fact('operating_expense.total', travel, { economic_code: '30211', economic_name: '差旅费' }),
  ];
  expect(statuses('NI06', list('10.00'))).toEqual(['not_applicable']);
  expect(statuses('NI06', list('75.00'))).toEqual(['fail']);
  expect(statuses('NI06', list('80.00'))).toEqual(['pass']);
});

describe('places', () => {
  test('0 beside amounts of two places leaves no room', () => {
    const said = (goods: string) => [
      fact('procurement.total', '251.26'),
      fact('procurement.goods', goods),
      fact('procurement.works', '0'),
      fact('procurement.services', '246.47'),
    ];
    expect(statuses('NI07', said('4.79'))).toEqual(['pass']);
    expect(statuses('NI07', said('4.29'))).toEqual(['fail']);
  });

  test('a digit less than elsewhere is the same amount only where it is rounded', () => {
    const twice = (wan: string) => [fact('revenue.total', wan), fact('revenue.total', '735.59', { form: 'final_01' })];
    expect(statuses('NT01', twice('735.6'))).toEqual(['pass']);
    expect(statuses('NT01', twice('735.5'))).toEqual(['fail']);
  });

  test('percentages of two places may be cut off', () => {
    const share = (percent: string) => [
      fact('expenditure.total', '1854.40'),
      fact('expenditure.basic', '1024.88'),
      fact('expenditure.basic', percent, {
        measure: 'share_percent',
        base: 'expenditure.total',
        unit: 'percent',
        value: percent,
        decimals: 2,
      }),
    ];
    expect(statuses('NI02', share('55.27'))).toEqual(['pass']);
    expect(statuses('NI02', share('55.26'))).toEqual(['pass']);
    expect(statuses('NI02', share('55.24'))).toEqual(['fail']);
  });
});

test('an item in a table and in the text is one item', () => {
  const item = { economic_code: '30217', economic_name: '公务接待费' };
  const both = [
    fact('three_public.reception', '5.00', { form: 'final_07' }),
    fact('expenditure.economic.item', '5.00', { ...item, form: 'final_06' }),
    fact('expenditure.economic.item', '5.00', { ...item, fund: 'general_public' }),
  ];
  expect(statuses('CT13', both)).toEqual(['pass']);
});

test('targets of all expenditure are no targets of projects', () => {
  const target = (wan: string) => [
    fact('performance.target.amount', wan, { report_type: 'budget', measure: 'budget_current' }),
    fact('expenditure.total', '190.00', { report_type: 'budget', measure: 'budget_current' }),
    fact('expenditure.project', '138.00', { report_type: 'budget', measure: 'budget_current', form: 'budget_03' }),
  ];
  expect(statuses('CT14', target('190.00'))).toEqual(['not_applicable']);
  expect(statuses('CT14', target('180.00'))).toEqual(['fail']);
});
