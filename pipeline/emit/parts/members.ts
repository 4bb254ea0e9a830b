/** What a part of the datasets holds: written beside its files, read by the next run. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Listing } from '../../run/documents.ts';
import { stageVersions } from '../../store/versions.ts';
import { CROSSED, type Crossing } from '../crossed.ts';
import { packageOf } from '../tables.ts';

/** Folder of the parts in an output folder. */
export const PARTS = 'parts';
/** Folder in it, and resource of the data package: what each part holds. */
export const MEMBERS = 'members';
/**
 * What a document gives, as hashes: what it gives by itself, and what comparing it with others changes in three datasets
 * (empty: nothing).
 */
export type Member = readonly [own: string, facts: string, indicators: string, findings: string];

export interface PartFile {
  /** From the output folder, with `/`. */
  path: string;
  bytes: number;
  hash: string;
}

export interface Part {
  /** Six digits, given once. */
  name: string;
  /** What the datasets are also divided by. */
  partition: readonly string[];
  /** In the order of their rows. */
  members: readonly Member[];
  /** By the name of the resource in the data package: `facts`, `facts-parquet`, `facts-divided`. */
  files: Readonly<Record<string, readonly PartFile[]>>;
  /** The file that says this, of a part that stands somewhere. */
  file?: PartFile;
}

/** @param crossing what comparing documents changes in it */
export function memberOf(listing: Listing, crossing: Crossing | undefined): Member {
  // A file that was not read gives its row, which the version of the program decides too.
  const own =
    listing.key === undefined
      ? hashed([stageVersions().map, listing.row])
      : listing.gave.slice('map/'.length, 'map/'.length + LENGTH);
  const { findings = '', flags } = crossing ?? {};
  const given = [flags?.facts, flags?.indicators, findings].map((changed) =>
    changed && changed.length > 0 ? hashed(changed) : '',
  );
  return [own, ...given] as unknown as Member;
}

/** Hexadecimal digits of a hash: enough that two of a million are never the same. */
const LENGTH = 32;
const hashed = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, LENGTH);

/** Name of the file of a part for a dataset: another one when what is in it changes. */
export function fileName(name: string, dataset: string, members: readonly Member[], partition: readonly string[]) {
  const column = CROSSED.indexOf(dataset) + 1;
  const inside = members.map((member) => (column > 0 ? [member[0], member[column]] : member[0]));
  return `${name}-${hashed([partition, inside]).slice(0, 12)}`;
}

/**
 * The parts of the datasets in an output folder, in their order; none where there are none.
 * @throws system errors when one is missing
 */
export function partsIn(out: string): Part[] {
  const described = packageOf(out)?.resources.find(({ name }) => name === PARTS);
  return (described?.parts ?? []).map((file) => {
    const part = JSON.parse(readFileSync(join(out, file.path), 'utf8')) as Part;
    return { ...part, file };
  });
}
