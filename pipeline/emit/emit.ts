/** The emit stage: what the documents of a run gave, from the store to every file of the output folder. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DATASETS } from '../../schemas/datasets.ts';
import type { Listings } from '../run/listings.ts';
import type { Parts } from '../store/bundle.ts';
import type { Key } from '../store/store.ts';
import type { Version } from '../version.ts';
import { CROSSED } from './crossed.ts';
import { type CrossingOptions, Crossings } from './crossings.ts';
import { writeDataPackage } from './datapackage.ts';
import { PROVENANCE_CSV } from './fragments.ts';
import { Gathering, WAITING } from './gathering.ts';
import { joinParts } from './join.ts';
import { laps } from './laps.ts';
import type { Partition } from './partitions.ts';
import { writeSummary } from './summary.ts';
import { TypedTables } from './typed.ts';

/** Datasets in which comparing documents changes nothing. */
const STEADY = [...Object.keys(DATASETS), 'provenance'].filter((name) => !CROSSED.includes(name));

export interface EmitOptions extends CrossingOptions {
  version: Version;
  /** See `writePartitions`. */
  partition?: readonly Partition[] | undefined;
}

export interface Emitted {
  /** Milliseconds by step. */
  timings: Record<string, number>;
  /** Entries of the store that were used beside those of the documents. */
  uses: readonly Key[];
}

/**
 * Writes every dataset. Memory grows with the number of documents by some bytes each, not by their content.
 * @param listings the documents in the order of the run
 * @param dir an empty folder, but for what is gathered
 * @param gathering what was put into that folder while the documents were done; closed
 * @throws LostError when an entry was removed or damaged meanwhile; whatever `signal` was aborted with
 */
export async function emit(
  listings: Listings,
  dir: string,
  options: EmitOptions,
  gathering: Gathering = new Gathering(listings, dir, options),
): Promise<Emitted> {
  const { version, partition = [], signal } = options;
  const { timings, lap } = laps();
  const typed = await TypedTables.open(dir);
  let begun = Promise.resolve();
  try {
    const steady = await lap('gather', () => gathering.rest());
    // In a thread of its own, while the documents are compared in this one.
    begun = typed.write(STEADY);
    begun.catch(() => {});
    const read = async (place: number) => gathering.waitingAt(place);
    const crossings = await lap('cross', () => Crossings.of(listings, read, join(dir, '.crossings'), options));
    const changed = await lap('join', () => joinParts(all(crossings), dir, WAITING));
    await lap('typed', async () => {
      await Promise.all([begun, typed.write(CROSSED)]);
      await typed.divide(partition);
    });
    await rm(join(dir, PROVENANCE_CSV));
    await lap('summary', () => writeSummary(dir, (sql) => typed.answer(sql)));
    await typed.finish();
    await lap('package', () => writeDataPackage(dir, version, new Map([...steady, ...changed])));
    return { timings, uses: crossings.uses };
  } finally {
    // What was begun in another thread is waited for.
    await begun.catch(() => {});
    typed.close();
    await gathering.close();
  }

  async function* all(crossings: Crossings): AsyncIterable<Parts> {
    try {
      for (let place = 0; place < listings.length; place++) {
        signal?.throwIfAborted();
        yield await crossings.partsAt(place);
      }
    } finally {
      crossings.close();
    }
  }
}
