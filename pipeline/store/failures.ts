/** Why a file gave nothing, as it is stored. */
import type { Refused } from '../run/messages.ts';
import type { Entries } from './entries.ts';
import type { Key } from './store.ts';

/** A failure with how often it happened. */
export interface Failure extends Refused {
  attempts: number;
}

/**
 * Codes of failures that lie in the file alone: the same bytes fail again. All others (a crash, a time or memory limit, a
 * program that is not installed) may pass, and are tried again by the next run.
 */
const LASTING = new Set<Refused['code']>([
  'empty',
  'too-large',
  'not-recognised',
  'html-page',
  'wrong-extension',
  'corrupt',
  'no-pages',
  'encrypted',
  'wrong-password',
  'limit',
]);

/** Whether the file need not be tried again. */
export const isLasting = ({ code }: Refused): boolean => LASTING.has(code);

export async function failureOf(entries: Entries, key: Key): Promise<Failure | undefined> {
  const stored = await entries.get(key);
  return stored && (JSON.parse(stored.toString()) as Failure);
}

/** Notes another failed attempt. */
export async function noteFailure(entries: Entries, key: Key, { status, reason, code }: Refused): Promise<void> {
  const attempts = ((await failureOf(entries, key))?.attempts ?? 0) + 1;
  await entries.put(key, Buffer.from(JSON.stringify({ status, reason, code, attempts } satisfies Failure)));
}
