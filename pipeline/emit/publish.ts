/** Finished datasets from the folder where they were written to the output folder. */
import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DATASETS } from '../../schemas/datasets.ts';
import { dividedFiles, filesBelow, PARTITIONED } from './partitions.ts';
import { PARTS } from './parts/members.ts';
import { DATABASE, PACKAGE, packageOf } from './tables.ts';

/** The record of a run: the last file to appear, so that a folder that has it is complete. */
export const RUN_RECORD = 'run.json';
/** Beginning of the names of what `verify` writes. */
const VERIFIED = 'verification.';
/** Files that hold a dataset as a whole. */
const WHOLE = [
  ...[...Object.keys(DATASETS), 'provenance'].flatMap((name) =>
    ['csv', 'parquet', 'jsonl'].map((end) => `${name}.${end}`),
  ),
  DATABASE,
];

/**
 * Moves every file to the output folder, each at once and after it is safe on the disk; `run.json` is gone before the
 * first and comes after the last. So whoever reads it, then the datasets, and then finds it unchanged has those of one run.
 */
export async function publish(ready: string, out: string): Promise<void> {
  const names = (await readdir(ready)).filter((name) => name !== PARTITIONED).sort();
  for (const name of names) await synced(join(ready, name));
  await announce(ready, out);
  await publishPartitions(ready, out);
  for (const name of names.filter((one) => one !== RUN_RECORD)) await rename(join(ready, name), join(out, name));
  for (const name of await partsBelow(join(out, PARTS))) await removed(out, `${PARTS}/${name}`);
  await finish(ready, out);
}

/**
 * The same for datasets in parts, of which only what changed stands in `ready`. No file is replaced by another of its name
 * but the data package, which is replaced at once when all files that it names are there, and before those are removed that
 * it does not name any more: whoever reads what it names has the datasets of one run at every moment, or finds a file gone
 * and begins again.
 */
export async function publishParts(ready: string, out: string): Promise<void> {
  const files = await partFiles(ready);
  for (const name of [...files, PACKAGE, SUMMARY, RUN_RECORD]) await synced(join(ready, name));
  await announce(ready, out);
  const folders = new Set(files.flatMap(foldersOf));
  for (const folder of folders) await mkdir(join(out, folder), { recursive: true });
  for (const name of files) await rename(join(ready, name), join(out, name));
  for (const folder of folders) await synced(join(out, folder));
  for (const name of [PACKAGE, SUMMARY]) await rename(join(ready, name), join(out, name));
  await synced(out);
  const named = new Set(packageOf(out)!.resources.flatMap(({ path }) => path));
  const left = (await partFiles(out)).filter((name) => !named.has(name));
  for (const name of [...left, ...WHOLE]) await removed(out, name);
  await finish(ready, out);
}

const SUMMARY = 'summary.md';

/** The folders in which a file is. */
const foldersOf = (path: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_, depth, names) => names.slice(0, depth + 1).join('/'));

/** The files of the parts in a folder, divided ones too. */
async function partFiles(folder: string): Promise<string[]> {
  const [parts, divided] = [await partsBelow(join(folder, PARTS)), await dividedFiles(join(folder, PARTITIONED))];
  return [...parts.map((name) => `${PARTS}/${name}`), ...divided.map((name) => `${PARTITIONED}/${name}`)];
}

/** `facts/000001-b5019bcbd753.csv`: a name that a run gives. */
const OF_A_PART = /^\w+\/\d{6}-[0-9a-f]{12}\.(?:csv|parquet|jsonl|json)$/;

/** The files of parts below their folder; not what others put there, which is theirs to keep. */
const partsBelow = async (folder: string): Promise<string[]> =>
  (await filesBelow(folder)).filter((name) => OF_A_PART.test(name));

/** Removes a file of the output folder, if it is there, and the folders in which nothing is left. */
async function removed(out: string, name: string): Promise<void> {
  await rm(join(out, name), { force: true });
  for (const folder of foldersOf(name).reverse()) await rmdir(join(out, folder)).catch(() => {});
}

/** Tells readers that files are about to be replaced. */
async function announce(ready: string, out: string): Promise<void> {
  await rm(join(out, RUN_RECORD), { force: true });
  // It holds the hashes of all datasets: what was verified of others says nothing of these.
  if (!(await sameBytes(join(ready, PACKAGE), join(out, PACKAGE))))
    for (const name of await readdir(out)) if (name.startsWith(VERIFIED)) await rm(join(out, name), { force: true });
}

/** Tells readers that all files are there. */
async function finish(ready: string, out: string): Promise<void> {
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
  for (const name of await dividedFiles(to)) if (!fresh.has(name)) await removed(out, `${PARTITIONED}/${name}`);
  await rm(from, { recursive: true, force: true });
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
