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

/** One with holes, `{name}`, for expressions that are known only when all words are: `filled` compiles it. */
export const patternWith = (...holes: readonly string[]) =>
  z.string().superRefine((source, context) => {
    const missing = holes.find((hole) => !source.includes(`{${hole}}`));
    const trial = pattern.safeParse(withParts(source, Object.fromEntries(holes.map((hole) => [hole, 'x']))));
    const message = missing === undefined ? trial.error?.issues[0].message : `needs {${missing}}`;
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });

/** A pattern with its holes filled by the sources of other expressions. */
export const filled = (source: string, parts: Readonly<Record<string, string>>): RegExp =>
  new RegExp(withParts(source, parts), 'u');

const withParts = (source: string, parts: Readonly<Record<string, string>>): string =>
  source.replace(/\{([a-z]+)\}/g, (hole, name) => (name in parts ? `(?:${parts[name]})` : hole));

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
    /** What kind of body a name ends with, whatever part of the body it adds. */
    kind: pattern,
  }),
  funds: z.strictObject({
    /** A heading that names a fund: basic and project expenditure below it is that of the fund. */
    title: pattern,
    /** Subjects whose last words sound like a measure and are none. */
    no_measure: pattern,
  }),
  projects: z.strictObject({
    /** A name that names no project. */
    nameless: pattern,
    /** A project of the budget, directly before its number. */
    budgeted: namedPattern,
  }),
  sections: z.strictObject({
    /** Titles of what was done, and of what is planned. */
    done: pattern,
    planned: pattern,
  }),
  /** Expenditure by its bare word, directly before a list of its parts. */
  expenditure: pattern,
  items: z.strictObject({
    /** Words in what is no name of an item behind a use. */
    not: pattern,
    /** Words of buying: a number near them may be of what was planned to be bought. */
    bought: pattern,
  }),
  results: z.strictObject({
    /** Behind a number that counts no work. */
    not: pattern,
    /** At the beginning of a clause, no part of what was worked on. */
    leads: pattern,
    /** Names of work that name nothing. */
    vague: pattern,
    /** What was worked on, directly behind the number. */
    object: namedPattern,
    /** Between the name of a work and its number. */
    links: pattern,
    /** Says that a difference in points is negative. */
    less: pattern,
    /** Years that a text names, with `far` where work reaches to or from them. */
    years: pattern,
    /** A year that heads what follows it. */
    heads: pattern,
  }),
});
