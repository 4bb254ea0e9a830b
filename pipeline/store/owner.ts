/** Processes by which something is held: whether they are still there. */
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** A process of a machine. */
export interface Owner {
  host: string;
  pid: number;
  /** When the process began: a number that is used again is another process. */
  began: string;
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

/** What a process is that was killed, as long as whoever started it has not asked how it ended: it does nothing any more. */
const ENDED = ['Z', 'X'];

/**
 * Start of a process in the system's own ticks (field 22 of /proc/PID/stat); empty where there is no such file, `ended` of
 * one that is over but still has its number.
 */
export function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...more] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return ENDED.includes(state) ? 'ended' : more[18];
  } catch {
    return '';
  }
}
