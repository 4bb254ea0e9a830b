/** Stories in layouts of other provinces, written by the samples' writer: every stated number is read, and no other. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Big from 'big.js';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { BUILT_IN_PACK, run } from '../pipeline/index.ts';

const STORIES = join(import.meta.dirname, 'fixtures', 'stories');
const names = readdirSync(STORIES).map((file) => file.replace('.yaml', ''));
const canWrite = existsSync(join(import.meta.dirname, '..', 'samples', 'node_modules'));

describe.skipIf(!canWrite)('stories', () => {
  test.each(names)('%s', async (name) => {
    const { readStory } = await import('../samples/read.ts');
    const { writePdf } = await import('../samples/pdf.ts');
    const folder = mkdtempSync(join(tmpdir(), 'pagefact-story-'));
    try {
      const story = readStory(join(STORIES, `${name}.yaml`), name);
      const { bytes, placed } = await writePdf(story);
      const file = join(folder, `${name}.pdf`);
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
});
