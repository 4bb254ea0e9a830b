/** `pagefact review`: serves the review page until it is stopped. */
import type { ReviewOptions } from '../review/routes.ts';
import { startReview } from '../review/server.ts';

export interface ReviewCommandOptions extends Omit<ReviewOptions, 'out'> {
  port?: number;
}

/** Prints the address, and waits for Ctrl-C or SIGTERM. */
export async function reviewCommand(out: string, options: ReviewCommandOptions): Promise<0> {
  const review = await startReview({ ...options, out });
  process.stdout.write(`${review.url}\n`);
  console.error(
    'Open this address in a browser on this machine. It holds a secret token: who has it can see and decide. Ctrl-C ends.',
  );
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await review.close();
  return 0;
}
