/** What one document gave, on disk: a CSV fragment per dataset and its provenance, until the run puts them together. */
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DATASETS, type DatasetName } from '../../schemas/datasets.ts';
import type { DocumentRows } from '../process.ts';
import type { ProvenanceRecord } from '../provenance.ts';
import { csvHeader, csvRows } from './csv.ts';

const names = Object.keys(DATASETS) as DatasetName[];

/** Writes the rows of one document to a folder of its own. Empty datasets have no file. */
export async function writeFragments(
  dir: string,
  rows: Partial<DocumentRows>,
  provenance: readonly ProvenanceRecord[],
): Promise<void> {
  await mkdir(dir, { recursive: true });
  for (const name of names) {
    const text = csvRows(name, rows[name] ?? []);
    if (text !== '') await writeFile(join(dir, `${name}.csv`), text);
  }
  const lines = provenance.map((record) => `${JSON.stringify(record)}\n`).join('');
  if (lines !== '') await writeFile(join(dir, 'provenance.jsonl'), lines);
}

/** Puts the fragments of all documents together, in the order of the folders given. */
export async function joinFragments(dirs: readonly string[], out: string): Promise<void> {
  for (const name of names) await concatenate(dirs, `${name}.csv`, join(out, `${name}.csv`), csvHeader(name));
  await concatenate(dirs, 'provenance.jsonl', join(out, 'provenance.jsonl'), '');
}

async function concatenate(dirs: readonly string[], file: string, to: string, header: string): Promise<void> {
  await pipeline(async function* () {
    yield header;
    for (const dir of dirs) {
      try {
        yield* createReadStream(join(dir, file));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
  }, createWriteStream(to));
}
