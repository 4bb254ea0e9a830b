/** What a process and its children use, sampled from /proc (Linux). */
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessUse {
  role: string;
  cpuSeconds: number;
  peakMiB: number;
}

const SAMPLE_MS = 50;
/** Clock ticks a second; 100 on every Linux that Node runs on. */
const TICKS = 100;

/**
 * Samples until `stop`, which gives the last figures of each process.
 * @param own what the process itself is called; its children are called as `theirs` says
 */
export function watchProcesses(root: number, own = 'parent', theirs = 'worker'): { stop(): ProcessUse[] } {
  const seen = new Map<number, ProcessUse>();
  const sample = () => {
    for (const pid of [root, ...childrenOf(root)]) {
      const use = usageOf(pid, pid === root ? own : theirs);
      // A process that is ending has no memory any more: the highest figure counts.
      if (use) seen.set(pid, { ...use, peakMiB: Math.max(use.peakMiB, seen.get(pid)?.peakMiB ?? 0) });
    }
  };
  const timer = setInterval(sample, SAMPLE_MS);
  return {
    stop() {
      clearInterval(timer);
      return [...seen.values()];
    },
  };
}

/** The process ids of a process's children. */
export function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

function usageOf(pid: number, role: string): ProcessUse | undefined {
  try {
    // Fields after the command name, which stands in brackets: utime and stime are the 12th and 13th of them.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    const peak = Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmHWM:\s+(\d+)/)?.[1] ?? 0);
    return { role, cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS, peakMiB: peak / 1024 };
  } catch {
    return undefined;
  }
}
