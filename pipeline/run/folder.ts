/** Folders that a command writes to. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

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
    throw new OutputError(`the folder ${folder} cannot be made: ${message}`, { cause: error });
  }
}
