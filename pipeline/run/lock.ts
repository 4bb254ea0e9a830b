/** One run at a time in an output folder. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { beganAt, isAlive, type Owner } from '../store/owner.ts';

const NAME = '.lock';

/** Another run is writing to the folder. */
export class LockedError extends Error {
  override name = 'LockedError';
}

/** How often and how long a lock that says nothing is looked at again: its owner may just be writing it. */
const LOOKS = 20;
const LOOK_MS = 50;

/**
 * Takes a folder for this process. A lock whose process is gone (killed, power cut) is taken over, by one process only.
 * @returns gives the folder back
 * @throws LockedError when another process holds it
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, NAME);
  const own = JSON.stringify({ host: hostname(), pid: process.pid, began: beganAt(process.pid) } satisfies Owner);
  while (!made(file, own)) {
    if (!isLeft(file, folder)) continue;
    // Two that find a dead lock at once must not both remove it: the second would remove the first one's.
    const taking = `${file}.taking`;
    if (!made(taking, own)) {
      if (isLeft(taking, folder)) rmSync(taking, { force: true });
      continue;
    }
    try {
      // Looked at again: whoever was here before has removed the dead lock, and perhaps put its own there.
      if (isLeft(file, folder)) rmSync(file, { force: true });
    } finally {
      rmSync(taking, { force: true });
    }
  }
  return () => rmSync(file, { force: true });
}

/** Makes a file; false when there is one. */
function made(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Whether there is a lock whose owner is gone. @throws LockedError when its owner works still */
function isLeft(file: string, folder: string): boolean {
  const owner = ownerOf(file);
  if (owner && isAlive(owner))
    throw new LockedError(
      `another run (process ${owner.pid} on ${owner.host}) is writing to ${folder}: wait for it, or give another --out. If there is no such process, delete ${file}.`,
    );
  return owner !== undefined;
}

/** Nothing where there is no lock; null when it says nothing for a second, as a power cut leaves it. */
function ownerOf(file: string): Owner | null | undefined {
  for (let look = 0; look < LOOKS; look++) {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Owner;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS);
    }
  }
  return null;
}
