/** A full disk, told as what it is. */
import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { PARTITIONED } from '../emit/partitions.ts';
import { StoreFullError } from '../store/store.ts';

/** There is no room left. What was done is kept; the same command goes on when there is room. */
export class DiskFullError extends Error {
  override name = 'DiskFullError';
}

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** Does something that writes to a folder. @throws DiskFullError instead of whatever a full disk made it throw */
export async function whenFull<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const full =
      error instanceof StoreFullError || FULL.has(code) || /no space left|disk quota exceeded/i.test(message);
    if (!full) throw error;
    const where = error instanceof StoreFullError ? error.message : `there is no room left for ${folder}`;
    throw new DiskFullError(`${where}: free some and run the same command again; what is done is kept`, {
      cause: error,
    });
  }
}

const MIB = 2 ** 20;

/**
 * New datasets are written beside those that they replace: where not even these would have room, the work need not begin.
 * @param out an output folder
 * @throws DiskFullError
 */
export async function refuseFull(out: string): Promise<void> {
  const { bavail, bsize } = await statfs(out);
  const free = bavail * bsize;
  const taken = (await sizeOf(out)) + (await sizeOf(join(out, PARTITIONED), true));
  if (taken > free)
    throw new DiskFullError(
      `there is no room left for ${out}: ${Math.floor(free / MIB)} MiB are free, and the datasets there take ${Math.ceil(taken / MIB)} MiB; new ones are written beside them before they replace them. Free some and run the same command again, or remove the datasets`,
    );
}

/** Bytes of the files in a folder that are not hidden. */
async function sizeOf(folder: string, recursive = false): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive }).catch(() => []);
  let bytes = 0;
  for (const entry of entries)
    if (entry.isFile() && !entry.name.startsWith('.'))
      bytes += (await stat(join(entry.parentPath, entry.name)).catch(() => ({ size: 0 }))).size;
  return bytes;
}
