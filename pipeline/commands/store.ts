/** `pagefact store`: what is in a store, whether it is whole, and removing what nobody needs. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { OWN_STORE } from '../run/own-store.ts';
import { collectGarbage, storedFailures, storeStats, verifyStore } from '../store/care.ts';
import type { Entries } from '../store/entries.ts';
import { openStore } from '../store/open.ts';
import { isBucket } from '../store/s3.ts';

export interface StoreCommandOptions {
  keepRuns: number;
  hours: number;
}

/** No store stands in the folder. */
class NoStoreError extends Error {
  override name = 'NoStoreError';
}

/** @param dir a store, or an output folder that holds one. @returns 0, or 3 when `verify` found damaged entries */
export async function storeCommand(
  action: 'gc' | 'verify' | 'stats',
  dir: string,
  options: StoreCommandOptions,
): Promise<number> {
  const own = join(dir, OWN_STORE);
  const place = existsSync(own) ? own : dir;
  if (!isBucket(dir) && !existsSync(join(place, 'run')) && !existsSync(join(place, 'map')))
    throw new NoStoreError(`${dir} holds no store: give the folder of --store, or the output folder of a run.`);
  const entries = openStore({ place, sync: true });
  if (action === 'stats') return stats(entries);
  if (action === 'verify') return verify(entries);
  const { kept, removed, bytes } = await collectGarbage(entries, options);
  console.log(`${removed} entries removed (${mebibytes(bytes)}), ${kept} kept`);
  return 0;
}

async function stats(entries: Entries): Promise<number> {
  for (const { kind, entries: count, bytes, oldest, newest } of await storeStats(entries)) {
    const times = oldest && newest ? `  ${oldest.toISOString()} to ${newest.toISOString()}` : '';
    console.log(`${kind.padEnd(8)} ${String(count).padStart(9)} entries ${mebibytes(bytes).padStart(12)}${times}`);
  }
  for (const { reason, files, attempts } of await storedFailures(entries))
    console.log(`failed: ${files} files, ${attempts} attempts at most: ${reason.replace(/\p{Cc}/gu, '\ufffd')}`);
  return 0;
}

async function verify(entries: Entries): Promise<number> {
  const { whole, damaged } = await verifyStore(entries);
  for (const key of damaged) console.log(`damaged and put aside: ${key}`);
  const lost = damaged.length > 0 ? `, ${damaged.length} were damaged: the next run does their work again` : '';
  console.log(`${whole} entries are whole${lost}`);
  return damaged.length > 0 ? 3 : 0;
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
