/**
 * A folder of originals that says itself which documents it holds and where they come from: one JSON line per document in
 * `documents.jsonl`. The crawl writes it; a run that is given the folder takes these documents, under these names.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Name of the list in its folder. */
export const SIDECAR = 'documents.jsonl';

const line = z.object({
  /** Below the folder; empty for a document that is known of but cannot be given. */
  path: z.string(),
  name: z.string(),
  sha256: z.string(),
  source_url: z.string().default(''),
  /** ISO 8601. */
  retrieved_at: z.string().default(''),
  /** Flags of the document: `withdrawn`, … */
  flags: z.array(z.string()).default([]),
  /** What the document is about, where it does not say it itself. */
  region_code: z.string().default(''),
  region_name: z.string().default(''),
  entity: z.string().default(''),
  /** Why it cannot be read; empty where nothing is known against it. */
  skip: z.string().default(''),
});

/** One document of such a folder. */
export type SidecarLine = z.output<typeof line>;

/**
 * The documents that a folder lists.
 * @returns nothing when it lists none
 * @throws Error naming the line that is wrong
 */
export function readSidecar(folder: string): SidecarLine[] | undefined {
  const file = join(folder, SIDECAR);
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((text, index) => {
    if (text.trim() === '') return [];
    try {
      return [line.parse(JSON.parse(text))];
    } catch (error) {
      const what = error instanceof z.ZodError ? error.issues[0].message : (error as Error).message;
      throw new Error(`${file}:${index + 1}: ${what}`);
    }
  });
}
