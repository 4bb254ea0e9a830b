/** One statement in many ways: whatever words say it, the facts are the same. */
import { expect, test } from 'vitest';
import { mapText, type Place } from './prose-fixture.ts';

/** Facts in the order of their names, without period and flags. */
const told = (text: string, place: Place) =>
  mapText(text, place)
    .facts.map(
      ({ concept, function_code, economic_code, measure, base, value }) =>
        `${concept}${function_code}${economic_code} ${measure}${base && ` ${base}`} ${Number(value)}`,
    )
    .toSorted();

const budget = (section: string): Place => ({ report: 'budget', section, year: 2023 });
const final = (section: string): Place => ({ report: 'final', section, year: 2023 });

const WAYS: [name: string, place: Place, facts: string[], ways: string[]][] = [
  [
    'both totals of a budget, and what they grew by',
    budget('budget_revenue'),
    [
      'expenditure.grand_total budget_current 9200000',
      'expenditure.grand_total change_amount prior_year_budget 200000',
      'revenue.grand_total budget_current 9200000',
      'revenue.grand_total change_amount prior_year_budget 200000',
    ],
    [
      '2023年收支总预算920万元，比上年增加20万元。',
      '2023年收、支总预算均为920万元，与2022年预算数相比，收、支总预算各增加20万元。',
      '2023年收支总预算为920万，较去年增加20万。',
      '2023年预算收支总额9200000元，同比增加200000元。',
      '2023年收入总预算920万元，支出总预算920万元，与上年相比各增加20万元。',
      '2023年收入总计920万元、支出总计920万元，与上年相比，收入增加20万元；支出增加20万元。',
      '2023 年收入、支出预算总计 920.00 万元,与上年相比收、支预算总计各增加 20.00 万元。',
    ],
  ],
  [
    'what expenditure is made up of, and its shares',
    budget('budget_expenditure'),
    [
      'expenditure.basic budget_current 6000000',
      'expenditure.basic share_percent expenditure.total 60',
      'expenditure.project budget_current 4000000',
      'expenditure.project share_percent expenditure.total 40',
      'expenditure.total budget_current 10000000',
    ],
    [
      '2023年支出预算1000万元，其中：基本支出600万元，占60%；项目支出400万元，占40%。',
      '2023年支出预算为1000万元。其中，基本支出预算为600万元，占支出预算的60%；项目支出预算为400万元，占支出预算的40%。',
      '本年支出合计1000万元，包括基本支出600万元、占60%，项目支出400万元、占40%。',
      '2023年支出预算1000万元，按支出类别分：基本支出600万元（占60%），项目支出400万元（占40%）。',
      '支出预算1,000.00万元(基本支出600.00万元,占比60%;项目支出400.00万元,占比40%)。',
    ],
  ],
  [
    'the cost of receptions beside the year before',
    budget('three_public'),
    [
      'three_public.reception budget_current 30000',
      'three_public.reception change_amount prior_year_budget -10000',
      'three_public.reception prior_year_budget 40000',
    ],
    [
      '公务接待费2023年预算3万元，比2022年预算4万元减少1万元。',
      '公务接待费预算安排3万元，上年预算数4万元，减少1万元。',
      '公务接待费。2023年预算数3.00万元，比2022年预算数4.00万元减少1.00万元，主要原因：厉行节约。',
      '2023年公务接待费预算3万元，较上年的4万元下降1万元。',
    ],
  ],
  [
    'purchases and what small companies got of them',
    final('procurement'),
    [
      'procurement.goods final_actual 400000',
      'procurement.services final_actual 600000',
      'procurement.sme_amount final_actual 800000',
      'procurement.sme_share share_percent procurement.total 80',
      'procurement.total final_actual 1000000',
    ],
    [
      '政府采购支出总额100万元，其中：政府采购货物支出40万元、政府采购服务支出60万元。授予中小企业合同金额80万元，占政府采购支出总额的80%。',
      '政府采购支出100万元，其中货物类40万元，服务类60万元。授予中小企业合同金额80万元，占政府采购支出的80%。',
      '政府采购金额100万元，其中：货物采购40万元，服务采购60万元。政府采购授予中小企业合同金额80万元，占80%。',
    ],
  ],
  [
    'the budget of receptions and what was spent of it',
    final('three_public'),
    [
      'three_public.reception change_percent initial_budget -20',
      'three_public.reception change_vs_initial_budget initial_budget -10000',
      'three_public.reception final_actual 40000',
      'three_public.reception initial_budget 50000',
    ],
    [
      '公务接待费年初预算5万元，支出决算4万元，比年初预算减少1万元，下降20%。',
      '公务接待费预算数为5万元，决算数为4万元，决算数小于预算数1万元，降低20%。',
      '公务接待费支出预算5万元，支出决算4万元，较预算数减少1万元（20%）。',
      '公务接待费年初预算为50,000.00元，支出决算为40,000.00元，与年初预算相比减少10,000.00元，下降20.00%。',
    ],
  ],
  [
    'vehicles and rooms at the end of the year before',
    budget('state_assets'),
    [
      'assets.buildings.area period_end 2300',
      'assets.equipment_over_1m period_end 0',
      'assets.vehicles period_end 6',
      'assets.vehicles.law_enforcement period_end 6',
    ],
    [
      '截至2022年12月31日，共有车辆6辆，其中：执法执勤用车6辆；单价100万元以上设备0台（套）；房屋面积2300平方米。',
      '截至2022年底，共有车辆6辆，其中执法执勤用车6辆。单位价值100万以上设备0台。房屋面积2300平方米。',
      '2022年末，房屋面积2300平方米，共有车辆6辆，其中：执法执勤用车6辆，单价100万元（含）以上的设备0台（套）。',
    ],
  ],
  [
    'costs in a list',
    final('final_gpb_basic'),
    [
      'expenditure.economic.item30201 final_actual 200000',
      'expenditure.economic.item30211 final_actual 100000',
      'expenditure.fiscal.general_public.basic.public final_actual 300000',
    ],
    [
      '公用经费30万元，主要包括：办公费20万元、差旅费10万元。',
      '公用经费为30万元，主要包括：办公费为20万元、差旅费为10万元。',
      '公用经费30万元，包括办公费20万元，差旅费10万元。',
      '公用经费30万元（其中：办公费20万元、差旅费10万元）。',
    ],
  ],
];

for (const [name, place, facts, ways] of WAYS) {
  test(name, () => {
    for (const text of ways) expect(told(text, place), text).toEqual(facts);
  });
}

test('rooms counted in the sentence behind a day are those of that day', () => {
  const { facts } = mapText('截至2022年底，共有车辆6辆。房屋面积2300平方米。', budget('state_assets'));
  expect(facts.map(({ period }) => period)).toEqual(['2022', '2022']);
});

test('the day of a paragraph that ends in a colon holds for the numbered items below it', () => {
  const texts = [
    '截至2022年底，占用国有资产总体情况为：',
    '1.房屋2300平方米，价值90万元。',
    '2.车辆6辆，其中：执法执勤用车6辆。',
    '本部门2023年车辆8辆。',
  ];
  const { facts, nonFacts } = mapText(texts, budget('state_assets'));
  expect(facts.map(({ concept, measure, period, raw }) => [concept, measure, period, raw].join(' '))).toEqual([
    'assets.buildings.area period_end 2022 2300',
    'assets.buildings.value period_end 2022 90',
    'assets.vehicles period_end 2022 6',
    'assets.vehicles.law_enforcement period_end 2022 6',
    'assets.vehicles count 2023 8',
  ]);
  expect(nonFacts.filter(({ reason }) => reason === 'threshold')).toEqual([]);
});
