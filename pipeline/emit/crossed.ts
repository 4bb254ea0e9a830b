/** The checks between documents, over what the documents of a run gave, before it is put together. */
import { parse } from 'csv-parse/sync';
import type { CrossCheck } from '../../schemas/checks.ts';
import { columnsOf, type DatasetName, type Row } from '../../schemas/datasets.ts';
import { checkAcross } from '../check/across.ts';
import { flagFailed } from '../check/index.ts';
import { type DocumentRow, pairsOf } from '../check/related.ts';
import type { Parts } from '../store/bundle.ts';
import { csvLine, csvRows, unguarded } from './csv.ts';

/** Datasets whose rows the checks between documents compare and flag. */
const FLAGGED = ['facts', 'indicators'] as const;
type Flagged = (typeof FLAGGED)[number];

/** What the checks between documents change in one of them. */
export interface Crossing {
  /** Lines for the end of its findings. */
  findings: string;
  /** Flags of its facts and indicators that have others now: number of the line to the new flags. */
  flags: Record<Flagged, [line: number, flags: string][]>;
}

/**
 * Compares documents of the same body. Findings belong to the document that they are told of; the facts on both sides of
 * a failed one are flagged. Only documents that have a counterpart in the run are read, those of one region and initial at
 * a time.
 * @param documents in the order of the run
 * @param partsOf what a document gives to each file
 * @param keep told what changes in a document
 */
export async function crossDocuments<D extends { row: DocumentRow }>(
  documents: readonly D[],
  checks: readonly CrossCheck[],
  partsOf: (document: D) => Promise<Parts>,
  keep: (document: D, crossing: Crossing) => void,
): Promise<void> {
  // Bodies are the same only within a region, and only where their names begin alike (see `pairsOf`).
  const groups = Map.groupBy(documents, ({ row }) => `${row.region_code} ${[...row.entity].at(0) ?? ''}`);
  for (const group of groups.values()) await crossGroup(group, checks, partsOf, keep);
}

async function crossGroup<D extends { row: DocumentRow }>(
  group: readonly D[],
  checks: readonly CrossCheck[],
  partsOf: (document: D) => Promise<Parts>,
  keep: (document: D, crossing: Crossing) => void,
): Promise<void> {
  const rows = group.map(({ row }) => row);
  const paired = new Set(
    checks.flatMap((check) => pairsOf(check, rows).flatMap(({ left, right }) => [left, ...right])),
  );
  if (paired.size === 0) return;
  const read = [];
  for (const document of group)
    if (paired.has(document.row)) {
      const parts = await partsOf(document);
      const facts = rowsOf('facts', cellsOf(parts['facts.csv']));
      const indicators = rowsOf('indicators', cellsOf(parts['indicators.csv']));
      read.push({ document, row: document.row, facts, indicators });
    }
  const findings = checkAcross(checks, read);
  for (const { document, row, facts, indicators } of read) {
    const own = findings.filter(({ document_id }) => document_id === row.document_id);
    const flags = { facts: changedFlags(facts, findings), indicators: changedFlags(indicators, findings) };
    if (own.length > 0 || flags.facts.length > 0 || flags.indicators.length > 0)
      keep(document, { findings: csvRows('findings', own), flags });
  }
}

/** Flags rows, and tells which of them have other flags than before. */
function changedFlags(rows: Parameters<typeof flagFailed>[0], findings: readonly Row<'findings'>[]) {
  const before = rows.map(({ flags }) => flags);
  flagFailed(rows, findings);
  return rows.flatMap(({ flags }, i): [number, string][] => (flags === before[i] ? [] : [[i, flags]]));
}

/** What a document gives, with what the checks between documents changed. */
export function crossed(parts: Parts, { findings, flags }: Crossing): Parts {
  const changed: Record<string, Uint8Array> = { ...parts };
  if (findings !== '')
    changed['findings.csv'] = Buffer.concat([parts['findings.csv'] ?? new Uint8Array(), Buffer.from(findings)]);
  for (const name of FLAGGED)
    if (flags[name].length > 0)
      changed[`${name}.csv`] = Buffer.from(withFlags(name, cellsOf(parts[`${name}.csv`]), flags[name]));
  return changed;
}

/** The lines as they were, but for the flags. */
function withFlags(name: Flagged, cells: readonly string[][], flags: readonly [number, string][]): string {
  const column = columnsOf(name).findIndex((one) => one.name === 'flags');
  const changed = new Map(flags);
  return cells.map((line, i) => csvLine(line.with(column, changed.get(i) ?? line[column]))).join('');
}

const cellsOf = (csv: Uint8Array | undefined): string[][] => (csv ? parse(Buffer.from(csv)) : []);

function rowsOf<N extends DatasetName>(name: N, lines: readonly string[][]): Row<N>[] {
  const columns = columnsOf(name);
  return lines.map((line) => {
    const values = columns.map(({ type, sql }, i) => {
      if (type === 'string') return unguarded(line[i]);
      if (line[i] === '') return null;
      // Amounts stay text: they are exact.
      return type === 'integer' || sql === 'INTEGER' || sql === 'DOUBLE' ? Number(line[i]) : line[i];
    });
    return Object.fromEntries(columns.map((column, i) => [column.name, values[i]])) as Row<N>;
  });
}
