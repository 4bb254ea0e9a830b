/** What one document gives to each file of the output folder: lines of CSV per dataset, and its provenance. */
import { DATASETS, type DatasetName } from '../../schemas/datasets.ts';
import type { DocumentRows } from '../process.ts';
import type { ProvenanceRecord } from '../provenance.ts';
import type { Parts } from '../store/bundle.ts';
import { csvHeader, csvRows } from './csv.ts';

export const PROVENANCE_JSONL = 'provenance.jsonl';
/**
 * What of each record stands in columns of its own in the typed tables; only for these, gone when they are written. A CSV
 * but for its delimiter, a control character that JSON never holds: so DuckDB can read the records beside it in the same
 * way, as one column full of commas and quotes.
 */
export const PROVENANCE_CSV = '.provenance.csv';
export const PROVENANCE_DELIMITER = '\u001f';
/** Columns of provenance in that file. */
export const PROVENANCE_KEYS = [
  'id',
  'type',
  'document_id',
  'file',
  'sha256',
  'engine',
  'ocr_confidence',
  'rule',
] as const;
/** Columns of provenance in the typed tables. */
export const PROVENANCE_COLUMNS = [...PROVENANCE_KEYS, 'record'] as const;

const names = Object.keys(DATASETS) as DatasetName[];

/** Every file that the datasets are joined from, with its first line. */
export const JOINED: ReadonlyMap<string, string> = new Map([
  ...names.map((name) => [`${name}.csv`, csvHeader(name)] as const),
  [PROVENANCE_JSONL, ''],
  [PROVENANCE_CSV, `${PROVENANCE_KEYS.join(PROVENANCE_DELIMITER)}\n`],
]);

/** The rows of one document as what each file gets of it. Empty datasets have no part. */
export function fragmentsOf(rows: Partial<DocumentRows>, provenance: readonly ProvenanceRecord[] = []): Parts {
  const parts: Record<string, Uint8Array> = {};
  for (const name of names) {
    const text = csvRows(name, rows[name] ?? []);
    if (text !== '') parts[`${name}.csv`] = Buffer.from(text);
  }
  if (provenance.length === 0) return parts;
  return { ...parts, ...provenanceParts(provenance) };
}

/**
 * Each record is written as bytes by itself: they are most of what a document gives, and one long text of all of them would
 * be put together and turned into bytes in three times the time.
 */
function provenanceParts(provenance: readonly ProvenanceRecord[]): Parts {
  const records = provenance.map((record) => `${JSON.stringify(record)}\n`);
  // UTF-8 takes three bytes at most for each UTF-16 unit.
  const lines = Buffer.allocUnsafe(3 * records.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const record of records) end += lines.write(record, end);
  const keys = provenance.map((record) => `${provenanceKeys(record).join(PROVENANCE_DELIMITER)}\n`);
  return { [PROVENANCE_JSONL]: lines.subarray(0, end), [PROVENANCE_CSV]: Buffer.from(keys.join('')) };
}

/** In the order of PROVENANCE_KEYS. */
function provenanceKeys({ id, type, document_id, target, wasGeneratedBy }: ProvenanceRecord): string[] {
  const { file, sha256 } = target.source;
  const { read, rule } = wasGeneratedBy;
  return [id, type, document_id, file, sha256, read.engine, String(read.ocrConfidence ?? ''), rule].map(quoted);
}

/** Quoted where it must be. */
function quoted(cell: string): string {
  return /["\n\r\u001f]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
