/** The source files of a run, found again by their bytes. */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { unguarded } from '../emit/csv.ts';
import { tablesOf, textFiles } from '../emit/tables.ts';
import { intake } from '../run/intake.ts';

/** A document of the run and where its bytes are now. */
export interface Source {
  mediaType: string;
  sha256: string;
  /** The file with these bytes. */
  path?: string;
  /** A file of that name with other bytes. */
  changed?: string;
}

/**
 * @param out folder that a run wrote
 * @param places files and folders in which the sources are
 * @returns the documents by id
 * @throws NoRunError; IntakeError when a place does not exist
 */
export async function findSources(out: string, places: readonly string[]): Promise<Map<string, Source>> {
  tablesOf(out);
  const rows = textFiles(out, 'documents.csv').flatMap((file): Record<string, string>[] =>
    parse(readFileSync(file), { columns: true, bom: true }),
  );
  const { items } = intake(places);
  const paths = [...new Set(items.filter(({ listed }) => listed?.path !== '').map(({ path }) => path))];
  // A folder that lists its documents (a crawl's) keeps them under other names than the documents have.
  const named = Map.groupBy(items, ({ path, listed }) => listed?.name ?? basename(path));
  const byName = new Map([...named].map(([name, group]) => [name, group.map(({ path }) => path)]));
  const hashes = new Map<string, string>();
  const hashOf = async (path: string) => {
    const known = hashes.get(path) ?? (await sha256Of(path));
    hashes.set(path, known);
    return known;
  };
  let byHash: Map<string, string> | undefined;
  const sources = new Map<string, Source>();
  for (const row of rows) {
    if (row.status === 'duplicate' || row.document_id === '') continue;
    const source: Source = { mediaType: row.media_type, sha256: row.sha256 };
    const namesakes = byName.get(unguarded(row.file)) ?? [];
    for (const path of namesakes) if ((await hashOf(path)) === row.sha256) source.path = path;
    // Files may have been renamed since: only then all others are looked at.
    if (source.path === undefined) {
      byHash ??= await indexed(paths, hashOf);
      source.path = byHash.get(row.sha256);
      source.changed = namesakes[0];
    }
    sources.set(row.document_id, source);
  }
  return sources;
}

async function indexed(paths: readonly string[], hashOf: (path: string) => Promise<string>) {
  const byHash = new Map<string, string>();
  for (const path of paths) byHash.set(await hashOf(path), path);
  return byHash;
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch {
    return '';
  }
  return hash.digest('hex');
}
