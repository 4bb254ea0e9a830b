/** Looking after a store: what is in it, whether it is whole, and removing what nobody needs. */
import { DamagedError, type Entries, unsealed } from './entries.ts';
import { failureOf } from './failures.ts';
import { lease } from './leases.ts';
import { manifestOf } from './manifest.ts';
import { type Key, KINDS, type Kind, type Listed } from './store.ts';

export interface Stats {
  kind: Kind;
  entries: number;
  bytes: number;
  /** First and last time that one was written; none where there is no entry. */
  oldest?: Date;
  newest?: Date;
}

/** Number and size of entries by kind. */
export async function storeStats({ store }: Entries): Promise<Stats[]> {
  const all: Stats[] = [];
  for (const kind of KINDS) {
    const own: Stats = { kind, entries: 0, bytes: 0 };
    for await (const { bytes, written } of store.list(kind)) {
      own.entries++;
      own.bytes += bytes;
      if (!own.oldest || written < own.oldest) own.oldest = written;
      if (!own.newest || written > own.newest) own.newest = written;
    }
    all.push(own);
  }
  return all;
}

/** Reasons of the stored failures, each with its files and the most attempts at one of them, the most frequent first. */
export async function storedFailures(entries: Entries): Promise<{ reason: string; files: number; attempts: number }[]> {
  const reasons = new Map<string, { files: number; attempts: number }>();
  for await (const { key } of entries.store.list('failure')) {
    const failure = await failureOf(entries, key);
    if (!failure) continue;
    const known = reasons.get(failure.reason) ?? { files: 0, attempts: 0 };
    reasons.set(failure.reason, { files: known.files + 1, attempts: Math.max(known.attempts, failure.attempts) });
  }
  const all = [...reasons].map(([reason, counts]) => ({ reason, ...counts }));
  return all.sort((a, b) => b.files - a.files || (a.reason < b.reason ? -1 : 1));
}

/** Reads every entry and puts those aside whose bytes are not what was written. @returns how many there were, and these */
export async function verifyStore(entries: Entries): Promise<{ whole: number; damaged: Key[] }> {
  const result: { whole: number; damaged: Key[] } = { whole: 0, damaged: [] };
  for (const kind of KINDS) {
    if (kind === 'damaged') continue;
    for await (const { key } of entries.store.list(kind)) {
      const entry = await entries.store.get(key);
      if (!entry) continue;
      try {
        unsealed(entry);
        result.whole++;
      } catch (error) {
        if (!(error instanceof DamagedError)) throw error;
        await entries.putAside(key, entry);
        result.damaged.push(key);
      }
    }
  }
  return result;
}

/** What is removed when no run uses it. Readings of pictures are not: they are small, and take long to make. */
const SWEPT: readonly Kind[] = ['extract', 'map', 'cross', 'failure', 'source', 'seen', 'damaged'];

/**
 * Removes what the last runs of every output folder did not use.
 * @param keepRuns how many runs of each output folder count
 * @param hours entries younger than that stay in any case: they may belong to a run that was killed and will go on
 * @throws BusyError while a run is using the store
 */
export async function collectGarbage(
  entries: Entries,
  { keepRuns, hours }: { keepRuns: number; hours: number },
): Promise<{ kept: number; removed: number; bytes: number }> {
  const leave = await lease(entries, 'gc');
  try {
    const used = await usedByRuns(entries, keepRuns);
    const before = Date.now() - hours * 3600 * 1000;
    const result = { kept: 0, removed: 0, bytes: 0 };
    for (const kind of SWEPT)
      for await (const { key, bytes, written } of entries.store.list(kind)) {
        if (used.has(key) || written.getTime() > before) {
          result.kept++;
          continue;
        }
        await entries.store.delete(key);
        result.removed++;
        result.bytes += bytes;
      }
    return result;
  } finally {
    await leave();
  }
}

/** Entries of the last runs of each output folder; the notes of earlier ones are removed. */
async function usedByRuns(entries: Entries, keepRuns: number): Promise<Set<Key>> {
  const runs: Listed[] = [];
  for await (const run of entries.store.list('run')) runs.push(run);
  const byFolder = Map.groupBy(runs, ({ key }) => key.slice(0, key.lastIndexOf('-')));
  const used = new Set<Key>();
  for (const own of byFolder.values()) {
    own.sort((a, b) => (a.key < b.key ? 1 : -1));
    for (const { key } of own.slice(0, keepRuns))
      for (const use of (await manifestOf(entries, key))?.uses ?? []) used.add(use);
    for (const { key } of own.slice(keepRuns)) await entries.store.delete(key);
  }
  return used;
}
