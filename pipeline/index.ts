/** What other programs can call: one document, or a whole run. */
export type { Document } from '../extractors/document.ts';
export { ReadError } from '../extractors/errors.ts';
export { type ReadOptions, readDocument } from '../extractors/read.ts';
export { DATASETS, type DatasetName, type Row } from '../schemas/datasets.ts';
export { PackError } from '../schemas/load.ts';
export { loadPack, type Pack } from '../schemas/pack.ts';
export { type DocumentResult, type Input, type ProcessOptions, processDocument } from './process.ts';
export type { ProvenanceRecord } from './provenance.ts';
export { BUILT_IN_PACK, type Progress, type RunOptions, type RunReport, run } from './run/run.ts';
