/** The list of documents that a crawl's folder holds now: what `pagefact run FOLDER` takes. */
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SIDECAR, type SidecarLine } from '../run/sidecar.ts';
import { EXTENSIONS } from './content.ts';
import type { Version } from './history.ts';
import type { Objects } from './objects.ts';
import type { Plan } from './sources.ts';

/** Folder of the originals below that of the crawl. */
export const ORIGINALS = 'originals';

type Current = Version & { state: string; moved_to: string };

/**
 * Writes the list, whole or not at all. What was withdrawn stays in it, and says so; what has moved is listed where it
 * is now.
 */
export function writeDocuments(dir: string, plan: Plan, objects: Objects, current: readonly Current[]): void {
  const sources = new Map(plan.sources.map((source) => [source.id, source]));
  const here = new Set(current.map(({ url }) => url));
  const lines = current
    .filter(({ state, moved_to }) => state !== 'moved' || !here.has(moved_to))
    .map((version) => lineOf(version, objects, sources.get(version.source)));
  const file = join(dir, SIDECAR);
  writeFileSync(`${file}.new`, lines.map((one) => `${JSON.stringify(one)}\n`).join(''));
  renameSync(`${file}.new`, file);
}

function lineOf(version: Current, objects: Objects, source: Plan['sources'][number] | undefined): SidecarLine {
  const { url, member, sha256, name, type, first_seen, state, reason } = version;
  const path = sha256 === '' ? '' : join(ORIGINALS, objects.nameOf(sha256, EXTENSIONS[type] ?? 'bin'));
  return {
    path,
    name,
    sha256,
    source_url: member === '' ? url : `${url}#${encodeURIComponent(member)}`,
    retrieved_at: first_seen,
    flags: state === 'withdrawn' ? ['withdrawn'] : [],
    region_code: source?.region?.code ?? '',
    region_name: source?.region?.name ?? '',
    entity: source?.entity ?? '',
    skip: reason,
  };
}
