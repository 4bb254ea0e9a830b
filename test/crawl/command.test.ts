/** The command line of the crawl, errors in sources files, and the WARC export. */
import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { WARCParser } from 'warcio';
import { dryRun } from '../../pipeline/crawl/dry-run.ts';
import { loadPlan } from '../../pipeline/crawl/sources.ts';
import { crawlSummary } from '../../pipeline/crawl/summary.ts';
import { writeWarc } from '../../pipeline/crawl/warc.ts';
import { folder } from '../fixtures/run-folder.ts';
import { answer, crawlOf, links, site, sourcesYaml } from './site.ts';

const bin = fileURLToPath(new URL('../../pipeline/bin.js', import.meta.url));

describe('a sources file', () => {
  const good = 'contact: a@example.org\nsources:\n  - id: x\n    start: ["http://a.example/"]\n';
  const problem = (yaml: string) => {
    const dir = folder({ 'sources.yaml': yaml });
    try {
      loadPlan(join(dir, 'sources.yaml'));
      return '';
    } catch (error) {
      return (error as Error).message.slice(dir.length + 1);
    }
  };

  test.each([
    ['sources.yaml:1: contact: a mail address', good.replace('a@example.org', 'nobody')],
    ['sources.yaml:3: sources.0: Unrecognized key: "depht"', `${good}    depht: 3\n`],
    ['sources.yaml:5: sources.0.depth: Invalid input', `${good}    depth: many\n`],
    ['sources.yaml:5: sources.0.follow.url.0: no valid regular expression', `${good}    follow: { url: ['('] }\n`],
    ['sources.yaml:5: sources.0.paging.0.url: the address needs', `${good}    paging: [{ url: 'index.html' }]\n`],
    ['sources.yaml:3: Flow sequence', 'contact: a@example.org\nsources: [\n'],
  ])('is refused with file and line: %s', (message, yaml) => {
    expect(problem(good)).toBe('');
    expect(problem(yaml).slice(0, message.length)).toBe(message);
  });

  test('that is wrong ends the command with exit code 2', () => {
    const dir = folder({ 'sources.yaml': good.replace('contact', 'kontakt') });
    const { status, stderr } = spawnSync(process.execPath, [bin, 'crawl', join(dir, 'sources.yaml'), '--out', dir], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([2, expect.stringMatching(/sources\.yaml:\d+: /)]);
  });
});

const pages = () => ({
  '/index.html': links(
    ['a.pdf', '甲局决算'],
    ['/page/b.html', '预算公开'],
    ['clip.mp4', '视频'],
    ['pic.png', '决算图'],
  ),
  '/page/b.html': links(['/c.pdf', '丙']),
  '/a.pdf': '%PDF-1.4 a',
  '/c.pdf': answer(200, { 'x-own': 'yes' }, '%PDF-1.4 c'),
});

test('a dry run reads pages only, keeps nothing, and tells what is left out and why', async () => {
  const at = await site(pages());
  const { file, dir } = crawlOf(sourcesYaml(at));
  const lines: string[] = [];
  const left = await dryRun(loadPlan(file), ({ what, url }) => lines.push(`${what} ${url.slice(at.origin.length)}`));
  expect(lines).toEqual(['page /index.html', 'document /a.pdf', 'page /page/b.html', 'document /c.pdf']);
  expect(left.map(({ url, reason }) => [url.slice(at.origin.length), reason])).toEqual([
    ['/pic.png', 'attachments.types does not name its kind'],
  ]);
  expect(at.take()).toEqual(['/robots.txt', '/index.html', '/page/b.html']);
  expect(existsSync(dir)).toBe(false);
});

test('what came goes into a WARC file that another program can read, and the history can be asked', async () => {
  const at = await site(pages());
  const { night, dir } = crawlOf(sourcesYaml(at));
  const report = await night();
  const file = join(folder(), 'night.warc.gz');
  expect(await writeWarc(dir, file, report.crawl)).toBe(4);
  const found: Record<string, string> = {};
  const headers: Record<string, string | null | undefined> = {};
  for await (const record of new WARCParser(createReadStream(file) as never)) {
    if (record.warcType !== 'response') continue;
    const path = record.warcTargetURI!.slice(at.origin.length);
    found[path] = (await record.contentText()).slice(0, 10);
    headers[path] = record.httpHeaders?.headers.get('x-own');
  }
  expect(Object.keys(found).sort()).toEqual(['/a.pdf', '/c.pdf', '/index.html', '/page/b.html']);
  expect([found['/a.pdf'], headers['/c.pdf']]).toEqual(['%PDF-1.4 a', 'yes']);
  const { stdout } = spawnSync(
    process.execPath,
    [bin, 'query', dir, 'select state, count(*) from urls where document group by state', '--csv'],
    { encoding: 'utf8' },
  );
  expect(stdout).toBe('state,count_star()\nnew,2\n');
  const summary = crawlSummary(report);
  expect(summary).toContain('new 2');
  expect(summary).toContain(`甲局决算 <${at.origin}/a.pdf>`);
  expect(readFileSync(file).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
});
