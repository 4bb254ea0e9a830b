/** What people decide about facts: read, carried out by a run, told in the provenance, never lost in silence. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { main } from '../pipeline/cli.ts';
import { decide } from '../pipeline/corrections/apply.ts';
import { appendCorrection, byDocument, CorrectionsError, readCorrections } from '../pipeline/corrections/file.ts';
import { type DocumentResult, processDocument } from '../pipeline/process.ts';
import { inspectFile } from '../pipeline/run/intake.ts';
import { BUILT_IN_PACK, run } from '../pipeline/run/run.ts';
import { type Correction, corrections, type Row } from '../schemas/datasets.ts';
import { loadPack } from '../schemas/pack.ts';
import { folder, rowsOf } from './fixtures/run-folder.ts';

const sample = fileURLToPath(new URL('../samples/documents/qinghe-2023-final.pdf', import.meta.url));
const pack = loadPack(BUILT_IN_PACK);
let before: DocumentResult;
let sha256: string;

beforeAll(async () => {
  before = await processed([]);
  sha256 = before.rows.documents[0].sha256;
});

async function processed(decisions: readonly Correction[]): Promise<DocumentResult> {
  const file = await inspectFile(sample);
  return processDocument({ ...file, bytes: readFileSync(sample) }, pack, { corrections: decisions });
}

/** A decision about a fact as the review page writes it. */
function decision(row: Row<'facts'>, action: Correction['action'], more: Partial<Correction> = {}): Correction {
  const { fact_id, file, page, bbox, path, raw, value, unit, concept, measure } = row;
  const old = { old_value: value, old_unit: unit, old_concept: concept, old_measure: measure };
  const when = '2025-03-01T09:30:00.000Z';
  return corrections.parse({ when, who: '林', action, fact_id, sha256, file, page, bbox, path, raw, ...old, ...more });
}

const fact = (raw: string, concept: string): Row<'facts'> =>
  before.rows.facts.find((row) => row.raw === raw && row.concept === concept)!;
const again = (result: DocumentResult, { fact_id }: Row<'facts'>) =>
  result.rows.facts.find((row) => row.fact_id === fact_id);
const record = (result: DocumentResult, { fact_id }: Row<'facts'>) =>
  result.provenance.find(({ id }) => id === fact_id)!;

describe('a decision', () => {
  test('corrects value, unit, concept and measure, and the checks see it', async () => {
    const row = fact('401.80', 'revenue.fiscal_appropriation');
    const after = await processed([decision(row, 'correct', { new_value: '4019000', why: 'a digit was lost' })]);
    expect(again(after, row)).toMatchObject({
      value: '4019000',
      decimals: -2,
      raw: '401.80',
      method: 'manual',
      confidence: 1,
      review: 'corrected',
    });
    expect(again(after, row)!.flags).toMatch(/check_failed:/);
    expect(after.rows.findings.filter(({ status }) => status === 'fail').length).toBeGreaterThan(0);
    const { review, wasGeneratedBy } = record(after, row);
    expect(review).toEqual({
      type: 'prov:Activity',
      action: 'correct',
      wasAssociatedWith: { type: 'prov:Person', name: '林' },
      endedAtTime: '2025-03-01T09:30:00.000Z',
      note: 'a digit was lost',
      wasRevisionOf: { value: '4018000', method: 'text-layer', confidence: expect.any(Number) },
    });
    expect(wasGeneratedBy.steps.at(-1)).toBe(
      'corrected by 林 on 2025-03-01 (a digit was lost): value 4018000 to 4019000',
    );

    const meaning = { new_concept: 'revenue.other', new_measure: 'initial_budget', new_unit: 'items' };
    const other = await processed([decision(row, 'correct', meaning)]);
    expect(again(other, row)).toMatchObject({ concept: 'revenue.other', measure: 'initial_budget', unit: 'items' });
  });

  test('a value finer than before has its own decimals', async () => {
    const row = fact('401.80', 'revenue.fiscal_appropriation');
    const after = await processed([decision(row, 'correct', { new_value: '4018000.55' })]);
    expect(again(after, row)).toMatchObject({ value: '4018000.55', decimals: 2 });
  });

  test('confirms: flags of the reading are settled and told in the provenance', async () => {
    const row = before.rows.facts.find(({ flags }) => flags !== '' && !flags.includes('check_failed'))!;
    const after = await processed([decision(row, 'confirm')]);
    expect(again(after, row)).toMatchObject({ flags: '', review: 'confirmed', method: row.method, value: row.value });
    expect(record(after, row).review!.wasRevisionOf).toMatchObject({ flags: row.flags });
  });

  test('rejects: the fact becomes a quarantine row, and its number is no data any more', async () => {
    const row = fact('401.80', 'revenue.fiscal_appropriation');
    const after = await processed([decision(row, 'reject', { why: 'no number of this table' })]);
    expect(again(after, row)).toBeUndefined();
    expect(after.rows.quarantine.filter(({ reason }) => reason === 'rejected in review')).toEqual([
      expect.objectContaining({
        page: row.page,
        bbox: row.bbox,
        raw: '401.80万元',
        context: expect.stringContaining('no number of this table'),
      }),
    ]);
    const mapped = (result: DocumentResult) => result.rows.pages.find(({ page }) => page === row.page)!.numbers_mapped;
    expect(mapped(after)).toBe(mapped(before)! - 1);
    expect(after.provenance.some(({ id }) => id === row.fact_id)).toBe(false);
  });

  test('finds its fact by place and print where the id is another', async () => {
    const row = fact('401.80', 'revenue.fiscal_appropriation');
    const moved = row.bbox
      .split(',')
      .map((n) => Number(n) + 0.4)
      .join(',');
    const other = decision(row, 'correct', { fact_id: 'of-another-version', bbox: moved, new_value: '1' });
    expect(again(await processed([other]), row)).toMatchObject({ value: '1', review: 'corrected' });
  });

  test('that finds no fact, or another statement, is told and not carried out', async () => {
    const row = fact('401.80', 'revenue.fiscal_appropriation');
    const lost = [
      decision(row, 'reject', { fact_id: 'gone', raw: '9999.99' }),
      decision(row, 'confirm', { old_value: '12' }),
      decision(row, 'correct', { fact_id: 'x', new_concept: 'no.such_concept' }),
    ];
    const after = await processed(lost);
    expect(after.rows.documents[0].flags).toContain('decision_lost');
    expect(after.rows.quarantine.map(({ reason }) => reason)).toEqual([
      'decision not carried out: no such fact is found',
      'decision not carried out: the fact says something else now: revenue.fiscal_appropriation final_actual 4018000 CNY',
      'decision not carried out: concept no.such_concept is not in the vocabulary',
    ]);
    expect(again(after, row)).toEqual(row);
  });

  test('about one of several facts of one place is carried out on that one only', () => {
    const place = { page: 1, bbox: '0,0,9,9', path: '', raw: '5' };
    const rows = ['a', 'b'].map((id) => ({ ...fact('401.80', 'revenue.fiscal_appropriation'), ...place, fact_id: id }));
    rows[1].concept = 'expenditure.total';
    const facts = rows.map((row) => ({ row, trace: { rule: '', prefix: '', suffix: '', evidence: [], steps: [] } }));
    const given = decision(rows[1], 'reject', { fact_id: 'old' });
    expect(decide(facts, [given], pack).facts.map(({ row }) => row.fact_id)).toEqual(['a']);
    const unnamed = { ...given, old_concept: 'revenue.total' };
    expect(decide(facts, [unnamed], pack)).toMatchObject({ lost: 1, facts: { length: 2 } });
  });
});

describe('corrections.csv', () => {
  test('keeps what is written to it, formulas and line ends included', () => {
    const file = join(folder(), 'corrections.csv');
    const row = fact('401.80', 'revenue.fiscal_appropriation');
    const rows = [
      decision(row, 'reject', { why: '=1+1, "quoted"\nsecond line' }),
      decision(row, 'correct', { new_value: '-3.50' }),
    ];
    for (const one of rows) appendCorrection(file, one);
    expect(readCorrections(file)).toEqual(rows);
    expect(readFileSync(file, 'utf8')).toContain("'=1+1");
  });

  test('an undo withdraws the decision before it, not the one before that', () => {
    const row = fact('401.80', 'revenue.fiscal_appropriation');
    const [confirm, reject, undo] = (['confirm', 'reject', 'undo'] as const).map((action) => decision(row, action));
    const left = (rows: Correction[]) =>
      byDocument(rows)
        .get(sha256)
        ?.map(({ action }) => action) ?? [];
    expect(left([confirm, reject])).toEqual(['reject']);
    expect(left([confirm, reject, undo])).toEqual(['confirm']);
    expect(left([confirm, reject, undo, undo])).toEqual([]);
    expect(left([undo, confirm])).toEqual(['confirm']);
  });

  test('a line that says nothing is refused with file and line', () => {
    const file = join(
      folder({ 'corrections.csv': 'action,fact_id,sha256\nconfirm,a,b\ncorrect,a,b\n' }),
      'corrections.csv',
    );
    expect(() => readCorrections(file)).toThrow(CorrectionsError);
    expect(() => readCorrections(file)).toThrow(/corrections\.csv:3: new_value: nothing to correct/);
    writeFileSync(file, 'action,fact_id,sha256,new_value\ncorrect,a,b,1e5\n');
    expect(() => readCorrections(file)).toThrow(/:2: new_value: an exact decimal/);
  });

  test('one that cannot be read stops a run before it begins, as wrong use', async () => {
    const dir = folder({ 'bad.csv': 'action,fact_id,sha256\nfrobnicate,a,b\n' });
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    const run = ['run', sample, '--out', join(dir, 'out'), '--corrections'];
    expect(await main([...run, join(dir, 'bad.csv')])).toBe(2);
    expect(await main([...run, join(dir, 'missing.csv')])).toBe(2);
    expect(said.mock.calls.join('\n')).toMatch(/bad\.csv:2: action[\s\S]*missing\.csv/);
    said.mockRestore();
  });
});

test('a run reads corrections.csv of its output folder, and says which decisions are about other documents', async () => {
  const out = join(folder(), 'out');
  await run({ paths: [sample], out });
  const row = fact('401.80', 'revenue.fiscal_appropriation');
  appendCorrection(join(out, 'corrections.csv'), decision(row, 'correct', { new_value: '4019000' }));
  appendCorrection(join(out, 'corrections.csv'), decision(row, 'reject', { fact_id: 'x', sha256: 'f'.repeat(64) }));
  const { strayDecisions } = await run({ paths: [sample], out });
  expect(strayDecisions).toBe(1);
  const [after] = rowsOf(out, 'facts').filter(({ fact_id }) => fact_id === row.fact_id);
  expect(after).toMatchObject({ value: '4019000', method: 'manual', review: 'corrected' });
  expect(readFileSync(join(out, 'provenance.jsonl'), 'utf8')).toContain('"wasRevisionOf":{"value":"4018000"');
  expect(readCorrections(join(out, 'corrections.csv'))).toHaveLength(2);
});
