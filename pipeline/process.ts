/** One document through all stages: bytes in, rows of every dataset and provenance records out. */
import type { Document } from '../extractors/document.ts';
import { ReadError } from '../extractors/errors.ts';
import { type ReadOptions, readDocument } from '../extractors/read.ts';
import type { Correction, DatasetName, Row } from '../schemas/datasets.ts';
import type { Pack } from '../schemas/pack.ts';
import { confirmRead } from './check/confirm.ts';
import { checkDocument, flagFailed } from './check/index.ts';
import type { Classified } from './classified.ts';
import { classify } from './classify/classify.ts';
import { type SourceDefaults, withDefaults } from './classify/defaults.ts';
import { type Decided, decide } from './corrections/apply.ts';
import type { QuarantineDraft } from './draft.ts';
import type { Accounted } from './map/account/account.ts';
import { mapDocument } from './map/index.ts';
import { flagDoubtfulWords } from './map/words/doubt.ts';
import { type ProvenanceRecord, provenanceOf } from './provenance.ts';
import { documentRow } from './rows/document.ts';
import { type FinishedFact, finishFacts, finishIndicators, joinFlags } from './rows/facts.ts';
import { pageRows, sectionRows } from './rows/pages.ts';
import { cellRows, tableRows } from './rows/tables.ts';
import { validated } from './rows/validate.ts';

/** What is known of a file beside its content. */
export interface Source {
  /** File name without its folder. */
  name: string;
  sha256: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  sourceUrl?: string;
  retrievedAt?: string;
  /** What its source says about it. */
  defaults?: SourceDefaults;
}

/** A file on its way in. */
export interface Input extends Omit<Source, 'size'> {
  bytes: Uint8Array;
}

export interface ProcessOptions {
  password?: string;
  ocr?: ReadOptions['ocr'];
  ocrSettings?: ReadOptions['ocrSettings'];
  ocrThreads?: number;
  /** Word files without a page layout get the pages of a rendering. */
  render?: boolean;
  /** What people decided about facts of this document, as `byDocument` gives it. */
  corrections?: readonly Correction[];
  signal?: AbortSignal;
  onPages?: ReadOptions['onPages'];
  /** Keeps readings of pictures. */
  ocrCache?: ReadOptions['ocrCache'];
}

/** The rows of every dataset that one document gives. */
export type DocumentRows = { [N in DatasetName]: Row<N>[] };

export interface DocumentResult {
  rows: DocumentRows;
  provenance: ProvenanceRecord[];
  /** Milliseconds by stage; goes to the run's log only. */
  timings: Record<string, number>;
}

/** First 16 hex digits of the hash. */
export const documentIdOf = (sha256: string): string => sha256.slice(0, 16);

/**
 * Reads, classifies, maps and checks one document.
 * @throws ReadError when the file, or every page of it, cannot be read
 */
export async function processDocument(input: Input, pack: Pack, options: ProcessOptions = {}): Promise<DocumentResult> {
  const started = performance.now();
  const document = await readInput(input, options);
  const read = performance.now() - started;
  const { timings, ...result } = interpret({ ...input, size: input.bytes.length }, document, pack, options.corrections);
  return { ...result, timings: { read, ...timings } };
}

/**
 * The extract stage: bytes to a Document.
 * @throws ReadError when the file, or every page of it, cannot be read
 */
export async function readInput({ bytes, name }: Pick<Input, 'bytes' | 'name'>, options: ProcessOptions = {}) {
  const document = await readDocument(bytes, { name, ...options });
  refuseUnreadable(document);
  return document;
}

/** The stages after reading: a Document to the rows of every dataset. */
export function interpret(
  source: Source,
  document: Document,
  pack: Pack,
  corrections: readonly Correction[] = [],
): DocumentResult {
  const clock = stopwatch();
  const { classified, factFlags } = withDefaults(classify(document, pack), source.defaults);
  clock.lap('classify');
  const mapped = mapDocument(classified, pack);
  flagDoubtfulWords(mapped, classified);
  for (const draft of [...mapped.facts, ...mapped.indicators]) draft.flags = [...draft.flags, ...factFlags];
  clock.lap('map');
  const id = documentIdOf(source.sha256);
  const owner = { document_id: id, file: source.name, ...ownColumns(classified) };
  const decided = decide(finishFacts(mapped.facts, classified, owner), corrections, pack);
  const { facts } = decided;
  const indicators = finishIndicators(mapped.indicators, owner);
  const findings = checkDocument({ facts, indicators, pack, documentId: id, classified, unread: mapped.quarantine });
  flagFailed(
    [...facts, ...indicators].map(({ row }) => row),
    findings,
  );
  confirmRead(facts, findings, pack.checks.checks);
  clock.lap('check');
  const rows = assemble(source, document, classified, decided, indicators, findings, mapped, id);
  const provenance = [
    ...facts.map((fact) => provenanceOf('fact', fact.row.fact_id, fact, source, document)),
    ...indicators.map((one) => provenanceOf('indicator', one.row.indicator_id, one, source, document)),
  ];
  const kept = new Set([...rows.facts.map((row) => row.fact_id), ...rows.indicators.map((row) => row.indicator_id)]);
  clock.lap('rows');
  return { rows, provenance: provenance.filter(({ id: own }) => kept.has(own)), timings: clock.laps };
}

/**
 * A file of which no page could be opened tells nothing: that is a failure, not a result with gaps. Pictures that were not
 * read for want of OCR are seen all the same, and counted.
 */
function refuseUnreadable({ pages }: Document): void {
  if (pages.length === 0 || pages.some((page) => page.status !== 'failed' || page.kind === 'scan')) return;
  const all = pages.length === 1 ? 'Its only page' : `Each of its ${pages.length} pages`;
  throw new ReadError('corrupt', `${all} could not be read: ${pages[0].reason ?? 'damaged'}. Download the file again.`);
}

type Finished<F> = F extends (...args: never[]) => infer R ? R : never;

function assemble(
  source: Source,
  document: Document,
  classified: Classified,
  decided: Decided,
  indicators: Finished<typeof finishIndicators>,
  findings: Row<'findings'>[],
  mapped: Finished<typeof mapDocument>,
  id: string,
): DocumentRows {
  const { facts, rejected, lost } = decided;
  const aside: QuarantineDraft[] = [...mapped.quarantine, ...decided.quarantine];
  const quarantine = aside.map(({ at, ...row }) => ({ document_id: id, ...row }));
  const nonfacts = mapped.nonFacts.map(({ at, ...row }) => ({ document_id: id, ...row }));
  const own = documentRow(source, document, classified.identity);
  const rows: DocumentRows = {
    documents: [lost === 0 ? own : { ...own, flags: joinFlags([...own.flags.split(';'), 'decision_lost']) }],
    pages: pageRows(id, document, classified, afterRejections(mapped, facts, rejected)),
    sections: sectionRows(id, classified),
    tables: tableRows(id, classified),
    cells: cellRows(id, classified),
    facts: facts.map(({ row }) => row),
    indicators: indicators.map(({ row }) => row),
    findings,
    quarantine,
    nonfacts,
  };
  return validated(rows, id);
}

/** The counts of pages once decisions are taken: a number of which every fact was rejected has gone to quarantine. */
function afterRejections(
  { counts }: Accounted,
  facts: readonly FinishedFact[],
  rejected: readonly FinishedFact[],
): Accounted['counts'] {
  const place = ({ row }: FinishedFact) => [row.page, row.bbox, row.path, row.raw].join('\u001f');
  const kept = new Set(facts.map(place));
  const gone = new Map(rejected.filter((fact) => !kept.has(place(fact))).map((fact) => [place(fact), fact.row.page]));
  const after = new Map([...counts].map(([page, count]) => [page, { ...count }]));
  for (const page of gone.values()) {
    const count = page === null ? undefined : after.get(page);
    if (count) Object.assign(count, { mapped: count.mapped - 1, quarantined: count.quarantined + 1 });
  }
  return after;
}

function ownColumns({ identity }: Classified) {
  return { entity: identity.entity, region_code: identity.region_code, fiscal_year: identity.fiscal_year };
}

function stopwatch() {
  const laps: Record<string, number> = {};
  let last = performance.now();
  return {
    laps,
    lap(name: string) {
      const now = performance.now();
      laps[name] = now - last;
      last = now;
    },
  };
}
