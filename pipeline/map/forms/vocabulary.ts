/** The words of the forms, prepared for look-up. */
import type { BlockSpec, Form, FormWords } from '../../../schemas/forms.ts';
import type { Pack } from '../../../schemas/pack.ts';
import { wordKey } from './normal.ts';

/** Roles of columns that hold no amounts. */
export const LABEL_ROLES = ['code', 'name', 'label', 'subject', 'unit_code', 'unit_name'] as const;
export type LabelRole = (typeof LABEL_ROLES)[number];

export interface Vocabulary {
  words: FormWords;
  labels: ReadonlyMap<LabelRole | 'ignore', ReadonlySet<string>>;
  total: ReadonlySet<string>;
  columnNumbers: ReadonlySet<string>;
  scope: readonly string[];
  /** Every word that may stand in a header row. */
  headers: ReadonlySet<string>;
}

const cache = new WeakMap<FormWords, Vocabulary>();

/** The vocabulary of a pack's forms; made once for a pack. */
export function vocabularyOf(pack: Pack): Vocabulary {
  const { words, byId } = pack.forms;
  const known = cache.get(words);
  if (known) return known;
  const labels = new Map<LabelRole | 'ignore', Set<string>>(
    [...LABEL_ROLES, 'ignore' as const].map((role) => [role, keys(words[role])]),
  );
  const headers = new Set([...labels.values()].flatMap((set) => [...set]));
  for (const measure of words.measures) for (const word of measure.words) headers.add(wordKey(word));
  for (const form of byId.values()) for (const word of headerWordsOf(form)) headers.add(word);
  const made: Vocabulary = {
    words,
    labels,
    total: keys(words.total),
    columnNumbers: keys(words.column_numbers),
    scope: words.scope.map(wordKey),
    headers,
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

function keys(list: readonly string[]): Set<string> {
  return new Set(list.map(wordKey));
}
