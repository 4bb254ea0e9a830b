/** The checks between documents, over what the documents of a run gave, before it is put together. */
import type { Comparisons } from '../../schemas/checks.ts';
import { columnsOf, type DatasetName, type Row } from '../../schemas/datasets.ts';
import { checkAcross } from '../check/across.ts';
import { failedIn, flagAs } from '../check/index.ts';
import { type DocumentRow, placeOf, relatedAmong } from '../check/related.ts';
import type { Parts } from '../store/bundle.ts';
import { csvCells, csvLine, csvRows, unguarded, type WantedLines } from './csv.ts';

/** Datasets whose rows the checks between documents compare and flag. */
const FLAGGED = ['facts', 'indicators'] as const;
type Flagged = (typeof FLAGGED)[number];
/** Datasets in which comparing documents may change something. */
export const CROSSED: readonly string[] = [...FLAGGED, 'findings'];

/** What the checks between documents change in one of them. */
export interface Crossing {
  /** Lines for the end of its findings. */
  findings: string;
  /** Flags of its facts and indicators that have others now: number of the line to the new flags. */
  flags: Record<Flagged, [line: number, flags: string][]>;
}

/** Documents that are compared with each other, by their places in the run. */
export interface Compared {
  places: readonly number[];
  /** Reads and compares them. @returns what changes, by the place in `places` */
  compare(): Promise<[index: number, crossing: Crossing][]>;
}

/** Documents of one place, by bodies. */
export interface ComparedPlace {
  /** The same in every run, whatever documents it has. */
  name: string;
  bodies: readonly Compared[];
}

/**
 * The documents of the same bodies, those of one place at a time: only of these something can change. Findings
 * belong to the document that they are told of; the facts on both sides of a failed one are flagged.
 * @param documents in the order of the run; asked for more than once
 * @param partsOf what the document at a place gives to each file
 */
export function* comparedDocuments(
  documents: Iterable<{ row: DocumentRow }> & { at(place: number): { row: DocumentRow } | undefined },
  comparisons: Comparisons,
  partsOf: (place: number) => Promise<Parts>,
): Generator<ComparedPlace> {
  // Bodies are the same only within a place, and only where their names begin alike (see `relations`).
  const groups = new Map<string, number[]>();
  let place = 0;
  for (const { row } of documents) {
    const name = `${placeOf(row, comparisons)} ${[...row.entity].at(0) ?? ''}`;
    const group = groups.get(name);
    if (group) group.push(place);
    else groups.set(name, [place]);
    place++;
  }
  for (const [name, group] of groups) {
    const rows = group.map((one) => documents.at(one)!.row);
    const bodies = relatedAmong(rows, comparisons).map((related) => {
      const places = related.map((i) => group[i]);
      // A file may hold reports of two kinds: then it is compared with itself.
      const own = related.map((i) => rows[i]);
      return { places, compare: () => compared(places, own, comparisons, partsOf) };
    });
    if (bodies.length > 0) yield { name, bodies };
  }
}

async function compared(
  places: readonly number[],
  rows: readonly DocumentRow[],
  comparisons: Comparisons,
  partsOf: (place: number) => Promise<Parts>,
): Promise<[number, Crossing][]> {
  const read = [];
  for (const [i, row] of rows.entries()) {
    const parts = await partsOf(places[i]);
    const facts = factsOf(parts['facts.csv'], comparisons);
    const indicators = rowsOf('indicators', parts['indicators.csv']);
    read.push({ row, facts, indicators });
  }
  const findings = checkAcross(comparisons, read);
  const failed = failedIn(findings);
  const ownOf = Map.groupBy(findings, ({ document_id }) => document_id);
  return read.flatMap(({ row, facts, indicators }, i): [number, Crossing][] => {
    const own = ownOf.get(row.document_id) ?? [];
    const flags = { facts: changedFlags(facts, failed), indicators: changedFlags(indicators, failed) };
    const changes = own.length > 0 || flags.facts.length > 0 || flags.indicators.length > 0;
    return changes ? [[i, { findings: csvRows('findings', own), flags }]] : [];
  });
}

/** Flags rows, and tells which of them have other flags than before. */
function changedFlags(rows: readonly Placed<Row<Flagged>>[], failed: ReadonlyMap<string, readonly string[]>) {
  const before = rows.map(({ flags }) => flags);
  flagAs(rows, failed);
  return rows.flatMap(({ line, flags }, i): [number, string][] => (flags === before[i] ? [] : [[line, flags]]));
}

/** What a document gives, with what the checks between documents changed. */
export function crossed(parts: Parts, { findings, flags }: Crossing): Parts {
  const changed: Record<string, Uint8Array> = { ...parts };
  if (findings !== '')
    changed['findings.csv'] = Buffer.concat([parts['findings.csv'] ?? new Uint8Array(), Buffer.from(findings)]);
  for (const name of FLAGGED)
    if (flags[name].length > 0)
      changed[`${name}.csv`] = Buffer.from(withFlags(name, csvCells(parts[`${name}.csv`]), flags[name]));
  return changed;
}

/** The lines as they were, but for the flags. */
function withFlags(name: Flagged, cells: readonly string[][], flags: readonly [number, string][]): string {
  const column = columnsOf(name).findIndex((one) => one.name === 'flags');
  const changed = new Map(flags);
  return cells.map((line, i) => csvLine(line.with(column, changed.get(i) ?? line[column]))).join('');
}

/** A row with the number of its line. */
type Placed<R> = R & { line: number };

/** The facts that may be compared: of some concepts, and whole amounts, which have no class. */
function factsOf(csv: Uint8Array | undefined, { checks }: Comparisons): Placed<Row<'facts'>>[] {
  const members = new Set(checks.map((check) => check.members));
  const concepts = new Set(checks.flatMap((check) => check.concepts.flat()));
  const [concept, ...classes] = ['concept', 'function_code', 'economic_code', 'economic_name'].map((name) =>
    columnsOfFacts.indexOf(name),
  );
  return rowsOf('facts', csv, {
    columns: Math.max(concept, ...classes) + 1,
    wanted: (cells) =>
      members.has(cells[concept]) || (concepts.has(cells[concept]) && classes.every((column) => cells[column] === '')),
  });
}

const columnsOfFacts = columnsOf('facts').map(({ name }) => name);

function rowsOf<N extends DatasetName>(name: N, csv: Uint8Array | undefined, only?: WantedLines): Placed<Row<N>>[] {
  const columns = columnsOf(name);
  return (csv ? csvCells(csv, only) : []).flatMap((cells, line) => {
    if (!cells) return [];
    const row: Record<string, unknown> = { line };
    for (const [i, { name: column, type, sql }] of columns.entries()) {
      const cell = cells[i];
      if (type === 'string') row[column] = unguarded(cell);
      else if (cell === '') row[column] = null;
      // Amounts stay text: they are exact.
      else row[column] = type === 'integer' || sql === 'INTEGER' || sql === 'DOUBLE' ? Number(cell) : cell;
    }
    return [row as Placed<Row<N>>];
  });
}
