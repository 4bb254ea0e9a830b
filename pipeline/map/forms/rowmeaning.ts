/** What the numbers of a row are about, from its code or label. */
import type { BlockSpec, RowSpec } from '../../../schemas/forms.ts';
import { type OrdinalKind, readOrdinal } from '../../classify/plain.ts';
import type { Classification, CodeResolver } from '../codes.ts';
import { wordsOf } from './blockwords.ts';
import { nearest } from './near.ts';
import { labelKey, wordKey } from './normal.ts';
import type { RowLabel } from './rowlabel.ts';

export interface RowMeaning {
  kind: 'row';
  /** What the form says about the label, where it knows it. */
  spec?: RowSpec;
  /** Concept that the row's code decides. */
  codeConcept?: string;
  /** Fund that comes with that concept. */
  codeFund?: BlockSpec['code_fund'];
  functionCode: string;
  functionName: string;
  economicCode: string;
  economicName: string;
  subject: string;
  flags: string[];
}

export type RowReading = RowMeaning | { kind: 'unknown'; reason: string } | { kind: 'ignore' };

/** A shorter end of the body's name may be the name of another: 中学. */
const SHORTEST_NAME = 4;
/** Behind the name of a body: the body without those below it. */
const PART_OF_BODY = /[(（]?(?:本级|机关)[)）]?$/;
/** A note in brackets at the end of a label. */
const NOTE = /[(（][^()（）]*[)）]$/;

/** What earlier rows of the block say about later ones. */
export interface BlockState {
  /** Row id that opened a context (年初财政拨款结转和结余). */
  context: string;
  /** How that row is numbered (二、): a later row numbered alike stands beside it, not below. */
  contextOrdinal?: OrdinalKind;
  /** Code of the last row with one. */
  code: string;
  /** Ids of the rows that stand in this block. */
  rowIds: ReadonlySet<string>;
  /** Title of the table, for comparing. */
  title: string;
  /** Several units of the body have rows of their own. */
  manyUnits: boolean;
  /** Rows without any label so far. */
  unlabelled: number;
  /** Names of units by their codes, from the rows of the units themselves. */
  units: Map<string, string>;
  /** Unit whose row was the last; the rows below it that name none are its own. */
  unit: string;
}

export interface RowContext {
  block: BlockSpec;
  codes: CodeResolver;
  entity: string;
  /** Fiscal year; a label may print it. */
  year: number | null;
  /** Labels of totals. */
  totals: ReadonlySet<string>;
  hasLabels: boolean;
  /** The row prints words outside the columns that the form knows. */
  hasWords: boolean;
  /** Digits and names may be misread. */
  ocr: boolean;
}

/** Names one row. `state` is moved on. */
export function readMeaning(printed: RowLabel, state: BlockState, context: RowContext): RowReading {
  const label = withWholeCode(printed, state, context);
  const ordinal = readOrdinal(label.nameCells[0]?.text ?? '')?.kind;
  if (ordinal !== undefined && ordinal === state.contextOrdinal) state.context = '';
  if (label.badCode !== '') return { kind: 'unknown', reason: `code that is none: ${label.badCode}` };
  if (context.block.subject && specOf(label.key, state, context.block) === undefined) return memberRow(label, context);
  if (label.code !== '') return codeRow(label, state, context);
  const spec = specOf(label.key, state, context.block) ?? specOf(withoutYear(label.key, context), state, context.block);
  const unit = unitOfTotal(label, spec, state, context);
  if (unit !== '') return unitRow(unit, context);
  if (spec) return specRow(spec, state, [], ordinal);
  const meant = context.ocr ? nearest(label.key, wordsOf(context.block).labels) : undefined;
  const bare = context.ocr ? labelKey(label.name.replace(NOTE, '')) : '';
  const near = specOf(meant ?? bare, state, context.block);
  if (near) return specRow(near, state, ['label_corrected']);
  if (label.key === '')
    return label.unitName === '' && label.unitCode === ''
      ? unlabelledRow(state, context)
      : label.unitName === '' && !state.manyUnits
        ? emptyMeaning()
        : unitRow(label.unitName, context);
  if (label.unitCode !== '') {
    state.units.set(label.unitCode, label.name);
    state.unit = label.name;
  }
  if (label.unitCode !== '' || isEntity(label.name, context)) return unitRow(label.name, context);
  return nameRow(label, state, context);
}

/** A code column that prints below 208 only 02: the name tells which class above it belongs to. */
function withWholeCode(label: RowLabel, state: BlockState, { codes }: RowContext): RowLabel {
  if (!/^\d\d$/.test(label.badCode) || label.name === '') return label;
  const parents = [...new Set([state.code.slice(0, 3), state.code.slice(0, 5)])].filter(({ length }) => length >= 3);
  const whole = parents.flatMap((parent) => {
    const isFunction = parent.startsWith('2');
    const found = isFunction ? codes.function(label.name, parent) : codes.economic(label.name, [parent]);
    return found.candidates.filter((code) => code === parent + label.badCode);
  });
  return whole.length === 1 ? { ...label, code: whole[0], badCode: '', fromAbove: true } : label;
}

/** 小计 or 合计 beside the name of one of several units is the total of that unit. */
function unitOfTotal(label: RowLabel, spec: RowSpec | undefined, state: BlockState, context: RowContext): string {
  const isTotal = context.totals.has(label.key) && (spec === undefined || (spec.total && !spec.within));
  if (!isTotal || !state.manyUnits || (label.unitName === '' && label.unitCode === '')) return '';
  return label.unitName || state.units.get(label.unitCode) || label.unitCode;
}

/** The form's row of a label; one within the open context goes before one without. */
export function specOf(
  key: string,
  state: Pick<BlockState, 'context' | 'rowIds' | 'title'>,
  block: BlockSpec,
): RowSpec | undefined {
  if (key === '') return undefined;
  const fitting = (wordsOf(block).rows.get(key) ?? []).filter(
    (spec) =>
      (!spec.within || spec.within === state.context) &&
      (!spec.titled || state.title.includes(spec.titled)) &&
      (!spec.with || spec.with.some((id) => state.rowIds.has(id))) &&
      !spec.without?.some((id) => state.rowIds.has(id)),
  );
  return (
    fitting.find((spec) => spec.within) ??
    fitting.find((spec) => spec.with ?? spec.without ?? spec.titled) ??
    fitting[0]
  );
}

/** 2024年度决算数 in the report of 2024, and 2023年决算数 as 上年决算数; another year stays: the row is about neither. */
function withoutYear(key: string, { year }: RowContext): string {
  const printed = /^(20\d\d)年度?/.exec(key);
  const back = printed && year !== null ? year - Number(printed[1]) : -1;
  return back === 0 || back === 1 ? (back === 1 ? '上年' : '') + key.slice(printed![0].length) : '';
}

function specRow(spec: RowSpec, state: BlockState, flags: string[], ordinal?: OrdinalKind): RowReading {
  if (!spec.within) {
    state.context = spec.id ?? '';
    state.contextOrdinal = ordinal;
  }
  if (spec.ignore) return { kind: 'ignore' };
  const economic = spec.economic ? { economicCode: spec.economic, economicName: spec.labels[0] } : {};
  return { ...emptyMeaning(), ...economic, spec, flags };
}

function codeRow(label: RowLabel, state: BlockState, context: RowContext): RowReading {
  const kind: Classification = label.code.startsWith('2') ? 'function' : 'economic';
  const flags: string[] = [];
  if (context.block.codes && context.block.codes !== kind) {
    return { kind: 'unknown', reason: `${kind} code ${label.code} in a table of ${context.block.codes} codes` };
  }
  const naming = namingOf(label, kind, context.codes);
  if (naming !== 'same' && isEntity(label.name, context)) return unitRow(label.name, context);
  if (isDoubtful(naming, label, context)) flags.push('code_name_disagree');
  state.code = label.code;
  const meaning = { ...emptyMeaning(), flags, subject: state.manyUnits ? unitOf(label, state, context) : '' };
  if (kind === 'function') return { ...meaning, functionCode: label.code, functionName: label.name };
  return {
    ...meaning,
    economicCode: label.code,
    economicName: label.name,
    ...codeConceptOf(label.code, context.block),
  };
}

/** `other`: the name is that of another code beside this one; `strange`: a name that the lists do not have. */
type Naming = 'same' | 'other' | 'strange' | 'unlisted' | 'unnamed';

function namingOf(label: RowLabel, kind: Classification, codes: CodeResolver): Naming {
  if (label.name === '') return 'unnamed';
  const parent = label.code.length > 3 ? label.code.slice(0, -2) : undefined;
  const found = kind === 'economic' ? codes.economic(label.name) : codes.function(label.name, parent);
  if (found.candidates.includes(label.code)) return 'same';
  if (found.candidates.length > 0) return 'other';
  return codes.known(kind, label.code) ? 'strange' : 'unlisted';
}

/** Lists are never complete and names change: in print only a name of another code, or an unknown class, is doubtful. */
function isDoubtful(naming: Naming, { code, fromAbove }: RowLabel, { ocr }: RowContext): boolean {
  if (naming === 'same') return false;
  return naming === 'other' || ocr || fromAbove || (code.length === 3 && naming !== 'unnamed');
}

function nameRow(label: RowLabel, state: BlockState, context: RowContext): RowReading {
  const { codes, block } = context;
  if (block.codes === 'function') {
    const levels = [
      codes.function(label.name),
      ...[state.code.slice(0, 5), state.code.slice(0, 3)].flatMap((p) => (p ? [codes.function(label.name, p)] : [])),
    ];
    const found = [...new Set(levels.map(({ code }) => code).filter((code) => code !== ''))];
    if (found.length === 1) {
      state.code = found[0];
      return { ...emptyMeaning(), functionCode: found[0], functionName: label.name };
    }
  }
  if (block.codes === 'economic') {
    const code =
      codes.economic(label.name, state.code ? [state.code.slice(0, 3)] : []).code || codes.economic(label.name).code;
    if (code !== '') {
      state.code = code;
      return { ...emptyMeaning(), economicCode: code, economicName: label.name, ...codeConceptOf(code, block) };
    }
  }
  return { kind: 'unknown', reason: `unknown row: ${label.name}` };
}

function codeConceptOf(code: string, block: BlockSpec): Pick<RowMeaning, 'codeConcept' | 'codeFund'> {
  const table = block.code_concepts;
  if (!table) return {};
  const concept = table[code] ?? table['*'];
  return concept ? { codeConcept: concept, codeFund: block.code_fund } : {};
}

/** A table without labels has one row of numbers; a second one would need a name. */
function unlabelledRow(state: BlockState, context: RowContext): RowReading {
  if (context.hasLabels || context.hasWords) return { kind: 'unknown', reason: 'row without label' };
  state.unlabelled++;
  return state.unlabelled === 1 ? emptyMeaning() : { kind: 'unknown', reason: 'second row without label' };
}

/** The row of a project; a class or a unit above projects is no project. */
function memberRow({ member, code }: RowLabel, context: RowContext): RowReading {
  if (/^[35]/.test(code)) return { kind: 'unknown', reason: 'class in a table of projects' };
  if (isEntity(member.replace(PART_OF_BODY, ''), context))
    return { kind: 'unknown', reason: 'body in a table of projects' };
  if (member === '') return { kind: 'unknown', reason: 'row that names no project' };
  return { ...emptyMeaning(), subject: member, functionCode: code.startsWith('2') ? code : '' };
}

/** The unit in whose part of the table a row stands; empty for the body itself. */
function unitOf({ unitName, unitCode }: RowLabel, { units, unit }: BlockState, context: RowContext): string {
  const name = unitName || units.get(unitCode) || unitCode || unit;
  return isEntity(name, context) ? '' : name;
}

/** The row of a unit: the body itself is the total, any other is a member. */
function unitRow(name: string, context: RowContext): RowReading {
  if (isEntity(name, context) || name === '')
    return name === '' ? { kind: 'unknown', reason: 'row of a unit without name' } : emptyMeaning();
  return { ...emptyMeaning(), subject: name };
}

/** The body's name, also without the place in front of it; 本级 and 机关 are a part of the body. */
function isEntity(name: string, { entity }: RowContext): boolean {
  const [key, whole] = [wordKey(name), wordKey(entity)];
  return key !== '' && (key === whole || (key.length >= SHORTEST_NAME && whole.endsWith(key)));
}

function emptyMeaning(): RowMeaning {
  return {
    kind: 'row',
    functionCode: '',
    functionName: '',
    economicCode: '',
    economicName: '',
    subject: '',
    flags: [],
  };
}
