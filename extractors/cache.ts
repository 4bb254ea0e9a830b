/** Where slow results are kept between runs. */

/**
 * Bytes by key; the key says everything that the bytes depend on. What was put may be gone, but never comes back changed:
 * an entry that is not as it was written counts as missing.
 */
export interface Cache {
  /** @param key hex digits */
  get(key: string): Promise<Uint8Array | undefined>;
  put(key: string, bytes: Uint8Array): Promise<void>;
}
