/** Several bodies in one run: names that differ a little, duplicates, the units of one department, people and targets. */
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkAcross } from '../pipeline/check/across.ts';
import type { RunDocument } from '../pipeline/check/says.ts';
import { type Crossing, comparedDocuments, crossed } from '../pipeline/emit/crossed.ts';
import { fragmentsOf } from '../pipeline/emit/fragments.ts';
import { documents, facts, indicators, type Row } from '../schemas/datasets.ts';
import { loadPack } from '../schemas/pack.ts';

const pack = loadPack(fileURLToPath(new URL('../schemas/cn-department', import.meta.url)));
let count = 0;

const document = (id: string, columns: Partial<Row<'documents'>>): Row<'documents'> =>
  documents.parse({
    document_id: id,
    file: `${id}.pdf`,
    status: 'ok',
    entity: '青禾县水务局',
    region_code: '430124',
    fiscal_year: 2023,
    scope: '部门',
    report_type: 'budget',
    ...columns,
  });

const said = (concept: string, value: string, columns: Partial<Row<'facts'>> = {}): Row<'facts'> =>
  facts.parse({
    fact_id: `x${count++}`,
    report_type: 'budget',
    concept,
    measure: 'budget_current',
    period: '2023',
    value,
    unit: 'CNY',
    decimals: 2,
    raw: value,
    raw_unit: '元',
    page: 1,
    ...columns,
  });

const found = (all: RunDocument[], id: string) =>
  checkAcross(pack.checks.cross, all).filter(({ check_id }) => check_id === id);

describe('units of a department', () => {
  const department = (units: string) => ({
    row: document('dept', {}),
    facts: [
      said('expenditure.total', '100.00'),
      said('org.subordinate_units', units, { unit: 'organisations', measure: 'count' }),
    ],
  });
  const own = {
    row: document('own', { scope: '本级', entity: '青禾县水务局（本级）' }),
    facts: [said('expenditure.total', '60.00')],
  };
  const unit = (value: string) => ({
    row: document('unit', { scope: '单位', entity: '青禾县水务局水库管理所' }),
    facts: [said('expenditure.total', value)],
  });

  test('add up to it when all of them are there', () => {
    expect(found([department('1'), own, unit('40.00')], 'CD03')).toMatchObject([
      { status: 'pass', document_id: 'dept' },
    ]);
    expect(found([department('1'), own, unit('35.00')], 'CD03')).toMatchObject([{ status: 'fail' }]);
  });

  test('are a part of it when some are not in the run, and never more', () => {
    expect(found([department('3'), own, unit('35.00')], 'CD03')).toMatchObject([
      { status: 'not_applicable', message: expect.stringContaining('not in this run') },
    ]);
    expect(found([department('3'), own, unit('50.00')], 'CD03')).toMatchObject([{ status: 'fail' }]);
  });

  test('of another department, region or year are none of its units', () => {
    const others = [{ entity: '青禾县教育局（本级）' }, { region_code: '430181' }, { fiscal_year: 2022 }];
    for (const columns of others)
      expect(found([department('1'), { row: { ...own.row, ...columns }, facts: own.facts }], 'CD03')).toEqual([]);
  });
});

describe('one body under two names', () => {
  const final = (entity: string) => ({
    row: document('final', { report_type: 'final', entity }),
    facts: [said('expenditure.total', '90.00', { report_type: 'final', measure: 'initial_budget' })],
  });
  const budget = {
    row: document('budget', { entity: '青禾县工业和信息化局' }),
    facts: [said('expenditure.total', '100.00')],
  };

  test('is found by its short name', () => {
    expect(found([final('青禾县工信局'), budget], 'CD02')).toMatchObject([{ status: 'fail' }]);
  });

  test('is not taken for a neighbour', () => {
    expect(found([final('青禾县公安局'), budget], 'CD02')).toEqual([]);
    expect(found([final('青禾县工商业联合会'), budget], 'CD02')).toEqual([]);
  });

  test('duplicates and failed documents are no counterparts', () => {
    for (const status of ['duplicate', 'failed'] as const)
      expect(found([final('青禾县工信局'), { ...budget, row: { ...budget.row, status } }], 'CD02')).toEqual([]);
  });
});

describe('many versions of one disclosure', () => {
  const version = (report_type: 'final' | 'budget', n: number, value: string, raw = value) => ({
    row: document(`${report_type}${n}`, { report_type }),
    facts: [
      said('expenditure.total', value, {
        ...{ report_type, raw, fact_id: `${report_type}${n}` },
        measure: report_type === 'final' ? 'initial_budget' : 'budget_current',
      }),
    ],
  });
  const versions = (report_type: 'final' | 'budget', values: readonly string[]) =>
    values.map((value, n) => version(report_type, n, value));
  const failed = (findings: ReturnType<typeof found>) =>
    new Set(findings.filter(({ status }) => status === 'fail').flatMap(({ fact_ids }) => fact_ids.split(';')));

  test('that say the same are not all compared with each other, and none is left out', () => {
    const finals = versions('final', Array(40).fill('90.00'));
    const budgets = versions('budget', Array(30).fill('100.00'));
    const findings = found([...finals, ...budgets], 'CD02');
    expect(findings).toHaveLength(40 + 30 - 1);
    expect(failed(findings)).toEqual(new Set([...finals, ...budgets].map(({ row }) => row.document_id)));
    for (const { row } of finals)
      expect(findings.some(({ document_id }) => document_id === row.document_id)).toBe(true);
  });

  test('that say something else are compared with each', () => {
    const budgets = versions('budget', ['100.00', '90.00', '100.00', '90.00']);
    const findings = found([...versions('final', ['90.00', '90.00']), ...budgets], 'CD02');
    expect(findings.map(({ document_id, status }) => [document_id, status])).toEqual([
      ...['fail', 'pass', 'fail', 'pass'].map((status) => ['final0', status]),
      ['final1', 'fail'],
      ['final1', 'pass'],
    ]);
    expect(failed(findings)).toEqual(new Set(['final0', 'final1', 'budget0', 'budget2']));
  });

  test('of one value printed in other units are not the same', () => {
    const budgets = [version('budget', 0, '1000000'), version('budget', 1, '1000000', '100')];
    expect(found([...versions('final', ['900000', '900000']), ...budgets], 'CD02')).toHaveLength(4);
  });
});

describe('one name in places that no list of divisions has', () => {
  const compared = (one: Partial<Row<'documents'>>, other: Partial<Row<'documents'>> = one) =>
    found(
      [
        {
          row: document('final', { report_type: 'final', region_code: '', ...one }),
          facts: [said('expenditure.total', '90.00', { report_type: 'final', measure: 'initial_budget' })],
        },
        { row: document('budget', { region_code: '', ...other }), facts: [said('expenditure.total', '100.00')] },
      ],
      'CD02',
    ).length > 0;
  const at = (host: string) => ({ source_url: `https://${host}/zwgk/1.pdf` });

  test.each([
    '教育局',
    '县教育局',
    '城市管理局',
    '中共县委办公室',
    '高新区管委会',
    '自然资源和城市规划局',
    '社区服务中心',
  ])('%s is the same body only on one site', (entity) => {
    expect(compared({ entity })).toBe(false);
    expect(compared({ entity, ...at('a.example') }, { entity, ...at('b.example') })).toBe(false);
    expect(compared({ entity, ...at('a.example') }, { entity })).toBe(false);
    expect(compared({ entity, ...at('a.example') })).toBe(true);
  });

  test.each(['青禾县教育局', '中共青禾县委办公室', '云溪市青禾区教育局'])('%s says where it is', (entity) => {
    expect(compared({ entity })).toBe(true);
    expect(compared({ entity }, { entity: '秀川县教育局' })).toBe(false);
  });

  test('a printed division that several have is not known by its name', () => {
    const printed = { entity: '鼓楼区教育局', region_name: '鼓楼区' };
    expect(compared(printed)).toBe(false);
    expect(compared({ ...printed, ...at('a.example') })).toBe(true);
  });

  test('two reports in one file are compared all the same', () => {
    const row = document('both', { entity: '教育局', region_code: '', report_type: 'final' });
    const initial = said('expenditure.total', '90.00', { report_type: 'final', measure: 'initial_budget' });
    expect(found([{ row, facts: [initial, said('expenditure.total', '100.00')] }], 'CD02')).toHaveLength(1);
  });

  test('units are those of a department of the same place', () => {
    const unit = (columns: Partial<Row<'documents'>>) => [
      { row: document('dept', { region_code: '', ...columns }), facts: [said('expenditure.total', '100.00')] },
      {
        row: document('unit', { region_code: '', ...columns, entity: `${columns.entity}幼儿园`, scope: '单位' }),
        facts: [said('expenditure.total', '140.00')],
      },
    ];
    expect(found(unit({ entity: '教育局' }), 'CD03')).toEqual([]);
    expect(found(unit({ entity: '青禾县教育局' }), 'CD03')).toMatchObject([{ status: 'fail' }]);
  });
});

describe('people and targets', () => {
  const people = (report_type: 'final' | 'budget', value: string) => ({
    row: document(report_type, { report_type }),
    facts: [
      said('staff.actual', value, { report_type, measure: 'count', unit: 'persons', raw_unit: '人', decimals: 0 }),
    ],
  });

  test('numbers of staff may change within the year: both are told', () => {
    expect(found([people('final', '15'), people('budget', '13')], 'CD05')).toMatchObject([
      {
        status: 'not_applicable',
        message: expect.stringMatching(/staff.actual in final.pdf against budget.pdf: 15 .*13/),
      },
    ]);
    expect(found([people('final', '13'), people('budget', '13')], 'CD05')).toMatchObject([{ status: 'pass' }]);
  });

  const posts = (report_type: 'final' | 'budget', value: string, subject = '', units?: string) => {
    const counted = { report_type, measure: 'count', unit: 'persons', raw_unit: '人', decimals: 0 } as const;
    const organisations =
      units === undefined ? [] : [said('org.subordinate_units', units, { ...counted, unit: 'organisations' })];
    const scope = report_type === 'final' ? '部门' : '汇总';
    return {
      row: document(report_type, { report_type, scope }),
      facts: [said('staff.authorized_posts', value, { ...counted, subject }), ...organisations],
    };
  };

  test('posts are the same in both, where both speak of the body itself', () => {
    const told = (units: string | undefined, value = '11') =>
      found([posts('final', value, '', units), posts('budget', '13', '局机关')], 'CD05');
    expect(told('0')).toMatchObject([{ status: 'fail', message: expect.stringContaining('posts are approved') }]);
    expect(told('0', '13')).toMatchObject([{ status: 'pass' }]);
    expect(told('2')).toMatchObject([{ status: 'not_applicable', message: expect.stringContaining('scopes') }]);
    expect(told(undefined)).toMatchObject([{ status: 'not_applicable' }]);
  });

  const goal = (id: string, report_type: 'final' | 'budget', ...targets: string[]) => ({
    row: document(id, { report_type }),
    facts: [],
    indicators: targets.map((target_value, i) =>
      indicators.parse({
        indicator_id: `${id}${i}`,
        level3: '新增规上企业',
        target_value,
        target_unit: 'organisations',
        target_raw: `${target_value}家`,
        page: 3,
      }),
    ),
  });

  test('a target of the self-evaluation is that of the budget', () => {
    expect(found([goal('f', 'final', '10'), goal('b', 'budget', '10')], 'CD05')).toMatchObject([{ status: 'pass' }]);
    const [finding] = found([goal('f', 'final', '10'), goal('b', 'budget', '7', '7')], 'CD05');
    expect(finding).toMatchObject({ status: 'fail', document_id: 'f', fact_ids: 'f0;b0;b1' });
    expect(finding.message).toContain('10家 (page 3) in f.pdf, 7家 (page 3) in b.pdf');
  });

  test('a name with several targets is compared with nothing', () => {
    expect(found([goal('f', 'final', '10'), goal('b', 'budget', '7', '8')], 'CD05')).toEqual([]);
  });
});

describe('in a run', () => {
  test('findings and flags go to the documents they are about, and to no other', async () => {
    const rows = [
      {
        documents: [document('a', { report_type: 'final' })],
        facts: [said('expenditure.total', '90.00', { report_type: 'final', measure: 'initial_budget' })],
      },
      { documents: [document('b', {})], facts: [said('expenditure.total', '100.00')] },
      { documents: [document('c', { region_code: '430181' })], facts: [said('expenditure.total', '80.00')] },
    ];
    const given = rows.map((one) => ({ row: one.documents[0], parts: fragmentsOf(one) }));
    const changes = new Map<string, Crossing>();
    for (const { bodies } of comparedDocuments(given, pack.checks.cross, async (place) => given[place].parts))
      for (const { places, compare } of bodies)
        for (const [index, crossing] of await compare()) changes.set(given[places[index]].row.document_id, crossing);
    expect([...changes.keys()]).toEqual(['a', 'b']);
    const [a, b] = given.map(({ row, parts }) =>
      crossed(parts, changes.get(row.document_id) ?? { findings: '', flags: { facts: [], indicators: [] } }),
    );
    for (const parts of [a, b]) expect(String(parts['facts.csv'])).toContain('check_failed:CD02');
    expect(String(a['findings.csv'])).toContain('CD02,fail');
    expect(b['findings.csv']).toBeUndefined();
  });
});
