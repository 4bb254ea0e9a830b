/** Characters of symbol fonts as Unicode characters that look the same. */

/** Wingdings positions that documents use: ticks, boxes, bullets. */
const WINGDINGS: Readonly<Record<number, string>> = {
  108: '●',
  110: '■',
  111: '□',
  113: '❑',
  117: '◆',
  118: '❖',
  158: '·',
  159: '•',
  161: '○',
  167: '▪',
  168: '□',
  216: '➢',
  224: '→',
  240: '⇨',
  251: '✗',
  252: '✓',
  253: '☒',
  254: '☑',
};
const WINGDINGS_2: Readonly<Record<number, string>> = { 79: '✗', 80: '✓', 81: '☒', 82: '☑', 163: '□' };
/** The Symbol font, where it differs from Latin text. */
const SYMBOL: Readonly<Record<number, string>> = {
  163: '≤',
  176: '°',
  177: '±',
  179: '≥',
  180: '×',
  183: '•',
  184: '÷',
  185: '≠',
  187: '≈',
  214: '√',
  229: '∑',
};

/**
 * A character as printed in its font.
 * @param character as the file gives it; symbol fonts use U+F000 to U+F0FF
 * @param font name of the font
 */
export function symbol(character: string, font: string): string {
  const code = character.codePointAt(0) ?? 0;
  const isPrivate = code >= 0xf000 && code <= 0xf0ff;
  const name = font.toLowerCase().replace(/\s/g, '');
  const table =
    name === 'wingdings' ? WINGDINGS : name === 'wingdings2' ? WINGDINGS_2 : name === 'symbol' ? SYMBOL : {};
  const position = isPrivate ? code - 0xf000 : code;
  if (table[position] !== undefined) return table[position];
  if (!isPrivate) return character;
  return (
    SYMBOL[position] ?? (position >= 0x20 && position < 0x7f && name === 'symbol' ? String.fromCharCode(position) : '•')
  );
}
