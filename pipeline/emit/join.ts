/** The files of the output folder, put together from what each document gives to them. */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, writevSync } from 'node:fs';
import { join } from 'node:path';
import type { Parts } from '../store/bundle.ts';
import { JOINED } from './fragments.ts';

/** Bytes that a file gathers before they are written. */
const GATHERED = 1024 * 1024;

/** Size and hash of a file that was written. */
export interface Written {
  bytes: number;
  hash: string;
}

/**
 * Puts documents together in the order in which they come, each read once.
 * @param dir folder of the files; made by the caller
 * @returns what was written, by file name
 */
export async function joinParts(documents: AsyncIterable<Parts>, dir: string): Promise<Map<string, Written>> {
  const files = new Map([...JOINED].map(([name, header]) => [name, new Gathering(join(dir, name), header)]));
  try {
    for await (const parts of documents) for (const [name, bytes] of Object.entries(parts)) files.get(name)!.add(bytes);
    return new Map([...files].map(([name, file]) => [name, file.finish()]));
  } finally {
    for (const file of files.values()) file.close();
  }
}

/** A file that grows at its end. Synchronous: nothing else is to be done meanwhile. */
class Gathering {
  readonly #fd: number;
  readonly #hash: Hash = createHash('sha256');
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  #bytes = 0;

  constructor(file: string, header: string) {
    this.#fd = openSync(file, 'wx');
    this.add(Buffer.from(header));
  }

  add(bytes: Uint8Array): void {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= GATHERED) this.#write();
  }

  finish(): Written {
    this.#write();
    return { bytes: this.#bytes, hash: this.#hash.digest('hex') };
  }

  close(): void {
    closeSync(this.#fd);
  }

  #write(): void {
    const all = Buffer.concat(this.#waiting);
    this.#hash.update(all);
    for (let at = 0; at < all.length; ) at += writevSync(this.#fd, [all.subarray(at)]);
    this.#bytes += all.length;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}
