/** A child process that does documents one after the other and writes what they give to fragments. */
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { ReadError } from '../../extractors/errors.ts';
import { loadPack, type Pack } from '../../schemas/pack.ts';
import { writeFragments } from '../emit/fragments.ts';
import { processDocument } from '../process.ts';
import type { Job, Outcome, Report } from './messages.ts';

const packs = new Map<string, Pack>();

function packOf(dir: string): Pack {
  const known = packs.get(dir);
  if (known) return known;
  const pack = loadPack(dir);
  packs.set(dir, pack);
  return pack;
}

async function work({ file, dir, packDir, options }: Job): Promise<Outcome> {
  try {
    const bytes = await readFile(file.path);
    if (bytes.length !== file.size)
      throw new ReadError('corrupt', 'The file changed while the run was on. Run again when it is written completely.');
    const { rows, provenance, timings } = await processDocument({ ...file, bytes }, packOf(packDir), {
      ...options,
      onPages: (found) => tell({ found }),
    });
    const written = performance.now();
    writeFragments(dir, rows, provenance);
    const [{ status, reason, page_count }] = rows.documents;
    timings.write = performance.now() - written;
    return {
      status: status === 'partial' ? 'partial' : 'ok',
      reason,
      pages: page_count ?? 0,
      facts: rows.facts.length,
      timings,
    };
  } catch (error) {
    if (!(error instanceof ReadError)) return { status: 'failed', reason: unexpected(error) };
    const status = error.code === 'needs-program' ? 'skipped' : 'failed';
    return { status, reason: error.message, code: error.code };
  }
}

/** A fault of the program, not of the file: with the place, so that it can be reported. */
function unexpected(error: unknown): string {
  if (!(error instanceof Error)) return `internal error: ${String(error)}`;
  const place = error.stack
    ?.split('\n')
    .find((line) => line.trim().startsWith('at '))
    ?.match(/([\w-]+\.[tj]s:\d+)/)?.[1];
  return `internal error: ${error.message}${place ? ` (${place})` : ''}; please report it with this file`;
}

function tell(report: Report): void {
  process.send!(report);
}

process.on('message', async (job: Job) => {
  tell({ outcome: await work(job) });
});
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
