/** Names of files as servers give them: RFC 6266 headers, raw GBK or UTF-8 bytes, addresses. */

const LONGEST = 200;

/** Bytes of text whose encoding nobody told: UTF-8 where they are valid UTF-8, else GB 18030 (which holds GBK and GB 2312). */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

/**
 * The file name in a Content-Disposition header (RFC 6266), or nothing.
 * @param header one character per byte, as undici gives it
 */
export function nameInHeader(header: string | undefined): string | undefined {
  if (!header) return undefined;
  const extended = /(?:^|;)\s*filename\*\s*=\s*([^;]+)/i.exec(header)?.[1];
  const name = (extended && extendedValue(extended)) || plainValue(header);
  return name === undefined ? undefined : cleanName(name) || undefined;
}

/** RFC 5987: charset'language'percent-encoded. */
function extendedValue(text: string): string | undefined {
  const match = /^"?([\w-]*)'[^']*'([^"]*)"?$/.exec(text.trim());
  if (!match) return undefined;
  const bytes = percentBytes(match[2]);
  if (!bytes) return undefined;
  try {
    return match[1] === '' ? decodeText(bytes) : new TextDecoder(match[1], { fatal: true }).decode(bytes);
  } catch {
    return decodeText(bytes);
  }
}

function plainValue(header: string): string | undefined {
  // The second byte of a GBK character may be a backslash: only a backslash before a quote escapes here.
  const match = /(?:^|;)\s*filename\s*=\s*(?:"((?:\\"|[^"])*)"?|([^;]*))/i.exec(header);
  const value = (match?.[1] ?? match?.[2])?.trim();
  if (!value) return undefined;
  const word = /^=\?([\w-]+)\?([BQ])\?([^?]*)\?=$/i.exec(value);
  if (word) return encodedWord(word[1], word[2].toUpperCase(), word[3]);
  const text = decodeText(Buffer.from(value, 'latin1')).replaceAll('\\"', '"');
  return fromPercent(text) ?? text;
}

/** RFC 2047, which some servers use where it does not belong. */
function encodedWord(charset: string, kind: string, text: string): string | undefined {
  const quoted = () => text.replaceAll('_', ' ').replace(/=([0-9a-f]{2})/gi, '%$1');
  const bytes = kind === 'B' ? Buffer.from(text, 'base64') : percentBytes(quoted());
  if (!bytes) return undefined;
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return decodeText(bytes);
  }
}

/** The name in the last part of an address, or in one of its parameters that looks like a file's name. */
export function nameInAddress(address: string): string {
  const url = new URL(address);
  const named = [...url.searchParams.values()].find((value) => /\.[A-Za-z0-9]{2,5}$/.test(value));
  const last = url.pathname.split('/').findLast((part) => part !== '') ?? '';
  return cleanName(named ?? fromPercent(last) ?? last) || url.hostname;
}

/** Nothing when the text holds no percent escapes, or wrong ones. */
function fromPercent(text: string): string | undefined {
  const bytes = /%[0-9a-f]{2}/i.test(text) ? percentBytes(text) : undefined;
  return bytes && decodeText(bytes);
}

function percentBytes(text: string): Buffer | undefined {
  if (/%(?![0-9a-f]{2})/i.test(text)) return undefined;
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  return Buffer.from(
    bytes.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
}

/** A name without folders, control characters and what file systems do not like; it is never used as a path. */
export function cleanName(text: string): string {
  const last = text.replaceAll('\\', '/').split('/').at(-1) ?? '';
  const plain = last.replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '').trim();
  if (/^\.+$/.test(plain)) return '';
  if (plain.length <= LONGEST) return plain;
  const extension = /\.[A-Za-z0-9]{2,5}$/.exec(plain)?.[0] ?? '';
  return [...plain].slice(0, LONGEST - extension.length).join('') + extension;
}
