/** The words of a form's block as they are compared: made once for a block, asked for in every table. */
import type { BlockSpec, ColumnSpec, RowSpec } from '../../../schemas/forms.ts';
import { labelKey, wordKey } from './normal.ts';

export interface BlockWords {
  columns: readonly ColumnWords[];
  /** Words that are a column's, as a whole. */
  columnKeys: ReadonlySet<string>;
  headers: ReadonlySet<string>;
  neutral: readonly string[];
  /** The rows of a label, in the form's order. */
  rows: ReadonlyMap<string, readonly RowSpec[]>;
  /** Each label with the first one of its row. */
  labels: readonly (readonly [label: string, first: string])[];
}

export interface ColumnWords {
  spec: ColumnSpec;
  /** The parts of `A > B`, each spelling. */
  paths: readonly (readonly string[])[];
}

const known = new WeakMap<BlockSpec, BlockWords>();

export function wordsOf(block: BlockSpec): BlockWords {
  const before = known.get(block);
  if (before) return before;
  const made = newWords(block);
  known.set(block, made);
  return made;
}

function newWords({ columns, headers = [], neutral = [], rows }: BlockSpec): BlockWords {
  const byLabel = new Map<string, RowSpec[]>();
  for (const spec of rows) {
    for (const key of new Set(spec.labels.map(labelKey))) byLabel.set(key, [...(byLabel.get(key) ?? []), spec]);
  }
  return {
    columns: columns.map((spec) => ({ spec, paths: spec.words.map((words) => words.split('>').map(wordKey)) })),
    columnKeys: new Set(columns.flatMap(({ words }) => words.map(wordKey))),
    headers: new Set(headers.map(wordKey)),
    neutral: neutral.map(wordKey),
    rows: byLabel,
    labels: rows.flatMap(({ labels }) => labels.map((label) => [labelKey(label), labelKey(labels[0])] as const)),
  };
}
