import { describe, expect, test } from 'vitest';
import { checkDocument, flagFailed } from '../pipeline/check/index.ts';
import type { FinishedFact, FinishedIndicator } from '../pipeline/rows/facts.ts';
import { indicators } from '../schemas/datasets.ts';
import { type Columns, fact, pack } from './fixtures/printed-fact.ts';

let count = 0;

const percent = (concept: string, measure: string, value: string, columns: Columns = {}) => {
  const made = fact(concept, '0', { measure, ...columns });
  return { ...made, row: { ...made.row, value, unit: 'percent', decimals: 2, raw: value, raw_unit: '%' } };
};

function check(all: FinishedFact[], points: FinishedIndicator[] = []) {
  const findings = checkDocument({ facts: all, indicators: points, pack, documentId: 'd' });
  return {
    findings,
    of: (id: string) =>
      findings
        .filter(({ check_id, status }) => check_id === id && status !== 'not_applicable')
        .map(({ status }) => status),
  };
}

describe('sums in a table', () => {
  const sides = (total: string) => [
    fact('revenue.grand_total', total, { form: 'final_01' }),
    fact('revenue.total', '100.10', { form: 'final_01' }),
    fact('carryover.opening', '0.02', { form: 'final_01' }),
  ];

  test('hold, also when a part is blank', () => {
    expect(check(sides('100.12')).of('IT01')).toEqual(['pass']);
    expect(check(sides('100.10').slice(0, 2)).of('IT01')).toEqual(['pass']);
  });

  test('rounding of each printed number is allowed for, and no more', () => {
    expect(check(sides('100.13')).of('IT01')).toEqual(['pass']);
    expect(check(sides('100.14')).of('IT01')).toEqual(['fail']);
  });

  test('a failed one flags the facts that took part, and changes no value', () => {
    const all = [...sides('200.00'), fact('three_public.total', '1', { form: 'final_07' })];
    const values = all.map(({ row }) => row.value);
    const { findings } = check(all);
    flagFailed(
      all.map(({ row }) => row),
      findings,
    );
    expect(all.map(({ row }) => row.flags)).toEqual([
      'check_failed:IT01',
      'check_failed:IT01',
      'check_failed:IT01',
      '',
    ]);
    expect(all.map(({ row }) => row.value)).toEqual(values);
  });

  test('amounts to the cent are not rounded', () => {
    const yuan = (concept: string, value: string) =>
      fact(concept, '0', {
        form: 'budget_03',
        report_type: 'budget',
        measure: 'budget_current',
        value,
        decimals: 2,
        raw: value,
        raw_unit: '元',
      });
    const all = [
      yuan('expenditure.total', '100.01'),
      yuan('expenditure.basic', '60.00'),
      yuan('expenditure.project', '40.00'),
    ];
    expect(check(all).of('IT07')).toEqual(['fail']);
  });

  test('what is stated twice with different values is not compared', () => {
    expect(check([...sides('200.00'), fact('revenue.total', '5', { form: 'final_01' })]).of('IT01')).toEqual([]);
  });
});

describe('classes and their items', () => {
  const row = (function_code: string, wan: string) =>
    fact('expenditure.total', wan, { form: 'final_03', function_code });

  test('each parent is the sum of its children, the total the sum of the classes', () => {
    const { of } = check([
      row('', '30'),
      row('201', '20'),
      row('20101', '20'),
      row('2010101', '15'),
      row('2010102', '5'),
      row('208', '10'),
    ]);
    expect(of('IT05')).toEqual(['pass', 'pass']);
    expect(of('IT06')).toEqual(['pass']);
  });

  test('a wrong digit is found at every level that it touches', () => {
    const { of } = check([
      row('', '30'),
      row('201', '20'),
      row('20101', '29'),
      row('2010101', '15'),
      row('2010102', '5'),
      row('208', '10'),
    ]);
    expect(of('IT05')).toEqual(['fail', 'fail']);
    expect(of('IT06')).toEqual(['pass']);
  });
});

describe('running text', () => {
  const section = { section_id: 's' };

  test('a change in percent follows from the change and the value', () => {
    const said = (value: string) => [
      fact('expenditure.total', '110.00', section),
      fact('expenditure.total', '10.00', { ...section, measure: 'change_amount' }),
      percent('expenditure.total', 'change_percent', value, section),
    ];
    expect(check(said('10.00')).of('NI01')).toEqual(['pass']);
    expect(check(said('12.00')).of('NI01')).toEqual(['fail']);
  });

  test('a percentage of nothing is told', () => {
    const all = [
      fact('three_public.total', '8.59', section),
      fact('three_public.total', '8.59', { ...section, measure: 'change_amount' }),
      percent('three_public.total', 'change_percent', '100.00', section),
    ];
    const { findings } = check(all);
    expect(findings.find(({ check_id }) => check_id === 'NI01')).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('base of 0'),
    });
  });

  test('a share follows from the part and its whole; shares of all parts are 100', () => {
    const said = (share: string) => [
      fact('expenditure.total', '200.00', section),
      fact('expenditure.basic', '150.00', section),
      percent('expenditure.basic', 'share_percent', share, { ...section, base: 'expenditure.total' }),
      fact('expenditure.project', '50.00', section),
      percent('expenditure.project', 'share_percent', '25.00', { ...section, base: 'expenditure.total' }),
    ];
    expect(check(said('75.00')).of('NI02')).toEqual(['pass', 'pass']);
    expect(check(said('75.00')).of('NI04')).toEqual(['pass']);
    expect(check(said('75.30')).of('NI02')).toEqual(['fail', 'pass']);
    expect(check(said('75.30')).of('NI04')).toEqual(['fail']);
  });

  test('text and table say the same', () => {
    const table = fact('fiscal.grand_total', '2961.68', { form: 'final_04' });
    expect(check([table, fact('fiscal.grand_total', '2961.68')]).of('NT01')).toEqual(['pass']);
    expect(check([table, fact('fiscal.grand_total', '0.3')]).of('NT01')).toEqual(['fail']);
  });
});

describe('points', () => {
  const point = (weight: string, score: string): FinishedIndicator => ({
    row: indicators.parse({ indicator_id: `i${count++}`, table_id: 't1', weight, score, page: 1 }),
    trace: { rule: 'r', prefix: '', suffix: '', evidence: [], steps: [] },
  });
  const score = (value: string) =>
    fact('performance.overall.score', '0', {
      report_type: 'perf_overall',
      measure: 'score',
      table_id: 't1',
      value,
      unit: 'score',
      raw: value,
      raw_unit: '分',
    });

  test('weights are 100, or 90 beside the points for execution', () => {
    const weights = (...all: string[]) =>
      check(
        [score('100')],
        all.map((weight) => point(weight, '')),
      ).of('IT18');
    expect(weights('50', '50')).toEqual(['pass']);
    expect(weights('50', '40')).toEqual(['pass']);
    expect(weights('50', '45')).toEqual(['fail']);
  });

  test('the total score is the sum of the scores', () => {
    expect(check([score('96')], [point('50', '48'), point('50', '48')]).of('IT17')).toEqual(['pass']);
    expect(check([score('98')], [point('50', '48'), point('50', '48')]).of('IT17')).toEqual(['fail']);
  });
});

test('every concept and measure that the checks name is in the vocabulary', () => {
  for (const one of pack.checks.checks) {
    const terms =
      one.kind === 'sum' ? [...one.left, ...one.right] : one.kind === 'ratio' ? [one.left, one.over, one.under] : [];
    for (const { concept, measure } of terms) {
      expect(pack.concepts.has(concept), concept).toBe(true);
      if (measure !== undefined) expect(pack.measures.has(measure), measure).toBe(true);
    }
  }
});
