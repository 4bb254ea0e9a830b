/** The grammar of a pack's running text: words with their parts of speech, subjects, sections, numbers that are no facts. */
import { join } from 'node:path';
import { z } from 'zod';
import { REPORT_TYPES } from './datasets.ts';
import { PackError, readYaml } from './load.ts';
import { namedPattern, pattern, patternsFile } from './patterns.ts';
import { words, wordsFile } from './words.ts';

const reportType = z.enum(REPORT_TYPES);
/** One measure for all kinds of report, or one for each. */
const measureByReport = z.union([z.string(), z.partialRecord(reportType, z.string())]);
export type MeasureByReport = z.infer<typeof measureByReport>;

const measureWord = z.object({
  words: z.array(z.string().min(1)),
  measure: measureByReport,
  /** What the word means after 比: the measure that a change is against. */
  base: measureByReport.optional(),
});

const sense = z.object({
  concept: z.string(),
  /** A second concept that the same number states: 收、支总计. */
  also: z.string().optional(),
  /** The second concept only where the clause says 均 or 各. */
  alsoWithEach: z.boolean().default(false),
  words: z.array(z.string().min(1)).min(1),
  /** Canonical sections (or their beginnings) in which the words have this sense. */
  sections: words,
  /** Concepts (or their beginnings) above: the list's head, or what the text speaks about. With `sections`: either holds. */
  under: words,
  /** Only as a member of a list (其中：…) whose total is one of `under`. */
  listed: z.boolean().default(false),
  /** Only where one of these words stands before it in the paragraph. */
  near: words,
  /** Only where the section lists classes of one of these (its `functional`) and the text speaks of no other whole. */
  within: words,
  reports: z.array(reportType).default([]),
  measure: measureByReport.optional(),
  fund: z.enum(['general_public', 'government_fund', 'state_capital']).optional(),
  economic: z.string().optional(),
  /** The member: fixed text, or `@words` for the words as printed, `@clause` for the clause up to them, `@project`, `@carried`. */
  subject: z.string().optional(),
  unit: z.string().optional(),
  /** Denominator of a percentage. */
  base: z.string().optional(),
  /** Printed counted nouns that the sense takes; empty: any noun that fits the concept's kind. */
  nouns: words,
  /** May stand after the number: 0 个下属单位. */
  tail: z.boolean().default(false),
  /** Only with nothing but known words before it in the clause. */
  bare: z.boolean().default(false),
  /** Unknown words before it do not change its meaning. */
  loose: z.boolean().default(false),
  /** Where they do not have this sense, the words only say that something is money. */
  money: z.boolean().default(false),
  /** What speaks against a number that has this sense: its words leave something open. */
  flags: words,
});
export type Sense = z.infer<typeof sense>;

const sectionDefaults = z.object({
  section: z.string(),
  reports: z.array(reportType).default([]),
  /** Patterns of which the section's own heading fits one. */
  titles: z.array(z.string().min(1)).default([]),
  /** Patterns of which neither its own heading nor one above it fits any. */
  unless: words,
  /** Concept of 类/款/项 items. */
  functional: z.string().optional(),
  /** Names of classes are printed without （类）. */
  classNames: z.boolean().default(false),
  fund: z.enum(['general_public', 'government_fund', 'state_capital']).optional(),
  /** What the text speaks about before it names anything. */
  subject: z.string().optional(),
  /** What an amount with a measure but without any subject is about; it is flagged. */
  fallback: z.string().optional(),
  measure: measureByReport.optional(),
  /** Budget that 预算 alone means. */
  budget: z.string().optional(),
});
export type SectionDefaults = z.infer<typeof sectionDefaults>;

const leadIn = z.object({
  words: z.array(z.string().min(1)),
  /** From here on, to the end of the section. */
  functional: z.string().optional(),
  /** Where the text speaks about one of these, the items belong to that instead. */
  unless: words,
  /** What the text speaks about from here on, also where the word is part of a longer one. */
  topic: z.string().optional(),
});

const listRule = z.object({
  /** Concepts whose lists follow this rule. */
  head: z.array(z.string()),
  /** Members are economic items, or named freely (projects, services). */
  members: z.enum(['economic', 'free']),
  concept: z.string(),
  fund: z.enum(['general_public', 'government_fund', 'state_capital']).optional(),
  sections: words,
  /** Economic classes that the members can belong to; empty: any. */
  within: words,
  /** Only what stands behind 主要用于 or 主要是: elsewhere a list takes the total apart in other ways too. */
  uses: z.boolean().default(false),
});
export type ListRule = z.infer<typeof listRule>;

const nonFact = z.object({
  reason: z.string().min(1),
  /** Text directly before, at and directly after the number; all that are given must match. */
  before: pattern.optional(),
  number: pattern.optional(),
  after: pattern.optional(),
});
export type NonFact = z.infer<typeof nonFact>;

const projectName = z.object({
  /** `name` is the project. */
  pattern: namedPattern,
  where: z.enum(['heading', 'text']),
  reports: z.array(reportType).default([]),
  sections: words,
});

const grammarFiles = {
  words: wordsFile,
  measures: z.object({
    words: z.array(measureWord),
    /** Measure of an amount of which nothing is said. */
    defaults: z.partialRecord(reportType, z.string()),
    /** Base of a change of which nothing is said. */
    changeBase: z.partialRecord(reportType, z.string()),
    /** Shares that are a concept of their own: what `of` is of `in`, where the text says a whole; `in` empty: of any. */
    shares: z.array(z.object({ of: z.string(), in: z.string().default(''), concept: z.string() })).default([]),
  }),
  subjects: z.object({
    senses: z.array(sense),
    /** Counts of work done, in sections of evaluation reports: a verb with its object, or with that of the work before. */
    results: z.object({ concept: z.string(), sections: words, verbs: words }).optional(),
  }),
  sections: z.object({
    /** Sections that only hold others; in a pattern `-` stands for these and for unknown ones. */
    parts: words,
    sections: z.array(sectionDefaults),
    leadIns: z.array(leadIn),
    lists: z.array(listRule),
  }),
  nonfacts: z.object({ rules: z.array(nonFact), projects: z.array(projectName) }),
  patterns: patternsFile,
  /** Evaluations of one project: their own words, tried before the others. */
  evaluation: z.object({
    measures: z.array(measureWord),
    senses: z.array(sense),
    /** Words that say nothing about which number it is. */
    fillers: words,
    /** Patterns of a sentence before an amount, before a count of work, and of a heading, that tell of what was to be reached; `done` begins a clause that tells of what was. */
    goals: z.strictObject({ text: pattern, work: pattern, done: pattern, heading: pattern }),
    /** The last day that a sentence names with 截至: groups `year` and `month`. */
    day: pattern,
    /** Several years that a title, a heading or a text speaks of together. */
    years: pattern,
    /** A sentence that tells of all the time of a project. */
    since: pattern,
    /** Amounts of a project that have no measure, by what stands before them; after some the text goes on with the project. */
    asides: z.array(z.strictObject({ reason: z.string().min(1), pattern, keeps: z.boolean() })).default([]),
  }),
};
type Files = { [K in keyof typeof grammarFiles]: z.output<(typeof grammarFiles)[K]> };

/** The grammar of a pack, as data. */
export interface Grammar extends Files {}

/**
 * Reads `prose/*.yaml` of a pack.
 * @throws PackError when a file is missing or wrong, or names a concept or measure that the pack does not have
 */
export function loadGrammar(
  dir: string,
  concepts: ReadonlyMap<string, unknown>,
  measures: ReadonlyMap<string, unknown>,
): Grammar {
  const read = <K extends keyof Files>(name: K) => readYaml(dir, `prose/${name}.yaml`, grammarFiles[name]) as Files[K];
  const grammar: Grammar = {
    words: read('words'),
    measures: read('measures'),
    subjects: read('subjects'),
    evaluation: read('evaluation'),
    sections: read('sections'),
    nonfacts: read('nonfacts'),
    patterns: read('patterns'),
  };
  const check = (file: string, kind: string, known: ReadonlyMap<string, unknown>, ids: (string | undefined)[]) => {
    for (const id of ids) {
      if (id !== undefined && !known.has(id)) throw new PackError(`${join(dir, 'prose', file)}: no ${kind} ${id}`);
    }
  };
  for (const file of ['subjects', 'evaluation'] as const) {
    const { senses } = grammar[file];
    check(
      `${file}.yaml`,
      'concept',
      concepts,
      senses.flatMap((s) => [s.concept, s.also, s.base]),
    );
    check(
      `${file}.yaml`,
      'measure',
      measures,
      senses.flatMap((s) => measuresOf(s.measure)),
    );
  }
  const { sections, leadIns, lists } = grammar.sections;
  check(
    'sections.yaml',
    'concept',
    concepts,
    sections.flatMap((s) => [s.functional, s.subject, s.fallback]),
  );
  check(
    'sections.yaml',
    'concept',
    concepts,
    leadIns.map((l) => l.functional),
  );
  check(
    'sections.yaml',
    'concept',
    concepts,
    lists.flatMap((l) => [...l.head, l.concept]),
  );
  check(
    'sections.yaml',
    'measure',
    measures,
    sections.flatMap((s) => [s.budget, ...measuresOf(s.measure)]),
  );
  const { defaults, changeBase, shares, words: measureWords } = grammar.measures;
  check(
    'measures.yaml',
    'concept',
    concepts,
    shares.flatMap((share) => [share.of, share.in || undefined, share.concept]),
  );
  check('measures.yaml', 'measure', measures, [...Object.values(defaults), ...Object.values(changeBase)]);
  const named = (list: Grammar['evaluation']['measures']) =>
    list.flatMap((m) => [...measuresOf(m.measure), ...measuresOf(m.base)]);
  check('measures.yaml', 'measure', measures, named(measureWords));
  check('evaluation.yaml', 'measure', measures, named(grammar.evaluation.measures));
  return grammar;
}

function measuresOf(measure: MeasureByReport | undefined): string[] {
  if (measure === undefined) return [];
  return typeof measure === 'string' ? [measure] : Object.values(measure);
}
