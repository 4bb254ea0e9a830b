/** The emit stage: what the documents of a run gave, from the store to every file of the output folder. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CrossCheck } from '../../schemas/checks.ts';
import type { Listing } from '../run/documents.ts';
import { type Parts, unbundled } from '../store/bundle.ts';
import type { Entries } from '../store/entries.ts';
import type { Key } from '../store/store.ts';
import type { Version } from '../version.ts';
import { type Crossing, crossDocuments, crossed } from './crossed.ts';
import { writeDataPackage } from './datapackage.ts';
import { writeTyped } from './duckdb.ts';
import { fragmentsOf, PROVENANCE_CSV } from './fragments.ts';
import { joinParts } from './join.ts';
import type { Partition } from './partitions.ts';
import { Spool } from './spool.ts';
import { writeSummary } from './summary.ts';

export interface EmitOptions {
  entries: Entries;
  checks: readonly CrossCheck[];
  version: Version;
  /** See `writePartitions`. */
  partition?: readonly Partition[];
  signal?: AbortSignal;
}

/** An entry that a run relies on is gone. */
export class LostError extends Error {
  override name = 'LostError';
}

/**
 * Writes every dataset. Memory grows with the number of documents by a few hundred bytes each, not by their content.
 * @param listings the documents in the order of the run
 * @param dir an empty folder
 * @returns milliseconds by step
 * @throws LostError when an entry was removed or damaged meanwhile; whatever `signal` was aborted with
 */
export async function emit(
  listings: readonly Listing[],
  dir: string,
  { entries, checks, version, partition, signal }: EmitOptions,
) {
  const timings: Record<string, number> = {};
  const changes = new Spool<Crossing>(join(dir, '.crossings'));
  try {
    await lap('cross', async () => {
      const mapped = listings.filter((listing) => listing.key !== undefined);
      await crossDocuments(
        mapped,
        checks,
        ({ key }) => partsOf(key),
        ({ row }, crossing) => changes.set(row.document_id, crossing),
      );
    });
    const written = await lap('join', () => joinParts(all(), dir));
    await lap('typed', () => writeTyped(dir, partition));
    await rm(join(dir, PROVENANCE_CSV));
    await lap('summary', () => writeSummary(dir));
    await lap('package', () => writeDataPackage(dir, version, written));
  } finally {
    changes.close();
  }
  return timings;

  async function lap<T>(name: string, step: () => Promise<T>): Promise<T> {
    const began = performance.now();
    const result = await step();
    timings[name] = performance.now() - began;
    signal?.throwIfAborted();
    return result;
  }

  async function* all(): AsyncIterable<Parts> {
    for (const { key, row } of listings) {
      signal?.throwIfAborted();
      if (key === undefined) {
        yield fragmentsOf({ documents: [row] });
        continue;
      }
      const crossing = changes.get(row.document_id);
      const parts = await partsOf(key);
      yield crossing ? crossed(parts, crossing) : parts;
    }
  }

  async function partsOf(key: Key): Promise<Parts> {
    const stored = await entries.get(key);
    if (stored) return unbundled(stored).parts;
    throw new LostError(
      `an entry of this run (${key}) is no longer in the store ${entries.store.place}, or is damaged. Run the same command again: only what is missing is done.`,
    );
  }
}
