/**
 * Damaged files through the command line: the samples (as PDF, Word file, web page and workbooks) and the files of further
 * folders, each damaged in a way that the seed decides.
 *
 *   node bench/fuzz.ts [FOLDER...] [--seconds 60] [--seed 1] [--batch 30] [--keep DIR]
 *
 * What must hold: every run ends by itself with exit code 0 or 3, every file has one row, no row tells of an error in the
 * program, and no file beside the output folder is made or changed. Ends with exit code 1 where it does not. Children that
 * crashed, hung or grew too large cost their own row only, and are listed. `--keep` keeps the files of such rows.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse } from 'csv-parse/sync';
import { writeHtml } from '../samples/html.ts';
import { readStory } from '../samples/read.ts';
import { writeWorkbook } from '../samples/workbook.ts';
import { mutated, random } from './mutate.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    batch: { type: 'string', default: '30' },
    keep: { type: 'string' },
  },
});
const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
/** Larger files are left out: damage to them is found a hundred times as fast in small ones. */
const MOST_BYTES = 2 ** 20;
/** A document that takes longer is told of. */
const LIMITS = JSON.stringify({ documentSeconds: 60 });
const DIED = /crashed|not finished|of memory/;

interface Seed {
  extension: string;
  bytes: Buffer;
}

const seeds = [...samples(), ...[path('samples/documents'), ...positionals].flatMap(filesIn)];
const next = random(Number(values.seed));
const tally = new Map<string, number>();
const faults: string[] = [];
let files = 0;

const end = performance.now() + Number(values.seconds) * 1000;
const work = mkdtempSync(join(tmpdir(), 'pagefact-fuzz-'));
try {
  do batch();
  while (performance.now() < end);
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`${files} damaged files from ${seeds.length}, seed ${values.seed}`);
for (const [what, count] of [...tally].sort(([, a], [, b]) => b - a))
  console.log(`${String(count).padStart(6)} ${what}`);
for (const fault of faults) console.log(`WRONG: ${fault}`);
process.exitCode = faults.length > 0 ? 1 : 0;

function batch(): void {
  const [documents, out] = [join(work, 'documents'), join(work, 'out')];
  mkdirSync(documents);
  const made = new Map<string, string>();
  for (let i = 0; i < Number(values.batch); i++) {
    const { extension, bytes } = seeds[Math.floor(next() * seeds.length)];
    const other = seeds[Math.floor(next() * seeds.length)].bytes;
    const damaged = mutated(bytes, other, next);
    // Another number at the end, or the same damage twice would be a duplicate.
    const name = `${String(files++).padStart(6, '0')}${extension}`;
    made.set(name, damaged.how);
    writeFileSync(join(documents, name), damaged.bytes);
  }
  const { status, signal, stderr } = spawnSync(
    process.execPath,
    [path('pipeline/bin.js'), 'run', documents, '--out', out, '--ocr', 'off', '--no-store'],
    { encoding: 'utf8', env: { ...process.env, PAGEFACT_LIMITS: LIMITS }, maxBuffer: 2 ** 28 },
  );
  if (status !== 0 && status !== 3)
    faults.push(`a run ended with ${signal ?? status}: ${stderr.trim().split('\n').at(-1)}`);
  else told(parse(readFileSync(join(out, 'documents.csv')), { columns: true }), made);
  const beside = readdirSync(work).filter((name) => name !== 'documents' && name !== 'out');
  if (beside.length > 0) faults.push(`files were made beside the output folder: ${beside.join(', ')}`);
  if (readdirSync(documents).length !== made.size) faults.push('files were made in the folder of the documents');
  for (const folder of [documents, out]) rmSync(folder, { recursive: true, force: true });
}

function told(rows: Record<string, string>[], made: ReadonlyMap<string, string>): void {
  if (rows.length !== made.size) faults.push(`${made.size} files gave ${rows.length} rows`);
  for (const { file, status, reason } of rows) {
    const died = DIED.test(reason);
    const what = died || status === 'failed' ? reason.replace(/\d+/g, 'N').slice(0, 100) : '';
    const line = `${status} ${extname(file)} ${what}`.trim();
    tally.set(line, (tally.get(line) ?? 0) + 1);
    if (/internal error/.test(reason)) faults.push(`${file} (${made.get(file)}): ${reason}`);
    if (!died && !/internal error/.test(reason)) continue;
    if (died) console.log(`${file} (${made.get(file)}): ${reason}`);
    if (values.keep === undefined) continue;
    mkdirSync(values.keep, { recursive: true });
    copyFileSync(join(work, 'documents', file), join(values.keep, `${values.seed}-${file}`));
  }
}

/** The sample documents in the formats that they are not published in. */
function samples(): Seed[] {
  return readdirSync(path('samples/data')).flatMap((file) => {
    const story = readStory(path(`samples/data/${file}`), file.replace('.yaml', ''));
    const page = writeHtml(story, (text) => new TextEncoder().encode(text), 'utf-8');
    return [
      { extension: '.html', bytes: Buffer.from(page) },
      { extension: '.xlsx', bytes: Buffer.from(writeWorkbook(story, 'xlsx')) },
      { extension: '.xls', bytes: Buffer.from(writeWorkbook(story, 'biff8')) },
    ];
  });
}

function filesIn(folder: string): Seed[] {
  return readdirSync(folder)
    .sort()
    .map((name) => ({ extension: extname(name), bytes: readFileSync(join(folder, name)) }))
    .filter(({ extension, bytes }) => bytes.length <= MOST_BYTES && extension !== '.doc' && extension !== '.md');
}
