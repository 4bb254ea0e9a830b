/** Forms of real documents against hand-checked facts, where the corpus is at hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../extractors/read.ts';
import { classify } from '../../pipeline/classify/classify.ts';
import type { FactDraft } from '../../pipeline/draft.ts';
import { mapForms } from '../../pipeline/map/forms/index.ts';
import { pack, readRows } from './forms-fixture.ts';

const corpus = join(import.meta.dirname, '../../../shared/corpus');
const golds = existsSync(corpus) ? readdirSync(join(corpus, 'gold')).sort() : [];
const FORM = /^(final|budget)_\d\d$/;
type Row = Record<string, string>;

const cases = golds.flatMap((gold) => {
  const rows = readRows(join(corpus, 'gold', gold, 'facts.csv')).filter(({ where }) => FORM.test(where ?? ''));
  return [...Map.groupBy(rows, ({ file }) => file)].map(([file, facts]) => ({ file, facts }));
});

describe.skipIf(cases.length === 0)('forms of the corpus', () => {
  test.each(cases)('$file', async ({ file, facts }) => {
    const bytes = new Uint8Array(readFileSync(join(corpus, 'documents', file)));
    const document = await readDocument(bytes, { name: file, ocr: 'off' });
    if (document.pages.every(({ kind }) => kind !== 'native')) return;
    const mapped = mapForms(classify(document, pack), pack);
    expect(mapped.quarantine).toEqual([]);
    const left = mapped.facts.map(keyOf);
    const missing = facts.filter((row) => !take(left, row));
    expect(missing).toEqual([]);
    expect(left).toEqual([]);
  });
});

/** Takes a fact that says what a gold row says, in any reading that its note allows. */
function take(left: string[], row: Row): boolean {
  const readings: Row[] = [row];
  for (const [, column, values] of (row.note ?? '').matchAll(/alt:(\w+)=([^;]*)/g)) {
    for (const value of values.split('|')) readings.push({ ...row, [column]: value });
  }
  const keys = new Set(readings.map(keyOf));
  const index = left.findIndex((key) => keys.has(key));
  if (index < 0) return false;
  left.splice(index, 1);
  return true;
}

/** The fund of an economic class may be named or not: both are right. */
function keyOf(fact: Row | FactDraft): string {
  const { page, concept, measure, period, function_code, economic_code, fund, subject, value } = fact;
  return [
    page,
    concept,
    measure,
    period,
    function_code,
    economic_code,
    economic_code ? '' : fund,
    subject,
    Number(value),
  ].join('|');
}
