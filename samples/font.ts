/** The font of the PDF samples, unpacked once: reading glyphs out of the packed file unpacks it for every glyph. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';

const PACKED = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff';
/** Sizes of the headers in WOFF 1.0 (W3C Recommendation, 2012, sections 3 and 4) and in OpenType. */
const WOFF = { header: 44, entry: 20 };
const SFNT = { header: 12, entry: 16 };

/** The font as an OpenType file. */
export function fontFile(): Buffer {
  const woff = readFileSync(createRequire(import.meta.url).resolve(PACKED));
  const count = woff.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, i) => readTable(woff, WOFF.header + i * WOFF.entry));
  const directory = Buffer.alloc(SFNT.header + count * SFNT.entry);
  directory.writeUInt32BE(woff.readUInt32BE(4), 0);
  directory.writeUInt16BE(count, 4);
  let offset = directory.length;
  const parts = [directory];
  tables.forEach(({ tag, checksum, data }, i) => {
    const entry = SFNT.header + i * SFNT.entry;
    directory.writeUInt32BE(tag, entry);
    directory.writeUInt32BE(checksum, entry + 4);
    directory.writeUInt32BE(offset, entry + 8);
    directory.writeUInt32BE(data.length, entry + 12);
    const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);
    parts.push(padded);
    offset += padded.length;
  });
  return Buffer.concat(parts);
}

function readTable(woff: Buffer, entry: number): { tag: number; checksum: number; data: Buffer } {
  const [tag, offset, packed, length, checksum] = [0, 4, 8, 12, 16].map((at) => woff.readUInt32BE(entry + at));
  const bytes = woff.subarray(offset, offset + packed);
  return { tag, checksum, data: packed < length ? inflateSync(bytes) : bytes };
}
