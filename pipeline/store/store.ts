/** Where outputs of stages are kept: the one interface that a folder and an object store both fulfil. */

/**
 * What is kept. `extract`: documents as read; `map`: the rows that they gave; `cross`: what comparing documents changes in
 * them; `failure`: why a file gave none; `ocr`: readings of pictures; `source`: files on their way to workers of a queue; `seen`: what runs remember of
 * their files; `run`: which entries a run used;
 * `lease`: who is using the store; `damaged`: entries that were put aside.
 */
export const KINDS = [
  'extract',
  'map',
  'failure',
  'cross',
  'ocr',
  'source',
  'seen',
  'run',
  'lease',
  'damaged',
] as const;
export type Kind = (typeof KINDS)[number];

/** `map/3f…`: a kind and a name of 2 to 200 letters, digits, `-`, `_` and `.`, with a small letter or digit first. */
export type Key = `${Kind}/${string}`;

const KEY = new RegExp(`^(${KINDS.join('|')})/([a-z0-9][\\w.-]{1,199})$`);

/**
 * @returns kind and name
 * @throws Error when it is no key: a name must not lead elsewhere
 */
export function checkedKey(key: Key): [kind: string, name: string] {
  const [, kind, name] = key.match(KEY) ?? [];
  if (name === undefined) throw new Error(`not the name of an entry: ${key}`);
  return [kind, name];
}

/** Key of the bytes of a job's file: two jobs on one file have two, so that neither takes the other's away. */
export const sourceKey = (job: string): Key => `source/${job}`;

export interface Listed {
  key: Key;
  bytes: number;
  written: Date;
}

/**
 * Bytes by key. Any number of processes on any number of machines may use one store at once.
 *
 * A `put` is atomic: a reader gets the bytes of one `put` in whole, or nothing. It may be done again, and with the same
 * bytes that changes nothing. What was put may be read by others a moment later only: a store that is not asked for
 * something twice loses time, never data.
 */
export interface Store {
  /** For people: the folder or address. */
  readonly place: string;
  get(key: Key): Promise<Uint8Array | undefined>;
  /** @throws StoreFullError when there is no room */
  put(key: Key, bytes: Uint8Array): Promise<void>;
  has(key: Key): Promise<boolean>;
  /** Everything of a kind, in no fixed order. */
  list(kind: Kind): AsyncIterable<Listed>;
  /** Nothing happens when there is no such entry. */
  delete(key: Key): Promise<void>;
}

/** There is no room for another entry. The run can be continued when there is. */
export class StoreFullError extends Error {
  override name = 'StoreFullError';
}
