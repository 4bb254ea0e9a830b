/** The emit stage: what the documents of a run gave, from the store to every file of the output folder. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Listings } from '../run/listings.ts';
import type { Parts } from '../store/bundle.ts';
import type { Key } from '../store/store.ts';
import type { Version } from '../version.ts';
import { type CrossingOptions, Crossings } from './crossings.ts';
import { writeDataPackage } from './datapackage.ts';
import { writeTyped } from './duckdb.ts';
import { PROVENANCE_CSV } from './fragments.ts';
import { joinParts } from './join.ts';
import { laps } from './laps.ts';
import type { Partition } from './partitions.ts';
import { queryTables } from './query.ts';
import { writeSummary } from './summary.ts';

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
 * @param dir an empty folder
 * @throws LostError when an entry was removed or damaged meanwhile; whatever `signal` was aborted with
 */
export async function emit(listings: Listings, dir: string, options: EmitOptions): Promise<Emitted> {
  const { version, partition, signal } = options;
  const { timings, lap } = laps();
  const crossings = await lap('cross', () => Crossings.of(listings, join(dir, '.crossings'), options));
  try {
    const written = await lap('join', () => joinParts(all(), dir));
    await lap('typed', () => writeTyped(dir, partition));
    await rm(join(dir, PROVENANCE_CSV));
    await lap('summary', () => writeSummary(dir, (sql) => queryTables(dir, sql)));
    await lap('package', () => writeDataPackage(dir, version, written));
  } finally {
    crossings.close();
  }
  return { timings, uses: crossings.uses };

  async function* all(): AsyncIterable<Parts> {
    for (let place = 0; place < listings.length; place++) {
      signal?.throwIfAborted();
      yield await crossings.partsAt(place);
    }
  }
}
