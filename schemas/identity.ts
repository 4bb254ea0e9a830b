/** Words by which a document says who reports, for whom, about which year, and in which kind of report. */
import { z } from 'zod';
import { REPORT_TYPES } from './datasets.ts';
import { pattern, patternWith } from './patterns.ts';

const words = z.array(z.string().min(1)).min(1);

export const identityFile = z.strictObject({
  report_types: z.array(
    z.strictObject({
      type: z.enum(REPORT_TYPES),
      /** All words of one group stand in the title, in this order. */
      cues: z.array(words).min(1),
      /** Not a title of this type when one of these stands in it. */
      not: z.array(z.string()).default([]),
    }),
  ),
  /** Names of kinds of money that hold a cue and say nothing of the kind of report: 一般公共预算财政拨款. */
  not_cues: z.array(z.string().min(1)).default([]),
  /** Words that make a line with a year a title though it says no kind of report: 2019年度“三公”经费公开说明. */
  title_cues: z.array(z.string().min(1)).default([]),
  /** Words directly behind the year in a title (2023年度部门决算): the year is the report's year. */
  year_cues: words,
  /** Labels before the name of the body that reports, the surest first. */
  entity_labels: words,
  /** Last words of the names of public bodies. */
  entity_endings: words,
  /** Words that follow the entity's name in titles. */
  entity_followers: words,
  /** Words in front of a body's name that are not part of its place. */
  entity_prefixes: z.array(z.string()),
  /** How titles end, where they are looked through for body, year and kind of report. */
  heading_ends: pattern,
  /** Directly before a year that something is compared with: it is not the report's. */
  comparing: words,
  /** How the names of bodies are printed; `{name}` is a whole name, `{endings}` are the last words of one. */
  names: z.strictObject({
    /** A name from its first to its last word. */
    name: patternWith('endings'),
    /** In front of a party's bodies: part of the name, and often left out. */
    party: pattern,
    /** What a heading has in front of a title. */
    before_title: pattern,
    /** A title that begins with a name, which is the first group; `{followers}` are the words behind names in titles. */
    title: patternWith('name', 'followers'),
    /** A title in which the name, as the first group, stands directly before that of a project. */
    before_project: pattern,
    /** A label, and what is printed behind it as the first group. */
    labelled: patternWith('label'),
    /** What else a line may say behind the name at a label. */
    behind_labelled: pattern,
    /** What of the body a label's name means, behind the name itself. */
    level: pattern,
    /** A sentence that says which body reports: the name is the first group. */
    sentence: patternWith('name'),
  }),
  /** Reports of several bodies in one file. */
  bodies: z.strictObject({
    /** Behind a name: the body itself, without those below it. */
    office: pattern,
    /** Behind a name: whom the report covers. */
    scope: pattern,
    /** Offices whose names are shortened to some of their characters, by their ends. */
    shortened: pattern,
    /** The title of a report: a body, a year and what is reported, and no sentence. */
    report_title: pattern,
  }),
  scopes: z.array(z.strictObject({ scope: z.enum(['本级', '汇总', '部门', '单位']), cues: words })),
  /** How the accounts of a whole government are known from those of a department: patterns of titles without white space. */
  whole_government: z.strictObject({
    titles: z.array(pattern).min(1),
    /** What a title may say before the name of a place. */
    before_places: pattern,
    /** What follows the name of a place where a title names no body. */
    places: pattern,
    /** Patterns of the text, where the whole document names no body. */
    texts: z.array(pattern).default([]),
    /** Bodies whose titles may speak of their government's accounts: any other body in a title reports its own. */
    reporters: pattern,
    /** Words of a department's title. */
    not: words,
  }),
  /** What stands for a name or number in a blank template. */
  placeholders: words,
  /** What follows the placeholder of a name in the titles of a template, beside the ends of bodies' names. */
  template_bodies: words,
  /** What follows an amount or its placeholder. */
  template_units: words,
  /** Words that make a title a template's. */
  template_words: words,
  /** Last words of the names of development zones, the longest first. */
  zones: words,
  /** Last words of the names of divisions, which are also printed without them. */
  division_kinds: pattern,
  /** An autonomous place: its name, peoples included, and the kind of division as groups. */
  autonomous: pattern,
  /** Peoples after whom autonomous places are named; such a place is also printed without them. */
  peoples: z.array(z.string().min(2)).default([]),
  /** Unit lines: labels before the unit. */
  unit_labels: words,
  /** Units that a unit line may name. */
  table_units: words,
  /** Lines around a table; `{units}` are the words of `table_units`, `{labels}` those before a unit or a body, `{end}` is `unit_end`. */
  captions: z.strictObject({
    /** How a title of a table ends; and a line without an ordinal that may be one, too. */
    title_end: pattern,
    topic_end: pattern,
    /** What stands before a title, up to a colon; and before a title in a table. */
    number_before: pattern,
    attachment: pattern,
    /** The title of a form, and of nothing else. */
    form_end: pattern,
    note: pattern,
    date: pattern,
    form_number: pattern,
    /** What tells a unit from the beginning of a word. */
    unit_end: patternWith('labels'),
    /** A unit line: label and unit as groups. */
    unit: patternWith('labels', 'units', 'end'),
    /** A unit in brackets behind a title or in a header cell: the unit as a group; and what is left out of a title. */
    bracketed_unit: patternWith('units'),
    unit_behind: pattern,
    /** A line with a body: label and name as groups. */
    entity: patternWith('labels', 'units', 'end'),
  }),
  /** Labels in front of the name of a table's project. */
  project_labels: words,
  /** The title of a project's table: the name of the project is the first group. */
  project_title: pattern,
  /** What names no project. */
  no_project: pattern,
});
export type IdentityWords = z.infer<typeof identityFile>;
