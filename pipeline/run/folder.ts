/** Folders that a command writes to. */
import { closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { columnsOf, DATASETS } from '../../schemas/datasets.ts';

/** The place that was named for output cannot be one. The message says why. */
export class OutputError extends Error {
  override name = 'OutputError';
}

/**
 * Makes a folder with those above it. Not by `mkdir` with `recursive`, which never ends below some folders (`/proc`).
 * @throws OutputError when there is a file of that name, or the system does not let us
 */
export function makeFolder(folder: string): void {
  const path = resolve(folder);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found) throw new OutputError(`${folder} is a file: give a folder`);
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // Another process was quicker.
    if (code === 'EEXIST' && statSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw error;
    const why = code === 'EACCES' || code === 'EPERM' ? 'no permission; give yourself the right to it' : message;
    throw new OutputError(`the folder ${folder} cannot be made: ${why}`, { cause: error });
  }
}

/** Beginnings of the names of folders in an output folder in which commands do what is not finished yet. */
export const UNFINISHED = { run: '.run-', verify: '.verify-' } as const;

/** Removes what commands that are over, or were killed, left unfinished. The caller holds the folder's lock. */
export async function removeUnfinished(out: string): Promise<void> {
  const begins = Object.values(UNFINISHED);
  const names = (await readdir(out)).filter((name) => begins.some((begin) => name.startsWith(begin)));
  for (const name of names) await rm(join(out, name), { recursive: true, force: true });
}

/** More than the first column of a header is not looked at: later ones may be those of an older version. */
const HEADER_BYTES = 64;

/**
 * A run replaces the datasets of its output folder; files of other origin that have their names are not to be lost.
 * @throws OutputError when a CSV file in the folder has the name of a dataset, but not its first column
 */
export function refuseForeign(folder: string): void {
  for (const name of Object.keys(DATASETS) as (keyof typeof DATASETS)[]) {
    const file = join(folder, `${name}.csv`);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    const [first] = beginningOf(file).split(/[,\r\n]/);
    if (first !== columnsOf(name)[0].name)
      throw new OutputError(`${file} would be replaced, but no run of Pagefact wrote it: give another folder`);
  }
}

function beginningOf(file: string): string {
  const bytes = Buffer.alloc(HEADER_BYTES);
  const handle = openSync(file, 'r');
  const length = readSync(handle, bytes);
  closeSync(handle);
  return bytes.toString('utf8', 0, length).replace(/^\ufeff/, '');
}
