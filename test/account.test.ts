/** Every number that a page prints is told as a fact, an indicator value, a number that states nothing, or in quarantine. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../extractors/read.ts';
import { processDocument } from '../pipeline/process.ts';
import { loadPack } from '../schemas/pack.ts';

const ROOT = join(import.meta.dirname, '..');
const CORPUS = join(ROOT, '..', 'shared', 'corpus', 'documents');
const pack = loadPack(join(ROOT, 'schemas', 'cn-department'));
const files = (folder: string, wanted: RegExp) =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => wanted.test(name) && !name.includes('scan'))
        .map((name) => join(folder, name))
    : [];
const samples = files(join(ROOT, 'samples', 'documents'), /\.(?:pdf|docx)$/);
const corpus = files(CORPUS, /(?:zengdu|普陀区|附件2).*\.pdf$|shuangpai.*\.docx$/);

const narrow = (text: string) => text.replace(/[０-９．，]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

/** Runs of digits by page, in order; no code of the readers takes part. */
type Runs = Map<number, string[]>;
function add(runs: Runs, page: number | null, text: string) {
  if (page === null) return;
  const found = narrow(text).match(/\d+/g) ?? [];
  if (found.length > 0) runs.set(page, [...(runs.get(page) ?? []), ...found].sort());
}

async function accountOf(file: string) {
  const bytes = readFileSync(file);
  const name = basename(file);
  const document = await readDocument(bytes, { name, ocr: 'off' });
  const printed: Runs = new Map();
  const numbers = new Map<number, number>();
  for (const block of document.blocks) {
    for (const line of block.kind === 'table' ? block.cells.flatMap((cell) => cell.lines) : block.lines) {
      add(printed, line.page, line.text);
      const count = narrow(line.text).match(/\d+(?:[.,]\d+)*/g)?.length ?? 0;
      if (count > 0) numbers.set(line.page, (numbers.get(line.page) ?? 0) + count);
    }
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { rows, provenance } = await processDocument({ bytes, name, sha256, mediaType: '' }, pack, { ocr: 'off' });
  const told: Runs = new Map();
  const quotes = new Map(
    provenance.map(({ id, ...record }) => [id, JSON.stringify(record).match(/"prefix".{0,80}/)?.[0]]),
  );
  const places = new Set<string>();
  for (const { fact_id, page, bbox, path, table_id, row, col, raw } of rows.facts) {
    // One number that says two things is printed once.
    const place = [page, bbox, path, table_id, row, col, raw, quotes.get(fact_id)].join('|');
    if (!places.has(place)) add(told, page, raw);
    places.add(place);
  }
  for (const { page, raw } of [...rows.quarantine, ...rows.nonfacts]) add(told, page, raw);
  return { rows, printed, numbers, told };
}

describe.each([...samples, ...corpus].map((file) => [basename(file), file]))('%s', (_, file) => {
  test('nothing that is printed is missing', async () => {
    const { rows, printed, numbers, told } = await accountOf(file);
    for (const { page, numbers_found, numbers_nonfact } of rows.pages)
      expect([page, numbers_found! + numbers_nonfact!]).toEqual([page, numbers.get(page!) ?? 0]);
    // A value of an indicator has no place of its own in the datasets: pages without indicators are compared run by run.
    const withIndicators = new Set(rows.indicators.map(({ page }) => page));
    for (const [page, runs] of printed)
      if (!withIndicators.has(page)) expect([page, told.get(page)]).toEqual([page, runs]);
  });
});
