/** Two nights over a site on this machine. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withDefaults } from '../../pipeline/classify/defaults.ts';
import { queryTables } from '../../pipeline/emit/query.ts';
import { loadNightlyConfig } from '../../pipeline/nightly/config.ts';
import { foldersIn, publish, recover } from '../../pipeline/nightly/folders.ts';
import { nightExitCode, nightly } from '../../pipeline/nightly/nightly.ts';
import { lockFolder } from '../../pipeline/run/lock.ts';
import { run } from '../../pipeline/run/run.ts';
import { alteredPdf } from '../changes/altered-pdf.ts';
import { links, site, sourcesYaml } from '../crawl/site.ts';
import { docx, p } from '../extractors/docx-fixture.ts';
import { folder, rowsOf } from '../fixtures/run-folder.ts';

const sample = (name: string) => readFileSync(new URL(`../../samples/documents/${name}`, import.meta.url));

const row = (name: string) => `<tr><td>${name}</td><td>1,234.50</td><td>66.00</td></tr>`;
const disclosurePage = `<!doctype html><html><head><title>丙局决算公开</title></head><body><p>单位：万元</p>
  <table><tr><td>项目</td><td>预算数</td><td>决算数</td></tr>${['收入', '支出', '合计'].map(row).join('')}</table></body></html>`;

test('the second night fetches and extracts only what changed, and the report names the altered figure', async () => {
  const { before, after, from, to } = await alteredPdf();
  const at = await site({
    '/index.html': links(['yunting.pdf', '甲局2023年度决算'], ['note.docx', '说明 预算'], ['page/', '丙局决算公开']),
    '/page/': disclosurePage,
    '/yunting.pdf': before,
    '/note.docx': docx(p('一张没有部门名称的通知。')),
  });
  const home = folder({
    'sources.yaml': sourcesYaml(at, 'region: { code: "421381" }'),
    'nightly.yaml': 'sources: sources.yaml\ndata: data\nrun: { ocr: off, jobs: 1 }\nverify: 20\nwarc: true\n',
  });
  const config = loadNightlyConfig(join(home, 'nightly.yaml'));
  const first = await nightly({ config });
  expect([first.first, first.changes, first.run.known, first.run.failed]).toEqual([true, [], 0, []]);
  expect(first.verified?.byStatus.confirmed).toBeGreaterThan(10);
  const published = join(home, 'data/published');
  const rows = Object.fromEntries(rowsOf(published, 'documents').map((row) => [row.file, row]));
  expect(rows['yunting.pdf']).toMatchObject({
    source_url: `${at.origin}/yunting.pdf`,
    retrieved_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    status: 'ok',
  });
  expect(rows['note.docx']).toMatchObject({ region_code: '421381', region_level: 'county' });
  expect(rows['note.docx'].flags.split(';')).toContain('region_from_source');
  // A page with a table of amounts is a document like any other.
  expect(rows['丙局决算公开.html']).toMatchObject({
    media_type: 'text/html',
    status: 'ok',
    source_url: `${at.origin}/page/`,
  });
  expect(rowsOf(published, 'cells').map(({ text }) => text)).toContain('1,234.50');
  expect(at.take()).toContain('/yunting.pdf');

  at.pages.set('/yunting.pdf', after);
  const second = await nightly({ config });
  // All are asked for (this site answers without tags); one came anew, and only that one was read.
  expect(second.crawl.counts).toMatchObject({ changed: 1, unchanged: 2, new: 0 });
  expect([second.run.documents, second.run.known]).toEqual([3, 2]);
  const altered = second.changes.filter(({ change }) => change === 'fact_altered');
  expect(altered.map(({ old_raw, new_raw, source_url }) => [old_raw, new_raw, source_url])).toEqual([
    [from, to, `${at.origin}/yunting.pdf`],
  ]);
  const report = readFileSync(join(second.reports, 'report.md'), 'utf8');
  expect(report.split('\n')[2]).toContain('1 figure was altered in one published document without a new address');
  expect(report).toContain(altered[0].new_value);
  expect(nightExitCode(second)).toBe(3);
  expect(readdirSync(second.reports).sort()).toEqual(
    ['changes.csv', 'changes.md', 'changes.parquet', 'crawl.md', 'new.warc.gz', 'report.md'].sort(),
  );
  expect(readdirSync(join(home, 'data')).sort()).toEqual(['crawl', 'previous', 'published', 'reports', 'store']);

  // In parts: what a night did not change is the same file in both folders.
  const parts = { config: { ...config, verify: 5, run: { ...config.run, parts: true, partition: ['year' as const] } } };
  await nightly(parts);
  expect(readdirSync(published).sort()).toEqual(
    ['datapackage.json', 'parquet', 'parts', 'run.json', 'summary.md', 'verification'].flatMap((name) =>
      name === 'verification' ? ['csv', 'json', 'parquet'].map((end) => `${name}.${end}`) : name,
    ),
  );
  const inodes = () =>
    ['parts', 'parquet']
      .flatMap((top) => filesBelow(join(published, top)))
      .map((file) => [file.slice(published.length), statSync(file).ino] as const);
  const before3 = inodes();
  at.pages.set(
    '/index.html',
    links(
      ['yunting.pdf', '甲局2023年度决算'],
      ['note.docx', '说明 预算'],
      ['page/', '丙局决算公开'],
      ['new.docx', '又一份 预算'],
    ),
  );
  at.pages.set('/new.docx', docx(p('又一张通知。')));
  const fourth = await nightly(parts);
  expect([fourth.crawl.counts.new, fourth.changes.map(({ change }) => change)]).toEqual([1, ['document_added']]);
  const after4 = new Map(inodes());
  expect(before3.filter(([file, inode]) => after4.get(file) !== inode)).toEqual([]);
  expect(after4.size).toBeGreaterThan(before3.length);
  const { rows: counted } = await queryTables(published, 'SELECT count(*) FROM documents');
  expect(counted).toEqual([['4']]);
}, 300_000);

const filesBelow = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

test('a night that is due while another is on ends at once, and asks nobody for anything', async () => {
  const dir = folder({
    'nightly.yaml': 'sources: sources.yaml\ndata: data\n',
    'sources.yaml':
      "contact: data@example.org\nsources:\n  - { id: a, start: ['http://127.0.0.1:9/'], region: { code: '431123' } }\n",
  });
  const config = loadNightlyConfig(join(dir, 'nightly.yaml'));
  mkdirSync(config.data);
  const unlock = lockFolder(config.data);
  await expect(nightly({ config })).rejects.toThrow(/another run \(process \d+ on .*\) is writing/);
  unlock();
  expect(readdirSync(config.data)).toEqual([]);
});

describe('publishing', () => {
  const complete = (dir: string, name: string) => {
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, 'run.json'), name);
  };
  const published = (folders: ReturnType<typeof foldersIn>) =>
    readFileSync(join(folders.published, 'run.json'), 'utf8');

  test('keeps the datasets of the night before', async () => {
    const folders = foldersIn(folder());
    for (const night of ['1', '2', '3']) {
      complete(folders.next, night);
      await publish(folders);
    }
    expect([published(folders), readFileSync(join(folders.previous, 'run.json'), 'utf8')]).toEqual(['3', '2']);
  });

  test('that was killed in the middle is ended by the next night', async () => {
    const folders = foldersIn(folder());
    complete(folders.published, '1');
    complete(folders.next, '2');
    renameSync(folders.published, folders.previous);
    await recover(folders);
    expect(published(folders)).toBe('2');
    // Killed before the new datasets were complete: those of before come back.
    rmSync(folders.previous, { recursive: true });
    renameSync(folders.published, folders.previous);
    mkdirSync(folders.next);
    await recover(folders);
    expect(published(folders)).toBe('2');
    expect(existsSync(folders.previous)).toBe(false);
  });
});

test('what a document states stays, whatever its source says; a template gets nothing', () => {
  const stated = { entity: '甲局', region_code: '421381', region_level: 'county', flags: '' };
  const of = (identity: object) => ({ identity }) as unknown as Parameters<typeof withDefaults>[0];
  const defaults = { regionCode: '420000', entity: '乙局', flags: ['withdrawn'] };
  expect(withDefaults(of(stated), defaults)).toMatchObject({
    classified: { identity: { ...stated, flags: 'withdrawn' } },
    factFlags: [],
  });
  const blank = { entity: '', region_code: '', region_level: '', flags: 'template' };
  expect(withDefaults(of(blank), defaults).classified.identity).toMatchObject({ entity: '', region_code: '' });
  expect(withDefaults(of({ ...blank, flags: '' }), defaults)).toMatchObject({
    classified: { identity: { entity: '乙局', region_code: '420000', region_level: 'province' } },
    factFlags: ['region_from_source', 'entity_from_source'],
  });
});

test('what the source says never overrides the document, and what cannot be read keeps its row', async () => {
  const dir = folder({
    'originals/a.docx': sample('yunting-2023-final.docx'),
    'documents.jsonl': [
      {
        path: 'originals/a.docx',
        name: '公开.docx',
        sha256: '',
        source_url: 'http://h/1',
        region_code: '110000',
        entity: '别的局',
      },
      { path: 'originals/a.docx', name: '又一.docx', sha256: '', source_url: 'http://h/2' },
      { path: '', name: 'b.rar', sha256: '', source_url: 'http://h/3', skip: 'a RAR archive' },
      { path: 'originals/gone.pdf', name: 'c.pdf', sha256: '', source_url: 'http://h/4', flags: ['withdrawn'] },
    ]
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
  });
  const out = join(folder(), 'out');
  const report = await run({ paths: [dir], out, ocr: 'off' });
  const rows = rowsOf(out, 'documents');
  expect(rows.map(({ file, status, source_url }) => [file, status, source_url])).toEqual([
    ['公开.docx', 'ok', 'http://h/1'],
    ['又一.docx', 'duplicate', 'http://h/2'],
    ['b.rar', 'skipped', 'http://h/3'],
    ['c.pdf', 'failed', 'http://h/4'],
  ]);
  expect(rows[1].reason).toBe('the same bytes as http://h/1');
  expect(rows[0].entity).not.toBe('别的局');
  expect(rows[0].flags.split(';')).not.toContain('entity_from_source');
  // The place of this sample is an invented one: the source's is taken, and every fact says so.
  expect(rows[0]).toMatchObject({ region_code: '110000', region_level: 'province' });
  const facts = rowsOf(out, 'facts');
  expect(facts.length).toBeGreaterThan(50);
  expect(facts.every((fact) => fact.region_code === '110000' && /\bregion_from_source\b/.test(fact.flags))).toBe(true);
  expect(report.failed.map(({ file, status }) => [file, status])).toEqual([
    ['http://h/3', 'skipped'],
    ['http://h/4', 'failed'],
  ]);
});
