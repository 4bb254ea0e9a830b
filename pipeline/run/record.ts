/** run.json: what a run did, and by its hash which datasets are its own. */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { RUN_RECORD } from '../emit/publish.ts';
import { packHash } from '../store/keys.ts';
import type { Version } from '../version.ts';
import type { RunReport } from './run.ts';

/** What a run says of itself. */
export interface Ran {
  started: Date;
  version: Version;
  /** Files and folders that it was given. */
  paths: readonly string[];
  /** Folder of the pack. */
  pack: string;
  /** Decisions of people that it took into account. */
  decisions: number;
  report: RunReport;
}

/**
 * Writes the record of a run, in words of PROV, beside its datasets.
 * @param dir folder in which they are complete, with `datapackage.json`
 */
export async function writeRecord(
  dir: string,
  { started, version, paths, pack, decisions, report }: Ran,
): Promise<void> {
  const { documents, known, hashed, pages, facts, failed, strayDecisions, timings } = report;
  const description = await readFile(join(dir, 'datapackage.json'));
  const datapackage = `sha256:${createHash('sha256').update(description).digest('hex')}`;
  const record = {
    type: 'prov:Activity',
    startedAtTime: started.toISOString(),
    endedAtTime: new Date().toISOString(),
    wasAssociatedWith: { ...version, node: process.version, platform: `${process.platform}-${process.arch}` },
    // Each document with its own hash stands in the dataset `documents`.
    used: {
      paths: paths.map((path) => resolve(path)),
      pack: { path: pack, hash: `sha256:${packHash(pack)}` },
      decisions,
    },
    // datapackage.json holds the hashes of all files: with this one a reader can tell that they belong together.
    generated: { path: 'datapackage.json', hash: datapackage },
    pack,
    datapackage,
    documents,
    known,
    hashed,
    pages,
    facts,
    failed,
    strayDecisions,
    timings,
  };
  await writeFile(join(dir, RUN_RECORD), `${JSON.stringify(record, null, 2)}\n`);
}
