/** Punctuation as printed: the engine gives the narrow form of signs that stand full-width among Han characters. */
import type { ReadSymbol } from './engine.ts';

const FULL_WIDTH: Readonly<Record<string, string>> = {
  ',': '，',
  ';': '；',
  ':': '：',
  '!': '！',
  '?': '？',
  '(': '（',
  ')': '）',
};
const HAN = /\p{Script=Han}/u;

/** Gives signs next to a Han character their full width. A sign between two digits is never touched. */
export function printedSigns(symbols: readonly ReadSymbol[]): ReadSymbol[] {
  return symbols.map((symbol, i) => {
    const wide = FULL_WIDTH[symbol.text];
    const near = (other: ReadSymbol | undefined) => other !== undefined && HAN.test(other.text);
    return wide && (near(symbols[i - 1]) || near(symbols[i + 1])) ? { ...symbol, text: wide } : symbol;
  });
}
