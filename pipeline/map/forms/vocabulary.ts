/** The words of the forms, prepared for look-up. */
import type { BlockSpec, Form, FormWords } from '../../../schemas/forms.ts';
import type { Pack } from '../../../schemas/pack.ts';
import { nearest } from './near.ts';
import { wordKey } from './normal.ts';

/** Roles of columns that hold no amounts. */
export const LABEL_ROLES = ['code', 'name', 'label', 'subject', 'unit_code', 'unit_name'] as const;
export type LabelRole = (typeof LABEL_ROLES)[number];

export interface Vocabulary {
  words: FormWords;
  labels: ReadonlyMap<LabelRole | 'ignore', WordSet>;
  total: ReadonlySet<string>;
  columnNumbers: ReadonlySet<string>;
  /** Words that name a measure. */
  measures: ReadonlySet<string>;
  scope: readonly string[];
  /** Whether a word may stand in a header row. */
  isHeader(key: string): boolean;
  /** Whether a text is a line above a table: 单位：万元, 公开01表. */
  isCaption(text: string): boolean;
  /** The only header word that differs by one character. */
  nearHeader(key: string): string | undefined;
}

/** Words, some of which stand for every word with an ending (`*科目编码`) or a beginning (`政府预算*`). */
export interface WordSet {
  has(key: string): boolean;
}

const cache = new WeakMap<FormWords, Vocabulary>();

/** The vocabulary of a pack's forms; made once for a pack. */
export function vocabularyOf(pack: Pack): Vocabulary {
  const { words, byId } = pack.forms;
  const known = cache.get(words);
  if (known) return known;
  const labels = new Map<LabelRole | 'ignore', WordSet>(
    [...LABEL_ROLES, 'ignore' as const].map((role) => [role, wordSet(words[role])]),
  );
  const measures = keys(words.measures.flatMap((measure) => measure.words));
  const headers = new Set(measures);
  for (const form of byId.values()) for (const word of headerWordsOf(form)) headers.add(word);
  const plainWords = [...LABEL_ROLES, 'ignore' as const].flatMap((role) => words[role]);
  const spelled = new Set([...headers, ...keys(plainWords.filter((word) => !word.includes('*')))]);
  const made: Vocabulary = {
    words,
    labels,
    total: keys(words.total),
    columnNumbers: keys(words.column_numbers),
    measures,
    scope: words.scope.map(wordKey),
    isHeader: (key) => headers.has(key) || [...labels.values()].some((set) => set.has(key)),
    isCaption: (text) =>
      words.captions.some((word) => text.startsWith(word) && /^[:：\d]/.test(text.slice(word.length))),
    nearHeader: (key) => nearest(key, pairs(spelled)),
  };
  cache.set(words, made);
  return made;
}

function headerWordsOf(form: Form): string[] {
  return form.blocks.flatMap((block: BlockSpec) => [
    ...(block.headers ?? []).map(wordKey),
    ...(block.neutral ?? []).map(wordKey),
    ...block.columns.flatMap((column) => column.words.flatMap((word) => word.split('>').map(wordKey))),
  ]);
}

function* pairs(words: Iterable<string>): Iterable<readonly [string, string]> {
  for (const word of words) yield [word, word];
}

function wordSet(list: readonly string[]): WordSet {
  const exact = keys(list.filter((word) => !word.includes('*')));
  const endings = list.filter((word) => word.startsWith('*')).map((word) => wordKey(word.slice(1)));
  const beginnings = list.filter((word) => word.endsWith('*')).map((word) => wordKey(word.slice(0, -1)));
  return {
    has: (key) =>
      exact.has(key) ||
      endings.some((ending) => key.endsWith(ending)) ||
      beginnings.some((beginning) => key.startsWith(beginning)),
  };
}

function keys(list: readonly string[]): Set<string> {
  return new Set(list.map(wordKey));
}
