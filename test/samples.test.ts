/** The samples: a whole run over them gives what their data files state, on the right pages, and nothing else. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Big from 'big.js';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUILT_IN_PACK, run } from '../pipeline/index.ts';

const SAMPLES = join(import.meta.dirname, '..', 'samples');
const OCR_MAY_MISS = 0.05;
/** Values of indicators are stated once, in the dataset of indicators. */
const INDICATOR_FACT = /^(performance\.indicator|kpi)\./;

type Record_ = Record<string, string>;
const out = mkdtempSync(join(tmpdir(), 'pagefact-samples-'));
const readCsv = (file: string): Record_[] => parse(readFileSync(file), { columns: true, bom: true });

/** What a fact says and where, in one line; the value without trailing zeros. */
function line(fact: Record_): string {
  const value = new Big(fact.value).toFixed();
  const names = ['page', 'concept', 'measure', 'period', 'function_code', 'economic_code', 'fund', 'subject'];
  const named = fact.economic_code && fact.fund === 'general_public' ? { ...fact, fund: '' } : fact;
  return [...names.map((name) => named[name]), value, fact.unit, fact.raw].join('|');
}

beforeAll(async () => {
  await run({ paths: [join(SAMPLES, 'documents')], out, pack: BUILT_IN_PACK, jobs: 2 });
});
afterAll(() => rmSync(out, { recursive: true, force: true }));

describe('facts of the samples', () => {
  const expected = readCsv(join(SAMPLES, 'expected', 'facts.csv'));
  const files = [...new Set(expected.map((fact) => fact.file))];

  test.each(files.filter((file) => !file.includes('scan')))('%s: every stated number, and no other', (file) => {
    const got = readCsv(join(out, 'facts.csv')).filter((f) => f.file === file && !INDICATOR_FACT.test(f.concept));
    const want = expected.filter((fact) => fact.file === file);
    expect(got.map(line).sort()).toEqual(want.map(line).sort());
  });

  test.each(files.filter((file) => file.includes('scan')))('%s: nothing wrong, little missing', (file) => {
    const got = readCsv(join(out, 'facts.csv')).filter((fact) => fact.file === file);
    const want = expected.filter((fact) => fact.file === file).map(line);
    const wrong = got.filter((fact) => !want.includes(line(fact)) && fact.flags === '');
    expect(wrong).toEqual([]);
    expect(got.length).toBeGreaterThanOrEqual(want.length * (1 - OCR_MAY_MISS));
    expect(got.every((fact) => fact.method === 'ocr' && Number(fact.confidence) < 1)).toBe(true);
  });

  test('indicators with their levels, values, weights and scores', () => {
    const names = ['file', 'project', 'level1', 'level2', 'level3', 'target_raw', 'actual_raw', 'page'];
    const row = (r: Record_) =>
      [...names.map((name) => r[name]), new Big(r.weight).toFixed(), new Big(r.score).toFixed()].join('|');
    const want = readCsv(join(SAMPLES, 'expected', 'indicators.csv'));
    expect(readCsv(join(out, 'indicators.csv')).map(row).sort()).toEqual(want.map(row).sort());
  });

  test('who, what and when', () => {
    const rows = readCsv(join(out, 'documents.csv')).map((d) => [d.file, d.entity, d.fiscal_year, d.report_type]);
    expect(rows).toEqual([
      ['linjiang-2024-budget.pdf', '临江区望塔街道办事处', '2024', 'budget'],
      ['qinghe-2023-final-scan.pdf', '青禾县科学技术局', '2023', 'final'],
      ['qinghe-2023-final.pdf', '青禾县科学技术局', '2023', 'final'],
      ['yunting-2023-final.docx', '云汀经济技术开发区商务和科技局', '2023', 'final'],
      ['yunxi-2023-performance.docx', '云溪源县科学技术和工业信息化局', '2023', 'perf_overall'],
    ]);
  });
});

const canGenerate = existsSync(join(SAMPLES, 'node_modules'));
test.skipIf(!canGenerate)('the generator writes the same samples again', () => {
  const again = mkdtempSync(join(tmpdir(), 'pagefact-generated-'));
  execFileSync(process.execPath, [join(SAMPLES, 'generate.ts'), '--out', again]);
  for (const folder of ['documents', 'expected']) {
    expect(readdirSync(join(again, folder))).toEqual(readdirSync(join(SAMPLES, folder)));
    for (const file of readdirSync(join(SAMPLES, folder))) {
      expect(readFileSync(join(again, folder, file)).equals(readFileSync(join(SAMPLES, folder, file))), file).toBe(
        true,
      );
    }
  }
  rmSync(again, { recursive: true });
});
