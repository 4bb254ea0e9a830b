/** Identities between numbers, as data: what must be equal to what, where, and how far rounding may part them. */
import { z } from 'zod';
import { REPORT_TYPES } from './datasets.ts';

/** One number, by what it says. A bare word is a concept. */
const term = z
  .union([
    z.string(),
    z.strictObject({
      concept: z.string(),
      measure: z.string().optional(),
      function_code: z.string().optional(),
      economic_code: z.string().optional(),
      /** Forms in whose tables it stands; any by default. */
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
  forms?: string[];
};

/** The columns on which numbers of one identity agree. */
export const KEY_COLUMNS = ['measure', 'period', 'function_code', 'economic_code', 'fund', 'subject'] as const;

const common = {
  id: z.string().regex(/^[A-Z]{2}\d{2}$/),
  report_types: z.array(z.enum(REPORT_TYPES)).min(1),
  /** Forms in whose tables it is checked. */
  forms: z.array(z.string()).optional(),
  /** `table`: within each table; `tables`: over all tables; `prose`: over the running text; `document`: over both. */
  scope: z.enum(['table', 'tables', 'prose', 'document']),
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
    left: term,
    relation: z.enum(['=', '≤', '≥']).default('='),
    right: z.array(term).min(1),
  }),
  /** Every code's number = the sum of its children's, the total's = the sum of the classes'. */
  z.strictObject({
    kind: z.literal('children'),
    ...common,
    code: z.enum(['function_code', 'economic_code']),
    of: z.enum(['codes', 'total']),
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
  /** Points of the indicators of a table: their weights are 100, their scores the total score. */
  z.strictObject({ kind: z.enum(['weights', 'scores']), ...common }),
]);
export type Check = z.output<typeof check>;

export const checksFile = z.strictObject({
  /** Measures that are the present year's own numbers, by kind of report: what changes and shares are said of. */
  current: z.record(z.enum(REPORT_TYPES), z.array(z.string())),
  checks: z.array(check),
});
export type Checks = z.output<typeof checksFile>;
