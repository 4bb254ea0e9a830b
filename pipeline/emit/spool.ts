/** Values that wait on disk until they are asked for: of each only its place is held in memory. */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

/** Bytes before each value that say how long it is. */
const HEAD = 4;

/** Values by number, from 0 on. */
export class Spool<V> {
  readonly #file: string;
  readonly #fd: number;
  /** Where each begins, counted from 1; 0: none. */
  readonly #places: Float64Array;
  #end = 0;

  /**
   * @param file made, and removed by `close`
   * @param size how many values there may be
   */
  constructor(file: string, size: number) {
    this.#file = file;
    this.#fd = openSync(file, 'wx+');
    this.#places = new Float64Array(size);
  }

  set(index: number, value: V): void {
    const text = JSON.stringify(value);
    const bytes = Buffer.allocUnsafe(HEAD + Buffer.byteLength(text));
    bytes.writeUInt32LE(bytes.length - HEAD);
    bytes.write(text, HEAD);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at, bytes.length - at, this.#end + at);
    this.#places[index] = this.#end + 1;
    this.#end += bytes.length;
  }

  has(index: number): boolean {
    return this.#places[index] > 0;
  }

  get(index: number): V | undefined {
    const place = this.#places[index] - 1;
    if (place < 0) return undefined;
    const length = this.#read(HEAD, place).readUInt32LE();
    return JSON.parse(this.#read(length, place + HEAD).toString()) as V;
  }

  close(): void {
    closeSync(this.#fd);
    rmSync(this.#file, { force: true });
  }

  #read(length: number, place: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let at = 0; at < length; ) {
      const read = readSync(this.#fd, bytes, at, length - at, place + at);
      if (read === 0) throw new Error(`${this.#file} is shorter than it was written`);
      at += read;
    }
    return bytes;
  }
}
