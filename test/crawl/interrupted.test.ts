/** A crawl that is stopped or killed goes on where it was: nothing is lost, and nothing is asked for twice. */
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { crawl } from '../../pipeline/crawl/crawl.ts';
import { loadPlan } from '../../pipeline/crawl/sources.ts';
import { queryTables } from '../../pipeline/emit/query.ts';
import { readSidecar } from '../../pipeline/run/sidecar.ts';
import { crawlOf, links, site, sourcesYaml } from './site.ts';

const bin = fileURLToPath(new URL('../../pipeline/bin.js', import.meta.url));
const MANY = Array.from({ length: 30 }, (_, i) => `f${i}.pdf`);

const big = () =>
  site({
    '/index.html': links(
      ['/list/a.html', '决算'],
      ...MANY.slice(0, 20).map((name): [string, string] => [name, '决算']),
    ),
    '/list/a.html': links(...MANY.slice(20).map((name): [string, string] => [`/${name}`, '预算'])),
    ...Object.fromEntries(MANY.map((name) => [`/${name}`, `%PDF-1.4 ${name}`])),
  });

test('a killed crawl is gone on with', async () => {
  const at = await big();
  const { night, dir, file } = crawlOf(sourcesYaml(at, '', '').replace('delay: 0\n', 'delay: 0.03\n'));
  const child = spawn(process.execPath, [bin, 'crawl', file, '--out', dir], { stdio: 'ignore' });
  await expect.poll(() => at.asked.length, { timeout: 120_000, interval: 5 }).toBeGreaterThan(8);
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  const first = at.take();
  // A line that was being written when the power went.
  appendFileSync(join(dir, 'journal.jsonl'), '{"url":"http://cut');
  const report = await night();
  const second = at.take();
  expect(first.length).toBeLessThan(20);
  expect(report.counts).toMatchObject({ new: 30, failed: 0 });
  // At most the one request that was under way is made again; robots.txt is read anew.
  const twice = second.filter((path) => path !== '/robots.txt' && first.includes(path));
  expect(twice.length).toBeLessThanOrEqual(1);
  expect(readSidecar(dir)).toHaveLength(30);
  expect(existsSync(join(dir, 'journal.jsonl'))).toBe(false);
  for (const { path } of readSidecar(dir)!)
    expect(readFileSync(join(dir, path), 'latin1')).toMatch(/^%PDF-1\.4 f\d+\.pdf$/);
  expect((await night()).changes).toEqual([]);
});

test('one that was killed after its journal had been taken over is not taken over twice', async () => {
  const at = await big();
  const { night, dir, file } = crawlOf(sourcesYaml(at));
  let journal = '';
  const onVisit = () => {
    journal = readFileSync(join(dir, 'journal.jsonl'), 'utf8');
  };
  const first = await crawl({ plan: loadPlan(file), dir, onVisit });
  writeFileSync(join(dir, 'journal.jsonl'), journal);
  const second = await night();
  expect(second.crawl).not.toBe(first.crawl);
  expect([second.counts.unchanged, second.changes]).toEqual([30, []]);
  expect((await queryTables(dir, 'SELECT crawl FROM crawls ORDER BY crawl')).rows.flat()).toEqual([
    first.crawl,
    second.crawl,
  ]);
  expect((await queryTables(dir, 'SELECT count(*) FROM versions WHERE document')).rows).toEqual([['30']]);
});

test('a stopped crawl ends with the code of its signal and says what to do', async () => {
  const at = await big();
  const { dir, file } = crawlOf(sourcesYaml(at).replace('delay: 0\n', 'delay: 0.05\n'));
  const child = spawn(process.execPath, [bin, 'crawl', file, '--out', dir], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  await expect.poll(() => at.asked.length, { timeout: 120_000, interval: 5 }).toBeGreaterThan(4);
  child.kill('SIGTERM');
  const code = await new Promise((resolve) => child.once('exit', resolve));
  expect([code, said]).toEqual([143, expect.stringContaining('run it again to go on')]);
});

test('two crawls do not write to one folder', async () => {
  const at = await big();
  const { night } = crawlOf(sourcesYaml(at));
  const both = await Promise.allSettled([night(), night()]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
