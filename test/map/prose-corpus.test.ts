/** Sentences of real documents against hand-checked facts, where the corpus is at hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Big from 'big.js';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../extractors/read.ts';
import { classify } from '../../pipeline/classify/classify.ts';
import type { FactDraft } from '../../pipeline/draft.ts';
import { mapDocument } from '../../pipeline/map/index.ts';
import { pack } from './prose-fixture.ts';

const corpus = join(import.meta.dirname, '../../../shared/corpus');
const golds = existsSync(corpus) ? readdirSync(join(corpus, 'gold')).sort() : [];
/** Facts of tables are tested elsewhere. */
const TABLE = /^(final|budget)_\d\d$|^perf_(base_data|overall_self_eval|project_self_eval|project_report)/;
type Row = Record<string, string>;

const cases = golds.flatMap((gold) => {
  const text = readFileSync(join(corpus, 'gold', gold, 'facts.csv'), 'utf8');
  const rows = (parse(text, { columns: true, bom: true }) as Row[]).filter((row) => !TABLE.test(row.where ?? ''));
  return [...Map.groupBy(rows, ({ file }) => file)].map(([file, facts]) => ({ file, facts }));
});

describe.skipIf(cases.length === 0)('sentences of the corpus', () => {
  test.each(cases)('$file', async ({ file, facts }) => {
    const bytes = new Uint8Array(readFileSync(join(corpus, 'documents', file)));
    const document = await readDocument(bytes, { name: file, ocr: 'off' });
    const left = new Set(mapDocument(classify(document, pack), pack).facts.filter((fact) => fact.table_id === ''));
    const stated = left.size;
    const missing = facts.filter((row) => !take(left, row));
    expect(missing.length / facts.length).toBeLessThan(0.08);
    const wrong = [...left].filter(
      (fact) => fact.flags.length === 0 && !facts.some((row) => row.note?.includes('ext:') && sameNumber(fact, row)),
    );
    expect(wrong.length / stated).toBeLessThan(0.02);
  });
});

function sameNumber(fact: FactDraft, row: Row): boolean {
  return String(fact.page) === row.page && new Big(fact.value).eq(row.value);
}

/** Takes a fact that says what a gold row says, in any reading that its note allows. */
function take(left: Set<FactDraft>, row: Row): boolean {
  for (const fact of left) {
    if (!sameNumber(fact, row)) continue;
    const fits = (column: 'concept' | 'measure' | 'period' | 'function_code' | 'economic_code') =>
      fact[column] === row[column] || alternatives(row, column).includes(String(fact[column]));
    if (!fits('concept') || !fits('measure') || !fits('period') || !fits('function_code') || !fits('economic_code'))
      continue;
    left.delete(fact);
    return true;
  }
  return false;
}

function alternatives(row: Row, column: string): string[] {
  const found = (row.note ?? '').matchAll(new RegExp(`alt:${column}=([^;]*)`, 'g'));
  return [...found].flatMap((match) => match[1].split('|').map((value) => value.trim()));
}
