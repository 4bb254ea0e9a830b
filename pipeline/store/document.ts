/** Documents as they are stored. */
import { deserialize, serialize } from 'node:v8';
import type { Document } from '../../extractors/document.ts';

/**
 * In V8's format, which keeps every number and every field to the bit: what a later run finds is what this one has in
 * hand. JSON takes four times as long to write, and half of that again to be read back.
 */
export const storedDocument = (document: Document): Buffer => serialize(document);

/** @returns nothing when a newer Node wrote it than this one can read: then it is to be read anew */
export function documentFrom(stored: Buffer): Document | undefined {
  try {
    return deserialize(stored) as Document;
  } catch {
    return undefined;
  }
}
