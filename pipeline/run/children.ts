/** Child processes that read documents: started, also before there is work for them, and sent away. */
import { type ChildProcess, fork } from 'node:child_process';

export const WORKER = new URL(`./worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/** A child, which begins to load its code at once. */
export function startChild(workerModule: URL = WORKER): ChildProcess {
  // Quiet: a reader's own prints must not mix with the progress line. A small young generation keeps memory low; a
  // smaller one costs time and saves nothing, as documents then grow old in it.
  const child = fork(workerModule, {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execArgv: ['--max-semi-space-size=16', '--no-warnings'],
  });
  // Whoever gives it a document is told that it cannot be used; without a listener this process would end.
  child.on('error', () => {});
  return child;
}

/** Several, to be taken by `runJobs`. */
export const startChildren = (count: number, workerModule?: URL): ChildProcess[] =>
  Array.from({ length: count }, () => startChild(workerModule));

/** Takes one that can still be used. */
export function takeChild(children: ChildProcess[]): ChildProcess | undefined {
  for (let child = children.pop(); child; child = children.pop()) if (isUsable(child)) return child;
  return undefined;
}

export const isUsable = ({ connected, exitCode, signalCode }: ChildProcess): boolean =>
  connected && exitCode === null && signalCode === null;

/** Ends those that nobody took. */
export function dismiss(children: ChildProcess[]): void {
  for (const child of children.splice(0)) child.kill('SIGKILL');
}
