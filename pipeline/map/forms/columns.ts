/** What every column of a table is: label, amount of some kind, of no interest, or unknown. */
import type { BlockSpec, ColumnSpec, Form } from '../../../schemas/forms.ts';
import type { CodeResolver } from '../codes.ts';
import { specOf } from './columnspec.ts';
import type { HeaderPath } from './headers.ts';
import { type ColumnMeasure, readMeasure } from './measure.ts';
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
  // A sheet that was cut between pages: the measure above other columns stands on the page before for this one.
  const isGrouped = readings.some(
    ({ path, reading }) => reading.measure?.cell && path.words[0].cell === reading.measure.cell,
  );
  const isCutOff = ({ blankTop }: HeaderPath) => blankTop === true && isGrouped;
  const bound = readings.map(({ col, path, reading }): AmountColumn | UnknownColumn => {
    const header = path.words.map(({ word }) => word.text).join(' > ');
    if (path.words.length === 0) return { kind: 'unknown', col, path, reason: 'column without header' };
    if (reading.strangeYear !== undefined)
      return { kind: 'unknown', col, path, reason: `year ${reading.strangeYear} in header: ${header}` };
    const match = specOf(block, reading, context, present);
    if (!match) return { kind: 'unknown', col, path, reason: `unknown column: ${header}` };
    if (match.spec.unread) return { kind: 'unknown', col, path, reason: `sum of different things: ${header}` };
    const measure = reading.measure ?? (isCutOff(path) ? undefined : defaultMeasure(context.form));
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
  return withBases(withoutTwins(withoutParts(bound, context.vocabulary)));
}

const wordsAbove = ({ path }: AmountColumn | UnknownColumn, { total }: Vocabulary): Set<string> =>
  new Set(path.words.slice(0, -1).flatMap(({ word }) => (total.has(word.key) ? [] : [word.key])));

/**
 * A total beside a total below a header of its own (合计 | 本年支出 > 小计, 基本支出; or 合计 > 小计 in place of 合计): all that stands below that header is
 * a part of the first, which no column of the form means.
 */
function withoutParts(
  columns: (AmountColumn | UnknownColumn)[],
  vocabulary: Vocabulary,
): (AmountColumn | UnknownColumn)[] {
  const mains = columns.filter((column) => column.kind === 'amount' && column.spec.main) as AmountColumn[];
  const whole = mains.find((one) => wordsAbove(one, vocabulary).size === 0);
  const same = (one: AmountColumn) =>
    whole !== undefined && one !== whole && one.spec === whole.spec && one.measure.measure === whole.measure.measure;
  const heads = new Set(mains.filter(same).flatMap((one) => [...wordsAbove(one, vocabulary)]));
  if (heads.size === 0) return columns;
  return columns.map((column) => {
    const head = column.path.words.slice(0, -1).find(({ word }) => heads.has(word.key));
    if (column.kind === 'unknown' || !head) return column;
    return {
      kind: 'unknown',
      col: column.col,
      path: column.path,
      reason: `part of a total beside it: ${head.word.text}`,
    };
  });
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
      c.spec.member ? c.path.words.at(-1)?.word.key : '',
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

/** Measures that a change may be against. */
const BASE = /^(?:prior_year_|initial_budget$|full_year_budget$)/;

/**
 * What a change is against where its header does not say it: what another change beside it says, or the only column
 * that can be meant. Among several nobody knows.
 */
function withBases(columns: (AmountColumn | UnknownColumn)[]): (AmountColumn | UnknownColumn)[] {
  const measures = columns.flatMap((column) => (column.kind === 'amount' ? [column.measure] : []));
  const shown = new Set(measures.map(({ measure }) => measure).filter((measure) => BASE.test(measure)));
  // 比上年增减 first: what it is against decides for a lone 增减% behind it.
  return withBasesOf('any', withBasesOf('prior', columns, shown), shown);
}

function withBasesOf(
  kind: 'prior' | 'any',
  columns: (AmountColumn | UnknownColumn)[],
  shown: ReadonlySet<string>,
): (AmountColumn | UnknownColumn)[] {
  const measures = columns.flatMap((column) => (column.kind === 'amount' ? [column.measure] : []));
  const said = new Set(
    measures
      .filter(({ measure, base, unsaid }) => measure.startsWith('change_') && base !== '' && !unsaid)
      .map(({ base }) => base),
  );
  return columns.map((column) => {
    if (column.kind === 'unknown' || column.measure.unsaid !== kind) return column;
    const { unsaid: _, like, ...measure } = column.measure;
    const possible = [...(said.size > 0 ? said : shown)].filter((each) => kind === 'any' || each.startsWith('prior_'));
    const [base, ...others] = like && possible.includes(like) ? [like] : possible;
    if (others.length === 0) return { ...column, measure: { ...measure, base: base ?? measure.base } };
    const header = column.path.words.map(({ word }) => word.text).join(' > ');
    return {
      kind: 'unknown',
      col: column.col,
      path: column.path,
      reason: `change against one of several columns: ${header}`,
    };
  });
}

function defaultMeasure(form: Form): ColumnMeasure | undefined {
  return form.measure ? { measure: form.measure, base: '', yearsBack: 0 } : undefined;
}
