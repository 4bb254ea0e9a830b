/** What a document may cost in time and memory before it is given up. */
import { LIMITS } from '../../extractors/limits.ts';
import type { PagesFound } from '../../extractors/read.ts';

const SECOND = 1000;
const MIB = 1024 * 1024;

/** What is known of a document while it is read. */
export interface Size extends PagesFound {
  bytes: number;
}

export interface WorkLimits {
  /** Milliseconds since the start of the document. */
  timeFor(size: Size): number;
  /** Resident memory of a worker in bytes, watched from outside: heap limits do not cover WASM and buffers. */
  memoryFor(size: Size): number;
  /** Documents after which a worker is replaced by a fresh one. */
  documentsPerWorker: number;
  /** Resident memory in bytes from which a worker is replaced after its document. */
  memoryToKeep: number;
}

/**
 * Time grows with the pages, which a worker tells as soon as it has opened the document; until then the file's size
 * counts. Every page of pictures adds what OCR may take for one, and the minute that its last reading may hang.
 *
 * Memory: native documents take some 330 MiB, most of which the worker itself needs; the cap leaves room for odd ones.
 * OCR adds 600 to 900 MiB (two readers with their language data, the picture in several forms), which only documents with
 * pages of pictures may take. A worker that has grown past what native documents need is replaced afterwards, so that
 * one scan does not leave a large process behind for the rest of the run.
 *
 * Documents: a fresh worker takes some two seconds more until all its code is loaded and optimised, a tenth of what 200
 * documents of ten pages take. Memory is what wears a worker out, and is watched.
 */
export const WORK_LIMITS: WorkLimits = {
  timeFor: ({ bytes, pages, scans }) =>
    (LIMITS.documentSeconds +
      LIMITS.secondsPerMebibyte * (bytes / MIB) +
      pages * LIMITS.secondsPerPage +
      scans * (LIMITS.ocrPageSeconds + 60)) *
    SECOND,
  memoryFor: ({ scans }) => (scans === 0 ? LIMITS.memoryMebibytes : LIMITS.scanMemoryMebibytes) * MIB,
  documentsPerWorker: 2000,
  memoryToKeep: 512 * MIB,
};
