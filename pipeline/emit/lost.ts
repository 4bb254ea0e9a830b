/** What a document gave, from the store on which a run relies. */
import type { Listings } from '../run/listings.ts';
import { type Parts, unbundled } from '../store/bundle.ts';
import type { Entries } from '../store/entries.ts';
import type { Key } from '../store/store.ts';
import { fragmentsOf } from './fragments.ts';

/** An entry that a run relies on is gone. */
export class LostError extends Error {
  override name = 'LostError';
}

/** What the document at a place of a run gives to each file, by itself. @throws LostError */
export async function partsAt(listings: Listings, entries: Entries, place: number): Promise<Parts> {
  const { key, row } = listings.at(place);
  return key === undefined ? fragmentsOf({ documents: [row] }) : partsOf(entries, key);
}

/** @throws LostError when the entry was removed or damaged meanwhile */
async function partsOf(entries: Entries, key: Key): Promise<Parts> {
  const stored = await entries.get(key);
  if (stored) return unbundled(stored).parts;
  throw new LostError(
    `an entry of this run (${key}) is no longer in the store ${entries.store.place}, or is damaged. Run the same command again: only what is missing is done.`,
  );
}
