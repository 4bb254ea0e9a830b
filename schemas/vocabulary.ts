/** Row schemas of the vocabulary that a pack keeps as CSV: concepts, measures, classification codes, divisions. */
import { z } from 'zod';

const list = z.string().transform((s) => s.split('|').filter((part) => part !== ''));

/** A thing that numbers are about (XBRL concept). */
export const conceptRow = z.object({
  concept: z.string().regex(/^[a-z_0-9]+(\.[a-z_0-9]+)*$/),
  label: z.string().min(1),
  kind: z.enum(['amount', 'count', 'percent', 'score', 'area', 'text']),
  unit: z.string(),
  dimensions: list,
  report_types: list,
  sums_to: z.string(),
});
export type Concept = z.infer<typeof conceptRow>;

/** What is said of a concept: a final amount, a budget, a change, a share. */
export const measureRow = z.object({
  measure: z.string().regex(/^[a-z_]+$/),
  label: z.string().min(1),
  kind: z.string(),
});
export type Measure = z.infer<typeof measureRow>;

/** A code of the government revenue and expenditure classification, with the years for which it holds. */
export const codeRow = z.object({
  code: z.string().regex(/^\d{3}(\d{2}){0,2}$/),
  name: z.string().min(1),
  /** Other names in print: older lists, local slips. */
  aliases: list,
  /** First and last year, empty where not limited. */
  from: z.string().regex(/^(\d{4})?$/),
  to: z.string().regex(/^(\d{4})?$/),
  source: z.string(),
});
export type Code = z.infer<typeof codeRow>;

/** An administrative division (GB/T 2260). */
export const divisionRow = z.object({
  code: z.string().regex(/^\d{6}$/),
  name: z.string().min(1),
  /** First and last year in which the code holds, empty where not limited. */
  from: z.string().regex(/^(\d{4})?$/),
  to: z.string().regex(/^(\d{4})?$/),
});
export type Division = z.infer<typeof divisionRow>;
