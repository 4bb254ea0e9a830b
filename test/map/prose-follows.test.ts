/** Items and counts that belong to what the text spoke about before them. */
import { expect, test } from 'vitest';
import { factsOf } from './prose-fixture.ts';

test('items of the functional classification behind their code', () => {
  const text = '（一）2140101行政运行826.44万元，较上年决算数增加21.07万元，增长2.62%。';
  expect(factsOf(text, { section: 'final_gpb' })).toEqual([
    'expenditure.fiscal.general_public[2140101] final_actual 2023 8264400 CNY',
    'expenditure.fiscal.general_public[2140101] change_amount 2023 210700 CNY',
    'expenditure.fiscal.general_public[2140101] change_percent 2023 2.62 percent',
  ]);
});

test('classes are of the money that the sentence speaks about', () => {
  const text = '财政拨款支出预算总额100万元。按支出功能科目划分：教育支出80万元，占80%。';
  expect(factsOf(text, { report: 'budget', section: 'budget_fiscal' })).toEqual([
    'expenditure.fiscal budget_current 2023 1000000 CNY',
    'expenditure.fiscal[205] budget_current 2023 800000 CNY',
    'expenditure.fiscal[205] share_percent 2023 80 percent',
  ]);
});

test('things counted behind what money is used for are flagged', () => {
  const text = '公务接待费支出4.45万元，主要用于上级检查，累计接待47批次。';
  expect(factsOf(text, { section: 'three_public' })).toEqual([
    'three_public.reception final_actual 2023 44500 CNY',
    'three_public.reception.domestic.batches count 2023 47 batches ?in_explanation',
  ]);
});
