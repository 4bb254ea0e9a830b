/** Text of headings, titles and names reduced to what identifies them. */
import type { Paragraph } from '../../extractors/document.ts';
import { joinLines } from '../../extractors/text.ts';
import { withoutOtherScript, withoutTranslation } from '../chinese.ts';
import { remembered } from '../remember.ts';

const texts = new WeakMap<Paragraph, string>();

/** The text of a paragraph, its lines joined, as printed. */
export function paragraphText(paragraph: Paragraph): string {
  const known = texts.get(paragraph) ?? joinLines(paragraph.lines).text;
  texts.set(paragraph, known);
  return known;
}

/** Nothing but Han characters and digits, and no 二 with which a year in Chinese digits begins. */
const COMPACT = /^[\u4e00-\u4e8b\u4e8d-\u9fff\d]*$/;
const CHINESE_YEAR = /二[〇○零OＯ0]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])(?=年)/g;

/** Full-width forms made plain, no white space, nothing in the script of another language, a year in Chinese digits (二〇二三年) in figures. */
export function compact(text: string): string {
  if (COMPACT.test(text)) return text;
  return withoutOtherScript(text)
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(CHINESE_YEAR, (_, a, b) => `20${figure(a)}${figure(b)}`);
}

function figure(digit: string): number {
  return Math.max(0, '〇一二三四五六七八九'.indexOf(digit));
}

/** A year as it is printed before what is said of it, as the source of a pattern: 2023年, 2023年度. */
export const YEAR = '20\\d{2}年度?';
/** The same, or its blank in a form: XX年度. */
const ANY_YEAR = /(?:20\d{2}|[Xx×]{2,4}|20[Xx×]{2})年度?/g;

const unquoted = remembered((text) => compact(withoutTranslation(text)).replace(/["'“”‘’「」《》〈〉]/g, ''));

/**
 * A heading or title without what varies between documents: white space, quotes, brackets, punctuation, years and the
 * given names. 和 and 与 become 及.
 * @param names names of the reporting body, the longest first
 */
export function headingKey(text: string, names: readonly string[] = []): string {
  let key = unquoted(text);
  for (const name of names) key = key.replaceAll(name, '');
  return key
    .replace(ANY_YEAR, '')
    .replace(/[()（）[\]【】、,，。.．：:;；!！?？·…_\-—*]/g, '')
    .replace(/[和与]/g, '及');
}

export type OrdinalKind =
  | 'part'
  | 'attachment'
  | 'chinese'
  | 'chinese-brackets'
  | 'arabic'
  | 'arabic-brackets'
  | 'circled';

export interface Ordinal {
  kind: OrdinalKind;
  /** As printed, without the white space around it. */
  text: string;
  value: number;
  /** Offset behind the ordinal and the white space that follows it. */
  end: number;
}

const CHINESE = '一二三四五六七八九十';
const FORMS: [OrdinalKind, RegExp][] = [
  ['part', /^\s*(第\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*(?:部分|章))\s*[：:、.．]?\s*/],
  [
    'attachment',
    /^\s*((?:附件|附表|附)\s*([一二三四五六七八九十]{1,2}|\d{1,2}(?:\s*[-—－]\s*\d{1,2})?)?)\s*(?:[：:、.．]\s*|\s+|$|(?=20\d\d|[^\d]))/,
  ],
  ['chinese', /^\s*(([一二三四五六七八九十]{1,3})\s*[、.．,，])\s*/],
  ['chinese-brackets', /^\s*([（(]\s*([一二三四五六七八九十]{1,3})\s*[）)])\s*[、.．]?\s*/],
  ['arabic', /^\s*((\d{1,2})\s*(?:[、．]|[.,，](?=\s|20\d{2}年)|[.,，](?!\d)))\s*/],
  ['arabic-brackets', /^\s*([（(]?\s*(\d{1,2})\s*[）)])\s*[、.．]?\s*/],
  ['circled', /^\s*(([①-⑳]))\s*/],
];

/** The ordinal with which a heading begins: 第三部分, 附件2, 一、 （二） 3. （4）, ⑤. */
export function readOrdinal(text: string): Ordinal | null {
  for (const [kind, pattern] of FORMS) {
    const match = pattern.exec(text);
    if (match) return { kind, text: match[1].trim(), value: ordinalValue(match[2] ?? ''), end: match[0].length };
  }
  return null;
}

function ordinalValue(text: string): number {
  if (/^\d/.test(text)) return Number.parseInt(text, 10);
  if (/^[①-⑳]$/.test(text)) return text.charCodeAt(0) - 0x245f;
  const ten = text.indexOf('十');
  if (ten < 0) return CHINESE.indexOf(text) + 1;
  const tens = ten === 0 ? 1 : CHINESE.indexOf(text[ten - 1]) + 1;
  return tens * 10 + (ten + 1 < text.length ? CHINESE.indexOf(text[ten + 1]) + 1 : 0);
}
