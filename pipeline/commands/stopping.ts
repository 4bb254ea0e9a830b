/** Commands that a signal ends in order. */

/** Signals that end a command in order, and the exit codes that shells give for them. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Does some work that a signal stops.
 * @param advice what to say then
 * @returns the work's exit code, or 128 and the signal's number
 */
export async function stopping(advice: string, work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const stop = new AbortController();
  let stoppedBy: keyof typeof SIGNALS | undefined;
  // Once: a second Ctrl-C ends the process at once.
  for (const name of Object.keys(SIGNALS) as (keyof typeof SIGNALS)[])
    process.once(name, () => {
      stoppedBy ??= name;
      stop.abort();
    });
  try {
    return await work(stop.signal);
  } catch (error) {
    if (!stoppedBy) throw error;
    console.error(`pagefact: stopped by ${stoppedBy}; ${advice}`);
    return SIGNALS[stoppedBy];
  }
}
