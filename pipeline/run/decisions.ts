/** The decisions of people that a run takes into account. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { byDocument, CORRECTIONS_FILE, readCorrections } from '../corrections/file.ts';
import { documentIdOf } from '../process.ts';
import type { Listings } from './listings.ts';
import type { RunOptions } from './run.ts';

export type Decisions = ReturnType<typeof byDocument>;

/**
 * The decisions that stand, by the sha256 of their document: what a document's rows depend on beside its bytes.
 * @throws CorrectionsError naming file and line
 */
export function correctionsOf({ corrections, out }: RunOptions): Decisions {
  const file = corrections ?? join(out, CORRECTIONS_FILE);
  return corrections !== undefined || existsSync(file) ? byDocument(readCorrections(file)) : new Map();
}

/** How many decisions are about documents that are not in the run. */
export function strayAmong(corrections: Decisions, listings: Listings): number {
  if (corrections.size === 0) return 0;
  const seen = new Set<string>();
  for (const { row } of listings) seen.add(row.document_id);
  return [...corrections].reduce((sum, [sha256, own]) => sum + (seen.has(documentIdOf(sha256)) ? 0 : own.length), 0);
}
