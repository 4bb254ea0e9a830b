/** The characters of a web page: its bytes and what they say of their encoding. */

const BYTE_ORDER_MARKS = [
  { marks: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { marks: [0xff, 0xfe], encoding: 'utf-16le' },
  { marks: [0xfe, 0xff], encoding: 'utf-16be' },
];
/** The HTML standard looks this far for the declaration; many sites put it later. */
const DECLARED_WITHIN = 4096;
const DECLARATION = /<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)/i;
/** Tried where nothing is declared and the bytes are no UTF-8: it holds GBK and GB 2312. */
const FALLBACK = 'gb18030';

/**
 * Decodes as the HTML standard says (13.2.3.2): byte order mark, declaration, then what the bytes are.
 * @returns the text, and the encoding that gave it
 */
export function decodeHtml(bytes: Uint8Array): { text: string; encoding: string } {
  const marked = BYTE_ORDER_MARKS.find(({ marks }) => marks.every((byte, i) => bytes[i] === byte));
  if (marked) return { text: new TextDecoder(marked.encoding).decode(bytes), encoding: marked.encoding };
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARED_WITHIN));
  const declared = DECLARATION.exec(head)?.[1].toLowerCase();
  for (const encoding of [declared, 'utf-8', FALLBACK]) {
    const text = encoding && decoded(bytes, encoding);
    if (text) return { text, encoding };
  }
  return { text: new TextDecoder('utf-8').decode(bytes), encoding: 'utf-8' };
}

/** Nothing when the bytes are not of this encoding, or nobody knows it. */
function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  // What calls itself GB 2312 or GBK often holds characters of the larger set.
  const label = /^gb/.test(encoding) ? FALLBACK : encoding;
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
