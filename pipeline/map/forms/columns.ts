/** What every column of a table is: label, amount of some kind, of no interest, or unknown. */
import type { BlockSpec, ColumnSpec, Form } from '../../../schemas/forms.ts';
import type { CodeResolver } from '../codes.ts';
import type { HeaderPath } from './headers.ts';
import { type ColumnMeasure, type MeasureReading, readMeasure } from './measure.ts';
import { wordKey } from './normal.ts';
import { LABEL_ROLES, type LabelRole, type Vocabulary } from './vocabulary.ts';

export interface LabelColumn {
  kind: 'label';
  col: number;
  role: LabelRole;
  /** 1 类, 2 款, 3 项 where the header says which level of a code the column holds. */
  level?: number;
}

export interface AmountColumn {
  kind: 'amount';
  col: number;
  spec: ColumnSpec;
  measure: ColumnMeasure;
  /** Unit printed in the header. */
  unit?: string;
  /** Economic class named by the header. */
  economic?: { code: string; name: string };
  path: HeaderPath;
}

export interface UnknownColumn {
  kind: 'unknown';
  col: number;
  /** Why its numbers cannot be named. */
  reason: string;
  path: HeaderPath;
}

export type BoundColumn = LabelColumn | AmountColumn | UnknownColumn | { kind: 'ignore'; col: number };

export interface BindContext {
  form: Form;
  fiscalYear: number | null;
  vocabulary: Vocabulary;
  codes: CodeResolver;
}

const LEVELS = ['类', '款', '项'];

/** The role of a column that holds no amounts, from its lowest header word; none for all others. */
export function labelRole(
  path: HeaderPath,
  col: number,
  vocabulary: Vocabulary,
): LabelColumn | { kind: 'ignore'; col: number } | undefined {
  const key = path.words.at(-1)?.word.key;
  if (key === undefined) return undefined;
  if (vocabulary.labels.get('ignore')?.has(key)) return { kind: 'ignore', col };
  for (const role of LABEL_ROLES) {
    if (!vocabulary.labels.get(role)?.has(key)) continue;
    if (path.words.some(({ word }) => vocabulary.labels.get('ignore')?.has(word.key))) return { kind: 'ignore', col };
    const level = LEVELS.indexOf(key) + 1;
    return { kind: 'label', col, role, ...(level > 0 ? { level } : {}) };
  }
  return undefined;
}

/** Binds the amount columns of one block by their header words; the order of columns does not matter. */
export function bindAmounts(
  block: BlockSpec,
  paths: readonly { col: number; path: HeaderPath }[],
  context: BindContext,
): (AmountColumn | UnknownColumn)[] {
  const readings = paths.map(({ col, path }) => ({
    col,
    path,
    reading: readMeasure(path, context.form.report_type, context.fiscalYear, context.vocabulary.words),
  }));
  const plain = readings.map(({ reading }) => specOf(block, reading, context, new Set())?.spec.id);
  const present = new Set(plain.filter((id) => id !== undefined));
  const bound = readings.map(({ col, path, reading }): AmountColumn | UnknownColumn => {
    const header = path.words.map(({ word }) => word.text).join(' > ');
    if (path.words.length === 0) return { kind: 'unknown', col, path, reason: 'column without header' };
    if (reading.strangeYear !== undefined)
      return { kind: 'unknown', col, path, reason: `year ${reading.strangeYear} in header: ${header}` };
    const match = specOf(block, reading, context, present);
    if (!match) return { kind: 'unknown', col, path, reason: `unknown column: ${header}` };
    const measure = reading.measure ?? defaultMeasure(context.form);
    if (!measure) return { kind: 'unknown', col, path, reason: `no measure for column: ${header}` };
    const unit =
      measure.unit ?? path.words.findLast(({ word }) => word.unit !== undefined)?.word.unit ?? match.spec.unit;
    return {
      kind: 'amount',
      col,
      path,
      measure,
      spec: match.spec,
      ...(unit ? { unit } : {}),
      ...(match.economic ? { economic: match.economic } : {}),
    };
  });
  return withoutTwins(bound);
}

/** Two columns of one meaning cannot both be right: neither is believed. */
function withoutTwins(columns: (AmountColumn | UnknownColumn)[]): (AmountColumn | UnknownColumn)[] {
  const meaning = (c: AmountColumn) =>
    [
      c.spec.concept ?? (c.spec.main ? '' : c.spec.id),
      c.spec.fund,
      c.measure.measure,
      c.measure.base,
      c.economic?.code,
    ].join('|');
  const counts = new Map<string, number>();
  for (const column of columns)
    if (column.kind === 'amount') counts.set(meaning(column), (counts.get(meaning(column)) ?? 0) + 1);
  return columns.map((column) => {
    if (column.kind === 'unknown' || counts.get(meaning(column)) === 1) return column;
    const header = column.path.words.map(({ word }) => word.text).join(' > ');
    return { kind: 'unknown', col: column.col, path: column.path, reason: `two columns of one meaning: ${header}` };
  });
}

function defaultMeasure(form: Form): ColumnMeasure | undefined {
  return form.measure ? { measure: form.measure, base: '', yearsBack: 0 } : undefined;
}

interface SpecMatch {
  spec: ColumnSpec;
  economic?: { code: string; name: string };
}

function specOf(
  block: BlockSpec,
  reading: MeasureReading,
  context: BindContext,
  present: ReadonlySet<string>,
): SpecMatch | undefined {
  if (reading.rest.length === 0) {
    const main = candidates(block, present).find((spec) => spec.main);
    return reading.measure && main ? { spec: main } : undefined;
  }
  const keys = reading.rest.map(({ word }) => word.key);
  const matches = candidates(block, present).flatMap((spec) => {
    const parts = Math.max(0, ...spec.words.map((words) => matchedParts(words, keys, block, context.vocabulary)));
    return parts > 0 ? [{ spec, parts }] : [];
  });
  matches.sort((a, b) => Number(b.spec.with !== undefined) - Number(a.spec.with !== undefined) || b.parts - a.parts);
  if (matches.length > 0) return { spec: matches[0].spec };
  return block.economic_columns
    ? economicColumn(block.economic_columns, keys, context)
    : measureOnly(block, reading, keys, context);
}

function candidates(block: BlockSpec, present: ReadonlySet<string>): ColumnSpec[] {
  return block.columns.filter((spec) => !spec.with || spec.with.some((id) => present.has(id)));
}

/**
 * How many parts of `A > B` match a header path: B must be the lowest word, A somewhere above. Zero when it does not
 * match, or when a word above that would change the meaning is left over.
 */
function matchedParts(words: string, keys: readonly string[], block: BlockSpec, vocabulary: Vocabulary): number {
  const parts = words.split('>').map(wordKey);
  const leaf = keys.length - 1;
  if (parts.at(-1) !== keys[leaf]) return 0;
  const used = new Set([leaf]);
  let at = leaf - 1;
  for (let p = parts.length - 2; p >= 0; p--) {
    while (at >= 0 && keys[at] !== parts[p]) at--;
    if (at < 0) return 0;
    used.add(at--);
  }
  const neutral = (block.neutral ?? []).map(wordKey);
  const heads = new Set((block.headers ?? []).map(wordKey));
  const disturbing = keys.some(
    (key, i) =>
      !used.has(i) &&
      !heads.has(key) &&
      vocabulary.scope.some((word) => key.includes(word)) &&
      !neutral.some((word) => key.includes(word)),
  );
  return disturbing ? 0 : parts.length;
}

/** A column with nothing above its measure but words that change nothing stands for the row as a whole. */
function measureOnly(
  block: BlockSpec,
  reading: MeasureReading,
  keys: readonly string[],
  context: BindContext,
): SpecMatch | undefined {
  const known = new Set([...(block.headers ?? []), ...(block.neutral ?? [])].map(wordKey));
  const main = block.columns.find((spec) => spec.main && !spec.with);
  const labels = context.vocabulary.labels.get('label');
  return reading.measure && main && keys.every((key) => known.has(key) || labels?.has(key))
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
  const code = isSum ? parent : parent ? codes.economic(leaf, [parent]).code : classCode(codes, leaf);
  if (!code) return undefined;
  return {
    spec: { id: `economic.${code}`, words: [leaf], concept, main: false },
    economic: { code, name: isSum ? above : leaf },
  };
}

function classCode(codes: CodeResolver, name: string): string {
  const { code } = name === '' ? { code: '' } : codes.economic(name);
  return code.length === 3 ? code : '';
}
