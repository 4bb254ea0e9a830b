/** The files of the output folder, put together from what each document gives to them. */
import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Parts } from '../store/bundle.ts';
import { JOINED, PROVENANCE_CSV } from './fragments.ts';

/** Bytes that a file gathers before they are written. */
const GATHERED = 256 * 1024;

/** Size and hash (`sha256:…`) of a file that was written. */
export interface Written {
  bytes: number;
  hash: string;
}

/** Files to which documents are added in their order. */
export class Joining {
  readonly #files: ReadonlyMap<string, GrowingFile>;

  /**
   * @param dir folder of the files; made by the caller
   * @param names of the files that are wanted
   */
  constructor(dir: string, names: Iterable<string>) {
    this.#files = new Map([...names].map((name) => [name, new GrowingFile(join(dir, name), JOINED.get(name)!)]));
  }

  /** Adds what a document gives to these files. */
  add(parts: Parts): void {
    for (const [name, bytes] of Object.entries(parts)) this.#files.get(name)?.add(bytes);
  }

  /** @returns what was written, by file name */
  finish(): Map<string, Written> {
    return new Map([...this.#files].map(([name, file]) => [name, file.finish()]));
  }

  close(): void {
    for (const file of this.#files.values()) file.close();
  }
}

/** Puts documents together in the order in which they come. See `Joining`. */
export async function joinParts(
  documents: AsyncIterable<Parts>,
  dir: string,
  names: Iterable<string> = JOINED.keys(),
): Promise<Map<string, Written>> {
  const files = new Joining(dir, names);
  try {
    for await (const parts of documents) files.add(parts);
    return files.finish();
  } finally {
    files.close();
  }
}

/** A file that grows at its end. Synchronous: nothing else is to be done meanwhile. */
class GrowingFile {
  readonly #fd: number;
  /** None for a file that nobody is told of. */
  readonly #hash: Hash | undefined;
  // Bytes are copied: a part is a view of all that its document gives, which must not wait for the next of its kind.
  readonly #waiting = Buffer.allocUnsafeSlow(GATHERED);
  #waitingBytes = 0;
  #bytes = 0;

  constructor(file: string, header: string) {
    this.#fd = openSync(file, 'wx');
    this.#hash = file.endsWith(PROVENANCE_CSV) ? undefined : createHash('sha256');
    this.add(Buffer.from(header));
  }

  add(bytes: Uint8Array): void {
    if (this.#waitingBytes + bytes.length > GATHERED) this.#flush();
    if (bytes.length >= GATHERED) this.#write(bytes);
    else {
      this.#waiting.set(bytes, this.#waitingBytes);
      this.#waitingBytes += bytes.length;
    }
  }

  finish(): Written {
    this.#flush();
    return { bytes: this.#bytes, hash: this.#hash ? `sha256:${this.#hash.digest('hex')}` : '' };
  }

  close(): void {
    closeSync(this.#fd);
  }

  #flush(): void {
    this.#write(this.#waiting.subarray(0, this.#waitingBytes));
    this.#waitingBytes = 0;
  }

  #write(bytes: Uint8Array): void {
    this.#hash?.update(bytes);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at);
    this.#bytes += bytes.length;
  }
}
