/** Finished datasets from the folder where they were written to the output folder. */
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dividedFiles, PARTITIONED } from './partitions.ts';

/** The record of a run: the last file to appear, so that a folder that has it is complete. */
export const RUN_RECORD = 'run.json';
const DATA_PACKAGE = 'datapackage.json';
/** Beginning of the names of what `verify` writes. */
const VERIFIED = 'verification.';

/**
 * Moves every file to the output folder, each at once and after it is safe on the disk; `run.json` is gone before the
 * first and comes after the last. So whoever reads it, then the datasets, and then finds it unchanged has those of one run.
 */
export async function publish(ready: string, out: string): Promise<void> {
  const names = (await readdir(ready)).filter((name) => name !== PARTITIONED).sort();
  for (const name of names) await synced(join(ready, name));
  await rm(join(out, RUN_RECORD), { force: true });
  // It holds the hashes of all datasets: what was verified of others says nothing of these.
  if (!(await sameBytes(join(ready, DATA_PACKAGE), join(out, DATA_PACKAGE))))
    for (const name of await readdir(out)) if (name.startsWith(VERIFIED)) await rm(join(out, name), { force: true });
  await publishPartitions(ready, out);
  for (const name of names.filter((one) => one !== RUN_RECORD)) await rename(join(ready, name), join(out, name));
  await synced(out);
  await rename(join(ready, RUN_RECORD), join(out, RUN_RECORD));
  await synced(out);
}

/**
 * The divided datasets, file by file: one that did not change stays as it is, so that whoever copies them copies what is
 * new; one that there is no more is removed. What was divided before and is not asked for any more is removed too.
 */
async function publishPartitions(ready: string, out: string): Promise<void> {
  const from = join(ready, PARTITIONED);
  const to = join(out, PARTITIONED);
  const fresh = new Set(await dividedFiles(from));
  for (const name of fresh) {
    if (await sameBytes(join(from, name), join(to, name))) continue;
    await mkdir(dirname(join(to, name)), { recursive: true });
    await synced(join(from, name));
    await rename(join(from, name), join(to, name));
  }
  for (const name of await dividedFiles(to)) if (!fresh.has(name)) await rm(join(to, name));
  await rm(from, { recursive: true, force: true });
  if (fresh.size === 0) await rm(to, { recursive: true, force: true });
}

async function sameBytes(one: string, other: string): Promise<boolean> {
  const sizes = await Promise.all([one, other].map((file) => stat(file).catch(() => undefined)));
  if (sizes[0]?.size !== sizes[1]?.size) return false;
  const [a, b] = await Promise.all([readFile(one), readFile(other)]);
  return a.equals(b);
}

/** Waits until a file or folder is on the disk. Where the system cannot do that for folders, it does it by itself. */
async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r').catch(() => undefined);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
