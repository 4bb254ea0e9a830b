import fc from 'fast-check';
import { expect, test } from 'vitest';
import { facts, mapTable } from './forms-fixture.ts';

const columns: Record<string, string[]> = {
  科目编码: ['201', '20103', '2010301', ''],
  科目名称: ['一般公共服务支出', '政府办公厅（室）及相关机构事务', '行政运行', '合计'],
  本年支出合计: ['1,503.52', '1,503.52', '900', '1,503.52'],
  基本支出: ['900', '900', '900', '900'],
  项目支出: ['603.52', '603.52', '', '603.52'],
  上缴上级支出: ['0', '0.00', '', ''],
};

function table(names: readonly string[]): string[][] {
  return [[...names], ...[0, 1, 2, 3].map((row) => names.map((name) => columns[name][row]))];
}

const labels = ['科目编码', '科目名称'];
const amounts = Object.keys(columns).slice(2);

test('the order of the amount columns changes no fact', () => {
  const plain = facts(table([...labels, ...amounts]), { form: 'final_03' });
  expect(plain).toHaveLength(13);
  fc.assert(
    fc.property(fc.shuffledSubarray(amounts, { minLength: amounts.length }), (order) => {
      expect(facts(table([...labels, ...order]), { form: 'final_03' })).toEqual(plain);
      expect(facts(table([...labels.toReversed(), ...order]), { form: 'final_03' })).toEqual(plain);
    }),
  );
});

test('a header that is repeated changes no fact, even where the columns below it have moved', () => {
  const plain = facts(table([...labels, ...amounts]), { form: 'final_03' });
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 4 }),
      fc.shuffledSubarray(amounts, { minLength: amounts.length }),
      (at, order) => {
        const before = table([...labels, ...amounts]).slice(0, at + 1);
        const [header, ...rest] = table([...labels, ...order]);
        const rows = [...before, header, ...rest.slice(at)];
        expect(facts(rows, { form: 'final_03' })).toEqual(plain);
      },
    ),
  );
});

test('every number of a table is a fact or put aside, once', () => {
  const cell = fc.oneof(
    fc.constantFrom('', '0', '无', '1.2.3', '5 6', '字'),
    fc.integer({ min: 0, max: 99999 }).map(String),
  );
  const row = fc.array(cell, { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 6 }), (body) => {
      const rows = [[...labels, ...amounts], ...body.map((cells) => ['201', '一般公共服务支出', ...cells])];
      const mapped = mapTable(rows, { form: 'final_03' });
      const found = body.flat().filter((text) => /\d/.test(text)).length;
      const aside = mapped.quarantine.filter(({ reason }) => !reason.includes('text'));
      expect(mapped.facts.length + aside.length).toBe(found);
      const places = mapped.facts.map(({ row: r, col }) => `${r}/${col}`);
      expect(new Set(places).size).toBe(places.length);
    }),
  );
});

test('the box of a fact holds its own digits only', () => {
  const rows = [
    ['科目编码', '科目名称', '本年支出合计', '基本支出'],
    ['201', '一般公共服务支出', ' 12.5 ', '3'],
  ];
  const [fact] = mapTable(rows, { form: 'final_03' }).facts;
  expect(fact).toMatchObject({ raw: '12.5', row: 1, col: 2, page: 1, bbox: '125,20,145,30' });
});
