/** A story in the layout of eastern provinces, written by the samples' writer: every stated number is read, and no other. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Big from 'big.js';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { BUILT_IN_PACK, run } from '../pipeline/index.ts';

const canWrite = existsSync(join(import.meta.dirname, '..', 'samples', 'node_modules'));

test.skipIf(!canWrite)('budget of an eastern county', { timeout: 60_000 }, async () => {
  const { readStory } = await import('../samples/read.ts');
  const { writePdf } = await import('../samples/pdf.ts');
  const folder = mkdtempSync(join(tmpdir(), 'pagefact-story-'));
  try {
    const story = readStory(join(import.meta.dirname, 'fixtures', 'stories', 'eastern-budget.yaml'), 'eastern-budget');
    const { bytes, placed } = await writePdf(story);
    const file = join(folder, 'eastern-budget.pdf');
    writeFileSync(file, bytes);
    await run({ paths: [file], out: join(folder, 'out'), pack: BUILT_IN_PACK, jobs: 1 });
    const facts: Record<string, string>[] = parse(readFileSync(join(folder, 'out', 'facts.csv')), { columns: true });
    const got = facts.map((f) =>
      [f.page, f.concept, f.measure, f.function_code, f.economic_code, f.raw, new Big(f.value).lt(0)].join('|'),
    );
    const want = placed.map((f) =>
      [f.page, f.concept, f.measure, f.functionCode, f.economicCode, f.raw, f.negative].join('|'),
    );
    expect(got.sort()).toEqual(want.sort());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
