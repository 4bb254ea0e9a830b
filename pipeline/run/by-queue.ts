/** Documents of a run that are done elsewhere, where that is wanted. */
import type { Entries } from '../store/entries.ts';
import type { DocumentsOptions } from './documents.ts';
import type { RunOptions } from './run.ts';

/** A queue is wanted, but nothing that its workers could share. */
export class QueueUseError extends Error {
  override name = 'QueueUseError';
}

/**
 * What has documents done by the workers of a queue; its library is loaded only when it is wanted.
 * @throws QueueUseError
 */
export async function performer(
  { queue: url, store, onTrouble, signal }: RunOptions,
  entries: Entries,
): Promise<DocumentsOptions['perform']> {
  if (url === undefined) return undefined;
  if (!store) throw new QueueUseError('--queue needs --store: the folder that this run and its workers share');
  const { performByQueue } = await import('../queue/perform.ts');
  return (jobs, done) => performByQueue(jobs, { url, entries, onTrouble, signal }, done);
}
