/** One disclosure in several formats: as a web page and as a workbook it gives the facts of its PDF or DOCX. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { processDocument } from '../pipeline/process.ts';
import { BUILT_IN_PACK } from '../pipeline/run/run.ts';
import { writeHtml } from '../samples/html.ts';
import { readStory } from '../samples/read.ts';
import { writeWorkbook } from '../samples/workbook.ts';
import type { Row } from '../schemas/datasets.ts';
import { loadPack } from '../schemas/pack.ts';

const SAMPLES = join(import.meta.dirname, '..', 'samples');
const pack = loadPack(BUILT_IN_PACK);

async function rowsOf(name: string, bytes: Uint8Array) {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return (await processDocument({ bytes, name, sha256, mediaType: '' }, pack)).rows;
}

function stated(fact: Row<'facts'>): string {
  const names = [
    'entity',
    'report_type',
    'concept',
    'measure',
    'period',
    'function_code',
    'economic_code',
    'fund',
  ] as const;
  return [...names.map((name) => fact[name]), fact.subject, fact.value, fact.unit, fact.raw, fact.flags].join('|');
}

test.each([
  ['qinghe-2023-final', 'pdf'],
  ['linjiang-2024-budget', 'pdf'],
  ['yunting-2023-final', 'docx'],
  ['yunxi-2023-performance', 'docx'],
])('%s: html, xlsx and xls as %s', async (name, extension) => {
  const story = readStory(join(SAMPLES, 'data', `${name}.yaml`), name);
  const want = await rowsOf(`${name}.${extension}`, readFileSync(join(SAMPLES, 'documents', `${name}.${extension}`)));
  const facts = want.facts.map(stated).sort();
  expect(facts.length).toBeGreaterThan(40);
  const versions = [
    { method: 'html', bytes: writeHtml(story, (text) => new TextEncoder().encode(text), 'utf-8') },
    { method: 'xlsx', bytes: writeWorkbook(story, 'xlsx') },
    { method: 'xlsx', bytes: writeWorkbook(story, 'biff8') },
  ];
  for (const { method, bytes } of versions) {
    const got = await rowsOf(method === 'html' ? 'a.html' : 'a.xlsx', bytes);
    expect(got.facts.map(stated).sort()).toEqual(facts);
    expect(got.facts.every((fact) => fact.method === method && fact.path !== '' && fact.bbox === '')).toBe(true);
    expect(got.indicators.map((row) => `${row.level3} ${row.target_raw} ${row.actual_raw}`)).toEqual(
      want.indicators.map((row) => `${row.level3} ${row.target_raw} ${row.actual_raw}`),
    );
  }
});
