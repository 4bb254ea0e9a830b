/** What the parent process and a worker say to each other. */
import type { ReadErrorCode } from '../../extractors/errors.ts';
import type { PagesFound } from '../../extractors/read.ts';
import type { ProcessOptions } from '../process.ts';
import type { IntakeFile } from './intake.ts';

/** One document to do. */
export interface Job {
  file: IntakeFile;
  /** Folder for the fragments of this document. */
  dir: string;
  packDir: string;
  options: Omit<ProcessOptions, 'signal' | 'onPages'>;
}

/** A worker's message: how long the document turned out to be, which moves its limits, or what became of it. */
export type Report = { found: PagesFound } | { outcome: Outcome };

/** What became of a document. The rows themselves stand in the job's folder. */
export type Outcome =
  | { status: 'ok' | 'partial'; pages: number; facts: number; reason: string; timings: Record<string, number> }
  | { status: 'failed' | 'skipped'; reason: string; code?: ReadErrorCode };
