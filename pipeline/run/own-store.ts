/** Where a run keeps its work. */
import { join } from 'node:path';
import { absolutePlace, type StorePlace } from '../store/open.ts';
import type { RunOptions } from './run.ts';

/** Name of the store in the output folder. */
export const OWN_STORE = '.pagefact';

/** The store that was named, or the output folder's own; nothing where nothing is to be kept. */
export function storePlace({ store, out, sync = true }: RunOptions): StorePlace | undefined {
  return store === false ? undefined : { place: absolutePlace(store ?? join(out, OWN_STORE)), sync };
}
