/** Checks of what a document prints beside its numbers: forms, notes on empty tables, lists of names, wording. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Paragraph, Table } from '../extractors/document.ts';
import { checkDocument } from '../pipeline/check/index.ts';
import type { Classified, PlacedBlock, PlacedTable } from '../pipeline/classified.ts';
import type { FinishedFact } from '../pipeline/rows/facts.ts';
import { facts, type Row } from '../schemas/datasets.ts';
import { loadPack } from '../schemas/pack.ts';

const pack = loadPack(fileURLToPath(new URL('../schemas/cn-department', import.meta.url)));
const FINAL = [
  'final_01',
  'final_02',
  'final_03',
  'final_04',
  'final_05',
  'final_06',
  'final_07',
  'final_08',
  'final_09',
];

let count = 0;
function fact(concept: string, wan: string, form: string, columns: Partial<Row<'facts'>> = {}): FinishedFact {
  const row = facts.parse({
    fact_id: `p${count++}`,
    report_type: 'final',
    concept,
    measure: 'final_actual',
    period: '2023',
    value: String(Math.round(Number(wan) * 10_000)),
    unit: 'CNY',
    decimals: 2 - 4,
    raw: wan,
    raw_unit: '万元',
    page: 4,
    table_id: form && `t_${form}`,
    ...columns,
  });
  return { row, trace: { rule: form ? `${form}/amount` : 'prose', prefix: '', suffix: '', evidence: [], steps: [] } };
}

const line = (text: string) => ({ text, page: 2, size: 10, bold: false, angle: 0 as const, confidence: 1 });

function text(words: string, role: PlacedBlock['role'] = 'text'): PlacedBlock<Paragraph> {
  const block: Paragraph = { kind: 'paragraph', role: 'body', lines: [line(words)], align: 'left' };
  return { block, reportType: 'final', role };
}

function table(formId: string, cells: string[] = [], unit = '万元'): PlacedTable {
  const block: Table = {
    kind: 'table',
    rows: 1,
    cols: cells.length,
    cells: cells.map((words, col) => ({
      row: 0,
      col,
      rowSpan: 1,
      colSpan: 1,
      page: 4,
      lines: [line(words)],
      header: false,
    })),
    parts: [{ page: 4, firstRow: 0, lastRow: 0 }],
    method: 'lattice',
    confidence: 1,
  };
  const title = pack.forms.byId.get(formId)!.titles[0];
  return {
    block,
    reportType: 'final',
    role: 'table',
    tableId: `t_${formId}`,
    formId,
    title,
    captionRows: [],
    unit,
    entity: '',
    project: '',
  };
}

function check(blocks: Classified['blocks'], all: FinishedFact[], sections: Classified['sections'] = []) {
  const identity = { entity: '临江县档案局', fiscal_year: 2023, report_type: 'final' } as Classified['identity'];
  const document = { pages: [] } as unknown as Classified['document'];
  const classified: Classified = { document, identity, sections, blocks };
  const findings = checkDocument({ facts: all, indicators: [], pack, documentId: 'd', classified });
  return (id: string) =>
    findings.filter(({ check_id, message }) => check_id === id && !message.includes('not all stated'));
}

const amounts = FINAL.map((form) => fact('expenditure.total', '1.00', form));

describe('FM01, the forms of a report', () => {
  test('all there, with titles and units', () => {
    expect(
      check(
        FINAL.map((form) => table(form)),
        amounts,
      )('FM01'),
    ).toMatchObject([{ status: 'pass' }]);
  });

  test('one that is missing among the others is named', () => {
    const [finding] = check(
      FINAL.filter((form) => form !== 'final_03').map((form) => table(form)),
      amounts,
    )('FM01');
    expect(finding).toMatchObject({ status: 'fail', message: expect.stringContaining('支出决算表 (final_03)') });
  });

  test('one that not every year has is missed only where the document names it', () => {
    const tables = FINAL.slice(0, 8).map((form) => table(form));
    expect(check(tables, amounts)('FM01')).toMatchObject([{ status: 'pass' }]);
    const named = text('九、国有资本经营预算财政拨款支出决算表', 'table-title');
    expect(check([named, ...tables], amounts)('FM01')).toMatchObject([
      { status: 'fail', message: expect.stringContaining('named on page 2') },
    ]);
  });

  test('a table without its unit is told', () => {
    const tables = FINAL.map((form) => table(form, [], form === 'final_05' ? '' : '万元'));
    expect(check(tables, amounts)('FM01')[0]).toMatchObject({
      status: 'fail',
      message: expect.stringContaining('no unit'),
    });
  });

  test('the order is that of the list of the document itself', () => {
    const list = FINAL.map((form, i) => text(`${i + 1}.${pack.forms.byId.get(form)!.titles[0]}`, 'contents'));
    const [a, b, ...rest] = FINAL.map((form) => table(form));
    expect(check([...list, a, b, ...rest], amounts)('FM01')).toMatchObject([{ status: 'pass' }]);
    expect(check([...list, b, a, ...rest], amounts)('FM01')).toMatchObject([{ status: 'fail' }]);
  });

  test('a document of a few tables does not mean to print all, one that announces them does', () => {
    const some = [fact('expenditure.total', '1.00', '')];
    expect(check([table('final_03')], some)('FM01')).toMatchObject([{ status: 'pass' }]);
    expect(check([], some)('FM01')).toMatchObject([{ status: 'not_applicable' }]);
    const part = {
      sectionId: 'tables_part_final',
      title: '第三部分 决算表',
      page: 9,
    } as Classified['sections'][number];
    expect(check([], some, [part])('FM01')).toMatchObject([{ status: 'fail' }]);
  });
});

describe('NT04, empty tables', () => {
  const other = fact('expenditure.total', '1.00', '');

  test('an empty table needs words that there is nothing', () => {
    expect(check([table('final_08', ['科目', '', ''])], [other])('NT04')).toMatchObject([{ status: 'fail' }]);
    const note = text('注：本部门2023年度无政府性基金预算财政拨款收支，故本表为空表。', 'table-note');
    expect(check([table('final_08', ['科目', '', '']), note], [other])('NT04')).toMatchObject([{ status: 'pass' }]);
    const said = text('本单位没有政府性基金预算财政拨款支出。');
    expect(check([said, table('final_08', ['科目', '', ''])], [other])('NT04')).toMatchObject([{ status: 'pass' }]);
  });

  test('a table that is said to be empty has no amounts', () => {
    const note = text('注：本表无数据。', 'table-note');
    const amount = (value: string) => fact('expenditure.fiscal.government_fund', value, 'final_08');
    expect(check([table('final_08'), note], [amount('3.00')])('NT04')).toMatchObject([
      { status: 'fail', fact_ids: expect.stringMatching(/^p\d+$/) },
    ]);
    expect(check([table('final_08'), note], [amount('0.00')])('NT04')).toEqual([]);
  });

  test('numbers that no rule could place are numbers too', () => {
    expect(check([table('final_08', ['2120801', '3.00'])], [other])('NT04')).toEqual([]);
  });
});

describe('NT03, kinds of expenditure by name', () => {
  const row = (code: string, name: string, value: string) =>
    fact('expenditure.economic.item', value, 'final_06', { economic_code: code, economic_name: name });
  const rows = [
    row('30101', '基本工资', '10.00'),
    row('30102', '津贴补贴', '5.00'),
    row('30309', '奖励金', '0.31'),
    row('30310', '个人农业生产补贴', '0.00'),
  ];
  const said = (names: string) =>
    check([text(`人员经费15.31万元，主要包括：${names}；公用经费2.00万元。`)], rows)('NT03');

  test('the list of the rows with amounts', () => {
    expect(said('基本工资、津贴补贴、奖励金')).toMatchObject([{ status: 'pass' }]);
  });

  test('a kind without an amount, in the place of one that has one', () => {
    expect(said('基本工资、津贴补贴、个人农业生产补贴')).toMatchObject([
      { status: 'fail', message: expect.stringMatching(/个人农业生产补贴 \(30310\).*奖励金 \(30309\) 0\.31/) },
    ]);
  });

  test('some of the kinds, names that are not known, and amounts instead of names say nothing', () => {
    expect(said('基本工资、津贴补贴等')).toMatchObject([{ status: 'not_applicable' }]);
    expect(said('基本工资、津贴补贴、奖励金、各种慰问')).toMatchObject([{ status: 'pass' }]);
    expect(said('基本工资10.00万元、个人农业生产补贴5.31万元')).toEqual([]);
  });
});

describe('NI13, words that should not stand there', () => {
  test.each([
    ['全区亿元以上工业企业75家，其中10亿元以上企业家，5亿元企业13家', 'the number is missing'],
    ['支出决算为万元，完成年初预算的0%', 'the amount is missing'],
    ['完成预算100%，主要原因是……。', 'never written'],
  ])('%s', (words, says) => {
    expect(check([text(words)], amounts)('NI13')).toMatchObject([
      { status: 'fail', message: expect.stringContaining(says) },
    ]);
  });

  test.each(['其中10亿元以上企业5家，占比6%', '本表金额单位为万元。', '单价100万元以上设备0台', '主要原因是人员增加'])(
    '%s',
    (words) => {
      expect(check([text(words)], amounts)('NI13').filter(({ status }) => status === 'fail')).toEqual([]);
    },
  );
});

describe('NI13, uses that were never written and choices that nobody made', () => {
  const near: FinishedFact = {
    ...fact('expenditure.total', '21.60', '', { page: 2 }),
    trace: { rule: 'prose', prefix: '住房保障支出（类）', suffix: '万元：主要用于', evidence: [], steps: [] },
  };
  const found = (...paragraphs: PlacedBlock<Paragraph>[]) =>
    check(paragraphs, [near])('NI13').filter(({ status }) => status === 'fail');

  test('a use that was never written, with the number before it', () => {
    const [finding, ...others] = found(
      text('4.住房保障支出（类）21.60万元：主要用于'),
      text('5.其他支出（类）3万元：主要用于慰问。'),
    );
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ fact_ids: near.row.fact_id, message: expect.stringContaining('never written') });
    expect(found(text('（一）公用经费3万元，主要用于。'))).toHaveLength(1);
  });

  test('a sentence that goes on in the next paragraph is complete', () => {
    expect(found(text('4.住房保障支出（类）21.60万元：主要用于'), text('发放住房公积金。'))).toEqual([]);
  });

  test('a choice that nobody made, away from any number', () => {
    expect(found(text('项目支出增加(或减少)的主要原因是新增一个项目。'))).toHaveLength(1);
    expect(found(text('项目支出增加的主要原因是新增一个项目。'))).toEqual([]);
  });
});
