import { expect, test } from 'vitest';
import { readCaptionLine } from '../../pipeline/classify/caption-lines.ts';
import { classify } from '../../pipeline/classify/classify.ts';
import { documentOf, line, p, pack, table } from './documents.ts';

const read = (text: string) => readCaptionLine([line(text)], pack.identity);

test('a place whose name begins with the name of a unit is no unit', () => {
  expect(read('填报单位：元氏县水利局')).toMatchObject({ unit: '', entity: '元氏县水利局' });
  expect(read('编制单位：元谋县水务局    金额单位：万元')).toMatchObject({ unit: '万元' });
  expect(read('部门：元江县财政局 单位：元')).toMatchObject({ unit: '元' });
  expect(read('单位：万元部门：青石县财政局')).toMatchObject({ unit: '万元' });
  expect(read('金额单位：人民币元')).toMatchObject({ unit: '元' });
});

test('a unit whose label has a translation behind it', () => {
  expect(read('单位 Danhvei：元 Maenz')).toMatchObject({ unit: '元' });
});

test('title, body and unit at equal distances are one paragraph, whose lines tell form and kind of report', () => {
  const caption = p('预算02表');
  caption.lines.push(line('支出预算总表'), line('单位名称：青石县水务局    单位：元'));
  const other = p('预算07表');
  other.lines.push(line('部门项目中期规划预算表'), line('单位名称：青石县水务局    单位：元'));
  const rows = [
    ['科目名称', '合计'],
    ['农林水支出', '120'],
  ];
  const { identity, blocks } = classify(documentOf([caption, table(rows), other, table(rows)]), pack);
  expect(identity.report_type).toBe('budget');
  const tables = blocks.filter(({ role }) => role === 'table');
  expect(tables).toMatchObject([
    { formId: 'budget_03', unit: '元' },
    { formId: '', title: '部门项目中期规划预算表', unit: '元' },
  ]);
});
