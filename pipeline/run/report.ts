/** What a run tells of itself while it works and at its end. */
import type { Told } from './documents.ts';

/** A document that is done. */
export interface Progress {
  file: string;
  outcome: Told;
  /** Found in the store, not done in this run. */
  known: boolean;
  done: number;
  total: number;
}

/** A document that is being read. */
export interface ReadingProgress {
  file: string;
  pages: number;
  /** Pages that are pictures, and those of them that are read. */
  scans: number;
  scansRead: number;
}

export interface RunReport {
  documents: number;
  /** Documents that were found in the store. */
  known: number;
  /** Files that were read to know their hash; the others did not change since an earlier run. */
  hashed: number;
  pages: number;
  facts: number;
  /** Documents without a complete result, each with the reason. */
  failed: { file: string; status: 'failed' | 'skipped'; reason: string }[];
  /** Files in folders that are no documents. */
  ignored: string[];
  /** Decisions about documents that are not in this run. */
  strayDecisions: number;
  /** Milliseconds by stage: those of the workers are sums over all documents. */
  timings: Record<string, number>;
}

/** The report of a run that did nothing yet. @param ignored files in its folders that are no documents */
export function reportOver(documents: number, ignored: string[]): RunReport {
  const counts = { documents, known: 0, hashed: 0, pages: 0, facts: 0, strayDecisions: 0 };
  return { ...counts, failed: [], ignored, timings: {} };
}

/** Adds a document. */
export function account(told: Told, report: RunReport): void {
  if (!('pages' in told)) return;
  report.pages += told.pages;
  report.facts += told.facts;
  for (const [stage, ms] of Object.entries(told.timings)) report.timings[stage] = (report.timings[stage] ?? 0) + ms;
}
