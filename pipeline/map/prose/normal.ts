/** Running text reduced to one form per sign, every character still traceable to where it was printed. */
import type { JoinedText } from '../../../extractors/document.ts';

/** `text` without spaces, in half-width forms; `at[i]` is the offset of its character i in the joined text. */
export interface Normal {
  text: string;
  at: number[];
}

const SAME: Record<string, string> = {
  '﹪': '%',
  ';': '；',
  ':': '：',
  '∶': '：',
  '“': '"',
  '”': '"',
  '‘': '"',
  '’': '"',
  "'": '"',
  '「': '"',
  '」': '"',
  '『': '"',
  '』': '"',
  '〝': '"',
  '〞': '"',
  '＂': '"',
  '＇': '"',
  '﹙': '(',
  '﹚': ')',
  '﹝': '〔',
  '﹞': '〕',
};
const KEPT_WIDE = new Set(['，', '；', '：', '！', '？']);
const SPACE = /\s/u;
const isDigit = (c: string): boolean => c >= '0' && c <= '9';
/** Compared before the expression is asked: beyond the ideographic space there is only one more. */
const isSpace = (c: string): boolean => (c > '\u3000' ? c === '\ufeff' : SPACE.test(c));
/** A number with two decimals is whole: what follows on the next line is another number. */
const WHOLE = /\d\.\d\d$/;

/** Such texts are plain already. */
const HAN = /^[\u4e00-\u9fff]*$/;

/** One character in its plain form. */
function plain(c: string): string {
  // Nearly all of them are Han characters.
  if (c >= '\u4e00' && c <= '\u9fff') return c;
  const same = SAME[c];
  if (same !== undefined) return same;
  if (c >= '！' && c <= '～' && !KEPT_WIDE.has(c)) {
    const narrow = String.fromCharCode(c.charCodeAt(0) - 0xfee0);
    return SAME[narrow] ?? narrow;
  }
  return c;
}

/** A word of the grammar in the same form as the texts that it is looked for in. */
export function normalWord(word: string): string {
  if (HAN.test(word)) return word;
  return normalise({ text: word, lines: [], starts: [] }).text;
}

/**
 * Brings a text to its plain form: half-width digits, brackets and signs, full-width commas kept apart from thousands
 * separators, no spaces (but one between two digits: these are two numbers), no quotes around up to three characters.
 */
export function normalise(joined: JoinedText): Normal {
  const chars: string[] = [];
  const at: number[] = [];
  const lineStarts = new Set(joined.starts.slice(1));
  let gap = false;
  for (let i = 0; i < joined.text.length; i++) {
    const raw = joined.text[i];
    if (isSpace(raw)) {
      gap = true;
      continue;
    }
    const c = plain(raw);
    const last = chars.at(-1) ?? '';
    if (isDigit(c) && isDigit(last)) {
      const newLine = lineStarts.has(i) && WHOLE.test(chars.slice(-8).join(''));
      if (gap || newLine) {
        chars.push(' ');
        at.push(i);
      }
    }
    gap = false;
    chars.push(c);
    at.push(i);
  }
  return withoutShortQuotes(chars, at);
}

/** The text with words that OCR is known to misread put right; every character keeps its place. */
export function withoutMisreadings({ text, at }: Normal, misread: Readonly<Record<string, string>>): Normal {
  let right = text;
  for (const [seen, meant] of Object.entries(misread)) right = right.replaceAll(seen, meant);
  return { text: right, at };
}

function withoutShortQuotes(chars: string[], at: number[]): Normal {
  const drop = new Set<number>();
  for (let i = 0; i < chars.length; i++) {
    if (chars[i] !== '"') continue;
    const end = chars.indexOf('"', i + 1);
    if (end > i + 1 && end - i <= 4 && !chars.slice(i, end).some(isDigit)) {
      drop.add(i).add(end);
      i = end;
    }
  }
  if (drop.size === 0) return { text: chars.join(''), at };
  const kept = chars.map((_, i) => i).filter((i) => !drop.has(i));
  return { text: kept.map((i) => chars[i]).join(''), at: kept.map((i) => at[i]) };
}
