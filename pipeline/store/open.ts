/** A store by its place. */
import { Entries } from './entries.ts';
import { FolderStore } from './folder.ts';

/** Where a store is and how careful it is; can be sent to another process. */
export interface StorePlace {
  /** Folder. */
  place: string;
  /** See `FolderStore`. */
  sync: boolean;
}

/** @throws Error of the system when the folder cannot be made */
export function openStore({ place, sync }: StorePlace): Entries {
  return new Entries(new FolderStore(place, { sync }));
}
