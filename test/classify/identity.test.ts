import { describe, expect, it } from 'vitest';
import type { Block } from '../../extractors/document.ts';
import { classify } from '../../pipeline/classify/classify.ts';
import { centred, documentOf, p, pack, table } from './documents.ts';

function identityOf(...blocks: Block[]) {
  return classify(documentOf(blocks), pack).identity;
}

describe('documents without a title', () => {
  it('with tables of what projects are to reach are budgets', () => {
    expect(identityOf(p('部门预算项目支出绩效目标表（2023年度）'))).toMatchObject({ report_type: 'budget' });
    expect(identityOf(p('部门预算项目支出绩效自评表（2023年度）'))).toMatchObject({ report_type: 'perf_project' });
  });

  it('are what the title inside their table says', () => {
    const grid = table([
      ['附件1 2023年区级部门整体支出绩效评价指标体系'],
      ['一级指标', '二级指标', '三级指标', '得分'],
      ['产出指标', '数量指标', '检查次数', '10'],
    ]);
    expect(identityOf(grid)).toMatchObject({ fiscal_year: 2023, report_type: 'perf_overall' });
  });
});

describe('titles', () => {
  it.each([
    ['双牌县财政局2023年度部门决算', '双牌县财政局', '部门', '431123', 2023, 'final'],
    ['2021年湛江市交通运输局部门决算', '湛江市交通运输局', '部门', '440800', 2021, 'final'],
    ['陆良县财政局2024年部门预算公开', '陆良县财政局', '部门', '530322', 2024, 'budget'],
    ['柞水县统计局2020年部门决算公开说明', '柞水县统计局', '部门', '611026', 2020, 'final'],
    ['深泽县科工局 2023年度整体支出绩效自评报告', '深泽县科工局', '', '130128', 2023, 'perf_overall'],
    ['2023年度双牌县水利局部门整体支出绩效自评报告', '双牌县水利局', '部门', '431123', 2023, 'perf_overall'],
    ['中共双牌县委组织部2022年度部门决算', '中共双牌县委组织部', '部门', '431123', 2022, 'final'],
    ['政协双牌县委员会办公室2022年度部门决算', '政协双牌县委员会办公室', '部门', '431123', 2022, 'final'],
    [
      '双牌县政务服务中心（审批服务局）2022年部门决算',
      '双牌县政务服务中心(审批服务局)',
      '部门',
      '431123',
      2022,
      'final',
    ],
    ['丰都县人民政府办公室（本级）2022年度决算公开', '丰都县人民政府办公室(本级)', '本级', '500230', 2022, 'final'],
    ['湖北随州市曾都区水利局二〇二三年度部门决算', '湖北随州市曾都区水利局', '部门', '421303', 2023, 'final'],
    ['中共上海市普陀区委社会工作部2024年度部门决算', '中共上海市普陀区委社会工作部', '部门', '310107', 2024, 'final'],
    ['双牌县水利局2023年度部门决算（含绩效自评）', '双牌县水利局', '部门', '431123', 2023, 'final'],
    ['双牌县水利局2023年度专项资金绩效自评报告', '双牌县水利局', '', '431123', 2023, 'perf_project'],
    ['双牌县水利局2023年河道清淤工程绩效评价报告', '双牌县水利局', '', '431123', 2023, 'perf_project'],
    ['双牌县计划生育协会2023年绩效自评报告', '双牌县计划生育协会', '', '431123', 2023, 'perf_overall'],
    ['双牌县财政局项目评审中心2023年度单位决算', '双牌县财政局项目评审中心', '单位', '431123', 2023, 'final'],
    ['双牌县财政局预算编审中心2023年度单位决算', '双牌县财政局预算编审中心', '单位', '431123', 2023, 'final'],
    ['2024年双牌县水利局预算', '双牌县水利局', '', '431123', 2024, 'budget'],
    ['2024年度德江县第一中学单位预算', '德江县第一中学', '单位', '520626', 2024, 'budget'],
    ['2018年双牌县财政局“三公”经费预算情况说明', '双牌县财政局', '', '431123', 2018, 'budget'],
    ['双牌县政协2021年度部门整体支出绩效评价报告', '双牌县政协', '部门', '431123', 2021, 'perf_overall'],
    ['民盟青海省委员会2016年部门预算编制说明', '民盟青海省委员会', '部门', '630000', 2016, 'budget'],
  ])('%s', (title, entity, scope, code, year, type) => {
    expect(identityOf(centred(title), p('一、主要职责'))).toMatchObject({
      entity,
      scope,
      region_code: code,
      fiscal_year: year,
      report_type: type,
      flags: '',
    });
  });

  it('joins a title that stands on several lines', () => {
    expect(identityOf(centred('双牌县财政局'), centred('2023年度'), centred('部门决算'))).toMatchObject({
      entity: '双牌县财政局',
      fiscal_year: 2023,
      report_type: 'final',
    });
  });

  it('takes the body from a label where the title names only the place', () => {
    const identity = identityOf(
      centred('上海市普陀区2025年区级部门预算'),
      centred('预算主管部门：上海市普陀区商务委员会'),
    );
    expect(identity).toMatchObject({
      entity: '上海市普陀区商务委员会',
      region_name: '上海市普陀区',
      region_code: '310107',
    });
  });

  it('believes headings that agree against a title of another year', () => {
    const identity = identityOf(
      centred('楚雄市水务局2024年预算公开'),
      p('第一部分 楚雄市水务局2023年度部门决算概况'),
      p('第二部分 2023年度部门决算表'),
      p('第三部分 2023年度部门决算情况说明'),
    );
    expect(identity).toMatchObject({ fiscal_year: 2023, report_type: 'final', flags: 'title_disagrees' });
  });
});

describe('documents without a title', () => {
  it('finds body and zone in a signature', () => {
    const identity = identityOf(
      p('第一部分 部门概况'),
      p('经信商科局下属二级预算单位0个。'),
      p('第二部分 2023年度部门决算情况说明'),
      p('遂宁经济技术开发区经信商务科技局'),
    );
    expect(identity).toMatchObject({
      entity: '遂宁经济技术开发区经信商务科技局',
      region_code: '510900',
      region_level: 'development_zone',
      fiscal_year: 2023,
      report_type: 'final',
    });
  });

  it('takes the signature before the short name beside a label in the sheets of its projects', () => {
    const sheet = table([
      ['主管部门及代码', '/', '实施单位', '经信商科局'],
      ['预算数', '1.8万元', '执行数', '1.8万元'],
    ]);
    const text = [p('第二部分 2023年度部门决算情况说明'), sheet, p('本单位负责全区的工业经济。')];
    expect(identityOf(...text, p('遂宁经济技术开发区经信商务科技局')).entity).toBe('遂宁经济技术开发区经信商务科技局');
    expect(identityOf(...text).entity).toBe('经信商科局');
  });

  it('finds the body in a cell beside its label', () => {
    const grid = table([
      ['县级预算部门名称', '双牌县科技和工业信息化局'],
      ['年度资金总额', '1173'],
    ]);
    expect(identityOf(p('2023年度部门整体支出绩效自评表'), grid).entity).toBe('双牌县科技和工业信息化局');
  });

  it('leaves unknown what is not said, and flags it', () => {
    const identity = identityOf(p('本单位负责全县的统计工作，完成了全年任务。'));
    expect(identity).toMatchObject({ entity: '', region_code: '', fiscal_year: null, report_type: '' });
    expect(identity.flags.split(';')).toEqual(['entity_unknown', 'fiscal_year_unknown', 'region_unknown']);
  });
});

describe('regions that are not certain', () => {
  it('leaves a place empty whose name is not unique', () => {
    expect(identityOf(centred('普陀区财政局2024年度部门决算'))).toMatchObject({
      entity: '普陀区财政局',
      region_name: '普陀区',
      region_code: '',
      flags: 'region_ambiguous',
    });
  });

  it('decides when the document prints the full name elsewhere', () => {
    const identity = identityOf(
      centred('普陀区财政局2024年度部门决算'),
      p('上海市普陀区财政局是主管全区财政工作的部门。'),
    );
    expect(identity).toMatchObject({ region_code: '310107', flags: '' });
  });

  it('takes the place from a longer form of the name', () => {
    const identity = identityOf(centred('科学技术局2023年度部门决算'), p('双牌县科学技术局是县政府工作部门。'));
    expect(identity).toMatchObject({ entity: '科学技术局', region_code: '431123' });
  });
});

describe('blank templates', () => {
  const blanks = p('收入总计XXX万元，增长XX%。支出XXX万元，占XX%。其他XX万元。');

  it('are recognised and have no identity but their kind', () => {
    const classified = classify(
      documentOf([centred('上海市 XX 局'), centred('2024 年度部门决算'), p('一、收入决算情况说明'), blanks]),
      pack,
    );
    expect(classified.identity).toMatchObject({
      entity: '',
      region_code: '',
      fiscal_year: null,
      report_type: 'final',
      flags: 'template',
    });
    expect(classified.blocks.every((block) => block.section?.factFree)).toBe(true);
  });

  it('are not reports that keep a few blanks', () => {
    const filled = p('收入总计120万元，增长3%。支出110万元，占90%。其他10万元，培训费2万元，会议费1万元，增长5%。');
    const identity = identityOf(
      centred('双牌县财政局2024年度部门决算'),
      p('一、收入决算情况说明'),
      filled,
      p('主要原因是XX万元。'),
    );
    expect(identity.flags).toBe('');
  });
});

describe('evaluation sheets', () => {
  const sheet = (...rows: string[][]) =>
    table([['项目名称', '校舍维修', '', ''], ...rows, ['年度资金总额', '12', '12', '12']]);

  it('take the year from the line below the title', () => {
    const identity = identityOf(
      centred('项目支出绩效自评表'),
      centred('（2022年度）'),
      sheet(['实施单位', '双牌县第一中学']),
    );
    expect(identity).toMatchObject({ fiscal_year: 2022, report_type: 'perf_project', entity: '双牌县第一中学' });
  });

  it('are of the body that carried the project out, without its code', () => {
    const rows = sheet(['主管部门', '118-双牌县教育局', '实施单位（盖章）', '118004-双牌县第一中学']);
    expect(identityOf(centred('2022年度项目支出绩效自评表'), rows).entity).toBe('双牌县第一中学');
  });

  it('of many bodies are those of their department', () => {
    const rows = (name: string) => sheet(['主管部门', '双牌县教育局', '实施单位', name]);
    const identity = identityOf(
      centred('2022年度项目支出绩效自评表'),
      rows('双牌县第一中学'),
      p('项目支出绩效自评表'),
      rows('双牌县实验小学'),
    );
    expect(identity.entity).toBe('双牌县教育局');
  });
});

describe('a label of bodies below the one that reports', () => {
  it.each([
    '6个二级单位：双牌县水政监察站',
    '下属单位：双牌县水政监察站',
    '成员单位：双牌县财政局、双牌县水利局、双牌县文化馆',
  ])('%s names no reporting body', (line) => {
    const identity = identityOf(centred('2023年度部门决算'), p(line), centred('双牌县水利局'));
    expect(identity.entity).not.toMatch(/监察站|财政局/);
  });
});

it('a year between 本级 and 决算, or behind 较, is neither scope nor year of the title', () => {
  expect(identityOf(centred('双牌县总工会本级2023年度决算公开说明'))).toMatchObject({
    scope: '本级',
    fiscal_year: 2023,
  });
  const compared = identityOf(centred('双牌县财政局“三公”经费支出较2022年下降'), p('2023年“三公”经费支出9万元。'));
  expect(compared.fiscal_year).toBe(2023);
});
