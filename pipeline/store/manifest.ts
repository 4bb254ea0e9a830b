/** Which entries a run used, so that what no run uses any more can be removed. */
import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { resolve } from 'node:path';
import type { Entries } from './entries.ts';
import type { Key } from './store.ts';

export interface Manifest {
  /** Machine and output folder: runs with the same follow each other. */
  host: string;
  out: string;
  ended: string;
  uses: Key[];
}

/** Notes what a run used. Runs of one output folder sort by time. */
export async function noteRun(entries: Entries, out: string, uses: Iterable<Key>): Promise<void> {
  const ended = new Date().toISOString();
  const head = { host: hostname(), out: resolve(out), ended };
  const place = createHash('sha256').update(`${head.host}\n${head.out}`).digest('hex').slice(0, 16);
  const name = `${place}-${ended.replace(/\D/g, '')}`;
  await entries.put(`run/${name}`, Buffer.from(`${JSON.stringify(head)}\n${[...uses].join('\n')}`));
}

/** @returns the manifest of a run; none when it is gone or damaged */
export async function manifestOf(entries: Entries, key: Key): Promise<Manifest | undefined> {
  const stored = await entries.get(key);
  if (!stored) return undefined;
  const [head, ...uses] = stored.toString().split('\n');
  return { ...(JSON.parse(head) as Omit<Manifest, 'uses'>), uses: uses.filter((use) => use !== '') as Key[] };
}
