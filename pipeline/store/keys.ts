/** Keys of stage outputs: the hash of everything that decides them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Correction } from '../../schemas/datasets.ts';
import type { Source } from '../process.ts';
import type { Key } from './store.ts';
import type { StageVersions } from './versions.ts';

/** What decides how a file is read and mapped, beside its bytes. */
export interface Configuration {
  versions: StageVersions;
  /** Options of the reader, the password among them: it goes into the hash only. */
  reading: Readonly<Record<string, unknown>>;
  /** Hash of the pack. */
  pack: string;
}

export interface Keys {
  extract: Key;
  map: Key;
  failure: Key;
}

/**
 * The keys of a file's outputs.
 * @param corrections what people decided about this document
 */
export function keysOf(
  source: Omit<Source, 'size'>,
  { versions, reading, pack }: Configuration,
  corrections: readonly Correction[] = [],
): Keys {
  // Of the name only its extension is looked at by a reader.
  const read = hash([source.sha256, extname(source.name).toLowerCase(), versions.extract, ordered(reading)]);
  const { name, mediaType, sourceUrl = '', retrievedAt = '', defaults = null } = source;
  const mapped = hash([read, versions.map, pack, corrections, name, mediaType, sourceUrl, retrievedAt, defaults]);
  // Why a file cannot be mapped may lie in the map stage as well.
  return { extract: `extract/${read}`, map: `map/${mapped}`, failure: `failure/${mapped}` };
}

/** Hash of all files of a pack, with their names. */
export function packHash(dir: string): string {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return hash(files.flatMap((file) => [file.slice(dir.length), readFileSync(file).toString('base64')]));
}

const hash = (parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** Options in a fixed order; those that are not given do not count. */
const ordered = (options: Readonly<Record<string, unknown>>) =>
  Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
