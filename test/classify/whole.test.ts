/** Accounts of a whole county or city are told from those of a department, and their facts say so. */
import { describe, expect, test } from 'vitest';
import { classify } from '../../pipeline/classify/classify.ts';
import { withDefaults } from '../../pipeline/classify/defaults.ts';
import { centred, documentOf, p, pack } from './documents.ts';

const identityOf = (...lines: string[]) =>
  classify(documentOf([centred(lines[0]), ...lines.slice(1).map((text) => p(text))]), pack).identity;

describe('a whole government', () => {
  test.each([
    ['2022年江永县“三公”经费决算情况说明', '431125'],
    ['江永县2022年度“三公”经费支出决算情况', '431125'],
    ['2022年度江永县本级“三公”经费决算公开', '431125'],
    ['江永县2022年全县“三公”经费决算汇总情况', '431125'],
    ['2022年江永县政府决算公开', '431125'],
    ['关于江永县2022年财政决算草案的报告', '431125'],
    ['江永县2022年财政总决算说明', '431125'],
  ])('%s', (title, code) => {
    const identity = identityOf(title, '江永县财政局');
    expect(identity).toMatchObject({ entity: '', region_code: code, fiscal_year: 2022, report_type: 'final' });
    expect(identity.flags).toBe('whole_government');
  });

  test('is not in a title that orders a table by the economic classes of the government', () => {
    const title = '2022年支出预算分类汇总表（按政府预算经济分类）';
    expect(identityOf(title, '部门：江永县水利局').flags).not.toContain('whole_government');
  });

  test('is known by its first words where no body is named', () => {
    const text = '经县财政局汇总，2022年县级一般公共预算安排的“三公”经费支出90万元。';
    expect(identityOf('2022年“三公”经费决算情况说明', text).flags.split(';')).toContain('whole_government');
    expect(identityOf('江永县水利局2022年“三公”经费决算情况说明', text).flags).toBe('');
  });

  test('is known by the money that it arranges', () => {
    const title = '江永县2022年县本级一般公共预算支出安排的“三公”经费预算情况说明';
    expect(identityOf(title)).toMatchObject({ entity: '', region_code: '431125', flags: 'whole_government' });
  });

  test('gives its flag to every fact, and takes no body from its source', () => {
    const classified = classify(documentOf([centred('2022年江永县政府决算公开')]), pack);
    const source = { regionCode: '', entity: '江永县财政局', flags: [] };
    const { classified: filled, factFlags } = withDefaults(classified, source);
    expect(factFlags).toEqual(['whole_government']);
    expect(filled.identity.entity).toBe('');
  });
});

describe('a department', () => {
  test.each([
    ['江永县潇浦镇2022年“三公”经费决算情况说明', '江永县潇浦镇'],
    ['2022年江永县潇浦镇人民政府“三公”经费决算情况', '江永县潇浦镇人民政府'],
    ['江永县潇浦镇人民政府决算公开说明', '江永县潇浦镇人民政府'],
    ['江永县人民政府办公室2022年度部门决算', '江永县人民政府办公室'],
    ['江永县财政局2022年度决算公开', '江永县财政局'],
    ['江永县财政局2022年度部门决算公开报告', '江永县财政局'],
    ['江永县财政局2022年“三公”经费支出说明', '江永县财政局'],
    ['江永县潇浦街道办事处2022年政府决算', '江永县潇浦街道办事处'],
  ])('%s', (title, entity) => {
    const identity = identityOf(title);
    expect(identity.entity).toBe(entity);
    expect(identity.flags).not.toContain('whole_government');
    expect(identity.report_type).toBe('final');
  });
});

test('the year of a comparison is not that of the report', () => {
  const text = '公务接待费较2021年决算数下降。公务用车费较2021年决算数下降。2022年“三公”经费支出减少。';
  expect(identityOf('江永县财政局“三公”经费支出说明', text).fiscal_year).toBe(2022);
});

test('duties end where the next number names a topic, also with a bracket behind it', () => {
  const blocks = [
    '一、概况',
    '（一）主要职责',
    '负责全县水利工作。',
    '（二）队伍建设情况（含下属站所）',
    '实有人员12人。',
  ];
  const { blocks: placed } = classify(
    documentOf([centred('江永县水利局2022年度部门决算'), ...blocks.map((t) => p(t))]),
    pack,
  );
  expect(placed.at(-1)?.section?.factFree).toBe(false);
});

describe('a title about the 三公 expenses', () => {
  test('that names only their money says no kind of report, and is a title all the same', () => {
    expect(identityOf('2022年度江永县本级一般公共预算财政拨款“三公”经费公开说明')).toMatchObject({
      report_type: '',
      fiscal_year: 2022,
      region_code: '431125',
      flags: 'whole_government',
    });
    expect(identityOf('江永县水利局2022年一般公共预算财政拨款“三公”经费情况')).toMatchObject({
      entity: '江永县水利局',
      report_type: '',
    });
  });

  test('that tells of what was arranged is of a budget', () => {
    expect(identityOf('江永县水利局2022年“三公”经费安排情况')).toMatchObject({
      entity: '江永县水利局',
      report_type: 'budget',
      fiscal_year: 2022,
    });
    expect(identityOf('江永县水利局2022年财政拨款安排的“三公”经费支出情况').report_type).toBe('final');
  });
});

describe('whose titles speak of the accounts of a government', () => {
  test.each([
    ['江永县审计局2022年县级预算执行情况审计工作经费绩效自评报告', '江永县审计局'],
    ['江永县财政局2022年政府决算编制工作经费绩效自评报告', '江永县财政局'],
    ['江永县水利局2022年预算执行情况报告', '江永县水利局'],
  ])('%s is of its body', (title, entity) => {
    expect(identityOf(title)).toMatchObject({ entity, flags: '' });
  });

  test.each(['江永县财政局2022年决算草案', '江永县人大常委会办公室2022年预算执行情况和2023年预算草案的报告'])(
    '%s is of the government',
    (title) => expect(identityOf(title)).toMatchObject({ entity: '', flags: 'whole_government' }),
  );
});
