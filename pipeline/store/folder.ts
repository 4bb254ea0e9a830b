/** A store in a folder, which may be shared between machines. */
import { randomBytes } from 'node:crypto';
import { access, type FileHandle, mkdir, open, opendir, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { makeFolder } from '../run/folder.ts';
import { checkedKey, type Key, type Kind, type Listed, type Store, StoreFullError } from './store.ts';

/** Beginning of the names of files that are being written. */
const UNFINISHED = '.new-';
/** Age in milliseconds from which an unfinished file is nobody's any more. */
const ABANDONED = 24 * 3600 * 1000;
const FULL = new Set(['ENOSPC', 'EDQUOT']);

/**
 * Entries as files `KIND/ab/abcd…`. Each is written under a name of its own, synced, and renamed: what has its final name
 * is complete, on NFS as well, and two writers of one entry do not disturb each other.
 */
export class FolderStore implements Store {
  readonly place: string;
  readonly #sync: boolean;
  #written = 0;
  readonly #own = `${UNFINISHED}${hostname()}-${process.pid}-${randomBytes(4).toString('hex')}`;

  /**
   * @param place made if missing
   * @param sync whether an entry is on the disk before it gets its name. Without, a power cut costs the entries of the
   * last half minute, and leaves some that are found to be damaged when they are read
   * @throws Error of the system when the folder cannot be made
   */
  constructor(place: string, { sync = true }: { sync?: boolean } = {}) {
    this.place = place;
    this.#sync = sync;
    makeFolder(place);
  }

  async get(key: Key): Promise<Uint8Array | undefined> {
    return unlessMissing(readFile(this.#file(key)));
  }

  async has(key: Key): Promise<boolean> {
    return (await unlessMissing(access(this.#file(key)).then(() => true))) ?? false;
  }

  async put(key: Key, bytes: Uint8Array): Promise<void> {
    const file = this.#file(key);
    const folder = dirname(file);
    const unfinished = join(folder, `${this.#own}-${this.#written++}`);
    try {
      await this.#write(unfinished, folder, bytes);
      await rename(unfinished, file);
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => {});
      const { code = '' } = error as NodeJS.ErrnoException;
      if (!FULL.has(code)) throw error;
      throw new StoreFullError(`there is no room left for the store in ${this.place}`, { cause: error });
    }
  }

  async delete(key: Key): Promise<void> {
    await rm(this.#file(key), { force: true });
  }

  /** Removes on its way what writers that died left. */
  async *list(kind: Kind): AsyncIterable<Listed> {
    const top = join(this.place, kind);
    for await (const shelf of entriesOf(top)) {
      for await (const name of entriesOf(join(top, shelf))) {
        const file = join(top, shelf, name);
        const found = await unlessMissing(stat(file));
        if (!found) continue;
        if (!name.startsWith(UNFINISHED)) yield { key: `${kind}/${name}`, bytes: found.size, written: found.mtime };
        else if (Date.now() - found.mtimeMs > ABANDONED) await rm(file, { force: true });
      }
    }
  }

  async #write(file: string, folder: string, bytes: Uint8Array): Promise<void> {
    const handle = await created(file, folder);
    try {
      await handle.writeFile(bytes);
      if (this.#sync) await handle.sync();
    } finally {
      await handle.close();
    }
  }

  #file(key: Key): string {
    const [kind, name] = checkedKey(key);
    return join(this.place, kind, name.slice(0, 2), name);
  }
}

/** Folders are made when the first entry needs them. */
async function created(file: string, folder: string): Promise<FileHandle> {
  try {
    return await open(file, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(folder, { recursive: true });
    return open(file, 'wx');
  }
}

async function* entriesOf(folder: string): AsyncIterable<string> {
  const dir = await unlessMissing(opendir(folder));
  if (dir) for await (const { name } of dir) yield name;
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  try {
    return await found;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
