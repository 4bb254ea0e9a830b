/** What differs between two runs: documents told apart by their places, figures by what they are about. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compareRuns } from '../../pipeline/changes/compare.ts';
import { type ComparedDocument, changedDocuments } from '../../pipeline/changes/documents.ts';
import { type ComparedFact, changedFacts } from '../../pipeline/changes/facts.ts';
import { writeChanges } from '../../pipeline/changes/write.ts';
import { appendCorrection } from '../../pipeline/corrections/file.ts';
import { queryTables } from '../../pipeline/emit/query.ts';
import { BUILT_IN_PACK, run } from '../../pipeline/run/run.ts';
import { corrections as correction } from '../../schemas/datasets.ts';
import { loadPack } from '../../schemas/pack.ts';
import { folder, rowsOf } from '../fixtures/run-folder.ts';
import { alteredSample } from './altered-sample.ts';

const fact = (concept: string, value: string, more: Partial<ComparedFact> = {}): ComparedFact => ({
  ...{ fact_id: '', document_id: '', report_type: 'final', concept, measure: 'final_actual', period: '2023' },
  ...{ function_code: '', function_name: '', economic_code: '', economic_name: '', fund: '', subject: '', unit: 'CNY' },
  ...{
    base: '',
    date: '',
    value,
    raw: value,
    page: '1',
    bbox: '',
    path: '',
    section_id: 's',
    table_id: 't1',
    flags: '',
    review: '',
  },
  ...more,
});
const told = (before: ComparedFact[], after: ComparedFact[]) =>
  changedFacts(before, after).map((one) => [one.before?.value ?? '', one.after?.value ?? '', one.oneOfSeveral]);

describe('figures', () => {
  test('that kept their value on another page are no change', () => {
    expect(told([fact('a', '100')], [fact('a', '100.00', { page: '7', section_id: 'x' })])).toEqual([]);
  });

  test('are altered, added and removed by what they are about', () => {
    const before = [fact('a', '1'), fact('b', '2'), fact('c', '3', { function_code: '201', function_name: '甲' })];
    const after = [fact('a', '9'), fact('c', '3', { function_code: '201', function_name: '乙' }), fact('d', '4')];
    expect(told(before, after)).toEqual([
      ['1', '9', false],
      ['2', '', false],
      ['', '4', false],
    ]);
  });

  test('that are stated in table and text are compared each with its own kind', () => {
    const text = { table_id: '' };
    expect(told([fact('a', '1'), fact('a', '1', text)], [fact('a', '1', text), fact('a', '2')])).toEqual([
      ['1', '2', false],
    ]);
    expect(told([fact('a', '1'), fact('a', '1', text)], [fact('a', '2', text), fact('a', '2')])).toEqual([
      ['1', '2', true],
      ['1', '2', true],
    ]);
    // A statement of the text that is gone is not taken for one of the table.
    expect(told([fact('a', '1', text)], [fact('a', '2')])).toEqual([
      ['1', '', false],
      ['', '2', false],
    ]);
  });

  test('that are repeated are paired by value before anything else', () => {
    const of = (...values: string[]) => values.map((value) => fact('a', value));
    expect(told(of('1', '2', '3'), of('3', '1', '5'))).toEqual([['2', '5', false]]);
    expect(told(of('1', '2'), of('1', '2', '2'))).toEqual([['', '2', false]]);
  });
});

describe('documents', () => {
  const doc = (document_id: string, at: string, more: Partial<ComparedDocument> = {}): ComparedDocument => ({
    ...{ document_id, file: at, source_url: `http://h/${at}`, entity: '', region_code: '', fiscal_year: '2023' },
    ...{ report_type: 'final', status: 'ok', reason: '', flags: '', ...more },
  });
  const told = (before: ComparedDocument[], after: ComparedDocument[]) =>
    changedDocuments(before, after).map((one) => `${one.change} ${('after' in one ? one.after : one.before).file}`);

  test('are new, changed, replaced, moved, withdrawn or gone', () => {
    const before = [
      doc('1', 'same'),
      doc('2', 'changed'),
      doc('3', 'latest'),
      doc('4', 'old'),
      doc('5', 'drawn'),
      doc('6', 'gone'),
    ];
    const after = [
      doc('1', 'same'),
      doc('22', 'changed'),
      doc('33', 'latest', { fiscal_year: '2024' }),
      doc('4', 'moved'),
      doc('5', 'drawn', { flags: 'withdrawn' }),
      doc('7', 'new'),
    ];
    expect(told(before, after)).toEqual([
      'document_changed changed',
      'document_replaced latest',
      'document_moved moved',
      'document_withdrawn drawn',
      'document_added new',
      'document_removed gone',
    ]);
  });

  test('under a second address are no news', () => {
    const again = doc('1', 'b', { status: 'duplicate' });
    expect(told([doc('1', 'a'), again], [doc('1', 'a'), again])).toEqual([]);
    expect(told([doc('1', 'a'), again], [doc('1', 'b')])).toEqual([]);
    // Nor is a file that cannot be opened, night after night.
    const closed = (reason: string) => doc('', 'c', { status: 'skipped', reason });
    expect(told([closed('RAR')], [closed('RAR')])).toEqual([]);
    expect(told([closed('RAR')], [closed('gone')])).toEqual(['document_changed c']);
    expect(told([closed('RAR')], [doc('9', 'c')])).toEqual(['document_changed c']);
  });
});

test('a figure altered in a published file is told with both values and pages', async () => {
  const { before, after, from, to } = await alteredSample();
  const old = folder({ 'report.docx': before });
  const fresh = folder({ 'report.docx': after });
  const outs = [join(folder(), 'out'), join(folder(), 'out')];
  await run({ paths: [old], out: outs[0], ocr: 'off' });
  await run({ paths: [fresh], out: outs[1], ocr: 'off' });
  const rows = await compareRuns(outs[0], outs[1]);
  expect(rows[0]).toMatchObject({ change: 'document_changed', cause: 'document', file: 'report.docx' });
  const altered = rows.filter(({ change }) => change === 'fact_altered');
  expect(altered.map(({ old_raw, new_raw }) => [old_raw, new_raw])).toEqual([[from, to]]);
  expect(altered[0]).toMatchObject({
    old_path: expect.stringContaining('body/'),
    concept: expect.stringMatching(/\w/),
  });
  expect(rows.filter(({ change }) => change === 'fact_added' || change === 'fact_removed')).toEqual([]);
  const dir = folder();
  await writeChanges(dir, rows, loadPack(BUILT_IN_PACK));
  const report = readFileSync(join(dir, 'changes.md'), 'utf8');
  expect(report).toContain('**1 figure was altered in one published document without a new address**');
  expect(report).toContain(`| ${altered[0].old_value} |`);
  expect(report).toContain(`| ${altered[0].new_value} |`);
  expect(rowsOf(dir, 'changes')).toHaveLength(rows.length);
  // Nothing changed: nothing is told.
  expect(await compareRuns(outs[1], outs[1])).toEqual([]);
  expect(
    (await queryTables(outs[0], `SELECT count(*) FROM read_parquet('${join(dir, 'changes.parquet')}')`)).rows,
  ).toEqual([[String(rows.length)]]);
});

test('what a person decided is told as that, and so is taking it back', async () => {
  const { before } = await alteredSample();
  const dir = folder({ 'report.docx': before });
  const work = folder();
  const [out, decided] = ['out', 'decided'].map((name) => join(work, name));
  const options = { paths: [dir], store: join(work, 'store'), ocr: 'off' as const };
  await run({ ...options, out });
  const [{ sha256 }] = rowsOf(out, 'documents');
  const facts = rowsOf(out, 'facts').filter(({ unit, table_id }) => unit === 'CNY' && table_id === 't1');
  const corrections = join(work, 'corrections.csv');
  for (const [i, action, more] of [
    [0, 'correct', { new_value: '7' }],
    [1, 'reject', {}],
    [2, 'correct', { new_concept: 'revenue.other', new_measure: 'initial_budget' }],
    [3, 'confirm', {}],
  ] as const) {
    const { fact_id, file, page, bbox, path, raw, value, unit, concept, measure } = facts[i];
    const old = { old_value: value, old_unit: unit, old_concept: concept, old_measure: measure };
    const place = { fact_id, sha256, file, page: Number(page), bbox, path, raw };
    appendCorrection(
      corrections,
      correction.parse({ when: '2026-01-01', who: 'A', action, ...place, ...old, ...more }),
    );
  }
  await run({ ...options, out: decided, corrections });
  const told = async (one: string, other: string) =>
    (await compareRuns(one, other)).map(({ change, cause, old_fact_id, new_fact_id }) =>
      [change, cause, facts.findIndex(({ fact_id }) => fact_id === (old_fact_id || new_fact_id))].join(' '),
    );
  expect((await told(out, decided)).toSorted()).toEqual([
    'fact_added correction 2',
    'fact_altered correction 0',
    'fact_removed correction 1',
    'fact_removed correction 2',
  ]);
  expect((await told(decided, out)).toSorted()).toEqual([
    'fact_added correction 1',
    'fact_added correction 2',
    'fact_altered correction 0',
    'fact_removed correction 2',
  ]);
  await writeChanges(work, await compareRuns(out, decided), loadPack(BUILT_IN_PACK));
  const report = readFileSync(join(work, 'changes.md'), 'utf8');
  expect(report).toContain('No figure was altered');
  expect(report).toContain('## Corrected');
  expect(report).not.toContain('## Read differently');
});
