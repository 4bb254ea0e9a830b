/** Native pages to make scans of, and the scans. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openPdf } from '../../extractors/pdf/open.ts';
import { renderPage } from '../../extractors/pdf/render.ts';
import { type DocumentResult, processDocument } from '../../pipeline/process.ts';
import { BUILT_IN_PACK } from '../../pipeline/run/run.ts';
import { loadPack } from '../../schemas/pack.ts';
import { damage, type Scan } from './damage.ts';
import { seeded, some } from './random.ts';
import { RECIPES, type Recipe, STRENGTHS, type Strength } from './recipes.ts';
import { subset } from './subset.ts';

/** A native file cut down to the first page and some with numbers. */
export interface Original {
  name: string;
  bytes: Uint8Array;
  /** What its text layer gives. */
  result: DocumentResult;
}

/** Facts on a page from which it is worth reading. */
const LEAST_FACTS = 8;

export const pack = loadPack(BUILT_IN_PACK);

/** What `processDocument` takes beside options; the hash plays no part here. */
export function input(name: string, bytes: Uint8Array) {
  return { name, bytes, sha256: '0'.repeat(64), mediaType: 'application/pdf' };
}

/** The corpus where it stands beside the project, else the project's own samples. */
export function standard(): string {
  const corpus = fileURLToPath(new URL('../../../shared/corpus/documents', import.meta.url));
  const own = fileURLToPath(new URL('../../samples/documents', import.meta.url));
  return statSync(corpus, { throwIfNoEntry: false }) ? corpus : own;
}

/**
 * @param paths files, or folders of which every PDF with native pages is taken
 * @param pages how many pages of each, beside the first
 */
export async function chosen(paths: readonly string[], pages: number, seed: string): Promise<Original[]> {
  const files = paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path)
          .sort()
          .map((name) => join(path, name))
      : [path],
  );
  const found: Original[] = [];
  for (const file of files.filter((name) => name.endsWith('.pdf'))) {
    const original = await cut(basename(file), readFileSync(file), pages, seed);
    if (original) found.push(original);
  }
  if (found.length === 0) throw new Error('no native PDF with numbers was found');
  return found;
}

async function cut(name: string, bytes: Uint8Array, count: number, seed: string): Promise<Original | undefined> {
  const { rows } = await native(name, bytes);
  const facts = new Map<number, number>();
  for (const { page } of rows.facts) facts.set(page!, (facts.get(page!) ?? 0) + 1);
  const kinds = new Map(rows.pages.map(({ page, kind }) => [page, kind]));
  const worth = [...facts].filter(([page, n]) => kinds.get(page) === 'native' && n >= LEAST_FACTS);
  const pages = some(worth, count, seeded(seed, name)).map(([page]) => page);
  if (pages.length === 0) return undefined;
  const own = await subset(bytes, [...new Set([1, ...pages])]);
  const result = await native(name, own);
  console.error(`${name}: pages 1, ${pages.join(', ')}; ${result.rows.facts.length} facts`);
  return { name, bytes: own, result };
}

function native(name: string, bytes: Uint8Array): Promise<DocumentResult> {
  return processDocument(input(name, bytes), pack, { ocr: 'off' });
}

/** @throws Error when there is no such kind or strength */
export function recipeOf(kind: string, strength: Strength): Recipe {
  const recipe = RECIPES[kind]?.[STRENGTHS.indexOf(strength)];
  if (recipe) return recipe;
  const known = `${Object.keys(RECIPES).join(', ')}; ${STRENGTHS.join(', ')}`;
  throw new Error(`there is no damage ${kind} ${strength}, only ${known}`);
}

/** Every page of a file as a scan. @throws Error when there is no such kind or strength */
export async function scanned(
  { name, bytes }: Original,
  kind: string,
  strength: Strength,
  seed: string,
): Promise<Scan[]> {
  const recipe = recipeOf(kind, strength);
  const pdf = await openPdf(bytes);
  try {
    const scans: Scan[] = [];
    for (let page = 1; page <= pdf.pageCount; page++) {
      const chance = seeded(seed, name, kind, strength, page);
      scans.push(await damage(renderPage(pdf, page, recipe.dpi * (recipe.shrunk ?? 1)), recipe, chance));
    }
    return scans;
  } finally {
    pdf.close();
  }
}
