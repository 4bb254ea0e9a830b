/** Documents made up on the way, so that only the emit stage is measured: what a run holds of them, and what they gave. */
import { join } from 'node:path';
import type { Document } from '../extractors/document.ts';
import { documentRow } from '../pipeline/check/related.ts';
import type { Trace } from '../pipeline/draft.ts';
import { fragmentsOf } from '../pipeline/emit/fragments.ts';
import { provenanceOf } from '../pipeline/provenance.ts';
import { fileRow } from '../pipeline/rows/document.ts';
import { Listings } from '../pipeline/run/listings.ts';
import { bundled } from '../pipeline/store/bundle.ts';
import type { Key } from '../pipeline/store/store.ts';
import { cells, facts, pages } from '../schemas/datasets.ts';

/** The first documents, as a run lists them. @param dir an empty folder, or one of the same run */
export function listed(count: number, dir: string): Listings {
  const listings = new Listings(join(dir, '.listings'), count);
  for (let i = 0; i < count; i++)
    listings.set(i, {
      key: keyOf(i),
      gave: keyOf(i),
      uses: [keyOf(i), keyOf(i, 'extract')],
      row: documentRow(rowOf(i)),
    });
  return listings;
}

/** What the document gave whose entry has this key. */
export const entryOf = (key: Key): Buffer => made(Number(key.slice(4)));

/** As long as real ones. */
function keyOf(i: number, kind: 'map' | 'extract' = 'map'): Key {
  return `${kind}/${String(i).padStart(64, '0')}`;
}

function rowOf(i: number) {
  const sha256 = String(i).padStart(16, '0').padEnd(64, '0');
  const file = { name: `document-${i}.pdf`, sha256, mediaType: 'application/pdf', size: 1_000_000 };
  const body = Math.floor(i / 2);
  return {
    ...fileRow(file, 'ok', ''),
    entity: `县第${body}局`,
    region_code: String(110_000 + (body % 3000)),
    fiscal_year: 2023,
    report_type: i % 2 === 0 ? ('budget' as const) : ('final' as const),
  };
}

/** What a small document gives: two pages, ten facts with their provenance, sixty cells. Written once, and then filled in. */
const MARKS = { document_id: '@ID@', file: '@FILE@', entity: '@ENTITY@', region_code: '@REGION@' };
const stated = Array.from({ length: 10 }, (_, n) =>
  facts.parse({
    ...MARKS,
    fact_id: `${MARKS.document_id}${n}`,
    fiscal_year: 2023,
    concept: 'expenditure.total',
    measure: 'budget_current',
    period: '2023',
    value: `${n}.00`,
    unit: 'CNY',
    decimals: 2,
    raw: `${n}.00`,
    page: 1,
    bbox: '300.5,400.5,340.25,412',
    confidence: 1,
  }),
);
const evidence = { text: 'an amount in its table', page: 1, bbox: '90.1,88.2,204.5,99.7' };
const trace: Trace = {
  rule: 'final_01/final_actual',
  ...{ prefix: 'twenty characters of', suffix: ' text before and after' },
  evidence: ['concept', 'unit', 'period'].map((role) => ({ role: role as 'concept', ...evidence })),
  steps: ['the cell says 1.00', '1.00 read as 1.00'],
};
const template = Object.entries(
  fragmentsOf(
    {
      pages: [1, 2].map((page) => pages.parse({ document_id: MARKS.document_id, page, width: 595, height: 842 })),
      facts: stated,
      cells: Array.from({ length: 60 }, (_, n) =>
        cells.parse({ ...MARKS, table_id: 't1', row: n, col: 0, row_span: 1, col_span: 1, text: `cell ${n}`, page: 1 }),
      ),
    },
    stated.map((row) =>
      provenanceOf(
        'fact',
        row.fact_id,
        { row, trace },
        { name: MARKS.file, sha256: MARKS.document_id.repeat(4), mediaType: '', size: 1 },
        { engine: 'pdfium' } as Document,
      ),
    ),
  ),
).map(([name, bytes]) => [name, Buffer.from(bytes).toString()] as const);

function made(i: number): Buffer {
  const row = rowOf(i);
  const parts: Record<string, Uint8Array> = { ...fragmentsOf({ documents: [row] }) };
  for (const [name, text] of template) {
    let filled = text;
    for (const [column, mark] of Object.entries(MARKS))
      filled = filled.replaceAll(mark, String(row[column as keyof typeof MARKS]));
    parts[name] = Buffer.from(filled);
  }
  return bundled({ status: 'ok', reason: '', pages: 2, facts: 10, again: false, document: row }, parts);
}
