/** The words of running text by their parts of speech. */
import { z } from 'zod';

/** Words, none where there are none. */
export const words = z.array(z.string().min(1)).default([]);

/** A word that may be read as a pattern: `{a|b}` alternatives, `[x]` optional; it stands for all its expansions. */
export const wordsFile = z.object({
  /** Verbs of change, by sign. */
  up: words,
  down: words,
  same: words,
  /** Both verbs left standing by a template: 增加（减少）. */
  alternatives: words,
  /** Begin a comparison. */
  compare: words,
  /** The period before: 上年, 去年. */
  prior: words,
  /** The period of the report: 本年, 当年. */
  current: words,
  share: words,
  /** A share or completion follows that was opened before: 的比重为. */
  ratio: words,
  complete: words,
  /** One number for each of several subjects. */
  each: words,
  enumerators: words,
  /** What follows up to the end of the sentence explains and states nothing of its own. */
  reasons: words,
  totals: words,
  /** Words between a subject and its number that say nothing about which number it is. */
  fillers: words,
  /**
   * Nouns that only say that something is money. A number behind one goes on with the subject before without doubt only
   * where that is one of `fits` (concepts or their beginnings).
   */
  generic: z.array(z.object({ words: z.array(z.string().min(1)), fits: words })).default([]),
  /** What follows is planned, and no amount or count of the year: 预计, 拟. */
  planned: words,
  /** After an amount they say that it was not spent. */
  unspent: words,
  /** Nouns at the end of a body's name. */
  bodies: words,
  /** Words after which the name of a subordinate body begins. */
  subordinate: words,
  /** Nouns that are counted, beside those of units.yaml. */
  nouns: words,
  /** Units of things that are no facts here: durations, lengths, prices. */
  foreignUnits: words,
  /** Bracketed or whole-paragraph instructions and notes begin with or contain these. */
  notes: words,
  /** Characters that words are made of, with another spelling that means the same: 其他, 其它. */
  spellings: z.record(z.string().min(1), z.string().min(1)).default({}),
  /** Words that OCR gives for others of the same length, only on pages that are pictures: 年未结转 for 年末结转. */
  misread: z
    .record(z.string().min(1), z.string().min(1))
    .refine((pairs) => Object.entries(pairs).every(([seen, meant]) => seen.length === meant.length), {
      message: 'a misread word and the word that is meant have the same length',
    })
    .default({}),
});
