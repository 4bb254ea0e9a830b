/**
 * How well scans are read: native pages are turned into hard scans, whose truth is their own text layer.
 *
 *   node bench/scans.ts [FILE-OR-FOLDER...] [--kinds skew,seal] [--strengths mild,medium,strong] [--pages 3]
 *                       [--seed 1] [--write DIR] [--details FILE]
 *
 * Of every native PDF the first page and some pages with numbers are taken. They are read twice: as they are, with their
 * text, and as pictures only, damaged in every kind and strength that is asked for (bench/scans/recipes.ts). Every fact
 * of the first reading is looked up at its place in the second. The same seed gives the same scans, byte for byte.
 *
 * Prints a table by kind of damage; `--write` keeps the scans, `--details` writes each number that is not right as a JSON
 * line.
 */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openPdf } from '../extractors/pdf/open.ts';
import { renderPage } from '../extractors/pdf/render.ts';
import { type DocumentResult, processDocument } from '../pipeline/process.ts';
import { BUILT_IN_PACK } from '../pipeline/run/run.ts';
import { loadPack } from '../schemas/pack.ts';
import { type Compared, compare } from './scans/compare.ts';
import { damage, type Scan } from './scans/damage.ts';
import { picturePdf } from './scans/picture-pdf.ts';
import { seeded, some } from './scans/random.ts';
import { RECIPES, type Recipe, STRENGTHS, type Strength } from './scans/recipes.ts';
import { subset } from './scans/subset.ts';
import { print, type Row } from './scans/table.ts';

/** Facts on a page from which it is worth reading. */
const LEAST_FACTS = 8;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kinds: { type: 'string', default: Object.keys(RECIPES).join(',') },
    strengths: { type: 'string', default: 'medium' },
    pages: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    write: { type: 'string' },
    details: { type: 'string' },
  },
});
const pack = loadPack(BUILT_IN_PACK);

/** A native file with the pages that were chosen. */
interface Original {
  name: string;
  bytes: Uint8Array;
  result: DocumentResult;
}

const originals = await chosen(positionals.length > 0 ? positionals : [standard()]);
const rows: Row[] = [];
const details: string[] = [];
for (const kind of values.kinds.split(',')) {
  const recipes = RECIPES[kind];
  if (!recipes) throw new Error(`no kind of damage is called ${kind}; there are ${Object.keys(RECIPES).join(', ')}`);
  for (const strength of values.strengths.split(',') as Strength[]) {
    if (!STRENGTHS.includes(strength)) throw new Error(`no strength is called ${strength}: ${STRENGTHS.join(', ')}`);
    const row: Row = { kind, strength, pages: 0, cpuSeconds: 0, seconds: 0, compared: [] };
    for (const original of originals)
      await measure(original, kind, strength, recipes[STRENGTHS.indexOf(strength)], row);
    rows.push(row);
    console.error(`${kind} ${strength}: ${row.pages} pages, ${row.seconds.toFixed(0)} s`);
  }
}
print(rows);
if (values.details) writeFileSync(values.details, details.map((line) => `${line}\n`).join(''));

/** The corpus where it stands beside the project, else the project's own samples. */
function standard(): string {
  const corpus = fileURLToPath(new URL('../../shared/corpus/documents', import.meta.url));
  return statSync(corpus, { throwIfNoEntry: false })
    ? corpus
    : fileURLToPath(new URL('../samples/documents', import.meta.url));
}

/** The native PDFs, cut down to the first page and some with numbers. */
async function chosen(paths: readonly string[]): Promise<Original[]> {
  const files = paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path)
          .sort()
          .map((name) => join(path, name))
      : [path],
  );
  const found: Original[] = [];
  for (const file of files.filter((name) => name.endsWith('.pdf'))) {
    const name = basename(file);
    const bytes = readFileSync(file);
    const { rows } = await native(name, bytes);
    const counts = new Map<number, number>();
    for (const { page } of rows.facts) counts.set(page!, (counts.get(page!) ?? 0) + 1);
    const kinds = new Map(rows.pages.map(({ page, kind }) => [page, kind]));
    const worth = [...counts].filter(([page, facts]) => kinds.get(page) === 'native' && facts >= LEAST_FACTS);
    const pages = some(worth, Number(values.pages), seeded(values.seed, name)).map(([page]) => page);
    if (pages.length === 0) continue;
    const cut = await subset(bytes, [...new Set([1, ...pages])]);
    const result = await native(name, cut);
    console.error(`${name}: pages 1, ${pages.join(', ')}; ${result.rows.facts.length} facts`);
    found.push({ name, bytes: cut, result });
  }
  if (found.length === 0) throw new Error('no native PDF with numbers was found');
  return found;
}

function native(name: string, bytes: Uint8Array): Promise<DocumentResult> {
  return processDocument(input(name, bytes), pack, { ocr: 'off' });
}

function input(name: string, bytes: Uint8Array) {
  return { name, bytes, sha256: '0'.repeat(64), mediaType: 'application/pdf' };
}

async function measure(original: Original, kind: string, strength: Strength, recipe: Recipe, row: Row): Promise<void> {
  const scans = await scanned(original, kind, strength, recipe);
  const bytes = picturePdf(scans);
  if (values.write) keep(join(values.write, `${kind}-${strength}-${original.name}`), bytes, scans);
  const [cpu, clock] = [process.cpuUsage(), performance.now()];
  const { rows } = await processDocument(input(original.name, bytes), pack);
  const { user, system } = process.cpuUsage(cpu);
  row.seconds += (performance.now() - clock) / 1000;
  row.cpuSeconds += (user + system) / 1e6;
  row.pages += scans.length;
  const compared = compare(
    original.result.rows,
    rows,
    scans.map(({ moved }) => moved),
  );
  row.compared.push(...compared);
  for (const one of compared) if (one.outcome !== 'right') details.push(detail(original.name, kind, strength, one));
}

/** Every page of a file as a scan. */
async function scanned({ name, bytes }: Original, kind: string, strength: string, recipe: Recipe): Promise<Scan[]> {
  const pdf = await openPdf(bytes);
  try {
    const scans: Scan[] = [];
    for (let page = 1; page <= pdf.pageCount; page++) {
      const chance = seeded(values.seed, name, kind, strength, page);
      scans.push(await damage(renderPage(pdf, page, recipe.dpi), recipe, chance));
    }
    return scans;
  } finally {
    pdf.close();
  }
}

/** The file, and its pages as pictures beside it. */
function keep(file: string, bytes: Buffer, scans: readonly Scan[]): void {
  mkdirSync(values.write!, { recursive: true });
  writeFileSync(file, bytes);
  for (const [i, { jpeg }] of scans.entries()) writeFileSync(`${file}-${i + 1}.jpg`, jpeg);
}

function detail(file: string, kind: string, strength: string, { outcome, page, truth, found }: Compared): string {
  const shown = (fact: Compared['truth']) =>
    fact && {
      raw: fact.raw,
      value: fact.value,
      name: [
        fact.concept,
        fact.measure,
        fact.period,
        fact.function_code,
        fact.economic_code,
        fact.fund,
        fact.subject,
      ].join('|'),
      bbox: fact.bbox,
      confidence: fact.confidence,
      flags: fact.flags,
    };
  return JSON.stringify({ file, kind, strength, page, outcome, truth: shown(truth), found: shown(found) });
}
