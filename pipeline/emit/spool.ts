/** Values that wait on disk until they are asked for: of each only its place is held in memory. */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

/** Bytes before each value that say how long it is. */
const HEAD = 4;

/** How values become bytes. */
export interface Codec<V> {
  encode(value: V): Uint8Array;
  decode(bytes: Buffer): V;
}

const JSON_TEXT: Codec<unknown> = {
  encode: (value) => Buffer.from(JSON.stringify(value)),
  decode: (bytes) => JSON.parse(bytes.toString()),
};

/** Values by number, from 0 on. */
export class Spool<V> {
  readonly #codec: Codec<V>;
  readonly #file: string;
  readonly #fd: number;
  /** Where each begins, counted from 1; 0: none. */
  readonly #places: Float64Array;
  #end = 0;

  /**
   * @param file made, and removed by `close`
   * @param size how many values there may be
   * @param codec JSON by default
   */
  constructor(file: string, size: number, codec: Codec<V> = JSON_TEXT as Codec<V>) {
    this.#codec = codec;
    this.#file = file;
    this.#fd = openSync(file, 'wx+');
    this.#places = new Float64Array(size);
  }

  set(index: number, value: V): void {
    const content = this.#codec.encode(value);
    const bytes = Buffer.allocUnsafe(HEAD + content.length);
    bytes.writeUInt32LE(content.length);
    bytes.set(content, HEAD);
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
    return this.#codec.decode(this.#read(length, place + HEAD));
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
