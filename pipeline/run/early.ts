/** Children of a run that load their code while the run itself loads its pack. */
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { StorePlace } from '../store/open.ts';
import { isBucket } from '../store/s3.ts';
import { startChildren } from './children.ts';
import type { RunOptions } from './run.ts';

/**
 * Children for as many documents as are read at a time, where there is surely something to read: where nothing is known
 * yet, or all is to be read again. A run that finds everything in its store needs none.
 * @param place where the run keeps its work; nothing where it keeps none
 * @param documents how many the run is about
 */
export function earlyChildren(options: RunOptions, place: StorePlace | undefined, documents: number): ChildProcess[] {
  const { queue, force, jobs = availableParallelism(), workerModule } = options;
  const isNew = !place || (!isBucket(place.place) && !existsSync(join(place.place, 'map')));
  if (queue !== undefined || !(force || isNew)) return [];
  return startChildren(Math.min(jobs, documents), workerModule);
}
