/** What comparing the documents of a run changes in each of them, kept until the datasets are written. */
import { createHash } from 'node:crypto';
import type { Comparisons } from '../../schemas/checks.ts';
import type { Listings } from '../run/listings.ts';
import type { Parts } from '../store/bundle.ts';
import type { Entries } from '../store/entries.ts';
import type { Key } from '../store/store.ts';
import { type Compared, type Crossing, comparedDocuments, crossed } from './crossed.ts';
import { Spool } from './spool.ts';

export interface CrossingOptions {
  entries: Entries;
  checks: Comparisons;
  /** Whether what comparing gave is kept in the store, so that the same documents need not be compared again. */
  remember: boolean;
  signal?: AbortSignal | undefined;
}

/** What the document at a place of the run gives by itself. */
type PartsAt = (place: number) => Promise<Parts>;

/** What each document of a run gives, changes included. Memory grows by some bytes with each. */
export class Crossings {
  /** Entries of the store that hold them. */
  readonly uses: Key[] = [];
  readonly #listings: Listings;
  readonly #read: PartsAt;
  readonly #entries: Entries;
  readonly #spool: Spool<Crossing>;

  private constructor(listings: Listings, read: PartsAt, file: string, entries: Entries) {
    this.#listings = listings;
    this.#read = read;
    this.#entries = entries;
    this.#spool = new Spool(file, listings.length);
  }

  /**
   * Compares the documents of a run.
   * @param read gives what comparing looks at and changes, and what else `partsAt` is to give
   * @param file made, and removed by `close`
   * @throws LostError; whatever `signal` was aborted with
   */
  static async of(
    listings: Listings,
    read: PartsAt,
    file: string,
    { entries, checks, remember, signal }: CrossingOptions,
  ): Promise<Crossings> {
    const own = new Crossings(listings, read, file, entries);
    try {
      for (const group of comparedDocuments(listings, checks, read)) {
        signal?.throwIfAborted();
        const changes = remember ? await own.#remembered(group) : await group.compare();
        for (const [index, crossing] of changes) own.#spool.set(group.places[index], crossing);
      }
      return own;
    } catch (error) {
      own.close();
      throw error;
    }
  }

  /** What changes in the document at a place of the run, if anything does. */
  at(place: number): Crossing | undefined {
    return this.#spool.get(place);
  }

  /** What the document at a place of the run gives, with what changes in it. @throws LostError */
  async partsAt(place: number): Promise<Parts> {
    const parts = await this.#read(place);
    const crossing = this.at(place);
    return crossing ? crossed(parts, crossing) : parts;
  }

  close(): void {
    this.#spool.close();
  }

  async #remembered(group: Compared): Promise<[number, Crossing][]> {
    // Rows and checks are decided by what is in the keys: documents, pack, and the code of all later stages.
    const keys = group.places.map((place) => this.#listings.at(place).key);
    const key: Key = `cross/${createHash('sha256').update(keys.join('\n')).digest('hex')}`;
    this.uses.push(key);
    const stored = await this.#entries.get(key);
    if (stored) return JSON.parse(stored.toString()) as [number, Crossing][];
    const changes = await group.compare();
    await this.#entries.put(key, Buffer.from(JSON.stringify(changes)));
    return changes;
  }
}
