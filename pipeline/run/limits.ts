/** What a document may cost in time and memory before it is given up. */

const SECOND = 1000;
const MIB = 1024 * 1024;

export interface WorkLimits {
  /** Milliseconds for a file of so many bytes. A scanned page of 100 KiB takes some 10 s of OCR. */
  timeFor(bytes: number): number;
  /** Resident memory of a worker in bytes, watched from outside: heap limits do not cover WASM and buffers. */
  memory: number;
  /** Documents after which a worker is replaced by a fresh one. */
  documentsPerWorker: number;
}

export const WORK_LIMITS: WorkLimits = {
  timeFor: (bytes) => 120 * SECOND + Math.ceil((bytes / MIB) * 240) * SECOND,
  memory: 2048 * MIB,
  documentsPerWorker: 200,
};
