/** The emit stage for datasets in parts: only what changed is written. */
import { createHash } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DATASETS } from '../../../schemas/datasets.ts';
import type { Listings } from '../../run/listings.ts';
import type { Parts } from '../../store/bundle.ts';
import { Crossings } from '../crossings.ts';
import { writePartsPackage } from '../datapackage.ts';
import type { EmitOptions, Emitted } from '../emit.ts';
import { laps } from '../laps.ts';
import { partsAt } from '../lost.ts';
import { queryFiles } from '../query.ts';
import { writeSummary } from '../summary.ts';
import { fileName, MEMBERS, type Member, memberOf, PARTS, type Part, type PartFile, partsIn } from './members.ts';
import { type Kept, planParts } from './plan.ts';
import { writePart } from './write.ts';

/** A part is full when what its documents give has so many bytes. */
export const PART_BYTES = 256 * 1024 * 1024;

const datasets = [...Object.keys(DATASETS), 'provenance'];

/**
 * Writes what differs from the datasets in parts that stand in an output folder, and the data package of all.
 * @param listings the documents in the order of the run
 * @param ready an empty folder, which gets what is to be moved to the output folder
 * @param out the output folder; nothing is changed there
 * @throws LostError when an entry was removed or damaged meanwhile; whatever `signal` was aborted with
 */
export async function emitParts(
  listings: Listings,
  ready: string,
  out: string,
  { partBytes = PART_BYTES, ...options }: EmitOptions & { partBytes?: number },
): Promise<Emitted> {
  const { version, partition = [], signal } = options;
  const { timings, lap } = laps();
  const read = (place: number) => partsAt(listings, options.entries, place);
  const crossings = await lap('cross', () => Crossings.of(listings, read, join(ready, '.crossings'), options));
  const members: Member[] = [];
  for (const listing of listings) members.push(memberOf(listing, crossings.at(members.length)));
  const written = new Set<string>();
  const parts: Part[] = [];
  try {
    const { kept, fresh, next } = planParts(options.anew ? [] : wholeParts(out), members, partition);
    await lap('parts', async () => {
      for (const one of kept) parts.push(await keptPart(one));
      let number = next;
      for (let at = 0; at < fresh.length || parts.length === 0; number++) {
        const part = await freshPart(String(number).padStart(6, '0'), fresh.slice(at));
        parts.push(part);
        at += part.members.length;
      }
    });
  } finally {
    crossings.close();
  }
  const filesOf = (resource: string) => parts.flatMap(({ files }) => files[resource] ?? []);
  const placeOf = ({ path }: PartFile) => join(written.has(path) ? ready : out, path);
  await lap('summary', () =>
    writeSummary(ready, (sql) => queryFiles((name) => filesOf(`${name}-parquet`).map(placeOf), sql)),
  );
  await lap('package', () =>
    writePartsPackage(
      ready,
      version,
      filesOf,
      parts.map(({ file }) => file!),
    ),
  );
  return { timings, uses: crossings.uses };

  async function keptPart({ before, places, write }: Kept): Promise<Part> {
    if (write !== 'all' && write.size === 0) return before;
    const own = places.map((place) => members[place]);
    const files = await wrote(given(places), {
      ready,
      datasets: write === 'all' ? datasets : [...write],
      partition,
      documents: write === 'all' ? undefined : join(out, before.files['documents-parquet'][0].path),
      named: (dataset) => fileName(before.name, dataset, own, partition),
    });
    const left = Object.entries(before.files).filter(
      ([resource]) => write !== 'all' && !write.has(resource.replace(/-\w+$/, '')),
    );
    return finished({ name: before.name, partition, members: own, files: { ...Object.fromEntries(left), ...files } });
  }

  /** A part of the first of these documents, as many as it has room for. */
  async function freshPart(name: string, places: readonly number[]): Promise<Part> {
    const own: Member[] = [];
    async function* first(): AsyncIterable<Parts> {
      let bytes = 0;
      for await (const document of given(places)) {
        own.push(members[places[own.length]]);
        yield document;
        bytes += Object.values(document).reduce((sum, { length }) => sum + length, 0);
        if (bytes >= partBytes) return;
      }
    }
    const named = (dataset: string) => fileName(name, dataset, own, partition);
    const files = await wrote(first(), { ready, datasets, partition, named });
    return finished({ name, partition, members: own, files });
  }

  async function wrote(...what: Parameters<typeof writePart>) {
    const files = await writePart(...what);
    for (const own of Object.values(files)) for (const { path } of own) written.add(path);
    return files;
  }

  async function* given(places: readonly number[]): AsyncIterable<Parts> {
    for (const place of places) {
      signal?.throwIfAborted();
      yield await crossings.partsAt(place);
    }
  }

  /** Writes what a part holds. */
  function finished(part: Part): Part {
    const text = JSON.stringify(part);
    const hash = createHash('sha256').update(text).digest('hex');
    const path = `${PARTS}/${MEMBERS}/${part.name}-${hash.slice(0, 12)}.json`;
    mkdirSync(join(ready, PARTS, MEMBERS), { recursive: true });
    writeFileSync(join(ready, path), text);
    return { ...part, file: { path, bytes: Buffer.byteLength(text), hash: `sha256:${hash}` } };
  }
}

/** The parts in an output folder of which no file is missing or cut short. Others count as not there. */
function wholeParts(out: string): Part[] {
  try {
    return partsIn(out).filter(({ files }) =>
      Object.values(files).every((own) =>
        own.every(({ path, bytes }) => statSync(join(out, path), { throwIfNoEntry: false })?.size === bytes),
      ),
    );
  } catch {
    return [];
  }
}
