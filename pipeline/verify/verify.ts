/** Verification: every fact is read again at its place, in its source, by a reader that shares no code with the first. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { Box } from '../../extractors/document.ts';
import type { Place } from '../../extractors/second/place.ts';
import { columnsOf } from '../../schemas/datasets.ts';
import { loadPack } from '../../schemas/pack.ts';
import type { Units } from '../../schemas/units.ts';
import { csvLine, guarded } from '../emit/csv.ts';
import { writeParquet } from '../emit/duckdb.ts';
import { removeUnfinished, UNFINISHED } from '../run/folder.ts';
import { lockFolder } from '../run/lock.ts';
import { BUILT_IN_PACK } from '../run/run.ts';
import { type Claim, disagrees, type Status, type Verdict } from './claim.ts';
import { compare, valueProblem } from './compare.ts';
import { claimsByDocument, sampleOf } from './read-claims.ts';
import { Rereader } from './reread.ts';
import { findSources, type Source } from './sources.ts';
import type { Way } from './worker.ts';

export interface VerifyOptions {
  /** Folder that a run wrote. */
  out: string;
  /** Files and folders in which the sources are, under whatever name. */
  sources: readonly string[];
  /** Verify so many facts, drawn by chance but always the same ones; all of them when it is not given. */
  sample?: number;
  password?: string;
  pack?: string;
  onDocument?: (file: string, facts: number, bad: number) => void;
}

export interface VerifyReport {
  facts: number;
  byStatus: Partial<Record<Status, number>>;
  /** Facts that are not confirmed although they could be checked, the first of them. */
  disagreements: { claim: Claim; verdict: Verdict }[];
}

interface Verified extends Verdict {
  reader: string;
}

/** Disagreements that are told one by one. */
const TOLD = 50;
const columns = columnsOf('verification').map(({ name }) => name);

/**
 * Verifies a run and writes `verification.csv`, `verification.parquet` and `verification.json` into its folder.
 * @throws NoRunError; IntakeError when a place does not exist; LockedError when a run writes to the folder; system errors
 */
export async function verify(options: VerifyOptions): Promise<VerifyReport> {
  const { out, sample } = options;
  const { units } = loadPack(options.pack ?? BUILT_IN_PACK);
  const unlock = lockFolder(out);
  await removeUnfinished(out);
  const work = await mkdtemp(join(out, UNFINISHED.verify));
  const rereader = new Rereader();
  const report: VerifyReport = { facts: 0, byStatus: {}, disagreements: [] };
  try {
    const sources = await findSources(out, options.sources);
    const wanted = sample === undefined ? undefined : await sampleOf(out, sample);
    const csv = createWriteStream(join(work, 'verification.csv'));
    csv.write(csvLine(columns));
    for await (const claims of claimsByDocument(out, wanted)) {
      const verdicts = await verdictsOf(claims, sources.get(claims[0].documentId), units, rereader, options.password);
      for (const [i, claim] of claims.entries()) csv.write(csvLine(cellsOf(claim, verdicts[i])));
      const bad = account(report, claims, verdicts);
      options.onDocument?.(claims[0].file, claims.length, bad);
    }
    csv.end();
    await finished(csv);
    await writeParquet('verification', join(work, 'verification.csv'), join(work, 'verification.parquet'));
    await writeFile(join(work, 'verification.json'), `${JSON.stringify(summaryOf(report), null, 2)}\n`);
    for (const name of ['csv', 'parquet', 'json'])
      await rename(join(work, `verification.${name}`), join(out, `verification.${name}`));
  } finally {
    rereader.close();
    await rm(work, { recursive: true, force: true });
    unlock();
  }
  return report;
}

const summaryOf = ({ facts, byStatus }: VerifyReport) => ({ facts, byStatus });

function account(report: VerifyReport, claims: readonly Claim[], verdicts: readonly Verdict[]): number {
  let bad = 0;
  for (const [i, verdict] of verdicts.entries()) {
    report.facts++;
    report.byStatus[verdict.status] = (report.byStatus[verdict.status] ?? 0) + 1;
    if (!disagrees(verdict.status)) continue;
    bad++;
    if (report.disagreements.length < TOLD) report.disagreements.push({ claim: claims[i], verdict });
  }
  return bad;
}

/** One document's facts. */
async function verdictsOf(
  claims: readonly Claim[],
  source: Source | undefined,
  units: Units,
  rereader: Rereader,
  password?: string,
): Promise<Verified[]> {
  if (source?.path === undefined) {
    const verdict = missing(source);
    return claims.map(() => verdict);
  }
  const verdicts: Verified[] = new Array(claims.length);
  const byWay = Map.groupBy(claims.keys(), (i) => wayOf(claims[i], source.mediaType));
  for (const [way, own] of byWay) {
    if (way === undefined) {
      const note = `there is no second reader for ${claims[own[0]].method} in ${source.mediaType}`;
      for (const i of own) verdicts[i] = { status: 'not_checked', read: '', note, reader: '' };
      continue;
    }
    const places = own.map((i) => placeOf(claims[i]));
    const reading = await rereader.read({ path: source.path, way, places, password });
    for (const [n, i] of own.entries()) {
      if (typeof reading === 'string') verdicts[i] = { status: 'not_checked', read: '', note: reading, reader: '' };
      else
        verdicts[i] = { ...judged(claims[i], compare(claims[i], reading.readings[n]), units), reader: reading.reader };
    }
  }
  return verdicts;
}

function missing(source: Source | undefined): Verified {
  if (source?.changed === undefined) {
    const note = 'no file with the bytes of this document was found among the sources';
    return { status: 'source_missing', read: '', note, reader: '' };
  }
  const note = `${source.changed} has other bytes than the document that was read (sha256 ${source.sha256})`;
  return { status: 'source_changed', read: '', note, reader: '' };
}

/** A place that is confirmed says nothing of the value made from it, nor of what the provenance tells. */
function judged(claim: Claim, verdict: Verdict, units: Units): Verdict {
  if (verdict.status !== 'confirmed') return verdict;
  if (claim.disagreement !== '') return { ...verdict, status: 'provenance_differs', note: claim.disagreement };
  const problem = claim.decided ? undefined : valueProblem(claim, units);
  return problem ? { ...verdict, status: 'value_differs', note: problem } : verdict;
}

function wayOf({ method, bbox, path }: Claim, mediaType: string): Way | undefined {
  const isPdf = mediaType === 'application/pdf';
  if (method === 'ocr') return isPdf ? 'scan' : undefined;
  if (isPdf) return bbox === '' ? undefined : 'pdf';
  if (path === '') return undefined;
  if (mediaType === 'application/msword') return 'doc';
  return mediaType.endsWith('wordprocessingml.document') ? 'docx' : undefined;
}

function placeOf({ page, bbox, path }: Claim): Place {
  if (bbox !== '' && path === '') return { page, box: bbox.split(',').map(Number) as unknown as Box };
  return { page, path };
}

function cellsOf(claim: Claim, verdict: Verified): string[] {
  const { documentId, file, factId, page, bbox, path, raw } = claim;
  const { status, read, reader, note } = verdict;
  const cells: Record<string, string> = {
    document_id: documentId,
    file: guarded(file),
    fact_id: factId,
    page: page === null ? '' : String(page),
    bbox,
    path,
    raw: guarded(raw),
    status,
    read: guarded(read),
    reader,
    note: guarded(note),
  };
  return columns.map((name) => cells[name]);
}
