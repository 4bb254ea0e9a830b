import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { expand, IntakeError } from '../pipeline/run/intake.ts';
import { WORK_LIMITS, type WorkLimits } from '../pipeline/run/limits.ts';
import { run } from '../pipeline/run/run.ts';
import { folder, rowsOf } from './fixtures/run-folder.ts';
import { tinyPdf } from './fixtures/tiny-pdf.ts';

const samples = fileURLToPath(new URL('../samples/documents', import.meta.url));
const workerModule = new URL('./fixtures/odd-worker.ts', import.meta.url);
/** Three seconds for a byte: files that must not run out of time are long, so that a busy machine has minutes for them. */
const limits: WorkLimits = {
  timeFor: ({ bytes }) => 3000 * bytes,
  memoryFor: () => 400 * 2 ** 20,
  documentsPerWorker: 10,
  memoryToKeep: 400 * 2 ** 20,
};
const long = (content: string) => content.padEnd(90);
const page = (text: string) => tinyPdf({ pages: [{ content: `BT /F1 12 Tf 72 700 Td (${text}) Tj ET` }] });

describe('workers', () => {
  test('a crash, an exit, a hang and a growing process cost their own document only', async () => {
    const dir = folder({
      ...{ 'crash.pdf': long('a'), 'exit.pdf': long('b'), 'grow.pdf': long('c'), 'well.pdf': long('e') },
      'hang.pdf': 'd',
    });
    const out = join(dir, 'out');
    await run({ paths: [dir], out, jobs: 2, workerModule, limits });
    const reasons = Object.fromEntries(rowsOf(out, 'documents').map(({ file, reason }) => [file, reason]));
    expect(reasons['crash.pdf']).toMatch(/crashed.*SIGSEGV/);
    expect(reasons['exit.pdf']).toMatch(/crashed.*exit code 7/);
    expect(reasons['hang.pdf']).toMatch(/not finished after 3 s/);
    expect(reasons['grow.pdf']).toMatch(/more than 400 MiB/);
    expect(reasons['well.pdf']).toBeUndefined();
  });

  test('a crash is tried once more in a fresh process where that can help', async () => {
    const dir = folder({
      ...{ 'a.pdf': long('a'), 'killed.pdf': long('b'), 'second.pdf': long('c') },
      ...{ 'crash.pdf': long('d'), 'z.pdf': long('e') },
    });
    const out = join(dir, 'out');
    const { failed } = await run({ paths: [join(dir, '*.pdf')], out, jobs: 1, workerModule, limits });
    expect(failed.map(({ file }) => file)).toEqual([join(dir, 'crash.pdf')]);
  });

  test('time goes by the pages once they are known', async () => {
    const dir = folder({ 'pages-40.pdf': 'a' });
    const out = join(dir, 'out');
    const byPages = { ...limits, timeFor: ({ pages }: { pages: number }) => (pages === 0 ? 3600_000 : 25 * pages) };
    const { failed } = await run({ paths: [join(dir, '*.pdf')], out, workerModule, limits: byPages });
    expect(failed).toEqual([
      {
        file: join(dir, 'pages-40.pdf'),
        status: 'failed',
        reason: expect.stringMatching(/not finished after 1 s for 40 pages;/),
      },
    ]);
  });

  test('scans may take more time and memory than native documents', () => {
    const native = { bytes: 1e6, pages: 20, scans: 0 };
    expect(WORK_LIMITS.memoryFor({ ...native, scans: 1 })).toBeGreaterThan(WORK_LIMITS.memoryFor(native));
    const minutes = (scans: number) => WORK_LIMITS.timeFor({ ...native, scans }) / 60_000;
    expect(minutes(0)).toBeLessThan(3);
    expect(minutes(20)).toBeGreaterThan(20);
  });
});

describe('a run', () => {
  test('the same bytes under a second name are a duplicate row, and facts come once', async () => {
    const dir = folder({ 'a.pdf': page('one'), 'b.pdf': page('one'), 'c.pdf': page('two') });
    const out = join(dir, 'out');
    await run({ paths: [dir], out });
    expect(rowsOf(out, 'documents').map(({ file, status }) => [file, status])).toEqual([
      ['a.pdf', 'ok'],
      ['b.pdf', 'duplicate'],
      ['c.pdf', 'ok'],
    ]);
    expect(rowsOf(out, 'pages')).toHaveLength(2);
  });

  test('twice over the same files gives the same bytes, whatever the number of workers', async () => {
    const dir = folder();
    const native = readdirSync(samples).filter((name) => !name.includes('scan'));
    const paths = native.map((name) => join(samples, name));
    const [one, two] = [join(dir, 'one'), join(dir, 'two')];
    await run({ paths, out: one, jobs: 1 });
    await run({ paths, out: two, jobs: 3 });
    const names = readdirSync(one).filter((name) => !['run.json', 'pagefact.duckdb', '.pagefact'].includes(name));
    expect(names).toEqual(readdirSync(two).filter((name) => names.includes(name)));
    for (const name of names)
      expect(readFileSync(join(one, name)).equals(readFileSync(join(two, name))), name).toBe(true);
    expect(rowsOf(one, 'facts').length).toBeGreaterThan(100);
  });

  test('every fact has its own id, its document and a provenance record', async () => {
    const out = join(folder(), 'out');
    await run({ paths: [join(samples, 'qinghe-2023-final.pdf')], out });
    const facts = rowsOf(out, 'facts');
    const ids = facts.map((fact) => fact.fact_id);
    expect(new Set(ids).size).toBe(ids.length);
    const records = readFileSync(join(out, 'provenance.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records.filter(({ type }) => type === 'fact').map(({ id }) => id)).toEqual(ids);
    const [x0, y0, x1, y1] = facts[0].bbox.split(',').map(Number);
    const value = `page=${facts[0].page}&viewrect=${x0},${y0},${+(x1 - x0).toFixed(2)},${+(y1 - y0).toFixed(2)}`;
    expect(records[0].target.selector).toContainEqual(expect.objectContaining({ type: 'FragmentSelector', value }));
    expect(records[0].target.selector).toContainEqual(expect.objectContaining({ exact: facts[0].raw }));
  });

  test('nothing but the datasets and the store is left in the output folder', async () => {
    const dir = folder({ 'a.pdf': page('one') });
    const hidden = (out: string) => readdirSync(join(dir, out)).filter((name) => name.startsWith('.'));
    await run({ paths: [join(dir, 'a.pdf')], out: join(dir, 'out') });
    expect(hidden('out')).toEqual(['.pagefact']);
    await run({ paths: [join(dir, 'a.pdf')], out: join(dir, 'bare'), store: false });
    expect(hidden('bare')).toEqual([]);
    await run({ paths: [join(dir, 'a.pdf')], out: join(dir, 'beside'), store: join(dir, 'shared') });
    expect(hidden('beside')).toEqual([]);
  });
});

describe('intake', () => {
  test('folders with subfolders, in an order that does not depend on the machine', () => {
    const dir = folder({
      'b/2.pdf': '',
      'b/1.docx': '',
      'a.PDF': '',
      '.hidden.pdf': '',
      'notes.txt': '',
      '~$open.docx': '',
    });
    const { paths, ignored } = expand([dir, join(dir, 'a.PDF')]);
    expect(paths).toEqual(['a.PDF', 'b/1.docx', 'b/2.pdf'].map((name) => join(dir, name)));
    expect(ignored).toEqual([join(dir, 'notes.txt')]);
  });

  test('globs, and names that only look like one', () => {
    const dir = folder({ 'x1.pdf': '', 'x2.pdf': '', 'y[1].pdf': '' });
    expect(expand([join(dir, 'x*.pdf')]).paths).toHaveLength(2);
    expect(expand([join(dir, 'y[1].pdf')]).paths).toEqual([join(dir, 'y[1].pdf')]);
  });

  test('what does not exist is named', () => {
    expect(() => expand(['no/such.pdf'])).toThrow(IntakeError);
    expect(() => expand([join(folder(), '*.pdf')])).toThrow(/matches no file/);
  });
});
