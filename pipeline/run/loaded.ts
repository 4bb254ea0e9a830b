/** The pack of a run: loaded by the parent, and handed to its child processes as it is in memory. */
import { readFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { Pack } from '../../schemas/pack.ts';
import { packHash } from '../store/keys.ts';
import { BUILT_IN_PACK } from './built-in-pack.ts';

/** A pack for another process of this program. */
export interface LoadedPack {
  /** `packHash` of the files that it was loaded from. */
  hash: string;
  /** Its folder, which may be another than when it was serialized. */
  dir: string;
  /** In Base64 what `serialize` makes of it, which keeps maps and regular expressions. */
  pack: string;
}

/** What the published program has beside its pack: the pack as loaded, so that none of its runs parses the files. */
export const PREPARED = `${BUILT_IN_PACK}.loaded`;

interface Loaded {
  pack: Pack;
  loaded: LoadedPack;
}

/** The pack that was loaded last: the runs of one process mostly have the same. */
let last: (Loaded & { dir: string }) | undefined;

/**
 * Loads a pack, for this process and for others: parsing its files takes half a second or more, reading this 10
 * milliseconds.
 * @throws PackError
 */
export async function loadForAll(dir: string): Promise<Loaded> {
  // In this order: when files change in between, this is not the hash that the run's keys are made with, and every child
  // loads the files for itself.
  const hash = hashOf(dir);
  if (last?.dir === dir && last.loaded.hash === hash && hash !== '') return last;
  const prepared = dir === BUILT_IN_PACK ? preparedPack(dir, hash, PREPARED) : undefined;
  last = { dir, ...(prepared ?? (await parsed(dir, hash))) };
  return last;
}

async function parsed(dir: string, hash: string): Promise<Loaded> {
  // What parses and checks a pack is loaded only where that is to be done: a fifth of what a process loads.
  const { loadPack } = await import('../../schemas/pack.ts');
  const pack = loadPack(dir);
  return { pack, loaded: { hash, dir, pack: serialize(pack).toString('base64') } };
}

/**
 * A pack as it was loaded when the program was built.
 * @param hash `packHash` of its files now
 * @returns nothing if they were others then, or there is no such file
 */
export function preparedPack(dir: string, hash: string, file: string): Loaded | undefined {
  try {
    const loaded = { ...(JSON.parse(readFileSync(file, 'utf8')) as LoadedPack), dir };
    return loaded.hash === hash ? { pack: received(loaded), loaded } : undefined;
  } catch {
    // There is none in a checkout, and a newer Node may have written it than this one can read.
    return undefined;
  }
}

/**
 * Packs for the children of a process that does not know before which ones it will need. Each is loaded once; one that
 * cannot be loaded is left to the child, which says why.
 * @param first loaded at once; the built-in pack by default
 */
export function loadedPacks(
  first: string = BUILT_IN_PACK,
): (job: { packDir: string }) => Promise<LoadedPack | undefined> {
  const known = new Map<string, Promise<LoadedPack | undefined>>();
  const packOf = (dir: string) => {
    const found = known.get(dir) ?? loadedOrNone(dir);
    known.set(dir, found);
    return found;
  };
  packOf(first);
  return ({ packDir }) => packOf(packDir);
}

async function loadedOrNone(dir: string): Promise<LoadedPack | undefined> {
  try {
    return (await loadForAll(dir)).loaded;
  } catch {
    return undefined;
  }
}

/** The pack that another process loaded. */
export const received = ({ pack, dir }: LoadedPack): Pack => ({
  ...(deserialize(Buffer.from(pack, 'base64')) as Pack),
  dir,
});

function hashOf(dir: string): string {
  try {
    return packHash(dir);
  } catch {
    // What is wrong with the folder, loading says better.
    return '';
  }
}
