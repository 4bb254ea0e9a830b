/** Originals by their content: each body is kept once, under its hash, and appears under that name whole or not at all. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

const PARTIAL = '.part-';

/** A body that has come in and has no name yet. */
export interface Received {
  file: string;
  sha256: string;
  bytes: number;
}

/** More came than was allowed. */
export class TooLargeError extends Error {
  override name = 'TooLargeError';
}

/** The originals below one folder. */
export class Objects {
  readonly #dir: string;

  /** @param dir folder; what a killed crawl left half written in it is removed */
  constructor(dir: string) {
    this.#dir = dir;
    mkdirSync(dir, { recursive: true });
    for (const name of readdirSync(dir)) if (name.startsWith(PARTIAL)) rmSync(join(dir, name), { force: true });
  }

  /** Path of an original below the folder: `ab/ab…`, with the extension of its kind where it has one. */
  nameOf(sha256: string, extension: string): string {
    return join(sha256.slice(0, 2), extension === '' ? sha256 : `${sha256}.${extension}`);
  }

  pathOf(sha256: string, extension: string): string {
    return join(this.#dir, this.nameOf(sha256, extension));
  }

  has(sha256: string, extension: string): boolean {
    return existsSync(this.pathOf(sha256, extension));
  }

  read(sha256: string, extension: string): Promise<Buffer> {
    return readFile(this.pathOf(sha256, extension));
  }

  /**
   * Writes a stream to a file without a name, hashing it.
   * @throws TooLargeError when more than `most` bytes come; whatever the stream throws. Nothing is left behind then.
   */
  async receive(chunks: AsyncIterable<Uint8Array>, most: number): Promise<Received> {
    const file = join(this.#dir, PARTIAL + randomUUID());
    const hash = createHash('sha256');
    let bytes = 0;
    let handle: FileHandle | undefined;
    try {
      handle = await open(file, 'wx');
      for await (const chunk of chunks) {
        bytes += chunk.length;
        if (bytes > most) throw new TooLargeError(`more than ${most} bytes came`);
        hash.update(chunk);
        await handle.write(chunk);
      }
      await handle.sync();
      return { file, sha256: hash.digest('hex'), bytes };
    } catch (error) {
      await rm(file, { force: true });
      throw error;
    } finally {
      await handle?.close();
    }
  }

  /** Gives a received body its name. */
  async keep({ file, sha256 }: Received, extension: string): Promise<void> {
    mkdirSync(join(this.#dir, sha256.slice(0, 2)), { recursive: true });
    await rename(file, this.pathOf(sha256, extension));
  }

  async discard({ file }: Received): Promise<void> {
    await rm(file, { force: true });
  }
}
