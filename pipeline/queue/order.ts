/** What the queue is told of a job: what is the same on every machine. */
import { resolve } from 'node:path';
import { BUILT_IN_PACK } from '../run/built-in-pack.ts';
import type { Job } from '../run/messages.ts';

/** Passwords, the store and how much a machine does at once are each worker's own. */
export interface Order {
  work: Omit<Job, 'store' | 'ocrCache' | 'ocrThreads' | 'packDir' | 'deferScans'> & {
    /** Not the pack that comes with the program, which stands elsewhere on every machine. */
    packDir?: string;
  };
}

export function orderOf({ store: _, ocrCache: _c, ocrThreads: _t, deferScans: _d, packDir, ...work }: Job): Order {
  const { password: __, ...reading } = work.reading;
  // A worker that sees the file under this path reads it there.
  const file = { ...work.file, path: resolve(work.file.path) };
  return { work: { ...work, file, reading, ...(packDir !== BUILT_IN_PACK && { packDir: resolve(packDir) }) } };
}

/** Whether a job of the queue is of this shape: other versions may have put in others. */
export function isOrder(data: unknown): data is Order {
  const work = (data as Partial<Order> | null)?.work;
  return Boolean(work?.file?.sha256 && work.reading && work.keys?.map && work.made);
}
