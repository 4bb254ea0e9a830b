/** What the parent process and a worker say to each other. */
import type { ReadErrorCode } from '../../extractors/errors.ts';
import type { PagesFound } from '../../extractors/read.ts';
import type { Correction } from '../../schemas/datasets.ts';
import type { ProcessOptions } from '../process.ts';
import type { BundleHead } from '../store/bundle.ts';
import type { Keys } from '../store/keys.ts';
import type { StorePlace } from '../store/open.ts';
import type { IntakeFile } from './intake.ts';
import type { LoadedPack } from './loaded.ts';

/** How documents are read; part of the key of what is read. */
export type Reading = Pick<ProcessOptions, 'password' | 'ocr' | 'ocrSettings' | 'render'>;

/** One document to do. Holds all that another process, or another machine that sees file and store, needs. */
export interface Job {
  file: IntakeFile;
  packDir: string;
  reading: Reading;
  corrections?: readonly Correction[];
  keys: Keys;
  /** What the keys were made with: a worker with other code, another pack or other limits must not write under them. */
  made: { versions: string; pack: string; limits?: string };
  store: StorePlace;
  /** Where readings of pictures are kept, if not in the store. */
  ocrCache?: StorePlace;
  /** See `ReadOptions`; changes nothing in what is read. */
  ocrThreads: number;
  /** Read again what was read before. */
  force: boolean;
  /** Documents as read are stored, so that another pack need not read them again. */
  keepDocuments: boolean;
  /** With the first job of a child: the pack as the parent loaded it. */
  loaded?: LoadedPack;
  /** A document that needs OCR is put off, not read: `skipped` with the code `DEFERRED`. */
  deferScans?: boolean;
  /** A file that is not there can be asked for: `skipped` with the code `WANTED`. */
  mayAsk?: boolean;
}

/** A worker's message: how long the document turned out to be, which moves its limits, or what became of it. */
export type Report = { found: PagesFound } | { outcome: Outcome };

/** A document that was mapped. Its rows stand in the store, under the job's map key. */
export interface Mapped extends BundleHead {
  /** Milliseconds by stage. */
  timings: Record<string, number>;
}

/** The code of a document that was put off because it needs OCR. */
export const DEFERRED = 'deferred';
/** The code of a document whose file this machine does not see. */
export const WANTED = 'wanted';

/** A file that gave nothing. */
export interface Refused {
  status: 'failed' | 'skipped';
  reason: string;
  code?: ReadErrorCode | typeof DEFERRED | typeof WANTED;
}

/** What became of a document; `stopped`: nothing, for a reason that ends the run. */
export type Outcome = Mapped | Refused | { status: 'stopped'; reason: string };
