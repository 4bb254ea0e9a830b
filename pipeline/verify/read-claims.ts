/** The facts of a run, document by document, each with what its provenance quotes. Only one document is in memory. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parse } from 'csv-parse';
import { unguarded } from '../emit/csv.ts';
import { textFiles } from '../emit/tables.ts';
import type { ProvenanceRecord } from '../provenance.ts';
import type { Claim } from './claim.ts';

/**
 * @param out folder that a run wrote
 * @param wanted ids of facts; all of them when it is not given
 * @throws system errors when the datasets are not there
 */
export async function* claimsByDocument(out: string, wanted?: ReadonlySet<string>): AsyncGenerator<Claim[]> {
  const provenance = recordsByDocument(out);
  let claims: Claim[] = [];
  const told = async () => {
    const records = await provenance.of(claims[0].documentId);
    return claims.map((claim) => quoted(claim, records.get(claim.factId)));
  };
  for await (const fact of factRows(out)) {
    if (wanted && !wanted.has(fact.fact_id)) continue;
    if (claims.length > 0 && claims[0].documentId !== fact.document_id) {
      yield await told();
      claims = [];
    }
    claims.push(claimOf(fact));
  }
  if (claims.length > 0) yield await told();
  await provenance.close();
}

/** The ids of a sample: facts have hashes for ids, so the least of them are drawn by chance and the same every time. */
export async function sampleOf(out: string, size: number): Promise<Set<string>> {
  const ids: string[] = [];
  for await (const { fact_id } of factRows(out)) ids.push(fact_id);
  return new Set(ids.sort().slice(0, size));
}

async function* factRows(out: string): AsyncGenerator<Record<string, string>> {
  for (const file of textFiles(out, 'facts.csv'))
    yield* createReadStream(file).pipe(parse({ columns: true, bom: true }));
}

function claimOf(fact: Record<string, string>): Claim {
  return {
    factId: fact.fact_id,
    documentId: fact.document_id,
    file: unguarded(fact.file),
    page: fact.page === '' ? null : Number(fact.page),
    bbox: fact.bbox,
    path: fact.path,
    raw: unguarded(fact.raw),
    rawUnit: unguarded(fact.raw_unit),
    value: fact.value,
    unit: fact.unit,
    method: fact.method,
    decided: fact.review === 'corrected',
    prefix: '',
    suffix: '',
    disagreement: 'the provenance has no record of it',
  };
}

/** A claim with the words around it; the record must name the same number at the same place. */
function quoted(claim: Claim, record: ProvenanceRecord | undefined): Claim {
  if (!record) return claim;
  let { prefix, suffix, disagreement } = { prefix: '', suffix: '', disagreement: '' };
  const differs = (what: string, theirs: string, ours: string) => {
    if (theirs !== ours) disagreement ||= `the provenance has the ${what} ${theirs}`;
  };
  for (const selector of record.target.selector) {
    if (selector.type === 'TextQuoteSelector') {
      ({ prefix, suffix } = selector);
      differs('number', selector.exact, claim.raw);
    } else if (selector.type === 'XPathSelector') differs('path', selector.value, claim.path);
    else if (selector.value.startsWith('page=')) differs('place', selector.value, fragmentOf(claim));
  }
  return { ...claim, prefix, suffix, disagreement };
}

/** The fragment that a provenance record has for a place: left, top, width, height. */
function fragmentOf({ page, bbox }: Claim): string {
  if (bbox === '') return `page=${page}`;
  const [x0, y0, x1, y1] = bbox.split(',').map(Number);
  const size = (n: number) => Math.round(n * 100) / 100;
  return `page=${page}&viewrect=${x0},${y0},${size(x1 - x0)},${size(y1 - y0)}`;
}

/** Provenance stands in the order of the documents: it is read on as they come. */
function recordsByDocument(out: string) {
  const lines = linesOf(textFiles(out, 'provenance.jsonl'));
  let ahead: ProvenanceRecord | undefined;
  const next = async () => {
    const { value, done } = await lines.next();
    ahead = done ? undefined : (JSON.parse(value) as ProvenanceRecord);
  };
  return {
    async of(documentId: string): Promise<Map<string, ProvenanceRecord>> {
      const records = new Map<string, ProvenanceRecord>();
      if (!ahead) await next();
      while (ahead && ahead.document_id !== documentId) await next();
      for (; ahead?.document_id === documentId; await next()) records.set(ahead.id, ahead);
      return records;
    },
    close: () => lines.return(undefined),
  };
}

async function* linesOf(files: readonly string[]): AsyncGenerator<string, undefined> {
  for (const file of files) yield* createInterface({ input: createReadStream(file) });
  return undefined;
}
