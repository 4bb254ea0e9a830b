/** Sentences of the regions' templates, in our own words, and the facts that they state. */
import { describe, expect, test } from 'vitest';
import { factsOf, type Place } from './prose-fixture.ts';

type Case = [sentence: string, facts: string[]];

function cases(name: string, place: Place, rows: Case[]): void {
  describe(name, () => {
    test.each(rows)('%s', (sentence, facts) => {
      expect(factsOf(sentence, place)).toEqual(facts);
    });
  });
}

cases('totals of final accounts', { section: 'final_overall' }, [
  [
    '2023年度收、支总计均为1,200.5万元。与2022年度相比，收、支总计各增加20万元，增长1.69%。',
    [
      'revenue.grand_total final_actual 2023 12005000 CNY',
      'expenditure.grand_total final_actual 2023 12005000 CNY',
      'revenue.grand_total change_amount 2023 200000 CNY',
      'expenditure.grand_total change_amount 2023 200000 CNY',
      'revenue.grand_total change_percent 2023 1.69 percent',
      'expenditure.grand_total change_percent 2023 1.69 percent',
    ],
  ],
  [
    '清河县教育局2023年度收入支出总计300万元。与2022年度相比，收入支出总计减少5万元，下降1.64%。主要原因：人员变化。',
    [
      'revenue.grand_total final_actual 2023 3000000 CNY',
      'revenue.grand_total change_amount 2023 -50000 CNY',
      'revenue.grand_total change_percent 2023 -1.64 percent',
    ],
  ],
  [
    '2023年度收入总计、支出总计均为80万元，较上年持平。',
    ['revenue.grand_total final_actual 2023 800000 CNY', 'expenditure.grand_total final_actual 2023 800000 CNY'],
  ],
  [
    '收入总计50万元。包括：1．本年收入合计40万元。与上年相比，增加4万元，增长11.11%。2．年初结转和结余10万元。',
    [
      'revenue.grand_total final_actual 2023 500000 CNY',
      'revenue.total final_actual 2023 400000 CNY',
      'revenue.total change_amount 2023 40000 CNY',
      'revenue.total change_percent 2023 11.11 percent',
      'carryover.opening period_begin 2023 100000 CNY',
    ],
  ],
]);

cases('revenue and expenditure', { section: 'final_expenditure' }, [
  [
    '本年支出合计300万元，其中：基本支出100万元，占33.33%；项目支出200万元，占66.67%；经营支出0万元，占0%。',
    [
      'expenditure.total final_actual 2023 3000000 CNY',
      'expenditure.basic final_actual 2023 1000000 CNY',
      'expenditure.basic share_percent 2023 33.33 percent',
      'expenditure.project final_actual 2023 2000000 CNY',
      'expenditure.project share_percent 2023 66.67 percent',
      'expenditure.operating final_actual 2023 0 CNY',
      'expenditure.operating share_percent 2023 0 percent',
    ],
  ],
  [
    '2023年度支出合计300万元，比2022年的280万元增加20万元，增长7.14%。',
    [
      'expenditure.total final_actual 2023 3000000 CNY',
      'expenditure.total prior_year_actual 2022 2800000 CNY',
      'expenditure.total change_amount 2023 200000 CNY',
      'expenditure.total change_percent 2023 7.14 percent',
    ],
  ],
  [
    '基本支出、项目支出分别为100万元、200万元。',
    ['expenditure.basic final_actual 2023 1000000 CNY', 'expenditure.project final_actual 2023 2000000 CNY'],
  ],
]);

cases('classes of the functional classification', { section: 'final_gpb.details' }, [
  [
    '1.教育支出(类)普通教育（款）小学教育（项）。年初预算为500万元，支出决算为600万元，完成年初预算的120%。',
    [
      'expenditure.fiscal.general_public[2050202] initial_budget 2023 5000000 CNY',
      'expenditure.fiscal.general_public[2050202] final_actual 2023 6000000 CNY',
      'expenditure.fiscal.general_public[2050202] completion_percent 2023 120 percent',
    ],
  ],
  [
    '教育支出（205类）普通教育（02款）小学教育（02项）50万元。',
    ['expenditure.fiscal.general_public[2050202] final_actual 2023 500000 CNY'],
  ],
  [
    '“教育支出-普通教育-小学教育”科目50万元，主要用于教师工资。',
    ['expenditure.fiscal.general_public[2050202] final_actual 2023 500000 CNY'],
  ],
]);

cases('classes by their bare names', { section: 'final_gpb.structure' }, [
  [
    '一般公共预算财政拨款支出主要用于以下方面：教育支出90万元，占90%；文化旅游体育与传媒支出10万元，占10%。',
    [
      'expenditure.fiscal.general_public[205] final_actual 2023 900000 CNY',
      'expenditure.fiscal.general_public[205] share_percent 2023 90 percent',
      'expenditure.fiscal.general_public[207] final_actual 2023 100000 CNY',
      'expenditure.fiscal.general_public[207] share_percent 2023 10 percent',
    ],
  ],
]);

cases('lists of economic items', { section: 'final_gpb_basic' }, [
  [
    '一般公共预算财政拨款基本支出30万元，其中：人员经费20万元，主要包括：基本工资12万元、津贴补贴8万元；公用经费10万元，主要包括：办公费6万、维修（护）费3万，公务接待费1万元。',
    [
      'expenditure.fiscal.general_public.basic final_actual 2023 300000 CNY',
      'expenditure.fiscal.general_public.basic.personnel final_actual 2023 200000 CNY',
      'expenditure.economic.item[30101] final_actual 2023 120000 CNY',
      'expenditure.economic.item[30102] final_actual 2023 80000 CNY',
      'expenditure.fiscal.general_public.basic.public final_actual 2023 100000 CNY',
      'expenditure.economic.item[30201] final_actual 2023 60000 CNY',
      'expenditure.economic.item[30213] final_actual 2023 30000 CNY',
      'expenditure.economic.item[30217] final_actual 2023 10000 CNY',
    ],
  ],
]);

cases('operating expense', { section: 'operating_expense' }, [
  [
    '机关运行经费支出26万元，比年初预算数减少2万元，降低7.14%。',
    [
      'operating_expense.total final_actual 2023 260000 CNY',
      'operating_expense.total change_vs_initial_budget 2023 -20000 CNY',
      'operating_expense.total change_percent 2023 -7.14 percent',
    ],
  ],
  [
    '机关运行经费支出26万元（其中：办公费6万、电费2万），比上年增加2万元。',
    [
      'operating_expense.total final_actual 2023 260000 CNY',
      'operating_expense.total[30201] final_actual 2023 60000 CNY',
      'operating_expense.total[30206] final_actual 2023 20000 CNY',
      'operating_expense.total change_amount 2023 20000 CNY',
    ],
  ],
]);

cases('three public expenses', { section: 'three_public.details' }, [
  [
    '公务接待费支出3万元，完成预算的60%。其中：外宾接待支出0万元，接待0批次，0人次。国内公务接待支出3万元，共接待国内来访团组30个，人次200人。',
    [
      'three_public.reception final_actual 2023 30000 CNY',
      'three_public.reception completion_percent 2023 60 percent ?base_inferred',
      'three_public.reception.foreign final_actual 2023 0 CNY',
      'three_public.reception.foreign.batches count 2023 0 batches',
      'three_public.reception.foreign.person_times count 2023 0 person_times',
      'three_public.reception.domestic final_actual 2023 30000 CNY',
      'three_public.reception.domestic.batches count 2023 30 batches',
      'three_public.reception.domestic.person_times count 2023 200 person_times',
    ],
  ],
]);

cases('vehicles in the fleet and to be bought', { section: 'state_assets', report: 'budget' }, [
  [
    '截至2022年8月31日，共有车辆3辆，其中：机要通信用车1辆、其他用车2辆；单价100万元（含）以上设备（不含车辆）1台（套）。2023年部门预算安排购置车辆1辆，其中：机要通信用车0辆、其他用车1辆。',
    [
      'assets.vehicles period_end 2022 3 vehicles',
      'assets.vehicles.confidential period_end 2022 1 vehicles',
      'assets.vehicles.other period_end 2022 2 vehicles',
      'assets.equipment_over_1m period_end 2022 1 sets',
      'assets.vehicles.planned_purchase planned_purchase 2023 1 vehicles',
      'assets.vehicles.planned_purchase[机要通信用车] planned_purchase 2023 0 vehicles',
      'assets.vehicles.planned_purchase[其他用车] planned_purchase 2023 1 vehicles',
    ],
  ],
]);

cases('budgets', { section: 'narrative_part_budget', report: 'budget' }, [
  [
    '2023年收支总预算90万元。收入预算90万元，其中：财政拨款收入90万元，比2022年预算执行数增加9万元。',
    [
      'revenue.grand_total budget_current 2023 900000 CNY',
      'expenditure.grand_total budget_current 2023 900000 CNY',
      'revenue.total budget_current 2023 900000 CNY',
      'revenue.fiscal_appropriation budget_current 2023 900000 CNY',
      'revenue.fiscal_appropriation change_amount 2023 90000 CNY',
    ],
  ],
  [
    '“教育支出（类）普通教育（款）小学教育（项）”50万元，主要用于教学。2022年当年预算执行数为40万元，2023年预算安排50万元，比2022年预算执行数增加25%。',
    [
      'expenditure.fiscal[2050202] budget_current 2023 500000 CNY',
      'expenditure.fiscal[2050202] prior_year_execution 2022 400000 CNY',
      'expenditure.fiscal[2050202] budget_current 2023 500000 CNY',
      'expenditure.fiscal[2050202] change_percent 2023 25 percent',
    ],
  ],
]);

cases('projects', { section: 'performance_mgmt.project_results' }, [
  [
    '校舍维修项目绩效自评综述：项目全年预算数为100万元，执行数为98万元，完成预算的98%。',
    [
      'performance.project.funds[校舍维修] full_year_budget 2023 1000000 CNY',
      'performance.project.funds[校舍维修] execution_amount 2023 980000 CNY',
      'performance.project.execution_rate[校舍维修] completion_percent 2023 98 percent',
    ],
  ],
]);

cases('staff', { section: 'staffing' }, [
  [
    '核定编制50人，其中行政编制20人，事业编制30人。实有人员48人，离退休30名。',
    [
      'staff.authorized_posts count 2023 50 persons',
      'staff.authorized_posts.administrative count 2023 20 persons',
      'staff.authorized_posts.institutional count 2023 30 persons',
      'staff.actual count 2023 48 persons',
      'staff.retired count 2023 30 persons',
    ],
  ],
  [
    '教育局机关编制13人，实有人员12人。下属单位清河县实验中学事业编制90人，实有人数88人。',
    [
      'staff.authorized_posts[教育局机关] count 2023 13 persons',
      'staff.actual[教育局机关] count 2023 12 persons',
      'staff.authorized_posts.institutional[清河县实验中学] count 2023 90 persons',
      'staff.actual[清河县实验中学] count 2023 88 persons',
    ],
  ],
]);

cases('what was bought and who was received', { section: 'three_public.details' }, [
  [
    '全年购置公务用车1辆，其中：轿车1辆、金额12万元，越野车0辆、金额0元。',
    [
      'three_public.vehicle.purchased_count count 2023 1 vehicles',
      'three_public.vehicle.purchased_count.by_type[轿车] count 2023 1 vehicles',
      'three_public.vehicle.purchase[轿车] final_actual 2023 120000 CNY',
      'three_public.vehicle.purchased_count.by_type[越野车] count 2023 0 vehicles',
      'three_public.vehicle.purchase[越野车] final_actual 2023 0 CNY',
    ],
  ],
  [
    '国内公务接待3批次，20人次，共计支出0.3万元，具体内容包括接待邻县来访700元，接待检查组2300元。',
    [
      'three_public.reception.domestic.batches count 2023 3 batches',
      'three_public.reception.domestic.person_times count 2023 20 person_times',
      'three_public.reception.domestic final_actual 2023 3000 CNY',
      'three_public.reception.event_amount[接待邻县来访] final_actual 2023 700 CNY',
      'three_public.reception.event_amount[接待检查组] final_actual 2023 2300 CNY',
    ],
  ],
]);

cases('how the budget was carried out', { report: 'perf_overall', section: 'perf_execution' }, [
  [
    '一般公共预算年初预算数为80万元，全年预算数为90万元，决算数为81万元，执行率90%。',
    [
      'expenditure.fiscal.general_public initial_budget 2023 800000 CNY',
      'expenditure.fiscal.general_public full_year_budget 2023 900000 CNY',
      'expenditure.fiscal.general_public final_actual 2023 810000 CNY',
      'expenditure.fiscal.general_public completion_percent 2023 90 percent',
    ],
  ],
  ['截至2023年12月，预算执行进度达到98%。', ['execution.progress schedule_progress 2023 98 percent']],
]);

cases('how many projects', { report: 'perf_overall', section: 'perf_execution' }, [
  ['2023年度本部门预算项目9个。', ['project.count count 2023 9 projects']],
  [
    '年初预算3个项目资金，实际到位5个项目资金。',
    ['project.count count 2023 3 projects', 'project.count count 2023 5 projects'],
  ],
]);

cases('accounts told without 决算数', { report: 'perf_overall', section: 'perf_execution' }, [
  [
    '年初预算支出30万元，其中基本支出20万元，项目支出10万元。2023年决算收入31万元，比上年增加1万元；决算支出29万元。',
    [
      'expenditure.total initial_budget 2023 300000 CNY',
      'expenditure.basic initial_budget 2023 200000 CNY',
      'expenditure.project initial_budget 2023 100000 CNY',
      'revenue.total final_actual 2023 310000 CNY',
      'revenue.total change_amount 2023 10000 CNY',
      'expenditure.total final_actual 2023 290000 CNY',
    ],
  ],
]);
