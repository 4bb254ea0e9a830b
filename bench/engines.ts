/**
 * What the reading of scans costs, beside the program `tesseract` alone on the same pages (Linux).
 *
 *   node bench/engines.ts [FILE-OR-FOLDER...] [--kinds clean,office] [--pages 1] [--seed 1]
 *
 * Makes scans as bench/scans.ts does. Each way of reading goes through all pages in a process of its own: Pagefact with
 * each of its engines, and `tesseract` on whole pages with its own layout analysis. What counts is CPU time of the process
 * and its children, start-up included, and how many of the numbers of the text layer are among those that were read.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Document } from '../extractors/document.ts';
import { readDocument } from '../extractors/read.ts';
import { chosen, scanned, standard } from './scans/originals.ts';
import { picturePdf } from './scans/picture-pdf.ts';

/** One way through all pages. */
interface Pass {
  cpuSeconds: number;
  /** Of the process itself. */
  peakMiB: number;
  /** The numbers of each file. */
  numbers: string[][];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    kinds: { type: 'string', default: 'clean,office' },
    pages: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    way: { type: 'string' },
  },
});
const WAYS = ['tesseract.js', 'tesseract', 'alone'] as const;

if (values.way !== undefined) console.log(JSON.stringify(await pass(values.way as (typeof WAYS)[number], positionals)));
else await compare();

async function compare(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'pagefact-bench-'));
  try {
    const originals = await chosen(
      positionals.length > 0 ? positionals : [standard()],
      Number(values.pages),
      values.seed,
    );
    const files: string[] = [];
    const truth: string[][] = [];
    let pages = 0;
    for (const kind of values.kinds.split(','))
      for (const original of originals) {
        const scans = await scanned(original, kind, 'medium', values.seed);
        const file = join(work, `${files.length}.pdf`);
        writeFileSync(file, picturePdf(scans));
        for (const [i, { jpeg }] of scans.entries()) writeFileSync(`${file}-${i}.jpg`, jpeg);
        files.push(file);
        pages += scans.length;
        truth.push(numbersIn(textOf(await readDocument(original.bytes, { name: 'native.pdf', ocr: 'off' }))));
      }
    const all = truth.flat().length;
    console.log(
      `${pages} pages, ${all} numbers\n\n| read by | CPU s/page | memory MiB | numbers found % |\n|---|---|---|---|`,
    );
    for (const way of WAYS) {
      const args = [fileURLToPath(import.meta.url), '--way', way, ...files];
      const found = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Pass;
      const right = truth.reduce((sum, wanted, i) => sum + inBoth(wanted, found.numbers[i]), 0);
      const name = way === 'alone' ? 'the program tesseract alone' : `Pagefact with ${way}`;
      const share = ((100 * right) / all).toFixed(1);
      console.log(`| ${name} | ${(found.cpuSeconds / pages).toFixed(1)} | ${found.peakMiB.toFixed(0)} | ${share} |`);
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function pass(way: (typeof WAYS)[number], files: readonly string[]): Promise<Pass> {
  const numbers: string[][] = [];
  for (const file of files) numbers.push(numbersIn(await (way === 'alone' ? alone(file) : read(file, way))));
  return { ...used(), numbers };
}

async function read(file: string, engine: 'tesseract.js' | 'tesseract'): Promise<string> {
  const ocrSettings = { engine, languages: 'chi_sim+eng' };
  return textOf(await readDocument(readFileSync(file), { name: file, ocrSettings }));
}

async function alone(file: string): Promise<string> {
  const texts: string[] = [];
  for (let i = 0; ; i++) {
    try {
      readFileSync(`${file}-${i}.jpg`);
    } catch {
      return texts.join('\n');
    }
    const args = [`${file}-${i}.jpg`, '-', '-l', 'chi_sim+eng', '--psm', '3'];
    const env = { ...process.env, OMP_THREAD_LIMIT: '1' };
    texts.push(execFileSync('tesseract', args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] }));
  }
}

function textOf({ blocks }: Document): string {
  const lines = blocks.flatMap((block) =>
    block.kind === 'table' ? block.cells.flatMap((cell) => cell.lines) : block.lines,
  );
  return lines.map(({ text }) => text).join('\n');
}

/** Numbers of at least three digits: shorter ones are found by chance. */
function numbersIn(text: string): string[] {
  const numbers = text.normalize('NFKC').match(/\d[\d,.]*\d/g) ?? [];
  return numbers.filter((number) => number.replace(/\D/g, '').length >= 3);
}

/** How many of the first stand among the second, each counted once. */
function inBoth(wanted: readonly string[], found: readonly string[]): number {
  const left = [...found];
  return wanted.filter((number) => {
    const at = left.indexOf(number);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
}

/** CPU time of this process and of its children that are over, and its highest memory, from /proc. */
function used(): { cpuSeconds: number; peakMiB: number } {
  // Fields after the command name: the 12th to 15th are own and children's user and system time, in hundredths.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)!.split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  const peak = Number(readFileSync('/proc/self/status', 'utf8').match(/VmHWM:\s+(\d+)/)?.[1] ?? 0);
  return { cpuSeconds: ticks / 100, peakMiB: peak / 1024 };
}
