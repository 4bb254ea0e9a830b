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

/** Start of a process in the system's own ticks (field 22 of /proc/PID/stat); empty where there is no such file. */
export function beganAt(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return '';
  }
}
