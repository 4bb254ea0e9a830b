/**
 * Memory and time of the emit stage over very many documents: what the documents gave is made up on the way, so that
 * only the emit stage is measured.
 *
 *   node bench/emit.ts [--documents 1000,10000,100000]
 *
 * Every body has a budget and final accounts, so that the checks between documents read all of them. Each size runs in a
 * process of its own.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Document } from '../extractors/document.ts';
import type { DocumentRow } from '../pipeline/check/related.ts';
import type { Trace } from '../pipeline/draft.ts';
import { emit } from '../pipeline/emit/emit.ts';
import { fragmentsOf } from '../pipeline/emit/fragments.ts';
import { provenanceOf } from '../pipeline/provenance.ts';
import { fileRow } from '../pipeline/rows/document.ts';
import { Listings } from '../pipeline/run/listings.ts';
import { BUILT_IN_PACK } from '../pipeline/run/run.ts';
import { bundled } from '../pipeline/store/bundle.ts';
import type { Entries } from '../pipeline/store/entries.ts';
import type { Key } from '../pipeline/store/store.ts';
import { cells, facts, pages } from '../schemas/datasets.ts';
import { loadPack } from '../schemas/pack.ts';

const { values } = parseArgs({
  options: { documents: { type: 'string', default: '1000,10000,100000' }, one: { type: 'string' } },
});
/** As `pipeline/bin.js` sets them. */
const FLAGS = ['--max-semi-space-size=4', '--semi-space-growth-factor=1', '--heap-growing-percent=50'];

async function measure(count: number): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'pagefact-emit-'));
  try {
    const listings = new Listings(join(dir, '.listings'), count);
    for (let i = 0; i < count; i++)
      listings.set(i, { key: keyOf(i), uses: [keyOf(i), keyOf(i, 'extract')], row: listedRow(i) });
    const entries = {
      store: { place: 'made up' },
      get: async (key: Key) => made(Number(key.slice(4))),
    } as unknown as Entries;
    const began = performance.now();
    const checks = loadPack(BUILT_IN_PACK).checks.cross;
    const { timings } = await emit(listings, dir, {
      entries,
      checks,
      remember: false,
      version: { name: 'pagefact', version: '0' },
    });
    const seconds = (performance.now() - began) / 1000;
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const mebibytes = Math.round(statSync(join(dir, 'facts.csv')).size / 2 ** 20);
    const steps = Object.entries(timings).map(([name, ms]) => `${name} ${(ms / 1000).toFixed(1)}`);
    console.log(
      `${count} documents: peak memory ${Math.round(maxRSS / 1024)} MiB, ${seconds.toFixed(1)} s (CPU ${((userCPUTime + systemCPUTime) / 1e6).toFixed(1)} s; ${steps.join(', ')}), facts.csv ${mebibytes} MiB`,
    );
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** As long as real ones. */
function keyOf(i: number, kind: 'map' | 'extract' = 'map'): Key {
  return `${kind}/${String(i).padStart(64, '0')}`;
}

/** What a run holds of a document in memory. */
function listedRow(i: number): DocumentRow {
  const { document_id, file, status, entity, scope, region_code, fiscal_year, report_type } = rowOf(i);
  return { document_id, file, status, entity, scope, region_code, fiscal_year, report_type };
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

if (values.one !== undefined) await measure(Number(values.one));
else
  for (const count of values.documents.split(','))
    console.log(
      execFileSync(process.execPath, [...FLAGS, fileURLToPath(import.meta.url), '--one', count], {
        encoding: 'utf8',
      }).trim(),
    );
