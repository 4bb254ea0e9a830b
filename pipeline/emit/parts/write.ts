/** The files of one part of the datasets. */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Parts } from '../../store/bundle.ts';
import { fileOf } from '../datapackage.ts';
import { writeParquetFiles } from '../duckdb.ts';
import { PROVENANCE_CSV, PROVENANCE_JSONL } from '../fragments.ts';
import { joinParts } from '../join.ts';
import { dividedFiles, PARTITIONED, type Partition } from '../partitions.ts';
import { PARTS, type PartFile } from './members.ts';

export interface PartOptions {
  /** Where the files of this and other parts are put, as in an output folder. */
  ready: string;
  datasets: readonly string[];
  partition: readonly Partition[];
  /** Parquet file of the part's documents, where these are not written too. */
  documents?: string | undefined;
  /** Names of the files by dataset; asked for when all documents were read. */
  named: (dataset: string) => string;
}

/** Name of the file that a dataset is as text, when it is not in parts. */
const textFile = (dataset: string): string => (dataset === 'provenance' ? PROVENANCE_JSONL : `${dataset}.csv`);

/**
 * Writes datasets of one part.
 * @param documents what its documents give, in their order
 * @returns the files by resource
 */
export async function writePart(
  documents: AsyncIterable<Parts>,
  { ready, datasets, partition, documents: known, named }: PartOptions,
): Promise<Record<string, PartFile[]>> {
  const dir = join(ready, '.part');
  mkdirSync(dir, { recursive: true });
  const typed = datasets.includes('provenance') ? [PROVENANCE_CSV] : [];
  const written = await joinParts(documents, dir, [...datasets.map(textFile), ...typed]);
  await writeParquetFiles(dir, datasets, { partition, documents: known ?? join(dir, 'documents.parquet'), named });
  const files: Record<string, PartFile[]> = {};
  for (const dataset of datasets) {
    const text = textFile(dataset);
    const place = (file: string) => `${PARTS}/${dataset}/${named(dataset)}${file.slice(file.lastIndexOf('.'))}`;
    files[dataset] = [{ path: place(text), ...written.get(text)! }];
    move(join(dir, text), join(ready, place(text)));
    const parquet = `${dataset}.parquet`;
    const { bytes, hash } = await fileOf(dir, parquet);
    files[`${dataset}-parquet`] = [{ path: place(parquet), bytes, hash }];
    move(join(dir, parquet), join(ready, place(parquet)));
  }
  for (const path of await dividedFiles(join(dir, PARTITIONED))) {
    const divided = `${PARTITIONED}/${path}`;
    const resource = `${path.split('/')[0]}-divided`;
    files[resource] = [...(files[resource] ?? []), await fileOf(dir, divided)];
    move(join(dir, divided), join(ready, divided));
  }
  rmSync(dir, { recursive: true });
  return files;
}

function move(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  renameSync(from, to);
}
