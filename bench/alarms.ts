/**
 * How many checks fail over documents whose numbers are all right: final accounts of invented departments, with random
 * amounts, rounded as such reports are, in the styles of four provinces (two places of 万元 or yuan with cents, with the
 * tables or in sentences only).
 *
 *   node bench/alarms.ts [--documents 60]
 */
import { parseArgs } from 'node:util';
import { readDocument } from '../extractors/read.ts';
import { checkDocument } from '../pipeline/check/index.ts';
import { classify } from '../pipeline/classify/classify.ts';
import { BUILT_IN_PACK } from '../pipeline/index.ts';
import { mapDocument } from '../pipeline/map/index.ts';
import { finishFacts, finishIndicators } from '../pipeline/rows/facts.ts';
import { loadPack, type Pack } from '../schemas/pack.ts';
import { seeded } from './scans/random.ts';

/** Classes with their only group, and its items. */
const CLASSES: [code: string, name: string, group: string, items: [code: string, name: string][]][] = [
  [
    '201',
    '一般公共服务支出',
    '政府办公厅（室）及相关机构事务',
    [
      ['2010301', '行政运行'],
      ['2010302', '一般行政管理事务'],
    ],
  ],
  [
    '208',
    '社会保障和就业支出',
    '行政事业单位养老支出',
    [
      ['2080505', '机关事业单位基本养老保险缴费支出'],
      ['2080506', '机关事业单位职业年金缴费支出'],
    ],
  ],
  ['210', '卫生健康支出', '行政事业单位医疗', [['2101101', '行政单位医疗']]],
  [
    '212',
    '城乡社区支出',
    '城乡社区管理事务',
    [
      ['2120101', '行政运行'],
      ['2120199', '其他城乡社区管理事务支出'],
    ],
  ],
  ['221', '住房保障支出', '住房改革支出', [['2210201', '住房公积金']]],
];
const ECONOMIC: [code: string, name: string][] = [
  ['30101', '基本工资'],
  ['30102', '津贴补贴'],
  ['30103', '奖金'],
  ['30201', '办公费'],
  ['30205', '水费'],
  ['30211', '差旅费'],
  ['30217', '公务接待费'],
  ['30231', '公务用车运行维护费'],
  ['30239', '其他交通费用'],
  ['30305', '生活补助'],
];
const ECONOMIC_CLASSES = [
  ['301', '工资福利支出'],
  ['302', '商品和服务支出'],
  ['303', '对个人和家庭的补助'],
];
const COUNTIES = ['青禾县', '云溪县', '林江县', '秀川县'];
const NUMERALS = '一二三四五六七八';
const YEAR = 2023;

/** Amounts are in fen. */
const wan = (fen: number): string => (Math.round(fen / 10_000) / 100).toFixed(2);
const yuan = (fen: number): string => (fen / 100).toFixed(2);
const percent = (part: number, whole: number): string => (Math.round((part * 10_000) / whole) / 100).toFixed(2);

interface Item {
  code: string;
  name: string;
  basic: number;
  project: number;
  budget: number;
}

/** A document as a web page; the same seed gives the same. */
export function documentOf(seed: number): { html: string; name: string } {
  const random = seeded('right', seed);
  const within = (least: number, most: number) => least + Math.floor(random() * (most - least));
  const style = seed % COUNTIES.length;
  const entity = `${COUNTIES[style]}第${seed}中学`;
  const shown = style === 1 ? yuan : wan;
  const unit = style === 1 ? '元' : '万元';
  const items = CLASSES.flatMap(([, , , own]) =>
    own.map(([code, name]): Item => {
      const basic = /(?:02|99)$/.test(code) ? 0 : within(100_000, 900_000_000);
      const project = basic === 0 || random() < 0.3 ? within(100_000, 5_000_000_000) : 0;
      return { code, name, basic, project, budget: Math.round((basic + project) * (0.8 + random() * 0.4)) };
    }),
  );
  const sum = (of: (item: Item) => number, code = '') =>
    items.filter((item) => item.code.startsWith(code)).reduce((all, item) => all + of(item), 0);
  const both = ({ basic, project }: Item) => basic + project;
  const [total, basic, project] = [sum(both), sum((item) => item.basic), sum((item) => item.project)];
  const economic = split(basic, ECONOMIC.length, random).map((value, i) => ({
    code: ECONOMIC[i][0],
    name: ECONOMIC[i][1],
    value,
  }));
  const spent = (...codes: string[]) =>
    economic
      .filter(({ code }) => codes.some((start) => code.startsWith(start)))
      .reduce((all, { value }) => all + value, 0);
  const [people, office] = [spent('301', '303'), spent('302')];
  const [guests, cars] = [spent('30217'), spent('30231')];
  const [other, opening] = [within(10_000, 50_000_000), within(10_000, 90_000_000)];
  const revenue = total + other;
  const grand = revenue + opening;
  const classes = CLASSES.map(([code, name, group, own]) => ({
    code,
    name,
    group,
    items: own,
    value: sum(both, code),
  }));

  const table = (title: string, head: string[], body: string[][]) =>
    `<h3>${title}</h3><p>部门：${entity}　单位：${unit}</p><table>${[head, ...body].map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`;
  const coded = (columns: ((item: Item) => number)[]) => [
    ['', '合计', ...columns.map((of) => shown(sum(of)))],
    ...classes.flatMap(({ code, name, group, items: own }) =>
      [[code, name], [own[0][0].slice(0, 5), group], ...own].map(([one, called]) => [
        one,
        called,
        ...columns.map((of) => (sum(of, one) === 0 ? '' : shown(sum(of, one)))),
      ]),
    ),
  ];
  const kinds = [both, (item: Item) => item.basic, (item: Item) => item.project];
  const left = [
    ['一、一般公共预算财政拨款收入', shown(total)],
    ['二、其他收入', shown(other)],
  ];
  const tables = [
    table(
      '收入支出决算总表',
      ['项目', '决算数', '项目', '决算数'],
      [
        ...classes.map(({ name, value }, i) => [...(left[i] ?? ['', '']), `${NUMERALS[i]}、${name}`, shown(value)]),
        ['本年收入合计', shown(revenue), '本年支出合计', shown(total)],
        ['年初结转和结余', shown(opening), '年末结转和结余', shown(grand - total)],
        ['总计', shown(grand), '总计', shown(grand)],
      ],
    ),
    table('支出决算表', ['功能分类科目编码', '科目名称', '本年支出合计', '基本支出', '项目支出'], coded(kinds)),
    table(
      '一般公共预算财政拨款支出决算表',
      ['功能分类科目编码', '科目名称', '合计', '基本支出', '项目支出'],
      coded(kinds),
    ),
    table(
      '一般公共预算财政拨款基本支出决算表',
      ['经济分类科目编码', '科目名称', '决算数'],
      [
        ...ECONOMIC_CLASSES.flatMap(([code, name]) => [
          [code, name, shown(spent(code))],
          ...economic
            .filter((item) => item.code.startsWith(code))
            .map((item) => [item.code, item.name, shown(item.value)]),
        ]),
        ['', '人员经费合计', shown(people)],
        ['', '公用经费合计', shown(office)],
      ],
    ),
  ];

  const changed = (what: string, now: number, before: number, each = '') => {
    // Reports compare the amounts as they print them.
    const difference = Math.round(Number(wan(now)) * 100) - Math.round(Number(wan(before)) * 100);
    const [verb, rate] = difference < 0 ? ['减少', '下降'] : ['增加', '增长'];
    const share = percent(Math.abs(difference), Math.round(Number(wan(before)) * 100));
    return `与${YEAR - 1}年度相比，${what}${each}${verb}${(Math.abs(difference) / 100).toFixed(2)}万元，${rate}${share}%。`;
  };
  const earlier = (now: number) => Math.round(now * (0.7 + random() * 0.6)) + 100_000;
  const totals = ['收、支总计均为', '收入支出总计', '收、支总计均为', '收、支总计均为'][style];
  const named = totals.replace('均为', '');
  const planned = sum((item) => item.budget);
  const compared = (a: number, b: number) => (wan(a) === wan(b) ? '等于' : a > b ? '大于' : '小于');
  const list = (...codes: string[]) =>
    economic
      .filter(({ code }) => codes.some((start) => code.startsWith(start)))
      .map(({ name, value }) => `${name}${wan(value)}万元`)
      .join('、');
  const [goods, services] = [within(10_000, 20_000_000), within(10_000, 90_000_000)];
  const vehicles = [within(0, 4), within(0, 4), within(0, 4)];
  const text: [heading: string, ...paragraphs: string[]][] = [
    [
      '一、收入支出决算总体情况说明',
      `${YEAR}年度${totals}${wan(grand)}万元。${changed(named, grand, earlier(grand), totals.endsWith('均为') ? '各' : '')}`,
    ],
    [
      '二、收入决算情况说明',
      `${YEAR}年度本年收入合计${wan(revenue)}万元，其中：财政拨款收入${wan(total)}万元，占${percent(total, revenue)}%；其他收入${wan(other)}万元，占${percent(other, revenue)}%。`,
    ],
    [
      '三、支出决算情况说明',
      `${YEAR}年度本年支出合计${wan(total)}万元，其中：基本支出${wan(basic)}万元，占${percent(basic, total)}%；项目支出${wan(project)}万元，占${percent(project, total)}%。`,
    ],
    [
      '四、一般公共预算财政拨款支出决算情况说明',
      `${YEAR}年度一般公共预算财政拨款支出${wan(total)}万元，占本年支出合计的100%。${changed('一般公共预算财政拨款支出', total, earlier(total))}`,
      `${YEAR}年度一般公共预算财政拨款支出${wan(total)}万元，主要用于以下方面：${classes.map(({ name, value }) => `${name}（类）${wan(value)}万元，占${percent(value, total)}%`).join('；')}。`,
      `${YEAR}年度一般公共预算财政拨款支出年初预算为${wan(planned)}万元，支出决算为${wan(total)}万元，完成年初预算的${percent(total, planned)}%。其中：`,
      ...classes.flatMap(({ name, group, items: own }) =>
        own.map(([code, called]) => {
          const item = items.find((one) => one.code === code)!;
          return `${name}（类）${group}（款）${called}（项）。年初预算为${wan(item.budget)}万元，支出决算为${wan(both(item))}万元，完成年初预算的${percent(both(item), item.budget)}%。决算数${compared(both(item), item.budget)}年初预算数的主要原因是据实支出。`;
        }),
      ),
    ],
    [
      '五、一般公共预算财政拨款基本支出决算情况说明',
      `${YEAR}年度一般公共预算财政拨款基本支出${wan(basic)}万元，其中：人员经费${wan(people)}万元，包括：${list('301', '303')}；公用经费${wan(office)}万元，包括：${list('302')}。`,
    ],
    [
      '六、财政拨款“三公”经费支出决算情况说明',
      `${YEAR}年度“三公”经费财政拨款支出决算为${wan(guests + cars)}万元。其中：因公出国（境）费支出0万元；公务用车购置及运行维护费支出${wan(cars)}万元；公务接待费支出${wan(guests)}万元。`,
    ],
    [
      '七、机关运行经费支出情况',
      `${YEAR}年度机关运行经费支出${wan(office)}万元，${changed('机关运行经费', office, earlier(office))}`,
    ],
    [
      '八、政府采购支出情况',
      `${YEAR}年度政府采购支出总额${wan(goods + services)}万元，其中：政府采购货物支出${wan(goods)}万元、政府采购工程支出0万元、政府采购服务支出${wan(services)}万元。授予中小企业合同金额${wan(services)}万元，占政府采购支出总额的${percent(services, goods + services)}%。`,
    ],
    [
      '九、国有资产占用情况',
      `截至${YEAR}年12月31日，共有车辆${vehicles.reduce((a, b) => a + b)}辆，其中：机要通信用车${vehicles[0]}辆、应急保障用车${vehicles[1]}辆、其他用车${vehicles[2]}辆。`,
    ],
  ];
  const told = text
    .map(([heading, ...paragraphs]) => `<h3>${heading}</h3>${paragraphs.map((one) => `<p>${one}</p>`).join('')}`)
    .join('');
  const title = `${entity}${YEAR}年度部门决算`;
  const html = `<html><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1>${style === 3 ? '' : tables.join('')}<h2>${YEAR}年度部门决算情况说明</h2>${told}</body></html>`;
  return { html, name: `right-${seed}.html` };
}

/** Parts that make up a whole, none of them nothing. */
function split(whole: number, count: number, random: () => number): number[] {
  const shares = Array.from({ length: count }, () => 0.05 + random());
  const all = shares.reduce((a, b) => a + b);
  const parts = shares.map((share) => Math.floor((whole * share) / all));
  return parts.with(0, parts[0] + whole - parts.reduce((a, b) => a + b));
}

/** What the checks say of a document: how many hold, and those that fail. */
export async function checksOf(
  { html, name }: ReturnType<typeof documentOf>,
  pack: Pack,
): Promise<{ facts: number; unread: number; held: number; failed: string[] }> {
  const classified = classify(await readDocument(Buffer.from(html), { name, ocr: 'off' }), pack);
  const { facts, indicators, quarantine } = mapDocument(classified, pack);
  const { entity, region_code, fiscal_year } = classified.identity;
  const owner = { document_id: name, file: name, entity, region_code, fiscal_year };
  const findings = checkDocument({
    facts: finishFacts(facts, classified, owner),
    indicators: finishIndicators(indicators, owner),
    pack,
    documentId: name,
    classified,
    unread: quarantine,
  });
  const failed = findings
    .filter(({ status }) => status === 'fail')
    .map(({ check_id, message }) => `${check_id} ${message}`);
  const held = findings.filter(({ status }) => status === 'pass').length;
  return { facts: facts.length, unread: quarantine.length, held, failed };
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { documents: { type: 'string', default: '60' } } });
  const pack = loadPack(BUILT_IN_PACK);
  const all = { facts: 0, unread: 0, held: 0, failed: 0 };
  for (let seed = 0; seed < Number(values.documents); seed++) {
    const { failed, ...counts } = await checksOf(documentOf(seed), pack);
    for (const line of failed) console.log(`  right-${seed}: ${line}`);
    all.facts += counts.facts;
    all.unread += counts.unread;
    all.held += counts.held;
    all.failed += failed.length;
  }
  console.log(
    `${values.documents} documents: ${all.facts} facts, ${all.unread} numbers not placed; ${all.held} checks hold, ${all.failed} fail`,
  );
}
