/** The characters of a web page: its bytes and what they say of their encoding. */

const BYTE_ORDER_MARKS = [
  { marks: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { marks: [0xff, 0xfe], encoding: 'utf-16le' },
  { marks: [0xfe, 0xff], encoding: 'utf-16be' },
];
/** The HTML standard looks this far for the declaration; many sites put it later. */
const DECLARED_WITHIN = 4096;
const DECLARATION = /<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)/i;
/** Part of the characters that may be broken: one is often cut in the middle by the program behind the site. */
const DAMAGE = 0.02;
/** Tried where nothing is declared and the bytes are no UTF-8: it holds GBK and GB 2312. */
const FALLBACK = 'gb18030';

/**
 * Byte order mark, what the bytes are, declaration: servers say the encoding in the answer's head, which is lost here.
 * @returns the text, and the encoding that gave it
 */
export function decodeHtml(bytes: Uint8Array): { text: string; encoding: string } {
  const marked = BYTE_ORDER_MARKS.find(({ marks }) => marks.every((byte, i) => bytes[i] === byte));
  if (marked) return { text: new TextDecoder(marked.encoding).decode(bytes), encoding: marked.encoding };
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, DECLARED_WITHIN));
  const declared = DECLARATION.exec(head)?.[1].toLowerCase();
  // What is UTF-8 is so by no chance, whatever it calls itself: the declaration is often that of an older page.
  const utf8 = new TextDecoder('utf-8').decode(bytes);
  const strange = utf8.match(/[^\0-\x7f]/g)?.length ?? 0;
  const damaged = utf8.match(/\ufffd/g)?.length ?? 0;
  if (damaged <= strange * DAMAGE) return { text: utf8, encoding: 'utf-8' };
  for (const encoding of [declared, FALLBACK]) {
    const text = encoding && decoded(bytes, encoding);
    if (text) return { text, encoding };
  }
  return { text: utf8, encoding: 'utf-8' };
}

/** Nothing when the bytes are not of this encoding, or nobody knows it. */
function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  // What calls itself GB 2312 or GBK often holds characters of the larger set.
  const label = /^gb/.test(encoding) ? FALLBACK : encoding;
  try {
    const text = new TextDecoder(label).decode(bytes);
    return (text.match(/\ufffd/g)?.length ?? 0) <= text.length * DAMAGE ? text : undefined;
  } catch {
    return undefined;
  }
}
