import { fileURLToPath } from 'node:url';
import Big from 'big.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Checked, compared } from '../pipeline/check/finding.ts';
import { checkDocument } from '../pipeline/check/index.ts';
import type { CheckedNumber } from '../pipeline/check/numbers.ts';
import { withProposals } from '../pipeline/check/repair.ts';
import type { FinishedFact } from '../pipeline/rows/facts.ts';
import { facts, type Row } from '../schemas/datasets.ts';
import { loadPack } from '../schemas/pack.ts';

const pack = loadPack(fileURLToPath(new URL('../schemas/cn-department', import.meta.url)));

/** One amount of the accounts, in hundredths of 万元. */
interface Amount {
  form: string;
  concept: string;
  cents: number;
  function_code?: string;
  economic_code?: string;
}

/** Final accounts that agree with each other: two classes of two items, basic and project spending of each. */
function accounts([a, b, c, d, e, f, g, h, wages, opening]: number[]): Amount[] {
  const items = [
    ['2010101', a, b],
    ['2010102', c, d],
    ['2080501', e, f],
    ['2080502', g, h],
  ] as const;
  const rows = ['2010101', '2010102', '2080501', '2080502', '20101', '20805', '201', '208', ''].map((code) => {
    const own = items.filter(([item]) => item.startsWith(code));
    const sum = (at: 1 | 2) => own.reduce((total, item) => total + item[at], 0);
    return { code, basic: sum(1), project: sum(2), total: sum(1) + sum(2) };
  });
  const all = rows[rows.length - 1];
  const tables = rows.flatMap(({ code: function_code, basic, project, total }) => [
    { form: 'final_03', function_code, concept: 'expenditure.total', cents: total },
    { form: 'final_03', function_code, concept: 'expenditure.basic', cents: basic },
    { form: 'final_03', function_code, concept: 'expenditure.project', cents: project },
    { form: 'final_02', function_code, concept: 'revenue.total', cents: total },
    { form: 'final_02', function_code, concept: 'revenue.fiscal_appropriation', cents: total },
    { form: 'final_05', function_code, concept: 'expenditure.fiscal.general_public', cents: total },
    { form: 'final_05', function_code, concept: 'expenditure.fiscal.general_public.basic', cents: basic },
    { form: 'final_05', function_code, concept: 'expenditure.fiscal.general_public.project', cents: project },
  ]);
  const personnel = Math.min(wages, all.basic);
  const public_ = all.basic - personnel;
  const grand = all.total + opening;
  const at = (form: string, concept: string, cents: number, economic_code = '') => ({
    form,
    concept,
    cents,
    economic_code,
  });
  return [
    ...tables,
    at('final_01', 'revenue.grand_total', grand),
    at('final_01', 'revenue.total', all.total),
    at('final_01', 'carryover.opening', opening),
    at('final_01', 'expenditure.grand_total', grand),
    at('final_01', 'expenditure.total', all.total),
    at('final_01', 'carryover.closing', opening),
    at('final_04', 'fiscal.grand_total', all.total),
    at('final_04', 'revenue.fiscal_appropriation', all.total),
    at('final_04', 'expenditure.fiscal', all.total),
    at('final_04', 'expenditure.fiscal.general_public', all.total),
    at('final_06', 'expenditure.fiscal.general_public.basic.personnel', personnel),
    at('final_06', 'expenditure.fiscal.general_public.basic.public', public_),
    at('final_06', 'expenditure.economic.wages_welfare', personnel, '301'),
    at('final_06', 'expenditure.economic.item', personnel, '30101'),
    at('final_06', 'expenditure.economic.goods_services', public_, '302'),
    at('final_06', 'expenditure.economic.item', public_, '30299'),
  ];
}

/** 万元 to two places, as tables print it. */
function asFact({ form, concept, cents, ...codes }: Amount, index: number): FinishedFact {
  const row = facts.parse({
    fact_id: `f${index}`,
    report_type: 'final',
    concept,
    measure: 'final_actual',
    period: '2023',
    fiscal_year: 2023,
    value: String(cents * 100),
    unit: 'CNY',
    decimals: -2,
    raw: (cents / 100).toFixed(2),
    raw_unit: '万元',
    page: 1,
    table_id: `table of ${form}`,
    ...codes,
  } satisfies Partial<Row<'facts'>>);
  return { row, trace: { rule: `${form}/amount`, prefix: '', suffix: '', evidence: [], steps: [] } };
}

const failedOf = (amounts: readonly Amount[]) =>
  checkDocument({ facts: amounts.map(asFact), indicators: [], pack, documentId: 'd' }).filter(
    ({ status }) => status === 'fail',
  );

/** Every part above what rounding could hide and what a list may leave out. */
const figures = fc.array(fc.integer({ min: 100, max: 9_999_999 }), { minLength: 10, maxLength: 10 });

test('consistent accounts raise no alarm', () => {
  fc.assert(
    fc.property(figures, (numbers) => {
      expect(failedOf(accounts(numbers)).map(({ message }) => message)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('one changed digit raises an alarm that flags the number', () => {
  fc.assert(
    fc.property(figures, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 9 }), (numbers, which, place, by) => {
      const amounts = accounts(numbers);
      const at = which % amounts.length;
      const digits = String(amounts[at].cents);
      // Not the last place: rounding may hide a hundredth.
      const position = place % Math.max(1, digits.length - 1);
      const digit = (Number(digits[position]) + by) % 10;
      const cents = Number(`${digits.slice(0, position)}${digit}${digits.slice(position + 1)}`);
      const changed = amounts.with(at, { ...amounts[at], cents });
      if (Math.abs(cents - amounts[at].cents) < 10) return;
      expect(failedOf(changed).some(({ fact_ids }) => fact_ids.split(';').includes(`f${at}`))).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('a number read with a digit too few is proposed with it, where other identities prove it', () => {
  const amounts = accounts([1_234_567, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000, 80_000, 100_000, 5_000]);
  const at = amounts.findIndex(
    ({ form, concept, function_code }) =>
      form === 'final_03' && concept === 'expenditure.total' && function_code === '2010101',
  );
  const lost = amounts.with(at, { ...amounts[at], cents: Number(String(amounts[at].cents).replace('2', '')) });
  const found = failedOf(lost).filter(({ fact_ids }) => fact_ids.split(';').includes(`f${at}`));
  expect(found.length).toBeGreaterThan(1);
  for (const { message } of found) expect(message).toContain(`read as ${amounts[at].cents * 100} CNY`);
});

test('proposals that do not go together are not made', () => {
  const amount = (id: string, value: number): CheckedNumber => {
    const row = facts.parse({
      fact_id: id,
      concept: id,
      value: `${value}.00`,
      unit: 'CNY',
      decimals: 2,
      raw: `${value}.00`,
      page: 1,
    });
    return { id, row, value: new Big(value), unit: new Big('0.01'), form: '', index: 0, before: '', after: '' };
  };
  const equation = (left: CheckedNumber[], right: CheckedNumber[]): Checked => {
    const sum = (side: CheckedNumber[]) => side.reduce((all, { value }) => all.plus(value), new Big(0));
    const about = { checkId: 'IT01', formula: '', about: '', tolerance: new Big(0), linear: true };
    return compared({ ...about, left: sum(left), right: sum(right), sides: { left, right } });
  };
  const [x, y, p, q] = [amount('x', 1110), amount('y', 2210), amount('p', 1100), amount('q', 2200)];
  const proposals = (sum: number) =>
    withProposals([equation([x], [p]), equation([y], [q]), equation([x, y], [amount('s', sum)])]).map(
      ({ proposed_fact, proposed_value }) => `${proposed_fact} ${proposed_value}`,
    );
  // Either of the two may be misread by what the sum says, but not both.
  expect(proposals(3310)).toEqual([' ', ' ', ' ']);
  expect(withProposals([equation([x], [p]), equation([x, q], [amount('s', 3300)])])[0]).toMatchObject({
    proposed_fact: 'x',
    proposed_value: '1100',
  });
});
