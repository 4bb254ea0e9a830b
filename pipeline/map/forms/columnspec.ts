/** Which column of a form header words mean. */
import type { BlockSpec, ColumnSpec } from '../../../schemas/forms.ts';
import type { CodeResolver } from '../codes.ts';
import { type BlockWords, type ColumnWords, wordsOf } from './blockwords.ts';
import type { BindContext } from './columns.ts';
import type { MeasureReading } from './measure.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface SpecMatch {
  spec: ColumnSpec;
  economic?: { code: string; name: string };
}

/**
 * The column of a block that header words mean.
 * @param reading header words without those of the measure
 * @param present ids of the columns that the block has besides
 */
export function specOf(
  block: BlockSpec,
  reading: MeasureReading,
  context: BindContext,
  present: ReadonlySet<string>,
): SpecMatch | undefined {
  if (reading.rest.length === 0) {
    const main = block.columns.find((spec) => spec.main && isPossible(spec, present));
    return reading.measure && main ? { spec: main } : undefined;
  }
  const keys = withoutSum(
    reading.rest.map(({ word }) => word.key),
    block,
    context.vocabulary,
  );
  const spec = bestSpec(keys, block, context.vocabulary, present);
  if (spec) return { spec };
  // 2023年预算数 > 小计: the row as a whole, where the form has no such word itself.
  const [only, ...others] = keys;
  const main = block.columns.find((each) => each.main && !each.with);
  if (others.length === 0 && main && reading.measure && context.vocabulary.total.has(only)) return { spec: main };
  if (block.economic_columns) return economicColumn(block.economic_columns, keys, context);
  return partOfColumn(keys, block, context, present) ?? measureOnly(block, reading, keys, context);
}

/** 小计 below the header of a column is that column. */
function withoutSum(keys: readonly string[], block: BlockSpec, { total }: Vocabulary): readonly string[] {
  const parent = keys.at(-2);
  const isColumn = parent !== undefined && wordsOf(block).columnKeys.has(parent);
  return isColumn && total.has(keys.at(-1)!) && !total.has(parent) ? keys.slice(0, -1) : keys;
}

/** The column whose words say most; one that depends on another column goes first. */
function bestSpec(
  keys: readonly string[],
  block: BlockSpec,
  vocabulary: Vocabulary,
  present: ReadonlySet<string>,
): ColumnSpec | undefined {
  const words = wordsOf(block);
  const matches = words.columns.flatMap((column) => {
    const parts = isPossible(column.spec, present) ? mostParts(column, keys, words, vocabulary) : 0;
    return parts > 0 ? [{ spec: column.spec, parts }] : [];
  });
  matches.sort((a, b) => Number(b.spec.with !== undefined) - Number(a.spec.with !== undefined) || b.parts - a.parts);
  return matches[0]?.spec;
}

/** An economic class below an expenditure column is that class's part of it: 基本支出 > 工资福利支出. */
function partOfColumn(
  keys: readonly string[],
  block: BlockSpec,
  { codes, vocabulary }: BindContext,
  present: ReadonlySet<string>,
): SpecMatch | undefined {
  const code = keys.length > 1 && block.codes === 'function' ? classCode(codes, keys.at(-1)!) : '';
  const whole = code === '' ? undefined : bestSpec(keys.slice(0, -1), block, vocabulary, present);
  if (!whole?.concept?.startsWith('expenditure.')) return undefined;
  const spec: ColumnSpec = {
    id: `${whole.id}.${code}`,
    words: whole.words,
    concept: whole.concept,
    main: false,
    member: false,
    unread: false,
  };
  return { spec, economic: { code, name: keys.at(-1)! } };
}

const isPossible = (spec: ColumnSpec, present: ReadonlySet<string>): boolean =>
  !spec.with || spec.with.some((id) => present.has(id));

const mostParts = ({ paths }: ColumnWords, keys: readonly string[], words: BlockWords, vocabulary: Vocabulary) =>
  paths.reduce((most, path) => Math.max(most, matchedParts(path, keys, words, vocabulary)), 0);

/**
 * How many parts of `A > B` match a header path: B must be the lowest word, A somewhere above. Zero when it does not
 * match, or when a word above that would change the meaning is left over.
 */
function matchedParts(
  parts: readonly string[],
  keys: readonly string[],
  { headers, neutral }: BlockWords,
  vocabulary: Vocabulary,
): number {
  const leaf = keys.length - 1;
  if (parts.at(-1) !== keys[leaf]) return 0;
  const used = new Set([leaf]);
  let at = leaf - 1;
  for (let p = parts.length - 2; p >= 0; p--) {
    while (at >= 0 && !fits(parts[p], keys[at])) at--;
    if (at < 0) return 0;
    used.add(at--);
  }
  const disturbing = keys.some(
    (key, i) =>
      !used.has(i) && !headers.has(key) && vocabulary.scope.some((word) => withoutWords(key, neutral).includes(word)),
  );
  return disturbing ? 0 : parts.length;
}

/** A header above a column; `*X*` stands for every word with X in it. */
function fits(part: string, key: string): boolean {
  return part.startsWith('*') ? key.includes(part.slice(1, -1)) : key === part;
}

/** What a header says beside the words that say nothing new: 财政拨款结转结余 is 结转结余 where 财政拨款 is known. */
function withoutWords(key: string, words: readonly string[]): string {
  return words.reduce((rest, word) => rest.replace(word, ''), key);
}

/** A column with nothing above its measure but words that change nothing stands for the row as a whole. */
function measureOnly(
  block: BlockSpec,
  reading: MeasureReading,
  keys: readonly string[],
  context: BindContext,
): SpecMatch | undefined {
  const { headers, neutral } = wordsOf(block);
  const main = block.columns.find((spec) => spec.main && !spec.with);
  const labels = (['label', 'code', 'name'] as const).map((role) => context.vocabulary.labels.get(role));
  return reading.measure &&
    main &&
    keys.every((key) => headers.has(key) || neutral.includes(key) || labels.some((set) => set?.has(key)))
    ? { spec: main }
    : undefined;
}

/** A column headed by an economic class: 小计 below the name of a class is the class itself. */
function economicColumn(
  concept: string,
  keys: readonly string[],
  { codes, vocabulary }: BindContext,
): SpecMatch | undefined {
  const leaf = keys.at(-1)!;
  const above = keys.at(-2) ?? '';
  const parent = classCode(codes, above);
  const isSum = vocabulary.total.has(leaf);
  const code = isSum
    ? parent
    : parent
      ? codes.economic(leaf, [parent]).code
      : classCode(codes, leaf) || codes.economic(leaf).code;
  if (!code) return undefined;
  return {
    spec: { id: `economic.${code}`, words: [leaf], concept, main: false, member: false, unread: false },
    economic: { code, name: isSum ? above : leaf },
  };
}

function classCode(codes: CodeResolver, name: string): string {
  const { code } = name === '' ? { code: '' } : codes.economic(name);
  return code.length === 3 ? code : '';
}
