/** The folders of the nights, and how datasets are published: the earlier ones stay until the new ones are complete. */
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { RUN_RECORD } from '../emit/publish.ts';

export interface Folders {
  /** Originals and history. */
  crawl: string;
  /** Work on documents, which later nights need not do again. */
  store: string;
  /** The datasets. */
  published: string;
  /** Those of the night before. */
  previous: string;
  /** Those that are being made. */
  next: string;
  reports: string;
}

export function foldersIn(data: string): Folders {
  const below = (name: string) => join(data, name);
  return {
    crawl: below('crawl'),
    store: below('store'),
    published: below('published'),
    previous: below('previous'),
    next: below('next'),
    reports: below('reports'),
  };
}

/** Whether a folder holds the datasets of a run that was finished. */
export const isComplete = (dir: string): boolean => existsSync(join(dir, RUN_RECORD));

/** Ends a change of folders in whose middle the process was killed. */
export async function recover(folders: Folders): Promise<void> {
  if (existsSync(folders.published)) return;
  if (isComplete(folders.next)) await rename(folders.next, folders.published);
  else if (existsSync(folders.previous)) await rename(folders.previous, folders.published);
}

/** Makes the datasets of this night the published ones. */
export async function publish({ published, previous, next }: Folders): Promise<void> {
  if (existsSync(published)) {
    await rm(previous, { recursive: true, force: true });
    await rename(published, previous);
  }
  await rename(next, published);
}

/** A folder for the report of a night; the oldest ones beyond `most` are removed. */
export async function reportFolder(reports: string, night: string, most: number): Promise<string> {
  const dir = join(reports, night.replaceAll(':', ''));
  await mkdir(dir, { recursive: true });
  const all = readdirSync(reports).sort();
  for (const old of all.slice(0, Math.max(0, all.length - most)))
    await rm(join(reports, old), { recursive: true, force: true });
  return dir;
}
