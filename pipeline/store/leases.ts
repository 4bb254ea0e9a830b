/** Who is using a store: runs and the removal of old entries keep out of each other's way. */
import { hostname } from 'node:os';
import type { Entries } from './entries.ts';
import { beganAt, isAlive, type Owner } from './owner.ts';
import type { Key } from './store.ts';

type Purpose = 'run' | 'gc';

interface Lease extends Owner {
  purpose: Purpose;
}

/** Milliseconds after which a lease of another machine, of which nothing else is known, counts as left behind. */
const FORGOTTEN = 7 * 24 * 3600 * 1000;

/** The store is in use in a way that does not go together with what was asked for. */
export class BusyError extends Error {
  override name = 'BusyError';
}

/**
 * Says that this process uses a store. Runs do not mind each other; `gc` minds all, and all mind it.
 * @returns takes the word back
 * @throws BusyError when others stand against it
 */
export async function lease(entries: Entries, purpose: Purpose): Promise<() => Promise<void>> {
  const own: Lease = { purpose, host: hostname(), pid: process.pid, began: beganAt(process.pid) };
  const host = own.host.replace(/[^\w.-]/g, '_');
  const key: Key = `lease/${purpose}-${host}-${own.pid}-${Date.now().toString(36)}`;
  // First said, then looked: of two that come at once at least one sees the other.
  await entries.put(key, Buffer.from(JSON.stringify(own)));
  const against = await othersAgainst(entries, purpose, key);
  const leave = () => entries.store.delete(key);
  if (!against) return leave;
  await leave();
  const what = against.purpose === 'gc' ? 'old entries are being removed' : 'a run is using it';
  throw new BusyError(
    `the store ${entries.store.place} is busy: ${what} (process ${against.pid} on ${against.host}). Wait for its end and try again.`,
  );
}

async function othersAgainst(entries: Entries, purpose: Purpose, own: Key): Promise<Lease | undefined> {
  for await (const { key, written } of entries.store.list('lease')) {
    if (key === own) continue;
    const stored = await entries.get(key);
    if (!stored) continue;
    const other = JSON.parse(stored.toString()) as Lease;
    if (!isAlive(other) || (other.host !== hostname() && Date.now() - written.getTime() > FORGOTTEN))
      await entries.store.delete(key);
    else if (purpose === 'gc' || other.purpose === 'gc') return other;
  }
  return undefined;
}
