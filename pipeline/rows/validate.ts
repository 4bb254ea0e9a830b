/** Every row against its schema; one that its schema refuses goes to quarantine with the reason. */
import { DATASETS, type DatasetName, type Row } from '../../schemas/datasets.ts';
import type { DocumentRows } from '../process.ts';

/**
 * Rows that fit their schemas. Refused rows become quarantine rows that name dataset, column and what was wrong, so
 * that nothing disappears.
 */
export function validated(rows: DocumentRows, documentId: string): DocumentRows {
  const refused: Row<'quarantine'>[] = [];
  const kept = Object.fromEntries(
    (Object.keys(DATASETS) as DatasetName[]).map((name) => [name, rows[name].filter((row) => fits(name, row))]),
  ) as unknown as DocumentRows;
  return { ...kept, quarantine: [...kept.quarantine, ...refused] };

  function fits(name: DatasetName, row: Record<string, unknown>): boolean {
    const parsed = DATASETS[name].safeParse(row);
    if (parsed.success) return true;
    const [issue] = parsed.error.issues;
    refused.push({
      document_id: documentId,
      page: Number.isInteger(row.page) ? (row.page as number) : null,
      bbox: typeof row.bbox === 'string' ? row.bbox : '',
      raw: String(row.raw ?? row.text ?? row.title ?? row.target_raw ?? ''),
      reason: `refused by the schema of ${name}: ${issue.path.map(String).join('.')}: ${issue.message}`,
      context: JSON.stringify(row),
      path: typeof row.path === 'string' ? row.path : '',
    });
    return false;
  }
}
