/** Converting office files with LibreOffice, which runs apart: own profile, own folder, a time limit. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ReadError } from '../errors.ts';

/** Where LibreOffice is looked for, in this order. */
const PROGRAMS = ['soffice', 'libreoffice', '/Applications/LibreOffice.app/Contents/MacOS/soffice'];
/** Real files take one to five seconds; a file that takes a hundred hangs. */
const SECONDS = 100;

export interface ConvertOptions {
  signal?: AbortSignal;
  /** Programs to try, for installations in unusual places. */
  programs?: readonly string[];
}

/**
 * Converts a file to other formats.
 * @param from extension of the source: `doc`
 * @param to extensions wanted: `docx`, `pdf`
 * @returns the results in the order of `to`
 * @throws ReadError `needs-program` when LibreOffice is not installed, `corrupt` when it cannot read the file, `limit`
 * when it does not finish in time
 */
export async function convert(
  bytes: Uint8Array,
  from: string,
  to: readonly string[],
  options: ConvertOptions = {},
): Promise<Uint8Array[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pagefact-office-'));
  try {
    const source = join(folder, `source.${from}`);
    await writeFile(source, bytes);
    const results: Uint8Array[] = [];
    for (const format of to) {
      const out = join(folder, format);
      await mkdir(out);
      const profile = pathToFileURL(join(folder, 'profile')).href;
      const flags = ['--headless', '--norestore', '--nolockcheck', '--nodefault'];
      await runFirst(
        [`-env:UserInstallation=${profile}`, ...flags, '--convert-to', format, '--outdir', out, source],
        options,
      );
      results.push(await resultOf(join(out, `source.${format}`), format));
    }
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function resultOf(file: string, format: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new ReadError('corrupt', `LibreOffice could not open the file to make a ${format} of it`, { cause });
  }
}

/** Runs the first of the programs that exists. */
async function runFirst(args: readonly string[], options: ConvertOptions): Promise<void> {
  for (const program of options.programs ?? PROGRAMS) {
    if (await run(program, args, options.signal)) return;
  }
  throw new ReadError(
    'needs-program',
    'this file needs LibreOffice (command soffice): install it (Debian: apt install libreoffice-writer), or save the file as .docx with Word',
  );
}

/** Runs a program to its end. @returns false when it does not exist */
function run(program: string, args: readonly string[], signal?: AbortSignal): Promise<boolean> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    // A group of its own: the command is a script that starts the real program, and both must end.
    const child = spawn(program, args, { stdio: 'ignore', detached: process.platform !== 'win32' });
    let failure: Error | undefined;
    const stop = (error: Error) => {
      failure = error;
      endGroup(child.pid);
    };
    const onAbort = () => stop(signal?.reason as Error);
    const timer = setTimeout(
      () =>
        stop(new ReadError('too-slow', `LibreOffice did not finish within ${SECONDS} seconds; the file was not read`)),
      SECONDS * 1000,
    );
    signal?.addEventListener('abort', onAbort, { once: true });
    const settle = (outcome: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      outcome();
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      settle(() => (error.code === 'ENOENT' || error.code === 'EACCES' ? resolve(false) : reject(error)));
    });
    child.on('close', () => settle(() => (failure ? reject(failure) : resolve(true))));
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It ended by itself in between.
  }
}
