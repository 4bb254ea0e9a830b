/** The sections that reports are made of: by which headings they are known, and what they mean for the text below. */
import { z } from 'zod';
import { REPORT_TYPES } from './datasets.ts';
import { pattern } from './patterns.ts';

/**
 * A heading as a phrase without ordinal, year, entity, spaces, quotes, brackets and punctuation. `[a|b]` may be
 * missing, `(a|b)` is one of both, `*` is any run of characters. What `lines` has as `before` and `behind` may always
 * come first or last (部门, 单位; 情况, 说明); 和 and 与 are written 及.
 */
const heading = z
  .string()
  .regex(/^[^\s，。：；、“”（）和与]+$/u, 'a phrase without spaces, punctuation, 和 and 与 (write 及)');

const section = z.strictObject({
  /** Empty for headings that are known and have no canonical section. */
  id: z.string().regex(/^([a-z_]+(\.[a-z_]+)*)?$/),
  headings: z.array(heading).default([]),
  /** Headings that count only as the title of a part (第三部分, 附件1) or unnumbered in the middle of the page. */
  parts: z.array(heading).default([]),
  /** Headings that count only when one of these sections is the one before. */
  after: z.strictObject({ sections: z.array(z.string()).min(1), headings: z.array(heading).min(1) }).optional(),
  /** Sections of these reports come first where a heading fits several. */
  report_types: z.array(z.enum(REPORT_TYPES)).default([]),
  /** From this heading on the document is a report of this type. */
  opens: z.enum(REPORT_TYPES).optional(),
  /** Numbers below it are no facts. */
  fact_free: z.boolean().default(false),
  /** Names of people stand below it: left out of every dataset. */
  personal: z.boolean().default(false),
  /** Without an ordinal the heading is a line of its own: what follows belongs to the section before. */
  line: z.boolean().default(false),
});

/** Words that tell headings from other lines. */
const lines = z.strictObject({
  /** What may stand before and behind any heading. */
  before: z.array(heading).min(1),
  behind: z.array(heading).min(1),
  /** The last words of a phrase without which it is the same heading. */
  stem: pattern,
  /** An amount: no heading states one. */
  amount: pattern,
  /** How an explanation goes on behind the word that it explains. */
  definition: pattern,
  /** A line that points to another place. */
  reference: pattern,
  /** The end of a line that names a topic though it ends like a sentence; and of one that ends duties and definitions. */
  named_topic: pattern,
  topic: pattern,
  /** The title of the table of contents, and how any line that is one is known. */
  contents: pattern,
  contents_word: pattern,
});
export type LineWords = z.output<typeof lines>;

export const sectionsFile = z.strictObject({
  lines,
  sections: z
    .array(section)
    .min(1)
    .superRefine((sections, context) => {
      const seen = new Set<string>();
      sections.forEach(({ id, headings, parts, after, fact_free }, i) => {
        // Twice only to tell headings that are free of facts from others that are not.
        const key = `${id} ${fact_free}`;
        if (id !== '' && seen.has(key))
          context.addIssue({ code: 'custom', path: [i, 'id'], message: `section ${id} stands twice` });
        seen.add(key);
        if (headings.length + parts.length === 0 && !after)
          context.addIssue({ code: 'custom', path: [i], message: `section ${id} has no heading` });
      });
    }),
});
export type Section = z.infer<typeof section>;
