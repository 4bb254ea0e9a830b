/** Regular expressions of a pack, checked and compiled when it is loaded. */
import { z } from 'zod';

/** A regular expression, with the flag `u`. */
export const pattern = z.string().transform((source, context) => {
  try {
    return new RegExp(source, 'u');
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

/** One that finds a name. */
export const namedPattern = pattern.refine((r) => r.source.includes('(?<name>'), 'needs a group (?<name>…)');

/** Patterns of running text; those with a group `name` find a name. */
export const patternsFile = z.strictObject({
  bodies: z.strictObject({
    /** A name that only says of what kind a body is. */
    kinds: pattern,
    /** All bodies below the one that reports. */
    all: pattern,
    /** Ends in the office itself, without the bodies below it. */
    office: pattern,
    /** The numbered item of one body in a document that lists its bodies. */
    item: namedPattern,
    /** Words for the reporting body. */
    own: pattern,
  }),
  projects: z.strictObject({
    /** A name that names no project. */
    nameless: pattern,
    /** A project of the budget, directly before its number. */
    budgeted: namedPattern,
  }),
  items: z.strictObject({
    /** Words in what is no name of an item behind a use. */
    not: pattern,
    /** Words of buying: a number near them may be of what was planned to be bought. */
    bought: pattern,
  }),
  results: z.strictObject({
    /** Behind a number that counts no work. */
    not: pattern,
    /** Between the name of a work and its number. */
    links: pattern,
    /** Says that a difference in points is negative. */
    less: pattern,
  }),
});
