/**
 * Forms: the prescribed tables of a report, each described by one YAML file, so that a form is added without code.
 *
 * A number in a table gets its meaning from two sides: the header words above it (column) and the label or code beside
 * it (row). A form file lists the words of both sides and what they stand for; `forms/words.yaml` holds the words that
 * mean the same in every form (预算数, 科目编码, 合计).
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { REPORT_TYPES } from './datasets.ts';
import { readYaml } from './load.ts';
import { pattern } from './patterns.ts';
import { naming, type Vocabulary } from './references.ts';

const words = z.array(z.string().min(1)).min(1);
const concept = z.string().regex(/^[a-z_0-9]+(\.[a-z_0-9]+)*$/, 'a concept id');
const fund = z.enum(['general_public', 'government_fund', 'state_capital']);

/** A column of amounts (or counts). */
const columnSpec = z.strictObject({
  id: z.string().min(1),
  /** Header words, any of them; `A > B`: leaf header B below a header A (with or without levels between). */
  words,
  /** What its numbers are. Not given: the row's code or label says it. */
  concept: concept.optional(),
  measure: z.string().optional(),
  /** Fund of the number where the row gives the concept (总计 in the column of one fund). */
  fund: fund.optional(),
  /** The column that stands for the row as a whole: a row's own concept replaces this column's. */
  main: z.boolean().default(false),
  /** Only when columns with these ids are present too; such a reading goes before one without this condition. */
  with: words.optional(),
  unit: z.string().optional(),
  /** A part of the concept that has no concept of its own (经费拨款): the header becomes the subject. */
  member: z.boolean().default(false),
  /** A sum of different things: its numbers are put aside. */
  unread: z.boolean().default(false),
});
export type ColumnSpec = z.infer<typeof columnSpec>;

/** A row that is known by its label. */
const rowSpec = z.strictObject({
  id: z.string().min(1).optional(),
  /** Labels without ordinal, spaces and brackets' width; any of them. */
  labels: words,
  /** What its numbers are; not given (a total): what the column says. */
  concept: concept.optional(),
  /** By column id, where one row has different things in its columns (数量, 价值); it goes before `concept`. */
  concepts: z.record(z.string(), concept).optional(),
  fund: fund.optional(),
  /** Economic class that the label names, where the rows of the form have no codes. */
  economic: z
    .string()
    .regex(/^\d{3}(\d{2})?$/)
    .optional(),
  /** Measure instead of the actual amount of the column, for counts among amounts. */
  measure: z.string().optional(),
  /** A part of the concept that has no concept of its own (经费拨款): the label becomes the subject. */
  member: z.boolean().default(false),
  /** A total: columns that are neither main nor of a fund keep their own concept. */
  total: z.boolean().default(false),
  /** Only below the row with this id (labels that come twice). */
  within: z.string().optional(),
  /** Only when a row with one of these ids stands in the same block. */
  with: words.optional(),
  /** Only when no row with one of these ids stands in the same block. */
  without: words.optional(),
  /** Only in tables whose title has this word. */
  titled: z.string().optional(),
  /** Its numbers are no facts (lines of instructions, repeated sums). */
  ignore: z.boolean().default(false),
});
export type RowSpec = z.infer<typeof rowSpec>;

/** One side or block of a table: label columns with the amount columns to their right. */
const blockSpec = z.strictObject({
  /** Header word above the whole block, where a form has different blocks (收入 | 支出). */
  headers: words.optional(),
  /** Which code list the codes and names of its rows come from. */
  codes: z.enum(['function', 'economic']).optional(),
  /** Code (beginning) -> concept, for rows whose code decides it; `*` for all others. The longest wins. */
  code_concepts: z.record(z.string().regex(/^(\d+|\*)$/), concept).optional(),
  /** Fund of the rows that a code decides. */
  code_fund: fund.optional(),
  /** Label of a row becomes the subject (projects, units). */
  subject: z.boolean().default(false),
  /** Columns headed by the name of an economic class are of this concept with that class's code. */
  economic_columns: concept.optional(),
  /** Headers above the columns that say nothing new in this form. */
  neutral: words.optional(),
  columns: z.array(columnSpec).default([]),
  rows: z.array(rowSpec).default([]),
});
export type BlockSpec = z.infer<typeof blockSpec>;

const formFile = z.strictObject({
  id: z.string().regex(/^[a-z_0-9]+$/),
  report_type: z.enum(REPORT_TYPES),
  /**
   * Titles without year, entity, 部门/单位, quotes and spaces; the first is the canonical one. The longest title that
   * is the whole of a line wins.
   */
  titles: words,
  /**
   * A form of another kind of report. Its titles that do not say the kind (支出总表) are titles of this form in reports of
   * this one's kind.
   */
  titles_of: z.string().optional(),
  /** Words of which any one names the form in a title that is in no list, of the same kind of report. */
  title_words: words.optional(),
  /** Unit where the document prints none. */
  unit: z.string().default(''),
  /** Measure of columns whose header does not say it. */
  measure: z.string().optional(),
  /** Header words that identify the form without a title: one of every group. Not given: only a title can. */
  signature: z.array(words).optional(),
  /** Empty for forms that carry no facts, or whose numbers another stage reads. */
  blocks: z.array(blockSpec).default([]),
});
export type Form = z.infer<typeof formFile>;

const measureWord = z.strictObject({
  words,
  report_type: z.array(z.enum(REPORT_TYPES)).optional(),
  measure: z.string().min(1),
  /** Measure when a year before the report's year stands in the header (2023年执行数). */
  prior: z.string().optional(),
  base: z.string().optional(),
  unit: z.string().optional(),
});

const wordsFile = z.strictObject({
  /** Header words that say which measure a column holds. */
  measures: z.array(measureWord),
  /** What a change is against, by the word after 比: 比2023年执行数. */
  bases: z.record(z.string(), z.string()),
  /**
   * Header words of columns that hold codes, names, either; units of the body; or nothing of interest;
   * `*X` stands for every word that ends in X, `X*` for every word that begins with it.
   */
  code: words,
  name: words,
  label: words,
  unit_code: words,
  unit_name: words,
  subject: words,
  ignore: words,
  /** Header words that change what the columns below them are: never skipped over silently. Parts of words. */
  scope: words,
  /** Parts of the headers of blocks that list economic classes. */
  economic: words,
  /** Parts of the headers of blocks that list classes of a classification that is not read. */
  economic_other: words,
  /** Labels of total rows. */
  total: words,
  /** Labels of rows that number the columns. */
  column_numbers: words,
  /** Cell texts that stand for nothing. */
  blank: words,
  /** Beginnings of the lines above a table that are no header, before a colon or a number (单位：, 公开01表). */
  captions: words,
  /** Words beside the day that a table is about. */
  as_of: words,
  /** Beginnings of notes below a table. */
  notes: words,
  /** Headers of columns that number or name the rows, and of the row that numbers the columns; labels of sums. */
  numbering: pattern,
  lines: pattern,
  sums: pattern,
  /** What titles of forms have beside the words by which a form is known. */
  titles: z.strictObject({
    /** How a title of a table ends. */
    end: pattern,
    /** The number of a form, before its title. */
    number: pattern,
    /** Before a title: the name of the whole document. */
    of_document: pattern,
    /** Behind a title, in brackets: the order of its rows; and in these brackets, words of an order that is not read. */
    order: pattern,
    other_order: pattern,
    /** What is left out of titles. */
    left_out: z.array(pattern),
    /** Words that say of which kind of report a table is; `funds` hold one of them, and say nothing of it. */
    kinds: pattern,
    funds: words,
    /** Last words of places and offices, whose name may stand before a title. */
    named: pattern,
  }),
});
export type FormWords = z.infer<typeof wordsFile>;

export interface Forms {
  words: FormWords;
  byId: ReadonlyMap<string, Form>;
}

/**
 * Loads every form of a pack.
 * @param dir folder of the pack
 * @throws PackError naming file, line and what is wrong
 */
export function loadForms(dir: string, vocabulary: Vocabulary): Forms {
  const named = naming(vocabulary);
  const names = readdirSync(join(dir, 'forms'))
    .filter((name) => name.endsWith('.yaml') && name !== 'words.yaml')
    .sort();
  const forms = names.map((name) => readYaml(dir, `forms/${name}`, formFile.superRefine(named)));
  const words = readYaml(dir, 'forms/words.yaml', wordsFile.superRefine(named));
  return { words, byId: new Map(forms.map((form) => [form.id, form])) };
}
