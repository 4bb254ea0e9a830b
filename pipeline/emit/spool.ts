/** Values that wait on disk until they are asked for: only their places are held in memory. */
import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';

export class Spool<V> {
  readonly #file: string;
  readonly #fd: number;
  readonly #places = new Map<string, { at: number; bytes: number }>();
  #end = 0;

  /** @param file made, and removed by `close` */
  constructor(file: string) {
    this.#file = file;
    this.#fd = openSync(file, 'wx+');
  }

  set(name: string, value: V): void {
    const bytes = Buffer.from(JSON.stringify(value));
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at, bytes.length - at, this.#end + at);
    this.#places.set(name, { at: this.#end, bytes: bytes.length });
    this.#end += bytes.length;
  }

  get(name: string): V | undefined {
    const place = this.#places.get(name);
    if (!place) return undefined;
    const bytes = Buffer.alloc(place.bytes);
    for (let at = 0; at < bytes.length; ) {
      const read = readSync(this.#fd, bytes, at, bytes.length - at, place.at + at);
      if (read === 0) throw new Error(`${this.#file} is shorter than it was written`);
      at += read;
    }
    return JSON.parse(bytes.toString()) as V;
  }

  close(): void {
    closeSync(this.#fd);
    rmSync(this.#file, { force: true });
  }
}
