import { describe, expect, test } from 'vitest';
import { confirmRead } from '../pipeline/check/confirm.ts';
import type { FinishedFact } from '../pipeline/rows/facts.ts';
import type { Check } from '../schemas/checks.ts';

const checks = [
  { id: 'A1', kind: 'sum', relation: '=' },
  { id: 'A2', kind: 'sum', relation: '≥' },
  { id: 'A3', kind: 'ratio' },
] as unknown as Check[];

function fact(id: string, raw: string, more: object = {}): FinishedFact {
  const value = raw.replace(/[^\d.-]/g, '');
  const row = { fact_id: id, raw, value, method: 'ocr', confidence: 0.6, flags: 'low_ocr_confidence', ...more };
  return { row, trace: { steps: ['parsed'] } } as unknown as FinishedFact;
}
const finding = (more: object = {}) => ({
  ...{ check_id: 'A1', status: 'pass' as const, difference: '0', fact_ids: 'a;b;c' },
  ...more,
});
const sum = () => [
  fact('a', '84.65'),
  fact('b', '12.35', { flags: 'low_ocr_confidence;unit_inferred' }),
  fact('c', '97.00'),
];

describe('a sum that holds to the last digit', () => {
  test('leaves a hundredth of the doubt, says so, and takes its flag off, but no other', () => {
    const facts = sum();
    confirmRead(facts, [finding(), finding()], checks);
    expect(facts.map(({ row }) => [row.confidence, row.flags])).toEqual([
      [0.996, ''],
      [0.996, 'unit_inferred'],
      [0.996, ''],
    ]);
    expect(facts[0].trace.steps).toEqual([
      'parsed',
      'read from a picture; confirmed by A1, a sum that holds to the last digit',
    ]);
  });

  test('leaves alone what was not read from a picture, and what another identity speaks against', () => {
    const facts = [
      fact('a', '84.65', { method: 'text-layer', confidence: 0.9, flags: 'text_uncertain' }),
      fact('b', '12.35', { flags: 'low_ocr_confidence;check_failed:A9' }),
      fact('c', '97.00'),
    ];
    confirmRead(facts, [finding()], checks);
    expect(facts.map(({ row }) => row.confidence)).toEqual([0.9, 0.6, 0.996]);
    expect(facts[1].row.flags).toBe('low_ocr_confidence;check_failed:A9');
  });
});

test.each([
  ['a difference that rounding explains', finding({ difference: '0.01' }), sum()],
  ['a failure', finding({ status: 'fail' }), sum()],
  ['an inequality', finding({ check_id: 'A2' }), sum()],
  ['a quotient', finding({ check_id: 'A3' }), sum()],
  ['two numbers', finding(), [fact('a', '84.65'), fact('b', '0.00'), fact('c', '84.65')]],
  [
    'whole numbers, which may all have lost their point',
    finding(),
    [fact('a', '8465'), fact('b', '1235'), fact('c', '9700')],
  ],
  ['numbers of different precision', finding(), [fact('a', '84.65'), fact('b', '12.4'), fact('c', '97.05')]],
])('%s confirms nothing', (_, found, facts) => {
  confirmRead(facts, [found], checks);
  expect(facts.map(({ row }) => row.confidence)).toEqual([0.6, 0.6, 0.6]);
});
