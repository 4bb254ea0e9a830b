/** How budgets and evaluation reports speak: accounts by their two sides, lists over several paragraphs, what follows a list. */
import { expect, test } from 'vitest';
import type { Identity } from '../../pipeline/classified.ts';
import { projectOfSection, titleOfProject } from '../../pipeline/map/prose/projects.ts';
import { factsOf, mapText, pack } from './prose-fixture.ts';

const budget = { report: 'budget', section: 'narrative_part_budget' } as const;

test('支出包括 lists the classes of the account that is spoken of', () => {
  const text =
    '2023年收支总预算90万元。收入包括：财政拨款收入90万元；支出包括：教育支出70万元，卫生健康支出20万元。财政拨款收支预算80万元。支出包括：教育支出80万元。';
  expect(factsOf(text, budget)).toEqual([
    'revenue.grand_total budget_current 2023 900000 CNY',
    'expenditure.grand_total budget_current 2023 900000 CNY',
    'revenue.fiscal_appropriation budget_current 2023 900000 CNY',
    'expenditure.total[205] budget_current 2023 700000 CNY',
    'expenditure.total[210] budget_current 2023 200000 CNY',
    'fiscal.grand_total budget_current 2023 800000 CNY',
    'expenditure.fiscal[205] budget_current 2023 800000 CNY',
  ]);
});

test('支出包括 without an account before it is flagged', () => {
  expect(factsOf('支出包括：教育支出7万元。', { report: 'budget' })).toEqual([
    'expenditure.total[205] budget_current 2023 70000 CNY ?subject_inferred',
  ]);
});

test('a list that a paragraph announces goes on through the numbered paragraphs below it', () => {
  const texts = ['本年支出预算90万元，包括：', '1.教育支出60万元。', '2.住房保障支出30万元。', '教育支出另有5万元。'];
  expect(factsOf(texts, { ...budget, section: 'budget_expenditure' }).slice(0, 3)).toEqual([
    'expenditure.total budget_current 2023 900000 CNY',
    'expenditure.total[205] budget_current 2023 600000 CNY',
    'expenditure.total[221] budget_current 2023 300000 CNY',
  ]);
});

test('a comparison behind the items of a list may be that of the whole', () => {
  const part = { report: 'budget', section: 'three_public' } as const;
  const items = '三公经费预算9万元，其中：公务用车运行维护费6万元，公务接待费3万元';
  const [, , , change] = factsOf(`${items}。与2022年预算相比增长5%。`, part);
  expect(change).toBe('three_public.total change_percent 2023 5 percent ?subject_inferred');
  expect(factsOf(`${items}，比2022年预算减少1万元。`, part)[3]).toContain('?subject_inferred');
  const each = '其中：公务用车运行维护费6万元，比上年增加1万元，公务接待费3万元，比上年减少2万元。';
  expect(factsOf(each, part).filter((fact) => fact.includes('?'))).toEqual([]);
});

test('the parts of a whole that could not be named are flagged, whatever list stood before', () => {
  const texts = [
    '机关运行经费包括：办公费、印刷费。',
    '下属单位事业运行经费总投入9万元，其中：基本支出预算4万元，项目支出预算5万元。',
  ];
  const facts = factsOf(texts, { report: 'budget', section: 'operating_expense' });
  expect(facts.filter((fact) => !fact.includes('?head_unknown'))).toEqual([]);
});

test('the name that stands for what was listed before it', () => {
  const text = '出国（境）经费、车辆运行费、公务接待费（以下简称“三公”经费）支出合计9万元。';
  expect(factsOf(text, { report: 'budget' })).toEqual(['three_public.total budget_current 2023 90000 CNY']);
  const bare = '出国（境）经费、公车购置费、公务接待费（“三公”经费）预算总额8万元。';
  expect(factsOf(bare, { report: 'budget' })).toEqual(['three_public.total budget_current 2023 80000 CNY']);
});

test('one side of an account by its label', () => {
  const texts = [
    '2023年收支完成情况。',
    '1、收入：50万元。比上年增加5万元。',
    '2、支出：40万元。其中：项目支出10万元。',
  ];
  expect(factsOf(texts, { report: 'perf_overall' })).toEqual([
    'revenue.total final_actual 2023 500000 CNY',
    'revenue.total change_amount 2023 50000 CNY',
    'expenditure.total final_actual 2023 400000 CNY',
    'expenditure.project final_actual 2023 100000 CNY',
  ]);
});

test('staff by kind below those who are there, and posts by kind below the posts', () => {
  const text = '核定编制9人，其中行政编制7人，事业编制2人。实有财政供养人数8人，其中行政在职6人，事业编制2人。';
  expect(factsOf(text, { report: 'budget', section: 'staffing' })).toEqual([
    'staff.authorized_posts count 2023 9 persons',
    'staff.authorized_posts.administrative count 2023 7 persons',
    'staff.authorized_posts.institutional count 2023 2 persons',
    'staff.actual count 2023 8 persons',
    'staff.actual.by_kind[行政在职] count 2023 6 persons',
    'staff.actual.by_kind[事业编制] count 2023 2 persons',
  ]);
});

test('an amount with what is part of it in a bracket is no threshold', () => {
  const { nonFacts, quarantine, facts } = mapText('项目支出98万元（含2个上年结转项目）。', { report: 'final' });
  expect([...quarantine, ...facts].map(({ raw }) => raw)).toContain('98');
  expect(nonFacts.map(({ raw }) => raw)).not.toContain('98');
  expect(mapText('单价50万元（含50万元）设备。').nonFacts.map(({ raw }) => raw)).toContain('50');
});

test('其它 is 其他, kept as printed', () => {
  expect(factsOf('其它收入3万元。', { section: 'final_revenue' })).toEqual([
    'revenue.other final_actual 2023 30000 CNY',
  ]);
});

test('按支出功能分类 takes apart what was spoken of last, whatever the part of the document is about', () => {
  const text =
    '2023年支出预算50万元。其中：基本支出30万元；项目支出20万元。按支出功能分类：教育40万元；卫生健康10万元。';
  expect(factsOf(text, budget).slice(3)).toEqual([
    'expenditure.total[205] budget_current 2023 400000 CNY',
    'expenditure.total[210] budget_current 2023 100000 CNY',
  ]);
});

test('classes named as such without brackets, items by names that only one of them has', () => {
  const part = { report: 'budget', section: 'budget_expenditure' } as const;
  expect(factsOf('（一）教育支出类科目30万元，同比增加2万元。', part)).toEqual([
    'expenditure.total[205] budget_current 2023 300000 CNY',
    'expenditure.total[205] change_amount 2023 20000 CNY',
  ]);
  const items = [
    '按支出功能分类科目划分。',
    '初中教育支出9万元，其中：基本支出7万元，项目支出2万元。',
    '行政运行5万元。',
  ];
  expect(factsOf(items, { report: 'budget', section: 'budget_fiscal', title: '一般公共预算支出' })).toEqual([
    'expenditure.fiscal.general_public[2050203] budget_current 2023 90000 CNY',
    'expenditure.fiscal.general_public.basic[2050203] budget_current 2023 70000 CNY',
    'expenditure.fiscal.general_public.project[2050203] budget_current 2023 20000 CNY',
  ]);
});

test('what is taken apart a second way is the whole, not the last of its parts', () => {
  const texts = [
    '1.按支出功能分类，包括教育支出8万元，农林水支出2万元。',
    '2.按支出用途分类，包括人员支出6万元，项目支出4万元。',
  ];
  expect(factsOf(texts, { report: 'budget', section: 'budget_expenditure' }).slice(2)).toEqual([
    'expenditure.basic.personnel budget_current 2023 60000 CNY',
    'expenditure.project budget_current 2023 40000 CNY',
  ]);
});

test('the parts of a class are of the class; without 其中 they may be of all', () => {
  const place = { section: 'final_gpb.details' } as const;
  const item = '教育支出（类）普通教育（款）小学教育（项）5万元';
  expect(factsOf(`${item}，其中：基本支出3万元。`, place)[1]).toBe(
    'expenditure.fiscal.general_public.basic[2050202] final_actual 2023 30000 CNY',
  );
  expect(factsOf(`${item}，基本支出3万元。`, place)[1]).toBe(
    'expenditure.fiscal.general_public.basic final_actual 2023 30000 CNY ?subject_inferred',
  );
});

test('economic classes are of the fund that they take apart, those of projects are flagged', () => {
  const texts = ['1.基本支出预算8万元。其中：', '工资福利支出预算6万元。', '商品和服务支出预算2万元。'];
  const { facts } = mapText(texts, { report: 'budget', section: 'budget_fiscal' });
  expect(facts.slice(1).map(({ economic_code, fund }) => `${economic_code} ${fund}`)).toEqual([
    '301 general_public',
    '302 general_public',
  ]);
  const projects = '项目支出3万元。其中：商品和服务支出3万元。';
  expect(factsOf(projects, { report: 'budget', section: 'budget_fiscal' })[1]).toContain('?subject_inferred');
});

test('what a budget says of the year before was planned or spent: the heading tells, or it is flagged', () => {
  const text = '2022年三公经费合计支出9万元。';
  const place = { report: 'budget', section: 'three_public' } as const;
  expect(factsOf(text, { ...place, title: '2022年三公经费决算情况' })).toEqual([
    'three_public.total prior_year_actual 2022 90000 CNY',
  ]);
  expect(factsOf(text, place)).toEqual(['three_public.total prior_year_budget 2022 90000 CNY ?measure_inferred']);
});

test('增 and 减 are verbs directly before a number', () => {
  const facts = factsOf('公务接待费3万元，比上年减1万元，降25%。新增5万元设备。', {
    report: 'budget',
    section: 'three_public',
  });
  expect(facts.slice(1)).toEqual([
    'three_public.reception change_amount 2023 -10000 CNY',
    'three_public.reception change_percent 2023 -25 percent',
  ]);
});

test('a kind of body is no body', () => {
  const text = '我局行政及事业单位编制9名，其中：全额事业单位编制4名。';
  expect(factsOf(text, { report: 'budget', section: 'org_structure' })).toEqual([
    'staff.authorized_posts count 2023 9 persons',
    'staff.authorized_posts.institutional count 2023 4 persons',
  ]);
});

const project = { report: 'perf_project', section: 'perf_execution' } as const;

test('funds of a project: what arrived, what was paid, and its rate', () => {
  const text = '项目资金共到位90万元，截至12月底，已完成拨付81万元，支付率90%。该项目评价得分为95分。';
  expect(factsOf(text, project)).toEqual([
    'performance.project.funds funds_in_place 2023 900000 CNY ?project_unknown',
    'performance.project.funds execution_amount 2023 810000 CNY ?project_unknown?measure_inferred',
    'performance.project.execution_rate completion_percent 2023 90 percent ?project_unknown',
    'performance.project.score score 2023 95 score ?project_unknown',
  ]);
});

test('parts of a project’s money by their source, and items without a name, are not the whole', () => {
  const [, ...parts] = factsOf('项目资金共计9万元，其中：市级6万元，县级3万元。', project);
  expect(parts.filter((fact) => !fact.includes('?'))).toEqual([]);
  const { quarantine } = mapText('项目资金共计9万元，其中：6万元用于培训；3万元用于宣传。', project);
  expect(quarantine.map(({ raw }) => raw)).toEqual(['6万元', '3万元']);
});

test('accounts of the body in a report on a project are flagged', () => {
  expect(factsOf('项目支出5万元。', project).filter((fact) => !fact.includes('?'))).toEqual([]);
  expect(factsOf('上年结转资金2万元。', project)).toEqual([
    'performance.project.funds.carryover full_year_budget 2023 20000 CNY ?project_unknown?measure_inferred',
  ]);
});

test('counts of what is compiled are no posts', () => {
  expect(factsOf('该项目共编制12个绩效目标。', { report: 'perf_project' })).toEqual([
    'performance.output.count[编制绩效目标] actual_value 2023 12 items ?subject_inferred',
  ]);
  expect(factsOf('实有人员12人参加培训。', { report: 'budget' })).toEqual([
    'staff.actual count 2023 12 persons ?subject_inferred',
  ]);
});

test('a general word is no project’s name', () => {
  const facts = factsOf('项目全年预算数20万元，执行数18万元。', project);
  expect(facts.filter((fact) => fact.includes('['))).toEqual([]);
});

test('the title of a report on one project names it', () => {
  const title = '清河县教育局2023年校舍维修资金绩效自评价报告';
  const found = projectOfSection(
    undefined,
    'perf_project',
    pack.grammar,
    titleOfProject(identity(title, '清河县教育局')),
  );
  expect(found).toBe('校舍维修资金');
  const ofBody = identity('清河县教育局2023年度送教下乡项目支出绩效自评报告', '清河县教育局');
  expect(projectOfSection(undefined, 'perf_project', pack.grammar, titleOfProject(ofBody))).toBe('送教下乡');
  const allProjects = identity('清河县教育局2023年度项目支出绩效自评报告', '清河县教育局');
  expect(projectOfSection(undefined, 'perf_project', pack.grammar, titleOfProject(allProjects))).toBeUndefined();
  const general = identity('清河县教育局2023年度专项资金绩效自评报告', '清河县教育局');
  expect(projectOfSection(undefined, 'perf_project', pack.grammar, titleOfProject(general))).toBeUndefined();
});

test('what the project spent, and its rate', () => {
  const facts = factsOf('项目支出费用18万元，支付率90%。该项目年终预算执行率为90%。', project);
  expect(facts.map((fact) => fact.split(' ')[0].replace(/\[.*/, ''))).toEqual([
    'performance.project.funds',
    'performance.project.execution_rate',
    'performance.project.execution_rate',
  ]);
});

function identity(title: string, entity: string): Identity {
  return { title, entity, region_name: '', report_type: 'perf_project' } as Identity;
}
