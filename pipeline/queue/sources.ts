/** Files for workers that do not see the folders of a run: through the store, until their document is done. */
import { readFile } from 'node:fs/promises';
import { ReadError } from '../../extractors/errors.ts';
import { jobName } from '../run/job-name.ts';
import type { Job, Outcome } from '../run/messages.ts';
import type { Entries } from '../store/entries.ts';
import { sourceKey } from '../store/store.ts';

/**
 * Puts the file of a job into the store.
 * @returns what became of the document when its file is no longer there; that costs its own row only
 */
export async function bringSource(job: Job, entries: Entries): Promise<Outcome | undefined> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(job.file.path);
  } catch (error) {
    const why = (error as Error).message;
    const { message, code } = new ReadError('changed', `The file cannot be read any more (${why}). Run again.`);
    return { status: 'failed', reason: message, code };
  }
  await entries.put(sourceKey(jobName(job)), bytes);
  return undefined;
}

/** Takes it out again. */
export const takeAway = (job: Job, entries: Entries): Promise<void> => entries.store.delete(sourceKey(jobName(job)));
