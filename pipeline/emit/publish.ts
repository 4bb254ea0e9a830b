/** Finished datasets from the folder where they were written to the output folder. */
import { open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The record of a run: the last file to appear, so that a folder that has it is complete. */
export const RUN_RECORD = 'run.json';

/**
 * Moves every file to the output folder, each at once and after it is safe on the disk; `run.json` is gone before the
 * first and comes after the last.
 */
export async function publish(ready: string, out: string): Promise<void> {
  const names = (await readdir(ready)).sort();
  for (const name of names) await synced(join(ready, name));
  await rm(join(out, RUN_RECORD), { force: true });
  for (const name of names.filter((one) => one !== RUN_RECORD)) await rename(join(ready, name), join(out, name));
  await synced(out);
  await rename(join(ready, RUN_RECORD), join(out, RUN_RECORD));
  await synced(out);
}

/** Waits until a file or folder is on the disk. Where the system cannot do that for folders, it does it by itself. */
async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
