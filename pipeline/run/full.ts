/** A full disk, told as what it is. */
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
