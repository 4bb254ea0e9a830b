/** A child process that does documents one after the other; what they give it writes to the store. */
import { Worker } from 'node:worker_threads';
import type { Job, Report } from './messages.ts';

function tell(report: Report): void {
  process.send!(report);
}

/**
 * Ends this process once its parent is gone, from a thread of its own: the main one may be deep in a file and never look
 * up. Plain JavaScript in a string costs no loader.
 */
const WATCHDOG = `
  setInterval(() => process.ppid === ${process.ppid} || process.kill(process.pid, 'SIGKILL'), 1000);
`;
new Worker(WATCHDOG, { eval: true, name: 'watchdog' }).unref();
// The parent is gone: nobody will read the result.
process.on('disconnect', () => process.exit(0));

// After the watchdog, which is there before half a second of loading is spent; before there is a job.
const loading = import('./work.ts');
// Whoever waits for it is told.
loading.catch(() => {});
process.on('message', async (job: Job) => {
  const { work } = await loading;
  tell({ outcome: await work(job, (found) => tell({ found })) });
});
