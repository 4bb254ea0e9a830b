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
  return { ...parts, ...provenanceParts(provenance) };
}

/**
 * The records stand in both files. Each is written as bytes once and copied: they are most of what a document gives, and
 * one long text of all of them would be put together and turned into bytes in three times the time.
 */
function provenanceParts(provenance: readonly ProvenanceRecord[]): Parts {
  const records = provenance.map((record) => `${JSON.stringify(record)}\n`);
  const cells = provenance.map(
    (record) => `${provenanceCells(record).join(PROVENANCE_DELIMITER)}${PROVENANCE_DELIMITER}`,
  );
  const lines = Buffer.allocUnsafe(mostBytes(records));
  const rows = Buffer.allocUnsafe(lines.length + mostBytes(cells));
  let [line, row] = [0, 0];
  for (const [i, record] of records.entries()) {
    const begin = line;
    line += lines.write(record, line);
    row += rows.write(cells[i], row);
    row += lines.copy(rows, row, begin, line);
  }
  return { [PROVENANCE_JSONL]: lines.subarray(0, line), [PROVENANCE_CSV]: rows.subarray(0, row) };
}

/** UTF-8 takes three bytes at most for each UTF-16 unit. */
const mostBytes = (texts: readonly string[]): number => 3 * texts.reduce((sum, { length }) => sum + length, 0);

/** In the order of PROVENANCE_COLUMNS, all but the last, which is the record: it begins with a brace and is never quoted. */
function provenanceCells({ id, type, document_id, target, wasGeneratedBy }: ProvenanceRecord): string[] {
  const { file, sha256 } = target.source;
  const { read, rule } = wasGeneratedBy;
  return [id, type, document_id, file, sha256, read.engine, String(read.ocrConfidence ?? ''), rule].map(quoted);
}

/** Quoted where it must be. */
function quoted(cell: string): string {
  return /["\n\r\u001f]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
