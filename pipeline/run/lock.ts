/** One run at a time in an output folder. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

const NAME = '.lock';

/** Another run is writing to the folder. */
export class LockedError extends Error {
  override name = 'LockedError';
}

/** A process of a machine. */
export interface Owner {
  host: string;
  pid: number;
  /** When the process began: a number that is used again is another process. */
  began: string;
}

/**
 * Takes a folder for this process. A lock whose process is gone (killed, power cut) is taken over.
 * @returns gives the folder back
 * @throws LockedError when another process holds it
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, NAME);
  const own: Owner = { host: hostname(), pid: process.pid, began: beganAt(process.pid) };
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(own), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = ownerOf(file);
    if (owner && isAlive(owner))
      throw new LockedError(
        `another run (process ${owner.pid} on ${owner.host}) is writing to ${folder}: wait for it, or give another --out. If there is no such process, delete ${file}.`,
      );
    rmSync(file, { force: true });
  }
}

/** Nothing when the lock was given back meanwhile or says nothing. */
function ownerOf(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

/** Of another machine nothing is known: it counts as alive. */
export function isAlive({ host, pid, began }: Owner): boolean {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return beganAt(pid) === began;
}

/** Start of a process in the system's own ticks (field 22 of /proc/PID/stat); empty where there is no such file. */
export function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return '';
  }
}
