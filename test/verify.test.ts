/** Verification: what is right is confirmed by other readers, and each kind of damage to a run or a source is caught. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Box } from '../extractors/document.ts';
import { tesseractEngine } from '../extractors/ocr/tesseract.ts';
import { readScanAgain } from '../extractors/second/scan.ts';
import { run } from '../pipeline/index.ts';
import { verify } from '../pipeline/verify/verify.ts';

const HOME = join(import.meta.dirname, '..');
const DOCUMENTS = join(HOME, 'samples', 'documents');
const SOURCES = ['qinghe-2023-final.pdf', 'yunting-2023-final.docx'].map((name) => join(DOCUMENTS, name));
const root = mkdtempSync(join(tmpdir(), 'pagefact-verify-'));
const clean = join(root, 'clean');
const out = join(root, 'out');
const sources = join(root, 'sources');

type Record_ = Record<string, string>;
const rows = (file: string): Record_[] => parse(readFileSync(file), { columns: true, bom: true });

/** Changes facts.csv; the provenance too where a mutation of both is wanted, as a fault of the program would do. */
function mutate(change: (facts: Record_[]) => void, record?: (text: string) => string): void {
  const facts = rows(join(out, 'facts.csv'));
  change(facts);
  writeFileSync(join(out, 'facts.csv'), stringify(facts, { header: true }));
  const file = join(out, 'provenance.jsonl');
  if (record) writeFileSync(file, record(readFileSync(file, 'utf8')));
}

async function statuses(): Promise<Map<string, string>> {
  await verify({ out, sources: [sources] });
  return new Map(rows(join(out, 'verification.csv')).map((row) => [row.fact_id, row.status]));
}

beforeAll(async () => {
  mkdirSync(sources, { recursive: true });
  for (const source of SOURCES) cpSync(source, join(sources, source.split('/').at(-1) as string));
  await run({ paths: SOURCES, out: clean });
});
beforeEach(() => {
  rmSync(out, { recursive: true, force: true });
  cpSync(clean, out, { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('what was verified goes with the datasets that it was verified of, and so does what a killed command left', async () => {
  await verify({ out, sources: [sources], sample: 3 });
  mkdirSync(join(out, '.verify-killed'));
  const left = () => readdirSync(out).filter((name) => /verif/.test(name));
  await run({ paths: SOURCES, out });
  expect(left().sort()).toEqual(['verification.csv', 'verification.json', 'verification.parquet']);
  await run({ paths: SOURCES.slice(1), out });
  expect(left()).toEqual([]);
});

test('every fact of an undisturbed run is confirmed, under whatever name its source is', async () => {
  cpSync(join(sources, 'yunting-2023-final.docx'), join(sources, 'another name.docx'));
  rmSync(join(sources, 'yunting-2023-final.docx'));
  const report = await verify({ out, sources: [sources] });
  cpSync(join(sources, 'another name.docx'), join(sources, 'yunting-2023-final.docx'));
  rmSync(join(sources, 'another name.docx'));
  expect(report.byStatus).toEqual({ confirmed: rows(join(out, 'facts.csv')).length });
  const readers = new Set(rows(join(out, 'verification.csv')).map(({ reader }) => reader.split(' ')[0]));
  expect(readers).toEqual(new Set(['pdf.js', 'mammoth']));
});

test('a sample is always the same one', async () => {
  const first = await verify({ out, sources: [sources], sample: 20 });
  const ids = rows(join(out, 'verification.csv')).map(({ fact_id }) => fact_id);
  await verify({ out, sources: [sources], sample: 20 });
  expect(first.facts).toBe(20);
  expect(rows(join(out, 'verification.csv')).map(({ fact_id }) => fact_id)).toEqual(ids);
});

describe('damage is caught', () => {
  const boxed = (facts: Record_[]) => facts.filter(({ bbox }) => bbox !== '');
  const moved = (bbox: string, dx: number, dy: number) => {
    const [x0, y0, x1, y1] = bbox.split(',').map(Number);
    return [x0 + dx, y0 + dy, x1 + dx, y1 + dy].map((n) => Math.round(n * 100) / 100).join(',');
  };

  test('boxes moved by a character, by a row, off the page', async () => {
    const shifts = [
      [7, 0],
      [-7, 0],
      [0, 2000],
      [0, 16],
    ];
    const ids: string[][] = [[], [], [], []];
    mutate((facts) => {
      for (const [i, fact] of boxed(facts).entries()) {
        const [dx, dy] = shifts[i % 4];
        fact.bbox = moved(fact.bbox, dx, dy);
        ids[i % 4].push(fact.fact_id);
      }
    });
    const got = await statuses();
    expect(ids.flat().length).toBeGreaterThan(200);
    expect(ids.flat().filter((id) => got.get(id) === 'confirmed')).toEqual([]);
    // What the second reader sees by itself; below a number the same number may stand, which only the provenance tells.
    const seen = ids.map((own) => own.filter((id) => ['differs', 'empty'].includes(got.get(id) ?? '')).length);
    expect(seen.slice(0, 3)).toEqual(ids.slice(0, 3).map((own) => own.length));
    expect(seen[3]).toBeGreaterThan(ids[3].length * 0.75);
    expect([...got.values()].filter((status) => status === 'confirmed').length).toBe(got.size - ids.flat().length);
  });

  test('a digit of every number changed, in the dataset and in its provenance', async () => {
    const other = (text: string) => text.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
    const ids: string[] = [];
    mutate(
      (facts) => {
        for (const fact of facts) {
          fact.raw = other(fact.raw);
          ids.push(fact.fact_id);
        }
      },
      (text) => text.replace(/"exact":"([^"]+)"/g, (_, exact) => `"exact":"${other(exact)}"`),
    );
    const got = await statuses();
    expect(ids.filter((id) => got.get(id) !== 'differs')).toEqual([]);
  });

  test('a digit of every value changed', async () => {
    mutate((facts) => {
      for (const fact of facts) fact.value = fact.value.replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
      facts[0].value = 'a word';
    });
    expect(new Set((await statuses()).values())).toEqual(new Set(['value_differs']));
  });

  test('a unit lost: yuan for ten thousand yuan', async () => {
    const ids: string[] = [];
    mutate((facts) => {
      for (const fact of facts)
        if (fact.unit === 'CNY' && fact.raw_unit === '万元' && Number(fact.value) !== 0) {
          fact.value = fact.raw.replaceAll(',', '');
          ids.push(fact.fact_id);
        }
    });
    const got = await statuses();
    expect(ids.length).toBeGreaterThan(100);
    expect(ids.filter((id) => got.get(id) !== 'value_differs')).toEqual([]);
  });

  test('two pages swapped', async () => {
    const swap: Record_ = { '6': '8', '8': '6' };
    const ids: string[] = [];
    mutate((facts) => {
      for (const fact of boxed(facts))
        if (swap[fact.page]) {
          fact.page = swap[fact.page];
          ids.push(fact.fact_id);
        }
    });
    const got = await statuses();
    expect(ids.length).toBeGreaterThan(20);
    expect(ids.filter((id) => got.get(id) === 'confirmed')).toEqual([]);
  });

  test('paths of Word tables and paragraphs shifted by one', async () => {
    const ids: string[] = [];
    mutate((facts) => {
      for (const fact of facts)
        if (fact.path !== '') {
          fact.path = fact.path.replace(/(\d+)\](?=\/tc|$)/, (_, n) => `${Number(n) + 1}]`);
          ids.push(fact.fact_id);
        }
    });
    const got = await statuses();
    expect(ids.length).toBeGreaterThan(50);
    expect(ids.filter((id) => got.get(id) === 'confirmed')).toEqual([]);
  });

  test('a provenance that tells another story, or none', async () => {
    const [first, second] = rows(join(out, 'facts.csv'));
    mutate(
      () => {},
      (text) =>
        text
          .split('\n')
          .filter((line) => !line.includes(`"id":"${second.fact_id}"`))
          .map((line) => (line.includes(`"id":"${first.fact_id}"`) ? line.replace('viewrect=', 'viewrect=1') : line))
          .join('\n'),
    );
    const got = await statuses();
    expect([got.get(first.fact_id), got.get(second.fact_id)]).toEqual(['provenance_differs', 'provenance_differs']);
    expect([...got.values()].filter((status) => status !== 'confirmed')).toHaveLength(2);
  });

  test('a source edited, and one gone', async () => {
    const pdf = join(sources, 'qinghe-2023-final.pdf');
    const bytes = readFileSync(pdf);
    writeFileSync(pdf, Buffer.concat([bytes, Buffer.from('\n')]));
    rmSync(join(sources, 'yunting-2023-final.docx'));
    const cli = spawnSync(process.execPath, [join(HOME, 'pipeline/bin.js'), 'verify', out, '--sources', sources], {
      encoding: 'utf8',
    });
    writeFileSync(pdf, bytes);
    cpSync(join(DOCUMENTS, 'yunting-2023-final.docx'), join(sources, 'yunting-2023-final.docx'));
    expect(cli.status).toBe(3);
    expect(cli.stdout).toMatch(/source_changed +277/);
    expect(cli.stdout).toMatch(/source_missing +74/);
    expect(cli.stdout).toContain('has other bytes than the document that was read');
  });
});

test('a source that the second reader cannot take is said to be unchecked, and nothing else is lost', async () => {
  const { Rereader } = await import('../pipeline/verify/reread.ts');
  const rereader = new Rereader();
  const place = { page: 1, box: [0, 0, 9, 9] as const };
  const broken = join(root, 'broken.pdf');
  writeFileSync(broken, '%PDF-1.7 nothing');
  expect(await rereader.read({ path: broken, way: 'pdf', places: [place] })).toMatch(/cannot open the file/);
  const reading = await rereader.read({ path: SOURCES[0], way: 'pdf', places: [place, { ...place, page: 99 }] });
  expect(reading).toMatchObject({ readings: [{ lines: [] }, { lines: [] }] });
  rereader.close();
});

test('scanned numbers are cut out and read once more', async () => {
  const engine = tesseractEngine({ text: ['eng'], numbers: 'eng' });
  const facts = rows(join(clean, 'facts.csv')).filter(
    ({ page, bbox, raw }) => page === '6' && bbox !== '' && raw.length > 5,
  );
  const places = facts.slice(0, 6).map(({ bbox }) => ({ page: 6, box: bbox.split(',').map(Number) as unknown as Box }));
  try {
    const { readings } = await readScanAgain(
      readFileSync(SOURCES[0]),
      [...places, { page: 99, box: [0, 0, 9, 9] }],
      engine,
    );
    const read = readings.map(({ lines }) => lines.join('').replaceAll(',', ''));
    expect(read).toEqual([...facts.slice(0, 6).map(({ raw }) => raw.replaceAll(',', '')), '']);
  } finally {
    await engine.close();
  }
});
