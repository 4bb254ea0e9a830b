/** What the lexer makes of a paragraph. Offsets are those of the normal text. */
import type { FunctionPath } from '../codes.ts';
import type { Word } from './lexicon.ts';

export type UnitKind = 'money' | 'percent' | 'count' | 'foreign' | 'none';

interface Span {
  start: number;
  end: number;
}

/** A number with the unit behind it; `end` is the end of its digits. */
export interface NumberToken extends Span {
  kind: 'number';
  raw: string;
  /** -1 where a minus sign stands before it. */
  sign: 1 | -1;
  /** As printed; empty where none follows. */
  unit: string;
  unitKind: UnitKind;
  unitEnd: number;
  /** Why it states nothing; empty for numbers that do. */
  reason: string;
  /** Written in Chinese numerals: 一百二十, 贰拾. */
  isSpelled?: boolean;
}

export interface WordToken extends Span {
  kind: 'word';
  word: Word;
}

/** A class, section and item named in the text: 教育支出（类）普通教育（款）小学教育（项）. */
export interface PathToken extends Span {
  kind: 'path';
  names: FunctionPath;
  /** The code, where the text prints it: （204类）（06款）（01项）. */
  code: string;
  /** The names as printed, without levels. */
  label: string;
}

/** A year or a day. */
export interface TimeToken extends Span {
  kind: 'time';
  year: number;
  /** YYYY-MM-DD for a day, else empty. */
  date: string;
  edge: '' | 'begin' | 'end';
}

/** 。；：，、 and quotes. */
export interface PunctToken extends Span {
  kind: 'punct';
  char: string;
}

export interface BracketToken extends Span {
  kind: 'open' | 'close';
}

/** The name of the reporting body or of the project spoken of. */
export interface NameToken extends Span {
  kind: 'name';
}

/** Text that the grammar has no word for. */
export interface TextToken extends Span {
  kind: 'text';
}

export type Token = NumberToken | WordToken | PathToken | TimeToken | PunctToken | BracketToken | NameToken | TextToken;
