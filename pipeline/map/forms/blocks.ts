/** Blocks of a table: label columns with the amount columns to their right; two-sided forms have one for each side. */
import type { BlockSpec, FormWords } from '../../../schemas/forms.ts';
import { wordsOf } from './blockwords.ts';
import {
  type AmountColumn,
  type BindContext,
  bindAmounts,
  type LabelColumn,
  labelRole,
  type UnknownColumn,
} from './columns.ts';
import type { HeaderPath } from './headers.ts';

export interface Block {
  spec: BlockSpec;
  /** Place of the spec in the form and of the block in the table: the key of what earlier pages said. */
  index: number;
  labels: LabelColumn[];
  amounts: (AmountColumn | UnknownColumn)[];
}

interface RawBlock {
  labels: LabelColumn[];
  /** Its rows are classes of a classification that is not read. */
  unread: boolean;
  others: { col: number; path: HeaderPath }[];
}

/** A block that is no side of the form: all its columns are unknown. */
const NO_SIDE: BlockSpec = { subject: false, columns: [], rows: [] };

/** Splits the columns into blocks and binds each to its side of the form. */
export function blocksOf(paths: readonly HeaderPath[], context: BindContext): Block[] {
  const raw = rawBlocks(paths, context);
  return raw.map((block, index) => {
    const spec = specFor(block, index, raw.length, paths, context) ?? NO_SIDE;
    return { spec, index, labels: block.labels, amounts: bindAmounts(spec, block.others, context) };
  });
}

function rawBlocks(paths: readonly HeaderPath[], { vocabulary }: BindContext): RawBlock[] {
  const blocks: RawBlock[] = [{ labels: [], unread: false, others: [] }];
  paths.forEach((path, col) => {
    const role = labelRole(path, col, vocabulary);
    const block = blocks.at(-1)!;
    if (role?.kind === 'ignore') {
      if (!namesOther(path, vocabulary.words)) return;
      // Behind amounts: what follows belongs to these classes and not to the labels before.
      if (block.others.length > 0) blocks.push({ labels: [], unread: true, others: [] });
      else block.unread = true;
      return;
    }
    const isLabel = role?.kind === 'label' || (path.words.length === 0 && block.others.length === 0);
    if (!isLabel) block.others.push({ col, path });
    else if (block.others.length === 0) block.labels.push(role ?? { kind: 'label', col, role: 'label' });
    else blocks.push({ labels: [role ?? { kind: 'label', col, role: 'label' }], unread: false, others: [] });
  });
  return blocks.filter(({ others }) => others.length > 0);
}

/** Whether a header names a classification that is not read. */
function namesOther({ words }: HeaderPath, { economic_other }: FormWords): boolean {
  return words.some(({ word }) => economic_other.some((part) => word.key.includes(part)));
}

/**
 * The side of a form that a block is: by the words above it, else by its place when the numbers of blocks agree. Blocks
 * that list economic classes have a side of their own, if any.
 */
function specFor(
  block: RawBlock,
  index: number,
  count: number,
  paths: readonly HeaderPath[],
  { form, vocabulary: { words } }: BindContext,
): BlockSpec | undefined {
  const labels = block.labels.flatMap(({ col }) => paths[col].words.map(({ word }) => word.key));
  const contains = (parts: readonly string[]) => labels.some((key) => parts.some((part) => key.includes(part)));
  if (block.unread && block.labels.length === 0) return undefined;
  if (form.blocks.length === 1) return form.blocks[0];
  if (contains(words.economic_other)) return undefined;
  if (contains(words.economic)) return form.blocks.find(({ codes }) => codes === 'economic');
  const sides = form.blocks.filter(({ codes }) => codes !== 'economic');
  const above = new Set([...labels, ...block.others.flatMap(({ path }) => path.words.map(({ word }) => word.key))]);
  const named = sides.filter((spec) => [...wordsOf(spec).headers].some((header) => above.has(header)));
  if (named.length === 1) return named[0];
  return count === sides.length ? sides[index] : undefined;
}
