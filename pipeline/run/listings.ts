/** The files of a run that are done, by their places in it. */
import { Spool } from '../emit/spool.ts';
import type { Listing } from './documents.ts';

/** Kept on the disk: a run may have a million files, and waits for the last before it writes the first. */
export class Listings {
  readonly length: number;
  /** Told each time that a file is done. */
  onSet: () => void = () => {};
  readonly #spool: Spool<Listing>;

  /**
   * @param file made, and removed by `close`
   * @param length files of the run
   */
  constructor(file: string, length: number) {
    this.length = length;
    this.#spool = new Spool(file, length);
  }

  set(place: number, listing: Listing): void {
    this.#spool.set(place, listing);
    this.onSet();
  }

  has(place: number): boolean {
    return this.#spool.has(place);
  }

  at(place: number): Listing {
    const listing = this.#spool.get(place);
    if (!listing) throw new Error(`file ${place} of the run is not done`);
    return listing;
  }

  *[Symbol.iterator](): Iterator<Listing> {
    for (let place = 0; place < this.length; place++) yield this.at(place);
  }

  close(): void {
    this.#spool.close();
  }
}
