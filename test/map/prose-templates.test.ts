/** A random fact put into a sentence template, printed with random spaces, widths and line breaks, reads back as it was. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TextLine } from '../../extractors/document.ts';
import { line, mapLines, type Place, short } from './prose-fixture.ts';

interface Template {
  name: string;
  place: Place;
  /** The sentence for an amount, another amount and a percentage, as printed. */
  text: (a: string, b: string, p: string) => string;
  facts: (a: string, b: string, p: string) => string[];
}

const templates: Template[] = [
  {
    name: 'total with change',
    place: { section: 'final_revenue' },
    text: (a, b, p) => `2023年度收入合计${a}万元，与2022年度相比，收入合计减少${b}万元，下降${p}%。`,
    facts: (a, b, p) => [
      `revenue.total final_actual 2023 ${a} CNY`,
      `revenue.total change_amount 2023 ${minus(b)} CNY`,
      `revenue.total change_percent 2023 ${minus(p)} percent`,
    ],
  },
  {
    name: 'part with share',
    place: { section: 'final_expenditure' },
    text: (a, b, p) => `支出合计${a}万元，其中：项目支出${b}万元，占本年支出${p}%。`,
    facts: (a, b, p) => [
      `expenditure.total final_actual 2023 ${a} CNY`,
      `expenditure.project final_actual 2023 ${b} CNY`,
      `expenditure.project share_percent 2023 ${p} percent`,
    ],
  },
  {
    name: 'item of the classification',
    place: { section: 'final_gpb.details' },
    text: (a, b, p) =>
      `教育支出（类）普通教育（款）小学教育（项）。年初预算为${a}万元，支出决算为${b}万元，完成年初预算的${p}%。`,
    facts: (a, b, p) => [
      `expenditure.fiscal.general_public[2050202] initial_budget 2023 ${a} CNY`,
      `expenditure.fiscal.general_public[2050202] final_actual 2023 ${b} CNY`,
      `expenditure.fiscal.general_public[2050202] completion_percent 2023 ${p} percent`,
    ],
  },
  {
    name: 'budget against the year before',
    place: { section: 'three_public', report: 'budget' },
    text: (a, b, p) => `公务接待费预算数为${a}万元，比2022年预算增加${b}万元，增长${p}%，主要原因是来访增加。`,
    facts: (a, b, p) => [
      `three_public.reception budget_current 2023 ${a} CNY`,
      `three_public.reception change_amount 2023 ${b} CNY`,
      `three_public.reception change_percent 2023 ${p} percent`,
    ],
  },
  {
    name: 'bracketed list',
    place: { section: 'operating_expense' },
    text: (a, b) => `机关运行经费支出${a}万元（其中：办公费${b}万、印刷费0万元）。`,
    facts: (a, b) => [
      `operating_expense.total final_actual 2023 ${a} CNY`,
      `operating_expense.total[30201] final_actual 2023 ${b} CNY`,
      'operating_expense.total[30202] final_actual 2023 0 CNY',
    ],
  },
];

const minus = (value: string) => (/^[0.]*$/.test(value) ? value : `-${value}`);
/** 万元 with two decimals, as its digits and as its value in yuan. */
const amount = fc.nat({ max: 99_999_999 }).map((hundredths) => ({
  printed: `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`,
  yuan: hundredths === 0 ? '0' : `${hundredths}00`,
}));
const percent = fc.nat({ max: 99_999 }).map((n) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`);

const SPACED = /(?<=[\u4e00-\u9fa5%])(?=[\d\u4e00-\u9fa5])|(?<=\d)(?=[\u4e00-\u9fa5%])/g;

/** Breaks and spaces a text at places chosen by numbers between 0 and 1. */
function layOut(text: string, choices: number[], full: boolean): TextLine[] {
  let next = 0;
  const choose = () => choices[next++ % choices.length];
  const spaced = text.replace(SPACED, () => (choose() < 0.2 ? ' ' : ''));
  const shown = full ? spaced.replace(/[%()]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)) : spaced;
  const parts = [''];
  for (const c of shown) {
    // A line can break anywhere but before the end of a whole number.
    if (choose() < 0.05 && !/[\d.]$/.test(parts[parts.length - 1])) parts.push('');
    parts[parts.length - 1] += c;
  }
  return parts.filter((part) => part !== '').map((part, i) => line(part, 1, 100 + 20 * i));
}

describe('templates read back', () => {
  test.each(templates)('$name', ({ place, text, facts }) => {
    const choices = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 40 });
    fc.assert(
      fc.property(amount, amount, percent, choices, fc.boolean(), (a, b, p, chosen, full) => {
        const lines = layOut(text(a.printed, b.printed, p), chosen, full);
        const found = mapLines([lines], place).facts.map(short);
        expect(found).toEqual(facts(a.yuan, b.yuan, p));
      }),
      { numRuns: 150 },
    );
  });
});
