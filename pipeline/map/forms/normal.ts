/** Header words and row labels in the one form in which they are compared. */

import { withoutOtherScript, withoutTranslation } from '../../chinese.ts';
import { remembered } from '../../remember.ts';

const SPACES = /[\s\u3000\u00a0]/g;
/** Full-width forms, and the small ones (﹦ ﹤ ﹪) that some input methods give. */
const FULL_WIDTH = /[\uff01-\uff5e\ufe50-\ufe6b]/g;
/** Quotes, brackets and separators: in one expression, for every cell of every form is compared. */
const SIGNS = /["'“”‘’《》「」『』〝〞＂()（）[\]【】〔〕{}、,，:：;；.。·/]/g;
const UNIT_NOTE =
  /[(（]?(?:金额)?单位[:：](人民币)?([万亿]?元)[)）]?|[(（]((?:人民币)?[万亿百千]?元|[%％]|辆|人|平方米|㎡)[)）]|[,，、:：]([万亿]元)$/;
const YEAR = /(20\d\d)年(度)?/;
const ORDINAL =
  /^(?:[（(]?[一二三四五六七八九十百]+[)）]?[、.．,，]?(?<=[、.．,，)）])|[（(]?\d{1,2}(?:[)）][、.．]?|[、．]|[.](?!\d))|[①-⑳])/;
/** A counted noun behind a label: 团组数（个）. */
const COUNT_NOTE = /[(](?:个|辆|人|台|套|批|批次|人次|台[、,]套|台[、,]辆|辆[、,]台|平方米|[万亿]?元)[)]$/;
const LEAD = /^(?:其中|其 中|加|减)[:：]/;

/** ASCII forms of full-width characters, no white space. */
export function plain(text: string): string {
  return text
    .replace(SPACES, '')
    .replace(FULL_WIDTH, (c) => (c > '\uff00' ? String.fromCharCode(c.charCodeAt(0) - 0xfee0) : c.normalize('NFKC')));
}

/** A word without spaces, quotes, brackets and separators: the form in which words are compared. */
export const wordKey = remembered((text: string): string => plain(withoutTranslation(text)).replace(SIGNS, ''));

/** What a header cell says. */
export interface HeaderWord {
  /** As printed. */
  text: string;
  /** For comparing: without unit, year and signs. Empty when only a year or a unit was printed. */
  key: string;
  /** Unit printed in the cell. */
  unit?: string;
  /** Year printed in the cell. */
  year?: number;
  /** A misread word that was taken for the only one like it. */
  corrected?: boolean;
}

/** Takes a header cell apart into its word, its unit and its year. */
export const headerWord = remembered((text: string): Readonly<HeaderWord> => {
  let rest = plain(withoutTranslation(text));
  const unit = UNIT_NOTE.exec(rest);
  if (unit) rest = rest.replace(unit[0], '');
  const year = YEAR.exec(rest);
  if (year) rest = rest.replace(year[0], '');
  rest = rest.replace(LEAD, '');
  const word: HeaderWord = { text: text.trim(), key: wordKey(rest) };
  const printed = unit && (unit[2] ?? unit[3] ?? unit[4]);
  if (printed) word.unit = printed.replace('人民币', '');
  if (year) word.year = Number(year[1]);
  return word;
});

/** Whether a text begins with an ordinal, as row labels do and header words do not. */
export function hasOrdinal(text: string): boolean {
  return ORDINAL.test(text.replace(SPACES, ''));
}

/** A row label as printed without its ordinal (一、 （二） 3.) and without 其中：. */
export const labelText = remembered((text: string): string => {
  let rest = withoutOtherScript(text).replace(SPACES, '');
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(ORDINAL, '').replace(LEAD, '');
  }
  return rest;
});

/** A row label in the form in which labels are compared. */
export const labelKey = remembered((text: string): string =>
  wordKey(plain(labelText(withoutTranslation(text))).replace(COUNT_NOTE, '')),
);
