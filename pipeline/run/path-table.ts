/** Values by the path in them, on the disk: of each only its place is held in memory. */
import { Spool } from '../emit/spool.ts';

/** A hash table with open places; a path that it does not know costs one look in most cases. */
export class PathTable<V extends { path: string }> {
  readonly #values: Spool<V>;
  /** Number of a value, counted from 1, at the place of its path's hash or behind it; 0: none. */
  readonly #slots: Uint32Array;
  #length = 0;

  /**
   * @param file made, and removed by `close`
   * @param most values there may be
   */
  constructor(file: string, most: number) {
    this.#values = new Spool(file, most);
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(2 * most + 1)));
  }

  get length(): number {
    return this.#length;
  }

  add(value: V): void {
    this.#values.set(this.#length, value);
    this.#length++;
    let slot = this.#first(value.path);
    while (this.#slots[slot] !== 0) slot = this.#after(slot);
    this.#slots[slot] = this.#length;
  }

  find(path: string): V | undefined {
    for (let slot = this.#first(path); this.#slots[slot] !== 0; slot = this.#after(slot)) {
      const value = this.#values.get(this.#slots[slot] - 1);
      if (value?.path === path) return value;
    }
    return undefined;
  }

  close(): void {
    this.#values.close();
  }

  #first(path: string): number {
    // FNV-1a.
    let hash = 0x811c9dc5;
    for (let i = 0; i < path.length; i++) hash = Math.imul(hash ^ path.charCodeAt(i), 0x01000193);
    return (hash ^ (hash >>> 15)) & (this.#slots.length - 1);
  }

  #after(slot: number): number {
    return (slot + 1) & (this.#slots.length - 1);
  }
}
