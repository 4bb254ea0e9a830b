/** Which parts of the datasets stay as they are, and which are written. */
import { CROSSED } from '../crossed.ts';
import type { Member, Part } from './members.ts';

/** A part that stays, or of which some datasets are written anew. */
export interface Kept {
  before: Part;
  /** Its documents by their places in the run. */
  places: readonly number[];
  /** What is written; `all` when a document is gone. */
  write: 'all' | ReadonlySet<string>;
}

export interface Plan {
  kept: Kept[];
  /** Documents that come into new parts, by their places in the run. */
  fresh: number[];
  /** The number of the next new part. */
  next: number;
}

/** Below this size a part is small. */
export const SMALL_BYTES = 32 * 1024 * 1024;
/** So many small parts stay beside each other; one more, and all are joined. */
export const MOST_SMALL = 32;

/**
 * A document stays in its part as long as it gives the same. One that is new, or gives something else, comes into a new
 * part; the part that it was in is written without it. When there are too many small parts, their documents go with the
 * new ones.
 * @param parts what stands there
 * @param members what the documents of the run give
 * @param partition what the datasets are also divided by: other than before, every part is written
 */
export function planParts(parts: readonly Part[], members: readonly Member[], partition: readonly string[]): Plan {
  const placesOf = new Map<string, number[]>();
  for (const [place, [own]] of members.entries()) {
    const known = placesOf.get(own);
    if (known) known.push(place);
    else placesOf.set(own, [place]);
  }
  const staying: Kept[] = [];
  for (const before of parts) {
    const places = before.members.flatMap(([own]) => placesOf.get(own)?.shift() ?? []);
    if (places.length === 0) continue;
    const all = places.length < before.members.length || before.partition.join() !== partition.join();
    staying.push({ before, places, write: all ? 'all' : changedIn(before.members, places, members) });
  }
  const left = [...placesOf.values()].flat().sort((a, b) => a - b);
  const small = staying.filter(({ before }) => sizeOf(before) < SMALL_BYTES);
  const join = small.length + (left.length > 0 ? 1 : 0) > MOST_SMALL;
  const joined = join ? small : [];
  return {
    kept: staying.filter((part) => !joined.includes(part)),
    fresh: [...joined.flatMap(({ places }) => places), ...left],
    next: Math.max(0, ...parts.map(({ name }) => Number(name))) + 1,
  };
}

/** Datasets in which comparing documents changes something else than before. */
function changedIn(before: readonly Member[], places: readonly number[], members: readonly Member[]): Set<string> {
  const changed = new Set<string>();
  for (const [i, dataset] of CROSSED.entries())
    if (places.some((place, at) => members[place][i + 1] !== before[at][i + 1])) changed.add(dataset);
  return changed;
}

/** Bytes of the files of a part that are text: the others follow from them. */
const sizeOf = ({ files }: Part): number =>
  Object.entries(files)
    .filter(([resource]) => !resource.includes('-'))
    .reduce((sum, [, own]) => sum + own.reduce((bytes, file) => bytes + file.bytes, 0), 0);
