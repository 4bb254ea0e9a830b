/** Performance tables: the words of their parts, and what the numbers beside and below these words are. */
import { z } from 'zod';
import { readYaml } from './load.ts';
import { pattern, patternWith } from './patterns.ts';
import { naming, type Vocabulary } from './references.ts';

const words = z.array(z.string().min(1)).min(1);
/** A concept; `{scope}` stands for `overall` or `project`, whatever the table is about. */
const concept = z.string().regex(/^[a-z_0-9{}]+(\.[a-z_0-9{}]+)*$/, 'a concept id');
const fund = z.enum(['general_public', 'government_fund', 'state_capital']);

/** What a column of an indicator table holds. */
const INDICATOR_ROLES = [
  'project',
  'funds',
  'level1',
  'level2',
  'level3',
  'operator',
  'target',
  'unit',
  'actual',
  'rate',
  'weight',
  'score',
  'deviation',
  'ignore',
] as const;
export type IndicatorRole = (typeof INDICATOR_ROLES)[number];

/** A column of numbers below a header word. */
const columnSpec = z.strictObject({
  id: z.string().min(1).optional(),
  /** Header words; `A > B`: B directly below A. */
  words,
  measure: z.string().optional(),
  /** Measure when the header names the year before the report's. */
  prior: z.string().optional(),
  /** The words themselves say: the year before. */
  years_back: z.int().default(0),
  /** What its numbers are, where the row does not say it. */
  concept: concept.optional(),
  /** What its numbers are, whatever the row says. */
  instead: concept.optional(),
  /** The header does not quite say which measure it is: its facts are flagged. */
  inferred: z.boolean().default(false),
  unit: z.string().optional(),
  base: z.string().optional(),
  /** A change as number and percentage in one cell: -9人/-29%. */
  pair: z.boolean().default(false),
  /** Numbers below it are no facts. */
  ignore: z.boolean().default(false),
});
export type PerformanceColumn = z.infer<typeof columnSpec>;

const rowSpec = z.strictObject({
  id: z.string().optional(),
  labels: words,
  concept: concept,
  /** What it is in a table about the whole department, where that differs. */
  overall: concept.optional(),
  economic: z.string().optional(),
  fund: fund.optional(),
  measure: z.string().optional(),
  /** The row of the whole: columns with a concept of their own (执行率, 得分) speak of it. */
  whole: z.boolean().default(false),
});
export type PerformanceRow = z.infer<typeof rowSpec>;

const matrix = z.strictObject({
  id: z.string().min(1),
  /** Words with which the cell beside the header begins; the matrix is only what stands beside such a cell. */
  corner: words.optional(),
  /** Its header words stand in no other kind of table: they tell a performance table without a title. */
  telling: z.boolean().default(false),
  /** Columns that must be there, by id. */
  needs: words.optional(),
  columns: z.array(columnSpec).min(1),
  rows: z.array(rowSpec).default([]),
  /** A row directly below the headers without a label of its own is that of the whole. */
  bare: z.boolean().default(false),
  /** The columns say what the numbers are; the row has no label. */
  unlabelled: z.boolean().default(false),
  /** Headers of a column that names bodies: the row's number is then of the body in it. */
  bodies: words.optional(),
  /** Rows with a code of the functional classification. */
  function_rows: concept.optional(),
  /** Rows named by an economic class. */
  economic_rows: concept.optional(),
  /** Rows that are members of something: their label is the subject. With `after`: only behind the row of that id. */
  members: z
    .strictObject({
      concept,
      after: z.string().optional(),
      /** Headers of the column that names them; without one the words nearest to the numbers are the label. */
      names: words.optional(),
    })
    .optional(),
});
export type Matrix = z.infer<typeof matrix>;

const pair = z.strictObject({
  labels: words,
  concept,
  measure: z.string(),
  /** Rows below it in the same columns split it into parts. */
  parts: z.boolean().default(false),
});

const split = z.strictObject({
  /** Heads of a list of parts, one cell each: 按收入性质分. */
  heads: words,
  /** Measure of the whole that the parts may add up to; the first is taken where none fits. */
  measures: words,
  rows: z.array(rowSpec).min(1),
});
export type Split = z.infer<typeof split>;

const layoutFile = z.strictObject({
  /** Ends of a title, behind the project's name. */
  title_ends: words,
  /** What is left out of a title, one after the other: its unit, year, number and remark. */
  title_left_out: z.array(pattern),
  /** How the name of a body ends: such a name in a title is no project. */
  bodies: pattern,
  /** Words in the title of a table about the whole department. */
  overall: words,
  project_name: words,
  /** Labels of cells with texts about goals. */
  goals: words,
  /** Labels of cells with texts about what was reached, and about how. */
  results: words,
  /** Labels that end a list of indicators: reasons, remarks, signatures. */
  tails: words,
  /** Labels of the row with full marks and points. */
  totals: words,
  /** Beginnings of the label of a row that adds others up. */
  sums: pattern,
  /** Headers of columns that count the rows. */
  ordinals: words,
  /** Digits in a label that number or date it, and are no number of the table. */
  label_digits: z.array(pattern),
  /** What behind the first number of a target says that it is no quantity: units of dates, vague words. */
  no_quantity: pattern,
  /** The unit of amounts where a table says nothing, and that of weights. */
  usual_unit: z.string().min(1),
  points: z.string().min(1),
  /** Rows that were left as a placeholder. */
  placeholders: words,
  /** Headers of columns that explain how points are given: numbers in them are rules, and state nothing. */
  rules: words,
  indicator_columns: z.record(z.enum(INDICATOR_ROLES), words),
  pairs: z.array(pair),
  splits: z.array(split),
  /** Indicators in sentences. */
  sentences: z.strictObject({
    /** Words before the target and before the actual value: X年初目标值为7%，实际完成值为7%。 */
    target: words,
    actual: words,
    /** Such a pair: name, target and actual value as groups. */
    pair: patternWith('target', 'actual'),
    /** What stands between a name and its target. */
    link: pattern,
    /** Heads of lists of indicators, as paragraphs begin with them: 产出指标：X≥7%；Y达标。 */
    level1: words,
    level2: words,
    /** Targets that are words. */
    values: words,
  }),
  operators: z.array(
    z.strictObject({ operator: z.enum(['=', '≥', '≤', '>', '<']), before: words, after: z.array(z.string()) }),
  ),
});
export type PerformanceLayout = z.infer<typeof layoutFile>;

const matricesFile = z.strictObject({ matrices: z.array(matrix).min(1) });

export interface Performance {
  layout: PerformanceLayout;
  matrices: readonly Matrix[];
}

/**
 * Loads the performance tables of a pack.
 * @throws PackError naming file, line and what is wrong
 */
export function loadPerformance(dir: string, vocabulary: Vocabulary): Performance {
  return {
    layout: readYaml(dir, 'performance/layout.yaml', layoutFile),
    matrices: readYaml(dir, 'performance/matrices.yaml', matricesFile.superRefine(naming(vocabulary))).matrices,
  };
}
