/** Names of the classification reduced to what tells them apart, and printed codes read as codes. */
import { withoutTranslation } from '../chinese.ts';

const ORDINAL =
  /^(?:[（(]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?(?=[^\s一二三四五六七八九十])|\d{1,2}[、.．](?!\d))/;
const LEVEL = /[（(](?:类|款|项)[)）]?$/;

/**
 * What two spellings of one class have in common: no spaces, quotes, brackets and ordinals; 和, 与 and 及 are one
 * word; the ending 支出 and the level （类） （款） （项） say nothing.
 * @param name as printed
 */
export function nameKey(name: string): string {
  let key = withoutTranslation(name)
    .normalize('NFKC')
    .replace(/[\s"'“”‘’《》【】]/g, '');
  if (/^[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|^\d{1,2}[、.．]/.test(key))
    key = key.replace(ORDINAL, '').replace(/^[)）、.．]/, '');
  key = key
    .replace(LEVEL, '')
    .replace(/[()（）]/g, '')
    .replace(/[和与及]/g, '与');
  return key.length > 2 ? key.replace(/(?:类)?支出$/, '') : key;
}

/** A code with what is printed behind it in the same cell. */
export interface PrintedCode {
  /** 3, 5 or 7 digits. */
  code: string;
  /** The rest of the text, without separators: the name, often empty. */
  name: string;
}

/**
 * Reads a code from one cell: `2080505`, `208-05-05`, `301 2` (a lost zero: 30102), `30207邮电费`, `[20805]养老支出`.
 * @returns null when the text does not begin with a code
 */
export function splitCode(text: string): PrintedCode | null {
  const plain = text.normalize('NFKC').trim();
  const match = /^[[(【（]?\s*([235]\d[\d\s-]*\d)\s*(?:类|款|项)?[\])】）]?\s*[-—:：、]?\s*(.*)$/s.exec(plain);
  if (!match) return null;
  const code = joinCode(match[1].split(/[\s-]+/));
  if (code === '' || /^[\d,.%]/.test(match[2])) return null;
  return { code, name: match[2].replace(/\s/g, '') };
}

/**
 * Joins the cells 类 | 款 | 项 to one code; every level below the first is padded to two digits (a cell read as a
 * number has lost its zero). A cell that repeats the levels above it (208 | 20805 | 2080505) replaces them.
 * @param parts cells from left to right, empty where a level is not given
 * @returns 3, 5 or 7 digits, or empty when the parts make no code
 */
export function joinCode(parts: readonly string[]): string {
  let code = '';
  for (const part of parts) {
    const digits = part.normalize('NFKC').replace(/[\s类款项]/g, '');
    if (digits === '') continue;
    if (!/^\d+$/.test(digits)) return '';
    if (digits.length >= 3) code = code === '' || digits.startsWith(code) ? digits : '';
    else if (code === '') return '';
    else code += digits.padStart(2, '0');
  }
  return /^\d{3}(\d{2}){0,2}$/.test(code) ? code : '';
}
