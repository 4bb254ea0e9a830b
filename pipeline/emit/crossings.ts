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
  /** Whether what was kept before does not count: documents that were read again may give something else under their keys. */
  anew?: boolean | undefined;
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
    { entries, checks, remember, anew = false, signal }: CrossingOptions,
  ): Promise<Crossings> {
    const own = new Crossings(listings, read, file, entries);
    try {
      for (const place of comparedDocuments(listings, checks, read)) {
        const known = remember ? await own.#known(place.name, anew) : undefined;
        for (const body of place.bodies) {
          signal?.throwIfAborted();
          const changes = known ? await known.changesIn(body) : await body.compare();
          for (const [index, crossing] of changes) own.#spool.set(body.places[index], crossing);
        }
        await known?.save();
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

  /** What was kept of comparing the bodies of a place. */
  async #known(place: string, anew: boolean): Promise<KnownPlace> {
    const key: Key = `cross/${hashed([place])}`;
    this.uses.push(key);
    const before = anew ? undefined : await this.#entries.get(key);
    return new KnownPlace(this.#entries, key, before, (at) => this.#listings.at(at).gave);
  }
}

type Changes = [number, Crossing][];

/** One entry of the store for all bodies of a place: one for each would be half a million small files. */
class KnownPlace {
  readonly #entries: Entries;
  readonly #key: Key;
  readonly #before: ReadonlyMap<string, Changes>;
  readonly #now: [string, Changes][] = [];
  readonly #gaveAt: (place: number) => string | undefined;
  #changed = false;

  constructor(entries: Entries, key: Key, stored: Buffer | undefined, gaveAt: (place: number) => string | undefined) {
    this.#entries = entries;
    this.#key = key;
    this.#before = new Map(stored ? (JSON.parse(stored.toString()) as [string, Changes][]) : []);
    this.#gaveAt = gaveAt;
  }

  async changesIn(body: Compared): Promise<Changes> {
    // Rows and checks are decided by what is hashed: documents, pack, and the code of all later stages.
    const id = hashed(body.places.map(this.#gaveAt));
    const known = this.#before.get(id);
    if (!known) this.#changed = true;
    const changes = known ?? (await body.compare());
    this.#now.push([id, changes]);
    return changes;
  }

  /** Keeps what was compared in this run, if anything of it is new. */
  async save(): Promise<void> {
    if (this.#changed) await this.#entries.put(this.#key, Buffer.from(JSON.stringify(this.#now)));
  }
}

const hashed = (parts: readonly (string | undefined)[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex');
