/** One job: a document from its file, or from the store as far as it was brought before, to its rows in the store. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Cache } from '../../extractors/cache.ts';
import type { Document } from '../../extractors/document.ts';
import { ReadError } from '../../extractors/errors.ts';
import { LIMITS_VARIABLE } from '../../extractors/limits.ts';
import type { PagesFound } from '../../extractors/read.ts';
import type { Pack } from '../../schemas/pack.ts';
import { fragmentsOf } from '../emit/fragments.ts';
import { type DocumentResult, interpret, readInput } from '../process.ts';
import { type BundleHead, bundled } from '../store/bundle.ts';
import { documentFrom, storedDocument } from '../store/document.ts';
import type { Entries } from '../store/entries.ts';
import { packHash } from '../store/keys.ts';
import { openStore, type StorePlace } from '../store/open.ts';
import { StoreFullError, sourceKey } from '../store/store.ts';
import { stageVersions } from '../store/versions.ts';
import { jobName } from './job-name.ts';
import { received } from './loaded.ts';
import { DEFERRED, type Job, type Mapped, type Outcome, WANTED } from './messages.ts';

/** A pack as loaded, with the hash of the files that it was loaded from. */
interface HashedPack {
  pack: Pack;
  hash: string;
}

const packs = new Map<string, HashedPack>();
const stores = new Map<string, Entries>();

async function packOf({ packDir, made, loaded }: Job): Promise<HashedPack> {
  const known = packs.get(packDir);
  if (known) return known;
  // In this order: files that change in between show in the hash.
  const pack = loaded?.hash === made.pack ? received(loaded) : await openedPack(packDir);
  const hashed = { pack, hash: packHash(packDir) };
  packs.set(packDir, hashed);
  return hashed;
}

/** It was good when the run began. */
async function openedPack(dir: string): Promise<Pack> {
  // Mostly the parent gives it, and then this process need not load what parses it.
  const { loadPack } = await import('../../schemas/pack.ts');
  try {
    return loadPack(dir);
  } catch (error) {
    throw new ChangedError(`the pack ${dir} cannot be used here: ${(error as Error).message}`);
  }
}

function storeOf(place: StorePlace): Entries {
  const name = JSON.stringify(place);
  const known = stores.get(name);
  if (known) return known;
  const opened = openStore(place);
  stores.set(name, opened);
  return opened;
}

/**
 * Does a job. Never rejects: what went wrong is the outcome.
 * @param found told how long the document is
 */
export async function work(job: Job, found: (pages: PagesFound) => void): Promise<Outcome> {
  try {
    return await worked(job, found);
  } catch (error) {
    if (error instanceof StoreFullError || error instanceof ChangedError)
      return { status: 'stopped', reason: error.message };
    if (error instanceof DeferredError) return { status: 'skipped', code: DEFERRED, reason: 'it needs OCR' };
    if (error instanceof WantedError) return { status: 'skipped', code: WANTED, reason: 'its file is not seen here' };
    if (!(error instanceof ReadError)) return { status: 'failed', reason: unexpected(error) };
    const status = error.code === 'needs-program' ? 'skipped' : 'failed';
    return { status, reason: error.message, code: error.code };
  }
}

/** The program or the pack is another one than when the run began. */
class ChangedError extends Error {}

/** The document needs OCR, and was to be put off if it does. */
class DeferredError extends Error {}

/** The file is not seen here, and can be asked for. */
class WantedError extends Error {}

async function worked(job: Job, found: (pages: PagesFound) => void): Promise<Mapped> {
  const { pack, hash } = await packOf(job);
  if (hash !== job.made.pack) throw new ChangedError(`the pack ${job.packDir} was changed while the run was on`);
  if (JSON.stringify(stageVersions()) !== job.made.versions)
    throw new ChangedError('Pagefact itself was changed while the run was on');
  if (process.env[LIMITS_VARIABLE] !== job.made.limits)
    throw new ChangedError(`${LIMITS_VARIABLE} is another one here than where the run was started`);
  const entries = storeOf(job.store);
  const began = performance.now();
  const { document, again, stored } = await documentOf(job, entries, found);
  const read = performance.now() - began;
  const result = interpret(job.file, document, pack, job.corrections);
  const writing = performance.now();
  const head = headOf(result, again);
  // Both at once: the disk is waited for once.
  await Promise.all([
    stored && entries.put(job.keys.extract, stored),
    entries.put(job.keys.map, bundled(head, fragmentsOf(result.rows, result.provenance))),
  ]);
  return { ...head, timings: { read, ...result.timings, write: performance.now() - writing } };
}

interface ReadDocument {
  document: Document;
  again: boolean;
  /** What is to be stored of it. */
  stored?: Buffer;
}

/** The document, from the store where it is there. */
async function documentOf(job: Job, entries: Entries, found: Found): Promise<ReadDocument> {
  const { file, keys, reading, force, keepDocuments, deferScans, ocrThreads } = job;
  const kept = force || !keepDocuments ? undefined : await entries.get(keys.extract);
  const known = kept && documentFrom(kept);
  if (known) return { document: known, again: false };
  const bytes = await bytesOf(job, entries);
  const onPages: Found = (pages) => {
    if (deferScans && pages.scans > 0 && reading.ocr !== 'off') throw new DeferredError();
    found(pages);
  };
  const options = { ...reading, onPages, ocrThreads, ocrCache: cacheOf(job, entries) };
  const document = await readInput({ bytes, name: file.name }, options);
  const again = mayFareBetter(document, reading.ocr);
  // Written down before anybody works with it.
  return { document, again, ...(keepDocuments && !again && { stored: storedDocument(document) }) };
}

/** Readings of pictures, in a place of their own where one is named, else in the store. */
function cacheOf({ ocrCache, force, keepDocuments }: Job, store: Entries): Cache | undefined {
  if (!ocrCache && !keepDocuments) return undefined;
  const entries = ocrCache ? storeOf(ocrCache) : store;
  return {
    get: async (key) => (force ? undefined : entries.get(`ocr/${key}`)),
    put: (key, bytes) => entries.put(`ocr/${key}`, bytes),
  };
}

/**
 * The file's bytes, from the store where this machine does not see the file, or has another one in its place. Under the key
 * of other bytes a result would be a silent error.
 */
async function bytesOf(job: Job, entries: Entries): Promise<Uint8Array> {
  const { path, sha256 } = job.file;
  const isIt = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex') === sha256;
  const seen = await readFile(path).catch((error: Error) => error);
  if (seen instanceof Uint8Array && isIt(seen)) return seen;
  const stored = job.mayAsk ? await entries.get(sourceKey(jobName(job))) : undefined;
  if (stored && isIt(stored)) return stored;
  if (job.mayAsk && !stored) throw new WantedError();
  if (seen instanceof Error && !stored)
    throw new ReadError('changed', `The file cannot be read any more (${seen.message}). Run again.`);
  throw new ReadError('changed', 'The file changed while the run was on. Run again when it is written completely.');
}

type Found = (pages: PagesFound) => void;

/** A picture whose reading was given up may be read when the machine is less busy. */
const mayFareBetter = ({ pages }: Document, ocr: Job['reading']['ocr']): boolean =>
  ocr !== 'off' && pages.some(({ kind, status }) => kind === 'scan' && status === 'failed');

function headOf({ rows }: DocumentResult, again: boolean): BundleHead {
  const [document] = rows.documents;
  const { status, reason, page_count } = document;
  return {
    status: status === 'partial' ? 'partial' : 'ok',
    reason,
    pages: page_count ?? 0,
    facts: rows.facts.length,
    again,
    document,
  };
}

/** A fault of the program, not of the file: with the place, so that it can be reported. */
function unexpected(error: unknown): string {
  if (!(error instanceof Error)) return `internal error: ${String(error)}`;
  const place = error.stack
    ?.split('\n')
    .find((line) => line.trim().startsWith('at '))
    ?.match(/([\w-]+\.[tj]s:\d+)/)?.[1];
  return `internal error: ${error.message}${place ? ` (${place})` : ''}; please report it with this file`;
}
