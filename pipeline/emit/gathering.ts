/** What the documents of a run give, on its way to the datasets while other documents are still being read. */
import { join } from 'node:path';
import type { Listings } from '../run/listings.ts';
import { bundled, type Parts, unbundled } from '../store/bundle.ts';
import type { Entries } from '../store/entries.ts';
import { CROSSED } from './crossed.ts';
import { JOINED } from './fragments.ts';
import { Joining, type Written } from './join.ts';
import { partsAt } from './lost.ts';
import { type Codec, Spool } from './spool.ts';

/** Files of the datasets in which comparing documents may change something: what they get waits until all are compared. */
export const WAITING: readonly string[] = CROSSED.map((name) => `${name}.csv`);

const PARTS: Codec<Parts> = {
  encode: (parts) => bundled(null, parts),
  decode: (bytes) => unbundled(bytes).parts,
};

/**
 * Takes up each document as soon as it and all before it are done: most of the work of joining is over when the last one
 * is read, and each entry of the store is opened once.
 */
export class Gathering {
  readonly #listings: Listings;
  readonly #entries: Entries;
  readonly #signal: AbortSignal | undefined;
  readonly #files: Joining;
  readonly #waiting: Spool<Parts>;
  #next = 0;
  #going: Promise<void> | undefined;
  #failure: unknown;
  #closed = false;

  /** @param dir an empty folder */
  constructor(
    listings: Listings,
    dir: string,
    { entries, signal }: { entries: Entries; signal?: AbortSignal | undefined },
  ) {
    this.#listings = listings;
    this.#entries = entries;
    this.#signal = signal;
    const steady = [...JOINED.keys()].filter((name) => !WAITING.includes(name));
    this.#files = new Joining(dir, steady);
    this.#waiting = new Spool(join(dir, '.waiting'), listings.length, PARTS);
  }

  /** Goes on with the documents that are done, beside whatever else is going on. What goes wrong is told by `rest`. */
  advance(): void {
    if (this.#failure !== undefined || this.#closed) return;
    this.#going ??= this.#takeAll()
      .catch((error) => {
        this.#failure = error;
      })
      .finally(() => {
        this.#going = undefined;
      });
  }

  /**
   * Takes up what is left, when all documents are done.
   * @returns the files that are finished
   * @throws LostError when an entry was removed or damaged meanwhile; whatever the signal was aborted with
   */
  async rest(): Promise<Map<string, Written>> {
    await this.#going;
    this.advance();
    await this.#going;
    if (this.#failure !== undefined) throw this.#failure;
    return this.#files.finish();
  }

  /** What the document at a place gives to the files that wait. */
  waitingAt(place: number): Parts {
    return this.#waiting.get(place) ?? {};
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#going;
    this.#files.close();
    this.#waiting.close();
  }

  async #takeAll(): Promise<void> {
    for (; this.#next < this.#listings.length && this.#listings.has(this.#next) && !this.#closed; this.#next++) {
      this.#signal?.throwIfAborted();
      const parts = await partsAt(this.#listings, this.#entries, this.#next);
      this.#files.add(parts);
      const waiting = Object.entries(parts).filter(([name]) => WAITING.includes(name));
      if (waiting.length > 0) this.#waiting.set(this.#next, Object.fromEntries(waiting));
    }
  }
}
