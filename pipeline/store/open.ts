/** A store by its place. */
import { resolve } from 'node:path';
import { Entries } from './entries.ts';
import { FolderStore } from './folder.ts';
import { isBucket, S3Store } from './s3.ts';

/** Where a store is and how careful it is; can be sent to another process. */
export interface StorePlace {
  /** Folder, or `s3://BUCKET/PREFIX`. */
  place: string;
  /** See `FolderStore`. */
  sync: boolean;
}

/** A place as a person gives it, so that it means the same in every process. */
export const absolutePlace = (place: string): string => (isBucket(place) ? place : resolve(place));

/** @throws Error when the folder cannot be made, or the address is no bucket's */
export function openStore({ place, sync }: StorePlace): Entries {
  return new Entries(isBucket(place) ? new S3Store(place) : new FolderStore(place, { sync }));
}
