import { describe, expect, it } from 'vitest';
import type { PlacedTable } from '../../pipeline/classified.ts';
import { classify } from '../../pipeline/classify/classify.ts';
import { centred, documentOf, LONG, line, p, pack, table, tables } from './documents.ts';

/** Final accounts as most provinces publish them: cover, contents, four parts. */
function finalAccounts() {
  return documentOf(
    [
      centred('青石县财政局'),
      centred('2023年度部门决算'),
      centred('目  录', 2),
      p('第一部分 部门概况……………………1', { page: 2, leader: true }),
      p('一、主要职责……………………………1', { page: 2, leader: true }),
      p('第二部分 2023年度部门决算表', { page: 2 }),
      p('第三部分 2023年度部门决算情况说明', { page: 2 }),
      p('第四部分 名词解释', { page: 2 }),
      centred('第一部分 部门概况', 3),
      p('一、主要职责', { page: 3 }),
      p(`（一）${LONG}`, { page: 3 }),
      p('二、机构设置情况', { page: 3 }),
      p('青石县财政局内设机构6个，所属单位2个。', { page: 3 }),
      centred('第二部分 2023年度部门决算表', 4),
      centred('收入支出决算总表', 4),
      p('编制单位：青石县财政局                     单位：万元', { page: 4 }),
      table(
        [
          ['收入', '', '支出', ''],
          ['项目', '决算数', '项目', '决算数'],
          ['一、一般公共预算财政拨款收入', '1,200.50', '一、一般公共服务支出', '1,100.00'],
        ],
        4,
      ),
      p('注：本表反映部门本年度的总收支情况。', { page: 4 }),
      centred('第三部分 2023年度部门决算情况说明', 5),
      p('一、收入支出决算总体情况说明', { page: 5 }),
      p('2023年度收、支总计均为1200.50万元。', { page: 5 }),
      p('十、机关运行经费支出说明', { page: 5 }),
      p('本部门2023年度机关运行经费支出88.20万元。', { page: 5 }),
      centred('第四部分 名词解释', 6),
      p('（一）机关运行经费：指为保障行政单位运行用于购买货物和服务的各项资金。', { page: 6 }),
    ],
    6,
  );
}

function ids(document: ReturnType<typeof documentOf>): string[] {
  return classify(document, pack).sections.map((section) => `${section.sectionId}@${section.page}`);
}

describe('classify', () => {
  it('finds the sections of final accounts and leaves the contents out', () => {
    expect(ids(finalAccounts())).toEqual([
      'cover@1',
      'toc@2',
      'part_overview@3',
      'functions@3',
      'org_structure@3',
      'tables_part_final@4',
      'narrative_part_final@5',
      'final_overall@5',
      'operating_expense@5',
      'glossary@6',
    ]);
  });

  it('says of every block what it is', () => {
    const roles = classify(finalAccounts(), pack).blocks.map((block) => block.role);
    expect(roles.slice(2, 8)).toEqual(Array(6).fill('contents'));
    expect(roles.slice(13, 19)).toEqual(['heading', 'table-title', 'table-unit', 'table', 'table-note', 'heading']);
  });

  it('marks duties and definitions as free of facts, organisation and narrative not', () => {
    const free = classify(finalAccounts(), pack).sections.filter((section) => section.factFree);
    expect(free.map((section) => section.sectionId)).toEqual(['cover', 'toc', 'functions', 'glossary']);
  });

  it('gives a table its form, title, unit with its place, and body', () => {
    expect(tables(finalAccounts())[0]).toMatchObject({
      tableId: 't1',
      formId: 'final_01',
      title: '收入支出决算总表',
      unit: '万元',
      unitPlace: { page: 4 },
      entity: '青石县财政局',
      captionRows: [],
    });
  });

  it('opens a section for each sheet of a table that holds several', () => {
    const sheet = (name: string) => [[`${name}项目绩效目标自评表`], ['一级指标', '二级指标', '三级指标', '得分']];
    const grid = table([...sheet('体检费'), ['产出指标', '数量指标', '人数', '10'], ...sheet('宣传费')]);
    const { sections } = classify(documentOf([grid]), pack);
    expect(sections.map(({ sectionId, title }) => [sectionId, title])).toEqual([
      ['perf_project_table', '体检费项目绩效目标自评表'],
      ['perf_project_table', '宣传费项目绩效目标自评表'],
    ]);
  });

  it('ends duties where the numbers around them go on', () => {
    const { sections, blocks } = classify(
      documentOf([
        centred('青石县水利局2024年部门整体支出绩效自评报告'),
        p('一、部门概况'),
        p('（一）机构职能'),
        p('1.负责水利规划。'),
        p('2.完成其他任务。'),
        p('（二）人员概况。截至2024年末，在职人员42人。'),
        p('二、部门资金基本情况'),
        p('2024年总收入12万元。'),
      ]),
      pack,
    );
    const title = '（二）人员概况';
    expect(sections.find((section) => section.title === title)).toMatchObject({
      sectionId: 'staffing',
      factFree: false,
    });
    expect(blocks.at(-1)?.section).toMatchObject({ title: '二、部门资金基本情况', factFree: false });
  });

  it('ends numbered duties at the next number that names a known section', () => {
    const { sections } = classify(
      documentOf([
        centred('青石县水利局2024年部门整体支出绩效自评报告'),
        p('1.部门职责'),
        p('（1）负责水利规划。'),
        p('2.机构设置'),
        p('我局有预算单位3个。'),
      ]),
      pack,
    );
    expect(sections.map(({ sectionId }) => sectionId).filter((id) => id !== 'cover')).toEqual([
      'functions',
      'org_structure',
    ]);
  });

  it('does not take items of duties for headings', () => {
    const { sections } = classify(
      documentOf([
        centred('青石县水利局2024年度部门决算'),
        p('一、部门职责'),
        p('（一）负责水利规划的编制。'),
        p('（二）负责防汛抗旱的日常工作'),
        p('（三）指导监督财务管理'),
      ]),
      pack,
    );
    expect(sections.map(({ sectionId }) => sectionId).filter((id) => id !== 'cover')).toEqual(['functions']);
  });

  it('keeps the numbers of a heading that runs into its text', () => {
    const document = documentOf([
      p('青石县财政局2023年度部门整体支出绩效自评报告'),
      p('一、自评结论'),
      p('（一）自评得分：98.5 分。'),
    ]);
    const { sections, blocks } = classify(document, pack);
    expect(sections.at(-1)).toMatchObject({ sectionId: 'perf_score', title: '（一）自评得分', number: '（一）' });
    expect(blocks.at(-1)).toMatchObject({ role: 'text', section: sections.at(-1) });
  });

  it('switches the kind of report within a document and back', () => {
    const document = documentOf([
      centred('青石县财政局2023年度部门决算'),
      p('第二部分 2023年度部门决算情况说明'),
      p('一、收入决算情况说明'),
      p('第四部分 附件'),
      p('一、2023年度青石县财政局整体绩效自评报告'),
      p('一、自评结论'),
      p('2023年度培训经费自评报告'),
      p('一、自评结论'),
      p('第五部分 2023年度部门决算表'),
      p('说明：无。'),
    ]);
    const { sections } = classify(document, pack);
    expect(sections.map((section) => section.reportType)).toEqual([
      'final',
      'final',
      'final',
      'perf_overall',
      'perf_overall',
      'perf_project',
      'perf_project',
      'final',
    ]);
    expect(sections[4].parent?.title).toBe('一、2023年度青石县财政局整体绩效自评报告');
  });

  it('takes a line of signatures for a section of its own only', () => {
    const document = documentOf([
      p('青石县财政局2023年度部门整体支出绩效自评报告'),
      p('一、部门整体支出情况。我局整体支出900万元。'),
      p('填表人：        填报日期：          联系电话：'),
      p('2023年，本部门支出900万元。'),
    ]);
    const { blocks } = classify(document, pack);
    expect(blocks.map((block) => block.section?.sectionId)).toEqual([
      undefined,
      'perf_execution',
      'signatures',
      'perf_execution',
    ]);
  });

  it('does not put a form under the definitions printed before it', () => {
    const grid = table([
      ['科目编码', '科目名称', '合计', '基本支出', '项目支出'],
      ['201', '一般公共服务支出', '100', '60', '40'],
    ]);
    const document = documentOf([
      centred('青石县财政局2023年度部门决算'),
      p('第三部分 名词解释'),
      p('三、支出决算表'),
      grid,
    ]);
    expect(tables(document)[0].section).toBeUndefined();
  });

  it('marks what holds names of people', () => {
    const document = documentOf([
      p('青石县财政局2023年度部门整体支出绩效自评报告'),
      p('六、评价工作组人员名单及签字（姓名、工作单位、职务、职称）'),
      table([['张三', '青石县财政局', '局长']]),
    ]);
    expect(tables(document)[0].section).toMatchObject({ sectionId: 'signatures', personal: true });
  });

  it('keeps names and telephone numbers out of the titles of sections', () => {
    const title = (text: string) => classify(documentOf([p('一、自评结论'), p(text)]), pack).sections.at(-1)?.title;
    expect(title('填表人：        填报日期：          联系电话：')).toBe(
      '填表人：        填报日期：          联系电话：',
    );
    expect(title('填表人：张三  填报日期：2024年3月1日  联系电话：0746-7720000')).toBe('填表人：');
  });

  it('does not take list items for headings', () => {
    const document = documentOf([
      p('青石县财政局2023年度部门决算'),
      p('三、支出决算情况说明'),
      p('1.科学技术（类）支出606.15万元，占83.33%。'),
      p('2.住房保障支出21.6万元'),
      p('（二）住房保障支出（类）住房改革支出（款）住房公积金（项）年初预算为20万元'),
    ]);
    expect(ids(document)).toEqual(['final_expenditure@1']);
  });
});

describe('titles that are not alone', () => {
  const rows = [
    ['合计', '公务接待费'],
    ['1.7', '1.7'],
  ];

  it('a title is found in a paragraph that took in the heading above and the unit below', () => {
    const above = p('第二部分 预算表格');
    above.lines.push(line('收支总表'), line('单位：万元'));
    const classified = classify(documentOf([centred('双牌县水利局2022年部门预算'), above, table(rows)]), pack);
    const placed = classified.blocks.find((block) => block.role === 'table') as PlacedTable;
    expect(placed).toMatchObject({ formId: 'budget_01', title: '收支总表', unit: '万元' });
  });

  it('a title over two rows of the table is one', () => {
    const grid = table([['双牌县水利局2022年“三公”经费预算'], ['财政拨款情况表'], ['', '单位：万元'], ...rows]);
    const classified = classify(documentOf([centred('双牌县水利局2022年部门预算'), grid]), pack);
    const placed = classified.blocks.find((block) => block.role === 'table') as PlacedTable;
    expect(placed).toMatchObject({ formId: 'budget_09', unit: '万元', captionRows: [0, 1, 2] });
  });
});
