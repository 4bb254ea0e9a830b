import { describe, expect, test } from 'vitest';
import { cellNumber } from '../../pipeline/map/forms/cellnumber.ts';
import { gridOf } from '../../pipeline/map/forms/grid.ts';
import { facts, mapTable, pack, tableOf } from './forms-fixture.ts';

const header = ['科目编码', '科目名称', '合计', '基本支出', '项目支出'];

function reasons(rows: string[][], form = 'final_05'): string[] {
  return mapTable(rows, { form }).quarantine.map(({ raw, reason }) => `${raw}: ${reason}`);
}

describe('numbers that are not believed', () => {
  test.each([
    ['1.503.52', 'number with more than one decimal point'],
    ['100 200', 'two numbers in one cell'],
    ['100\n200', 'two numbers in one cell'],
    ['1,50', 'number with misplaced separators'],
    ['约3', 'no plain number in an amount column'],
    ['20%', 'percentage in an amount column'],
    ['详见附件', 'text in an amount column'],
  ])('%s', (text, reason) => {
    const rows = [header, ['201', '一般公共服务支出', text, '1', '']];
    expect(mapTable(rows, { form: 'final_05' }).quarantine.map(({ reason: said }) => said)).toEqual([
      `final_05: ${reason}`,
    ]);
    expect(facts(rows, { form: 'final_05' })).toEqual([
      'expenditure.fiscal.general_public.basic final_actual 2024 201 = 1',
    ]);
  });

  test.each(['无', '—', '-', '', '/'])('"%s" stands for nothing', (text) => {
    const mapped = mapTable([header, ['201', '一般公共服务支出', text, '', '']], { form: 'final_05' });
    expect(mapped).toMatchObject({ facts: [], quarantine: [] });
  });

  test.each([
    ['2,940\n.05', '2,940.05'],
    ['371,514,655.0\n0', '371,514,655.00'],
    ['156,211,1\n23', '156,211,123'],
    ['2,1 12.86', '2,1 12.86'],
  ])('%s is one number that was broken', (text, raw) => {
    const cell = cellNumber(gridOf(tableOf([[text]])).at(0, 0), pack.forms.words);
    expect(cell).toMatchObject({ kind: 'number', raw });
  });

  test('a number over two amount columns', () => {
    expect(reasons([header, ['201', '一般公共服务支出', '5', '<', '2']])).toEqual([
      '5: final_05: number in a cell that spans several rows or columns',
    ]);
  });
});

describe('columns and rows that a form does not know', () => {
  test('the known columns are mapped, the numbers of the unknown one name its header', () => {
    const rows = [
      ['科目编码', '科目名称', '合计', '其他资金支出', '项目支出'],
      ['201', '一般公共服务支出', '5', '3', '2'],
    ];
    expect(facts(rows, { form: 'final_05' })).toHaveLength(2);
    expect(reasons(rows)).toEqual(['3: final_05: unknown column: 其他资金支出']);
  });

  test('a missing column changes nothing for the others', () => {
    const rows = [
      ['科目编码', '科目名称', '合计', '项目支出'],
      ['201', '一般公共服务支出', '5', '2'],
    ];
    expect(facts(rows, { form: 'final_05' })).toEqual([
      'expenditure.fiscal.general_public final_actual 2024 201 = 5',
      'expenditure.fiscal.general_public.project final_actual 2024 201 = 2',
    ]);
  });

  test('a column without any header', () => {
    const rows = [
      ['科目编码', '科目名称', '合计', ''],
      ['201', '一般公共服务支出', '5', '2'],
    ];
    expect(reasons(rows)).toEqual(['2: final_05: column without header']);
  });

  test('two columns of one name', () => {
    const rows = [
      ['科目编码', '科目名称', '合计', '合计'],
      ['201', '一般公共服务支出', '5', '2'],
    ];
    expect(facts(rows, { form: 'final_05' })).toEqual([]);
    expect(reasons(rows)).toHaveLength(2);
  });

  test('a column of another fund is not taken for the form’s own', () => {
    const rows = [
      ['科目编码', '科目名称', '政府性基金预算', '<'],
      ['^', '^', '基本支出', '项目支出'],
      ['201', '一般公共服务支出', '5', '2'],
    ];
    expect(facts(rows, { form: 'final_05' })).toEqual([]);
  });

  test('a label that no row of the form has', () => {
    const rows = [
      ['收入', '<', '支出', '<'],
      ['项目', '决算数', '项目', '决算数'],
      ['九、天外来款', '5', '一、一般公共服务支出', '5'],
    ];
    expect(reasons(rows, 'final_01')).toEqual(['5: final_01: unknown row: 天外来款']);
  });

  test('an economic code in a table of functional codes', () => {
    expect(reasons([header, ['30101', '基本工资', '5', '', '']])).toEqual([
      '5: final_05: economic code 30101 in a table of function codes',
    ]);
  });

  test('digits that are no code', () => {
    expect(reasons([header, ['2010', '财政事务', '5', '', '']])).toEqual(['5: final_05: code that is none: 2010']);
  });
});

describe('tables without a known title', () => {
  const rows = [
    ['项目', '<', '本年支出合计', '基本支出', '项目支出', '上缴上级支出'],
    ['科目编码', '科目名称', '^', '^', '^', '^'],
    ['201', '一般公共服务支出', '5', '3', '2', ''],
  ];

  test('unmistakable header words name the form, and say so', () => {
    const { facts: found } = mapTable(rows, { type: 'final' });
    expect(found.map(({ concept, flags }) => [concept, flags])).toEqual([
      ['expenditure.total', ['form_inferred']],
      ['expenditure.basic', ['form_inferred']],
      ['expenditure.project', ['form_inferred']],
    ]);
  });

  test('a table that may be several forms is none', () => {
    const mapped = mapTable([header, ['201', '一般公共服务支出', '5', '3', '2']], { type: 'final' });
    expect(mapped.facts).toEqual([]);
    expect(mapped.quarantine.map(({ raw, reason }) => [raw, reason])).toEqual(
      ['5', '3', '2'].map((raw) => [raw, 'table that is no known form']),
    );
  });
});

describe('scans', () => {
  test('a doubtful number is flagged, and so is a code that its name denies', () => {
    const rows = [header, ['201', '公共安全支出', '5', '', '']];
    const [fact] = mapTable(rows, { form: 'final_05', scan: true, confidence: 0.5 }).facts;
    expect(fact).toMatchObject({ method: 'ocr', confidence: 0.5, flags: ['code_name_disagree', 'low_ocr_confidence'] });
  });

  test('a label off by one character is taken for the only one like it', () => {
    const rows = [
      ['收入', '<', '支出', '<'],
      ['项目', '决算数', '项目', '决算数'],
      ['年初结转和结余', '5', '年未结转和结余', '5'],
    ];
    const found = mapTable(rows, { form: 'final_01', scan: true }).facts;
    expect(found.map(({ concept, flags }) => [concept, flags])).toEqual([
      ['carryover.opening', []],
      ['carryover.closing', ['label_corrected']],
    ]);
  });
});

test('a title of another year is flagged', () => {
  const rows = [header, ['201', '一般公共服务支出', '5', '', '']];
  const mapped = mapTable(rows, { form: 'final_05', year: 2022, title: '2023年度一般公共预算财政拨款支出决算表' });
  expect(mapped.facts[0]).toMatchObject({ period: '2022', flags: ['year_disagrees'] });
});

test('a code whose name is that of its neighbour is flagged, an unknown name is not', () => {
  const rows = [header, ['2010601', '一般行政管理事务', '5', '', ''], ['2010602', '本地的叫法', '5', '', '']];
  const [first, second] = mapTable(rows, { form: 'final_05' }).facts;
  expect(first.flags).toEqual(['code_name_disagree']);
  expect(second.flags).toEqual([]);
});

test('parts without the total of their row are flagged: the numbers may have slipped by a column', () => {
  const rows = [header, ['201', '一般公共服务支出', '', '100', '60'], ['213', '农林水支出', '5', '5', '']];
  const { facts: found } = mapTable(rows, { form: 'final_05' });
  expect(found.map(({ raw, flags }) => [raw, flags.includes('total_blank')])).toEqual([
    ['100', true],
    ['60', true],
    ['5', false],
    ['5', false],
  ]);
});
