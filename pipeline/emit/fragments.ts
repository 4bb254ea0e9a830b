/** What one document gives to each file of the output folder: lines of CSV per dataset, and its provenance. */
import { DATASETS, type DatasetName } from '../../schemas/datasets.ts';
import type { DocumentRows } from '../process.ts';
import type { ProvenanceRecord } from '../provenance.ts';
import type { Parts } from '../store/bundle.ts';
import { csvHeader, csvRows } from './csv.ts';

export const PROVENANCE_JSONL = 'provenance.jsonl';
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

/** Every file that the datasets are joined from, with its first line. */
export const JOINED: ReadonlyMap<string, string> = new Map([
  ...names.map((name) => [`${name}.csv`, csvHeader(name)] as const),
  [PROVENANCE_JSONL, ''],
  [PROVENANCE_CSV, `${PROVENANCE_COLUMNS.join(PROVENANCE_DELIMITER)}\n`],
]);

/** The rows of one document as what each file gets of it. Empty datasets have no part. */
export function fragmentsOf(rows: Partial<DocumentRows>, provenance: readonly ProvenanceRecord[] = []): Parts {
  const parts: Record<string, Uint8Array> = {};
  for (const name of names) {
    const text = csvRows(name, rows[name] ?? []);
    if (text !== '') parts[`${name}.csv`] = Buffer.from(text);
  }
  if (provenance.length === 0) return parts;
  const lines = provenance.map((record) => JSON.stringify(record));
  parts[PROVENANCE_JSONL] = Buffer.from(`${lines.join('\n')}\n`);
  const cells = provenance.map((record, i) => `${provenanceCells(record, lines[i]).join(PROVENANCE_DELIMITER)}\n`);
  parts[PROVENANCE_CSV] = Buffer.from(cells.join(''));
  return parts;
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
