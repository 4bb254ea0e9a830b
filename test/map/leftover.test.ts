/** Numbers of tables that no reader took up: codes and numbers of lines state nothing, all others need a look. */
import { expect, test } from 'vitest';
import type { PlacedTable } from '../../pipeline/classified.ts';
import type { Printed } from '../../pipeline/draft.ts';
import { leftInTable } from '../../pipeline/map/account/leftover.ts';
import { pack, tableOf } from './forms-fixture.ts';

function fateOf(rows: readonly (readonly string[])[], row: number, col: number): string {
  const block = tableOf(rows);
  const cell = block.cells.find((each) => each.row === row && each.col === col)!;
  const table = { block, captionRows: [], formId: 'budget_09' } as unknown as PlacedTable;
  const printed = { line: cell.lines[0], start: 0, end: rows[row][col].length } as unknown as Printed;
  return leftInTable(table, cell, printed, new Map(), pack.forms.words).fate;
}

const rows = [
  ['单位编码', '单位名称', '行次', '金额'],
  ['栏次', '', '', '1'],
  ['合计', '<', '3', '98000'],
  ['335001', '临江县卫生局', '7', '78000'],
  ['1,200', '', '', '12000'],
];

test.each([
  ['the code of a body, below a sum', 3, 0, 'nonfact'],
  ['the number of a line without its neighbours', 3, 2, 'nonfact'],
  ['the number of a column', 1, 3, 'nonfact'],
  ['an amount', 4, 3, 'quarantined'],
  ['an amount that slipped into the column of codes', 4, 0, 'quarantined'],
])('%s', (_, row, col, fate) => expect(fateOf(rows, row, col)).toBe(fate));

test('percentages of rules and formulas state nothing, others need a look', () => {
  const said = (text: string, number: string, isRule: boolean) => {
    const block = tableOf([['计分标准'], [text]]);
    const cell = block.cells[1];
    const start = text.indexOf(number);
    const printed = { line: cell.lines[0], start, end: start + number.length } as unknown as Printed;
    const table = { block, captionRows: [], formId: '' } as unknown as PlacedTable;
    return leftInTable(table, cell, printed, new Map(), pack.forms.words, () => isRule).reason;
  };
  expect(said('偏差度超过20%的，不得分。', '20', true)).toBe('rule for giving points');
  expect(said('偏差度为20%。', '20', false)).toBe('cell of a table that no rule reads');
  expect(said('（预算数/决算数）×100%', '100', false)).toBe('factor of a formula');
  expect(said('完成率为100%', '100', false)).toBe('cell of a table that no rule reads');
});
