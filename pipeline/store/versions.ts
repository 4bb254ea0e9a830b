/**
 * Versions of the stages: hashes of all code that decides what a stage gives. An entry under an old version is never
 * found again, so that a result of earlier code cannot be taken for one of today's.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownVersion } from '../version.ts';

/** Versions of the two stages whose outputs are stored. */
export interface StageVersions {
  extract: string;
  map: string;
}

/** To be raised when a stage's output changes for a reason that no file of it shows. */
const RAISED = { extract: 2, map: 1 };

/** The folder that holds `extractors`, `schemas` and `pipeline`: of the checkout, or `dist`. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Parts of the pipeline that move results about and do not make them. All others count, new ones too. */
const MOVERS = new Set('run store commands crawl changes nightly review queue verify cli.ts cli.js bin.js'.split(' '));
/** Packages whose version decides what is read or how it is written. */
const READERS = [
  ...['@embedpdf/pdfium', 'saxes', 'yauzl', 'sharp', 'parse5', '@e965/xlsx'],
  ...['tesseract.js', '@tesseract.js-data/chi_sim', '@tesseract.js-data/eng'],
];
const MAPPERS = ['big.js', 'zod', 'yaml', 'csv-parse'];

let known: StageVersions | undefined;

/** The versions of this program's stages; read once. */
export function stageVersions(): StageVersions {
  known ??= readStageVersions();
  return known;
}

/** Reads them again: differs from `stageVersions` when the program was replaced while this process ran. */
export function readStageVersions(): StageVersions {
  const { version } = ownVersion();
  // Regular expressions ask Unicode what a letter is.
  const system = [version, process.versions.unicode ?? ''];
  const code = ['schemas', 'pipeline'].flatMap((folder) => filesOf(folder));
  return {
    extract: hashed([RAISED.extract, ...system, ...READERS.map(installed)], filesOf('extractors')),
    map: hashed([RAISED.map, ...system, ...MAPPERS.map(installed)], code.filter(isCode)),
  };
}

/** Files below a folder of the program, as paths from its root, in a fixed order. */
function filesOf(folder: string): string[] {
  return (
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      // The published program has a declaration beside each file of code.
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.d.ts'))
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
      .sort()
  );
}

/** Code of the map stage. The pack has a hash of its own. */
function isCode(file: string): boolean {
  const [top, next] = file.split(sep);
  return /\.[jt]s$/.test(file) && (top !== 'pipeline' || !MOVERS.has(next));
}

function hashed(facts: readonly (string | number)[], files: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const file of files) {
    const bytes = readFileSync(join(ROOT, file));
    hash.update(`\n${file.replaceAll(sep, '/')} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/** Name and version of a package; its name alone where it is not installed. */
function installed(name: string): string {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? [])
    try {
      const { version } = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8')) as { version: string };
      return `${name} ${version}`;
    } catch {
      // Not in this folder: the next one is asked.
    }
  return name;
}
