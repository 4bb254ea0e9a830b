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
 * Prints a table by kind of damage, each row to standard error as soon as it is there; `--write` keeps the scans, `--details` writes each number that is not right as a JSON
 * line.
 */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { processDocument } from '../pipeline/process.ts';
import { type Compared, compare } from './scans/compare.ts';
import type { Scan } from './scans/damage.ts';
import { chosen, input, type Original, pack, scanned, standard } from './scans/originals.ts';
import { picturePdf } from './scans/picture-pdf.ts';
import { RECIPES, type Strength } from './scans/recipes.ts';
import { printReliability } from './scans/reliability.ts';
import { lineOf, print, type Row } from './scans/table.ts';

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

const paths = positionals.length > 0 ? positionals : [standard()];
const originals = await chosen(paths, Number(values.pages), values.seed);
const rows: Row[] = [];
if (values.details) writeFileSync(values.details, '');
for (const kind of values.kinds.split(',')) {
  for (const strength of values.strengths.split(',') as Strength[]) {
    const row: Row = { kind, strength, pages: 0, cpuSeconds: 0, seconds: 0, compared: [] };
    for (const original of originals) await measure(original, kind, strength, row);
    rows.push(row);
    console.error(lineOf(row));
  }
}
print(rows);
printReliability(
  rows
    .flatMap(({ compared }) => compared)
    .flatMap(({ truth, found }) =>
      found?.confidence == null ? [] : [{ sure: found.confidence, right: truth?.value === found.value }],
    ),
);

async function measure(original: Original, kind: string, strength: Strength, row: Row): Promise<void> {
  const scans = await scanned(original, kind, strength, values.seed);
  const bytes = picturePdf(scans);
  if (values.write) keep(join(values.write, `${kind}-${strength}-${original.name}`), bytes, scans);
  const [cpu, clock] = [process.cpuUsage(), performance.now()];
  const { rows } = await processDocument(input(original.name, bytes), pack);
  const { user, system } = process.cpuUsage(cpu);
  row.seconds += (performance.now() - clock) / 1000;
  row.cpuSeconds += (user + system) / 1e6;
  row.pages += scans.length;
  const moved = scans.map((scan) => scan.moved);
  const compared = compare(original.result.rows, rows, moved);
  row.compared.push(...compared);
  for (const one of compared)
    if (values.details && one.outcome !== 'right')
      appendFileSync(values.details, `${detail(original.name, kind, strength, one)}\n`);
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
