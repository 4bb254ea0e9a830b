/** What one document gave, on disk: a CSV fragment per dataset and its provenance, until the run puts them together. */
import { createReadStream, createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DATASETS, type DatasetName } from '../../schemas/datasets.ts';
import type { DocumentRows } from '../process.ts';
import type { ProvenanceRecord } from '../provenance.ts';
import { csvHeader, csvRows } from './csv.ts';

/**
 * Provenance as columns: only for the typed tables, gone when these are written. A CSV but for its delimiter, a control
 * character that JSON never holds: so the records, which are full of commas and quotes, stand in it as they are.
 */
export const PROVENANCE_CSV = '.provenance.csv';
export const PROVENANCE_DELIMITER = '\u001f';
export const PROVENANCE_COLUMNS = [
  'id',
  'type',
  'document_id',
  'file',
  'sha256',
  'engine',
  'ocr_confidence',
  'rule',
  'record',
] as const;

const names = Object.keys(DATASETS) as DatasetName[];

/**
 * Writes the rows of one document to a folder of its own. Empty datasets have no file. Synchronous, for a worker has
 * nothing else to do meanwhile and a dozen small files are written faster so.
 */
export function writeFragments(
  dir: string,
  rows: Partial<DocumentRows>,
  provenance: readonly ProvenanceRecord[],
): void {
  mkdirSync(dir, { recursive: true });
  for (const name of names) {
    const text = csvRows(name, rows[name] ?? []);
    if (text !== '') writeFileSync(join(dir, `${name}.csv`), text);
  }
  if (provenance.length === 0) return;
  const lines = provenance.map((record) => JSON.stringify(record));
  writeFileSync(join(dir, 'provenance.jsonl'), `${lines.join('\n')}\n`);
  const cells = provenance.map((record, i) => `${provenanceCells(record, lines[i]).join(PROVENANCE_DELIMITER)}\n`);
  writeFileSync(join(dir, PROVENANCE_CSV), cells.join(''));
}

/** In the order of PROVENANCE_COLUMNS. */
function provenanceCells(
  { id, type, document_id, target, wasGeneratedBy }: ProvenanceRecord,
  record: string,
): string[] {
  const { file, sha256 } = target.source;
  const { read, rule } = wasGeneratedBy;
  const own = [id, type, document_id, file, sha256, read.engine, String(read.ocrConfidence ?? ''), rule];
  return [...own.map(quoted), record];
}

/** Quoted where it must be; the record, which begins with a brace, never must. */
function quoted(cell: string): string {
  return /["\n\r\u001f]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Puts the fragments of all documents together, in the order of the folders given. */
export async function joinFragments(dirs: readonly string[], out: string): Promise<void> {
  for (const name of names) await concatenate(dirs, `${name}.csv`, join(out, `${name}.csv`), csvHeader(name));
  await concatenate(dirs, 'provenance.jsonl', join(out, 'provenance.jsonl'), '');
  await concatenate(
    dirs,
    PROVENANCE_CSV,
    join(out, PROVENANCE_CSV),
    `${PROVENANCE_COLUMNS.join(PROVENANCE_DELIMITER)}\n`,
  );
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
