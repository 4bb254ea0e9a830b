/** What belongs to a table: title, unit, body and project, above it or in its first rows. */
import { describe, expect, it } from 'vitest';
import { centred, documentOf, LONG, p, table, tables } from './documents.ts';

describe('captions', () => {
  it('reads title and unit from the first rows of the grid', () => {
    const grid = table([
      ['2024年部门收入预算总表', '', '', ''].slice(0, 1),
      ['编制部门：青石县财政局', '', '', '单位：元'],
      ['科目编码', '功能分类科目名称', '合计', '财政拨款收入'],
      ['201', '一般公共服务支出', '100', '100'],
    ]);
    const [placed] = tables(documentOf([centred('青石县财政局2024年部门预算'), p(LONG), grid]));
    expect(placed).toMatchObject({ formId: 'budget_02', unit: '元', entity: '青石县财政局', captionRows: [0, 1] });
  });

  it('reads a row with a bare name beside the unit', () => {
    const grid = table([
      ['青石县财政局', '', '', '', '金额单位：元'],
      ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
      ['201', '一般公共服务支出', '100', '60', '40'],
    ]);
    expect(tables(documentOf([p('三、支出决算表'), grid]))[0]).toMatchObject({ unit: '元', captionRows: [0] });
  });

  it('takes a unit in brackets from the title', () => {
    const grid = table([
      ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
      ['201', '一般公共服务支出', '100', '60', '40'],
    ]);
    const [placed] = tables(documentOf([p('三、支出决算表（万元）'), grid]));
    expect(placed).toMatchObject({ formId: 'final_03', unit: '万元' });
  });

  it.each([
    ['部门：青石县财政局                单位：万元', '青石县财政局', '万元'],
    ['单位：青石县财政局 金额单位：元', '青石县财政局', '元'],
    ['公开01表', '', ''],
    ['青石县财政局                     单位：万元', '', '万元'],
    ['单位：万元', '', '万元'],
    ['金额单位： 人民币 万元', '', '万元'],
    ['填报部门：青石县财政局   2023年12月31日   单位:万元', '青石县财政局', '万元'],
  ])('reads the line %s above a table', (text, entity, unit) => {
    const grid = table([
      ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
      ['201', '一般公共服务支出', '100', '60', '40'],
    ]);
    const [placed] = tables(documentOf([centred('三、支出决算表'), p(text), grid]));
    expect(placed).toMatchObject({ formId: 'final_03', entity, unit });
  });

  it('reads a title with the unit below it in one cell of the table', () => {
    const grid = table([
      ['体检费项目绩效目标自评表 单位：万元'],
      ['一级指标', '二级指标', '三级指标', '得分'],
      ['产出指标', '数量指标', '体检人数', '10'],
    ]);
    const [placed] = tables(documentOf([grid]));
    expect(placed).toMatchObject({ formId: 'perf_project_self_eval', title: '体检费项目绩效目标自评表', unit: '万元' });
  });

  it('reads a title that shares its line with the unit', () => {
    const grid = table([
      ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
      ['201', '一般公共服务支出', '100', '60', '40'],
    ]);
    const [placed] = tables(documentOf([p('公开03表  支出决算表（续表）   单位：元'), grid]));
    expect(placed).toMatchObject({ formId: 'final_03', unit: '元' });
  });

  it('reads the project of a table from its cells or its title', () => {
    const grid = table([
      ['项目名称', '乡村道路维护项目', '', ''],
      ['主管部门', '青石县交通运输局', '实施单位', '青石县公路站'],
    ]);
    const titled = table([
      ['主管部门', '青石县交通运输局'],
      ['实施单位', '青石县公路站'],
    ]);
    const document = documentOf([
      p('2023年度项目支出绩效自评表'),
      grid,
      p(LONG),
      p('劳动力调查专项经费项目绩效目标自评表'),
      titled,
    ]);
    expect(tables(document).map((placed) => placed.project)).toEqual(['乡村道路维护项目', '劳动力调查专项经费']);
  });
});
