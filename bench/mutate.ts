/** Damaged versions of files: always the same for the same seed. */
import { inflateRawSync } from 'node:zlib';
import { zip } from '../test/extractors/docx-fixture.ts';

export type Random = () => number;

/** Numbers from 0 to 1, always the same for a seed (mulberry32). */
export function random(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Numbers at which programs go wrong: signs, widths of integers, no number at all. */
const ODD_NUMBERS =
  '-1 0 1 255 65535 65536 2147483647 2147483648 4294967295 9999999999999999999 1e308 NaN 0.0000001'.split(' ');

type Mutation = (bytes: Buffer, next: Random, other: Buffer) => Buffer;

const below = (next: Random, most: number): number => Math.floor(next() * most);
const pick = <T>(next: Random, list: readonly T[]): T => list[below(next, list.length)];

/** A piece of a file: where it begins, and how long it is. */
function piece(bytes: Buffer, next: Random, longest = bytes.length): [from: number, to: number] {
  const from = below(next, bytes.length);
  return [from, Math.min(bytes.length, from + 1 + below(next, longest))];
}

const MUTATIONS: Record<string, Mutation> = {
  bits(bytes, next) {
    const changed = Buffer.from(bytes);
    for (let left = 1 + below(next, 30); left > 0; left--) changed[below(next, changed.length)] ^= 1 << below(next, 8);
    return changed;
  },
  noise(bytes, next) {
    const changed = Buffer.from(bytes);
    const [from, to] = piece(changed, next, 400);
    for (let at = from; at < to; at++) changed[at] = below(next, 256);
    return changed;
  },
  cut: (bytes, next) => bytes.subarray(0, 1 + below(next, bytes.length)),
  removed(bytes, next) {
    const [from, to] = piece(bytes, next, 2000);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  doubled(bytes, next) {
    const [from, to] = piece(bytes, next, 20_000);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  spliced(bytes, next, other) {
    return Buffer.concat([bytes.subarray(0, below(next, bytes.length)), other.subarray(below(next, other.length))]);
  },
  /** Numbers in text, as sizes, offsets, references and spans are. */
  numbers(bytes, next) {
    const text = bytes.toString('latin1');
    const found = [...text.matchAll(/\d+/g)];
    if (found.length === 0) return bytes;
    const chosen = new Set(Array.from({ length: 1 + below(next, 5) }, () => below(next, found.length)));
    let at = 0;
    let changed = '';
    for (const [i, { index, 0: number }] of found.entries()) {
      if (!chosen.has(i)) continue;
      changed += text.slice(at, index) + pick(next, [...ODD_NUMBERS, pick(next, found)[0]]);
      at = index + number.length;
    }
    return Buffer.from(changed + text.slice(at), 'latin1');
  },
  /** Tags of XML and web pages: left out, doubled, inside each other, or in the place of others. */
  tags(bytes, next) {
    const text = bytes.toString('latin1');
    const found = [...text.matchAll(/<[^<>]{1,300}>/g)];
    if (found.length === 0) return bytes;
    const { index, 0: tag } = pick(next, found);
    const instead = pick(next, ['', tag + tag, pick(next, found)[0], tag.repeat(1000), tag.replace(/"[^"]*"/, '""')]);
    return Buffer.from(text.slice(0, index) + instead + text.slice(index + tag.length), 'latin1');
  },
};

/**
 * One damaged version of a file. Of an archive mostly one of its parts is damaged, as damage to the archive itself is told by
 * its checksums.
 * @param other another file, pieces of which may get into it
 */
export function mutated(file: Buffer, other: Buffer, next: Random): { bytes: Buffer; how: string } {
  const parts = next() < 0.8 ? partsOf(file) : undefined;
  const how = pick(next, Object.keys(MUTATIONS));
  if (!parts) return { bytes: MUTATIONS[how](file, next, other), how };
  const name = pick(next, Object.keys(parts));
  const damaged = { ...parts, [name]: MUTATIONS[how](parts[name], next, other) };
  return { bytes: Buffer.from(zip(damaged)), how: `${how} in ${name}` };
}

/** The parts of an archive by its local headers; nothing where it is none, or one that is written in another way. */
function partsOf(file: Buffer): Record<string, Buffer> | undefined {
  const parts: Record<string, Buffer> = {};
  for (let at = 0; file.length >= at + 30 && file.readUInt32LE(at) === 0x04034b50; ) {
    const packed = file.readUInt32LE(at + 18);
    const nameEnd = at + 30 + file.readUInt16LE(at + 26);
    const begin = nameEnd + file.readUInt16LE(at + 28);
    // Sizes behind the data: written as a stream.
    if (packed === 0) return undefined;
    const bytes = file.subarray(begin, begin + packed);
    const name = file.toString('utf8', at + 30, nameEnd);
    parts[name] = file.readUInt16LE(at + 8) === 8 ? inflateRawSync(bytes) : Buffer.from(bytes);
    if (parts[name].length === 0) delete parts[name];
    at = begin + packed;
  }
  return Object.keys(parts).length > 0 ? parts : undefined;
}
