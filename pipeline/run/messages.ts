/** What the parent process and a worker say to each other. */
import type { ReadErrorCode } from '../../extractors/errors.ts';
import type { ProcessOptions } from '../process.ts';
import type { IntakeFile } from './intake.ts';

/** One document to do. */
export interface Job {
  file: IntakeFile;
  /** Folder for the fragments of this document. */
  dir: string;
  packDir: string;
  options: Omit<ProcessOptions, 'signal'>;
}

/** What became of a document. The rows themselves stand in the job's folder. */
export type Outcome =
  | { status: 'ok' | 'partial'; pages: number; facts: number; reason: string; timings: Record<string, number> }
  | { status: 'failed' | 'skipped'; reason: string; code?: ReadErrorCode };
