/**
 * Writes the samples and what they state: `npm run samples`. The same sources give the same bytes.
 *
 * documents/  the samples, for invented counties
 * expected/   facts.csv and indicators.csv: every number that a sample states, with its page
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Big from 'big.js';
import { stringify } from 'csv-stringify/sync';
import { writeDocx } from './docx.ts';
import { type Placed, writePdf } from './pdf.ts';
import { readStory } from './read.ts';
import { writeScan } from './scan.ts';
import type { Story } from './story.ts';

const HERE = import.meta.dirname;
const SOURCES = [
  { data: 'qinghe-2023-final', as: 'pdf' },
  { data: 'linjiang-2024-budget', as: 'pdf' },
  { data: 'yunting-2023-final', as: 'docx' },
  { data: 'yunxi-2023-performance', as: 'docx' },
] as const;
/** The scan shows these pages of one of the PDFs. */
const SCAN = { of: 'qinghe-2023-final', name: 'qinghe-2023-final-scan.pdf', pages: [1, 5, 6, 9], degrees: 0.4 };

const SCALES: Record<string, number> = { 元: 0, 万元: 4 };
const PRIOR_YEAR = /^prior_year_/;

const out = parseArgs({ options: { out: { type: 'string', default: HERE } } }).values.out;
const facts: Record<string, string | number>[] = [];
const indicators: Record<string, string | number>[] = [];
const pdfs = new Map<string, { story: Story; bytes: Uint8Array; placed: Placed[] }>();

for (const folder of ['documents', 'expected']) {
  rmSync(join(out, folder), { recursive: true, force: true });
  mkdirSync(join(out, folder), { recursive: true });
}
for (const { data, as } of SOURCES) {
  const story = readStory(join(HERE, 'data', `${data}.yaml`), data);
  const file = `${data}.${as}`;
  const { bytes, placed } = as === 'pdf' ? await writePdf(story) : writeDocx(story);
  if (as === 'pdf') pdfs.set(data, { story, bytes, placed });
  save(file, bytes, story, placed);
  for (const indicator of story.indicators) indicators.push({ file, ...indicator });
}
const source = pdfs.get(SCAN.of);
if (!source) throw new Error(`the scan is of ${SCAN.of}, which is no PDF sample`);
const shown = source.placed
  .filter((fact) => SCAN.pages.includes(fact.page))
  .map((fact) => ({ ...fact, page: SCAN.pages.indexOf(fact.page) + 1 }));
save(SCAN.name, await writeScan(source.bytes, SCAN.pages, SCAN.degrees), source.story, shown);
writeFileSync(join(out, 'expected', 'facts.csv'), stringify(facts, { header: true }));
writeFileSync(join(out, 'expected', 'indicators.csv'), stringify(indicators, { header: true }));
console.log(`${facts.length} facts in ${SOURCES.length + 1} documents`);

function save(file: string, bytes: Uint8Array, story: Story, placed: Placed[]): void {
  writeFileSync(join(out, 'documents', file), bytes);
  for (const fact of placed) {
    const scale = SCALES[fact.unit] ?? 0;
    const value = new Big(fact.raw.replace(/,/g, '')).times(fact.negative ? -1 : 1).times(new Big(10).pow(scale));
    facts.push({
      file,
      page: fact.page,
      concept: fact.concept,
      measure: fact.measure,
      period: fact.period || (PRIOR_YEAR.test(fact.measure) ? story.fiscalYear - 1 : story.fiscalYear),
      function_code: fact.functionCode,
      economic_code: fact.economicCode,
      fund: fact.fund,
      subject: fact.subject,
      value: value.toFixed(),
      unit: fact.unit in SCALES ? 'CNY' : fact.unit === '%' ? 'percent' : fact.unit,
      raw: fact.raw,
    });
  }
}
