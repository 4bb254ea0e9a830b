/** What a document gave, from the store on which a run relies. */
import { type Parts, unbundled } from '../store/bundle.ts';
import type { Entries } from '../store/entries.ts';
import type { Key } from '../store/store.ts';

/** An entry that a run relies on is gone. */
export class LostError extends Error {
  override name = 'LostError';
}

/** @throws LostError when the entry was removed or damaged meanwhile */
export async function partsOf(entries: Entries, key: Key): Promise<Parts> {
  const stored = await entries.get(key);
  if (stored) return unbundled(stored).parts;
  throw new LostError(
    `an entry of this run (${key}) is no longer in the store ${entries.store.place}, or is damaged. Run the same command again: only what is missing is done.`,
  );
}
