/** Identities between numbers, as data: what must be equal to what, where, and how far rounding may part them. */
import { z } from 'zod';
import { REPORT_TYPES } from './datasets.ts';
import { namedPattern } from './patterns.ts';

/** One number, by what it says. A bare word is a concept. */
const term = z
  .union([
    z.string(),
    z.strictObject({
      concept: z.string(),
      measure: z.string().optional(),
      function_code: z.string().optional(),
      /** `302*`: every code below 302. */
      economic_code: z.string().optional(),
      /** Likewise: `*` is any name, '' none. */
      economic_name: z.string().optional(),
      fund: z.string().optional(),
      subject: z.string().optional(),
      /** Forms in whose tables it stands; any by default. `''` is running text. */
      forms: z.array(z.string()).optional(),
      /** Counts as 0 when it is not printed. */
      optional: z.boolean().default(false),
    }),
  ])
  .transform((value) => (typeof value === 'string' ? { concept: value, optional: false } : value));
export type Term = z.output<typeof term> & {
  measure?: string;
  function_code?: string;
  economic_code?: string;
  economic_name?: string;
  fund?: string;
  subject?: string;
  forms?: string[];
};

/** The columns on which numbers of one identity agree. */
export const KEY_COLUMNS = ['measure', 'period', 'function_code', 'economic_code', 'fund', 'subject'] as const;

const common = {
  id: z.string().regex(/^[A-Z]{2}\d{2}$/),
  report_types: z.array(z.enum(REPORT_TYPES)).min(1),
  /** Forms in whose tables it is checked. */
  forms: z.array(z.string()).optional(),
  /** `table`: within each table; `tables`: over all; `section`: within each section of the text; `prose`: over all of it; `document`: over both. */
  scope: z.enum(['table', 'tables', 'section', 'prose', 'document']),
  /** Key columns on which the numbers may differ. */
  across: z.array(z.enum(KEY_COLUMNS)).default([]),
  /** `rounding`: half a unit of the last printed place for each number; `exact`: none. */
  tolerance: z.enum(['rounding', 'exact']).default('rounding'),
};

const check = z.discriminatedUnion('kind', [
  /** left = (at most, at least) the sum of the terms; all that are not optional must be printed, and at least one. */
  z.strictObject({
    kind: z.literal('sum'),
    ...common,
    left: z.union([term, z.array(term).min(1)]).transform((value) => (Array.isArray(value) ? value : [value])),
    relation: z.enum(['=', '≤', '≥']).default('='),
    right: z.array(term).min(1),
    /** It need not hold where one of these is more than 0. */
    unless: z.strictObject({ concepts: z.array(z.string()).min(1), reason: z.string() }).optional(),
    /** Why an inequality may rightly be no equality, or an equality may rightly not hold: such a case is told as not applicable, with this reason. */
    excuse: z.string().optional(),
    /** What the left side may be instead: a case that is exactly this is told as not applicable. */
    or: term.optional(),
    /** How many members the right side must have by what the document says; fewer are only some of them. */
    members: term.optional(),
    /** How many numbers the right side must have at least. */
    at_least: z.int().min(1).default(1),
    /** The right side is a list in the text, which may name only some of the parts. */
    list: z.boolean().default(false),
  }),
  /** Every code's number = the sum of its children's, the total's = the sum of the classes'. */
  z.strictObject({
    kind: z.literal('children'),
    ...common,
    code: z.enum(['function_code', 'economic_code']),
    of: z.enum(['codes', 'total']),
    /** `≥`: the text names some of the children, at any level. */
    relation: z.enum(['=', '≥']).default('='),
    /** Concepts that begin so are one family: the class row is named otherwise than its items. */
    family: z.string().optional(),
  }),
  /** left (in percent) = over / under. */
  z.strictObject({ kind: z.literal('ratio'), ...common, left: term, over: term, under: term }),
  /** A percentage of the text against the two numbers that it compares. */
  z.strictObject({ kind: z.enum(['change', 'share', 'completion', 'shares']), ...common }),
  /** What the text says = what a table says. */
  z.strictObject({
    kind: z.literal('same'),
    ...common,
    concepts: z.array(z.string()).optional(),
    except: z.array(z.string()).default([]),
  }),
  /** What is said of the year before = this year's value - the change, where both are stated. */
  z.strictObject({ kind: z.literal('prior'), ...common }),
  /** What is said more than once is said alike. */
  z.strictObject({ kind: z.literal('agree'), ...common, measures: z.array(z.string()).optional() }),
  /** Two concepts that are equal in this year's numbers were equal in those of the year before. */
  z.strictObject({
    kind: z.literal('parallel'),
    ...common,
    concepts: z.tuple([z.string(), z.string()]),
    now: z.string(),
    before: z.string(),
  }),
  /** Items of the text whose numbers of one measure make up the total: those of the other measure make up theirs. */
  z.strictObject({ kind: z.literal('complete'), ...common, concept: z.string(), by: z.string(), measure: z.string() }),
  /** A project that is named in several places has one amount, and the list of projects has no less for it. */
  z.strictObject({
    kind: z.literal('projects'),
    ...common,
    /** Concepts whose amounts are the same wherever the project is named. */
    same: z.array(z.string()).min(1),
    /** Concepts of a list of projects, and the measure of its amounts. */
    lists: z.array(z.string()),
    listed: z.string(),
    /** The measure of what was spent on a project. */
    spent: z.string(),
    /** Words that the name of any project may carry. */
    generic: z.string(),
  }),
  /** Amounts that are mostly one: those that differ in one digit are told, all others are no matter. */
  z.strictObject({ kind: z.literal('twins'), ...common, pairs: z.array(z.tuple([term, term])).min(1) }),
  /** The forms of a report are all printed, in the order of its own list, each with its title and unit. */
  z.strictObject({
    kind: z.literal('forms'),
    ...common,
    forms: z.array(z.string()).min(1),
    /** Forms that some years or regions do not have; they are missed only where the document itself names them. */
    optional: z.array(z.string()).default([]),
    /** A document with fewer of the forms does not mean to print them all. */
    at_least: z.int().min(1),
    /** The section that holds the tables: where it is announced, some of them are printed. */
    part: z.string(),
  }),
  /** A form without numbers has a note that there are none, and one with such a note has no numbers. */
  z.strictObject({
    kind: z.literal('blank'),
    ...common,
    /** Words for what each form is about. */
    about: z.record(z.string(), z.string()),
    /** Words that say that there is none of it, anywhere in the document. */
    none: z.string(),
    /** Words at the table itself that say that it is empty. */
    empty: z.string(),
  }),
  /** The kinds of expenditure that the text names are those for which the table has amounts. */
  z.strictObject({
    kind: z.literal('listed'),
    ...common,
    forms: z.array(z.string()).min(1),
    /** A sentence with the list as its group `names`. */
    pattern: z.string(),
    /** Classes (301) whose rows are meant. */
    classes: z.array(z.string()).min(1),
  }),
  /** Words that should not stand in a report: the message says why. */
  z.strictObject({
    kind: z.literal('phrases'),
    ...common,
    patterns: z.array(z.strictObject({ pattern: z.string(), says: z.string() })).min(1),
  }),
  /** A number of the text next to words that say how it compares with the measure named before it. */
  z.strictObject({
    kind: z.literal('comparison'),
    ...common,
    left: z.array(z.string()).min(1),
    right: z.array(z.string()).min(1),
    words: z.array(z.strictObject({ pattern: z.string(), relation: z.enum(['<', '=', '>']) })).min(1),
  }),
  /** Words of a form left where a choice should have been made. */
  z.strictObject({ kind: z.literal('residue'), ...common, patterns: z.array(z.string()).min(1) }),
  /** Numbers of a measure lie within limits; beyond them they are possible, but need a look. */
  z.strictObject({
    kind: z.literal('range'),
    ...common,
    measures: z.array(z.string()).min(1),
    at_least: z.string(),
    at_most: z.string(),
  }),
  /** Every number of the text is about the report's year or one of so many before it. */
  z.strictObject({ kind: z.literal('years'), ...common, back: z.int().min(1), ahead: z.int().min(0) }),
  /** A table whose numbers are 10^4 times what the document says elsewhere, or a 10^4th: its unit is wrong. */
  z.strictObject({ kind: z.literal('units'), ...common }),
  /** The items that the text names are the rows of the table. */
  z.strictObject({ kind: z.literal('items'), ...common, concept: z.string(), measure: z.string() }),
  /** A rate among the indicators = over / under, in percent; without `under`, `over` is the rate itself. The first term stated counts. */
  z.strictObject({
    kind: z.literal('rate'),
    ...common,
    name: z.string(),
    over: z.array(term).min(1),
    under: z.array(term).default([]),
  }),
  /** Points of the indicators of a table: their weights are 100, their scores the total score. */
  z.strictObject({ kind: z.enum(['weights', 'scores']), ...common }),
]);
export type Check = z.output<typeof check>;

/** Numbers of two documents: of one body in the same or the following year, or of a department and its units. */
const crossCheck = z.strictObject({
  id: z.string().regex(/^CD\d{2}$/),
  /** `prior`: the other is about the year before; `units`: the others are the units of the body. */
  with: z.enum(['same_year', 'prior', 'units']),
  left: z.strictObject({ report_type: z.enum(REPORT_TYPES), measures: z.array(z.string()).min(1) }),
  right: z.strictObject({ report_type: z.enum(REPORT_TYPES), measures: z.array(z.string()).min(1) }),
  /** What is compared; [left, right] where the names differ. */
  concepts: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])).default([]),
  /** Unit of the numbers that are compared. */
  unit: z.string().default('CNY'),
  /** Names, where several bodies are counted, that mean the reporting body itself: what is said of it holds for every scope. */
  own: z.string().optional(),
  /** Why they may rightly differ: a difference is told as not applicable, with this reason. */
  excuse: z.string().optional(),
  /** What people should know of a difference; it is a failure all the same. */
  note: z.string().optional(),
  /** What the department says of how many units it has: with that many documents besides its own the sum is complete; with none its numbers are its own. */
  members: z.string().optional(),
  /** Compares the targets of the indicators that both documents name, instead of numbers. */
  targets: z.boolean().default(false),
});
export type CrossCheck = z.output<typeof crossCheck>;

/** Comparisons between the documents of a run. */
const comparisons = z.strictObject({
  /** The place in the name of a body that no list of divisions has: where none is known, bodies of one such place are compared. */
  unlisted_place: namedPattern,
  checks: z.array(crossCheck),
});
export type Comparisons = z.output<typeof comparisons>;

export const checksFile = z.strictObject({
  /** Words that make a list one of some parts only. */
  partial: z.strictObject({ before: z.array(z.string()), after: z.array(z.string()) }),
  cross: comparisons,
  /** Measures that are the present year's own numbers, by kind of report: what changes and shares are said of. */
  current: z.record(z.enum(REPORT_TYPES), z.array(z.string())),
  checks: z.array(check),
});
export type Checks = z.output<typeof checksFile>;
