/** Small parts of the crawl: addresses, names, waiting times, and the recipes that the documentation gives. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../extractors/limits.ts';
import { addressOf, extensionIn, isAllowedHost } from '../../pipeline/crawl/address.ts';
import { membersOf } from '../../pipeline/crawl/archive.ts';
import { contentType } from '../../pipeline/crawl/content.ts';
import { secondsIn } from '../../pipeline/crawl/follow.ts';
import { linkJudge } from '../../pipeline/crawl/judge.ts';
import { cleanName, nameInAddress, nameInHeader } from '../../pipeline/crawl/names.ts';
import { pageText, readPage } from '../../pipeline/crawl/page.ts';
import { listBeginning, nextOf } from '../../pipeline/crawl/paging.ts';
import { isPrivateAddress } from '../../pipeline/crawl/private-address.ts';
import { loadPlan } from '../../pipeline/crawl/sources.ts';
import { loadNightlyConfig } from '../../pipeline/nightly/config.ts';
import { zip } from '../extractors/docx-fixture.ts';
import { folder } from '../fixtures/run-folder.ts';

test.each([
  ['a/../b.html#top', 'http://h/x/b.html'],
  ['/a;jsessionid=12?id=5&JSESSIONID=7', 'http://h/a?id=5'],
  ['//other.example:80/a', 'http://other.example/a'],
  ['.\\a\\b.pdf', 'http://h/x/a/b.pdf'],
  ['java\nscript:alert(1)', undefined],
  ['javascript:void(0)', undefined],
  ['mailto:a@example.org', undefined],
  ['http://[bad', undefined],
  ['/list/list/list/list/a.html', undefined],
  [`/${'a'.repeat(3000)}`, undefined],
])('address %j', (href, expected) => expect(addressOf(href, 'http://h/x/')).toBe(expected));

test('hosts are compared whole', () => {
  expect(isAllowedHost('http://a.gov.cn/', ['a.gov.cn'])).toBe(true);
  expect(isAllowedHost('http://xa.gov.cn/', ['a.gov.cn', '*.a.gov.cn'])).toBe(false);
  expect(isAllowedHost('http://b.a.gov.cn/', ['*.a.gov.cn'])).toBe(true);
  expect(isAllowedHost('http://a.gov.cn:8080/', ['a.gov.cn:8080'])).toBe(true);
  expect([
    extensionIn('http://h/a.PDF?x=1'),
    extensionIn('http://h/d.jsp?filename=a.docx'),
    extensionIn('决算.doc'),
  ]).toEqual(['pdf', 'jsp', 'doc']);
});

test.each([
  ['127.0.0.1', true],
  ['10.1.2.3', true],
  ['172.31.0.1', true],
  ['172.32.0.1', false],
  ['169.254.169.254', true],
  ['::1', true],
  ['::ffff:10.0.0.1', true],
  ['::ffff:a00:1', true],
  ['fd00::1', true],
  ['2001:da8::1', false],
  ['223.5.5.5', false],
])('%s is private: %s', (address, expected) => expect(isPrivateAddress(address)).toBe(expected));

const latin1 = (text: string) => Buffer.from(text).toString('latin1');

test.each([
  ['attachment; filename=a.pdf', 'a.pdf'],
  [`attachment; filename="${latin1('预算.pdf')}"`, '预算.pdf'],
  ['attachment; filename="%E9%A2%84%E7%AE%97.pdf"', '预算.pdf'],
  ["attachment; filename*=GBK''%D4%A4%CB%E3.pdf", '预算.pdf'],
  ["attachment; filename*=utf-8''%e9%a2%84.pdf; filename=old.pdf", '预.pdf'],
  [`attachment; filename="=?UTF-8?B?${Buffer.from('预算.pdf').toString('base64')}?="`, '预算.pdf'],
  // The second byte of this character is a backslash in GBK.
  ['attachment; filename="\u00b5\u005c.pdf"', '礬.pdf'],
  ['attachment; filename="../../etc/passwd"', 'passwd'],
  ['attachment; filename="..\\\\..\\\\a.pdf"', 'a.pdf'],
  ['attachment; filename=".."', undefined],
  ['inline', undefined],
])('name in %s', (header, expected) => expect(nameInHeader(header)).toBe(expected));

test('names in addresses may be UTF-8 or GBK, and are never paths', () => {
  expect(nameInAddress('http://h/a/%E9%A2%84%E7%AE%97.pdf')).toBe('预算.pdf');
  expect(nameInAddress('http://h/a/%D4%A4%CB%E3.pdf')).toBe('预算.pdf');
  expect(nameInAddress('http://h/down.jsp?f=%E9%A2%84.doc')).toBe('预.doc');
  expect(nameInAddress('http://h/')).toBe('h');
  expect(cleanName('a/b\u202e\u0000.pdf')).toBe('b.pdf');
  expect(cleanName(`${'长'.repeat(400)}.pdf`)).toHaveLength(200);
});

test('Retry-After is seconds or a date', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect([
    secondsIn('120'),
    secondsIn('Thu, 01 Jan 2026 00:01:00 GMT', now),
    secondsIn('soon'),
    secondsIn(undefined),
  ]).toEqual([120, 60, undefined, undefined]);
});

test('a page is read in the encoding that it says, or that fits', () => {
  const bytes = Buffer.concat([Buffer.from('<meta charset=utf-8><a href=x>'), Buffer.from('d4a4cbe3', 'hex')]);
  expect(readPage(pageText(bytes), 'http://h/').links).toEqual([{ href: 'x', text: '预算' }]);
  expect(pageText(Buffer.from('d4a4cbe3', 'hex'), 'text/html; charset=gb2312')).toBe('预算');
  // Elements inside each other without end cost no stack.
  expect(readPage(`${'<div>'.repeat(50_000)}x`, 'http://h/').text).toBe('x');
});

test('an archive that is a trap costs its own members only', async () => {
  const kept: string[] = [];
  const pack = (files: Record<string, Uint8Array | string>) =>
    membersOf(zip(files), 'zip', async (_content, sha256) => void kept.push(sha256));
  const bomb = Buffer.alloc(20 * 2 ** 20);
  bomb.write('%PDF-1.4');
  const told = await pack({
    '../../a.pdf': '%PDF-1.4 a',
    'bomb.pdf': bomb,
    '__MACOSX/._a.pdf': 'x',
    'b/': '',
    'empty.pdf': '',
  });
  expect(told.map(({ name, reason }) => [name, reason.replace(/[;(].*/, '')])).toEqual([
    ['a.pdf', ''],
    ['bomb.pdf', 'past the limit decompressionRatio '],
    ['empty.pdf', 'the file is empty'],
  ]);
  expect(kept).toHaveLength(1);
  const many = Object.fromEntries(Array.from({ length: LIMITS.archiveEntries + 1 }, (_, i) => [`${i}`, '']));
  expect((await pack(many))[0].reason).toContain('archiveEntries');
  expect((await membersOf(Buffer.from('PK\x03\x04 cut'), 'zip', async () => {}))[0].reason).toContain('damaged');
});

test('an archive of Word files that are not packed again is an archive', async () => {
  const word = zip({ 'word/document.xml': 'x'.repeat(10) });
  expect(await contentType(Buffer.from(word))).toBe('docx');
  expect(await contentType(Buffer.from(zip({ 'a.txt': 'y', 'b/word/document.xml': 'x' })))).toBe('zip');
});

describe('docs/crawl.md', () => {
  const blocks = [
    ...readFileSync(new URL('../../docs/crawl.md', import.meta.url), 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g),
  ].map(([, yaml]) => yaml);
  const plan = (yaml: string) => {
    const whole = yaml.includes('contact:')
      ? yaml
      : `contact: a@example.org\nsources:\n  - id: x\n${yaml.includes('start:') ? '' : "    start: ['https://www.example.gov.cn/a/index.html']\n"}${yaml}`;
    return loadPlan(join(folder({ 's.yaml': whole }), 's.yaml'));
  };

  test('gives recipes that are taken as they stand', () => {
    const recipes = blocks.filter((yaml) => !yaml.includes('data:'));
    expect(recipes.length).toBeGreaterThan(5);
    for (const recipe of recipes)
      for (const source of plan(recipe).sources) expect(linkJudge(source).start.length).toBeGreaterThan(0);
    const night = blocks.find((yaml) => yaml.includes('data:'))!;
    expect(loadNightlyConfig(join(folder({ 'n.yaml': night }), 'n.yaml')).data).toBe('/var/lib/pagefact');
  });

  test('pages the lists of TRS, jpage and JSON as these do', () => {
    const pages = (mark: string, body: string, first?: string) => {
      const [source] = plan(blocks.find((yaml) => yaml.includes(mark))!).sources;
      const { start } = linkJudge(source);
      const urls: string[] = [];
      let list = listBeginning(source, start, first ?? start[0], body);
      for (let next = list && nextOf(list); next && urls.length < 3; next = nextOf(list!)) {
        urls.push(next.url.replace('https://www.example.gov.cn', ''));
        list = next.list;
      }
      return urls;
    };
    expect(pages('createPageHTML', 'createPageHTML(3, 0, "index", "html")')).toEqual([
      '/a/index_1.html',
      '/a/index_2.html',
    ]);
    expect(pages('dataproxy', '<totalrecord>100</totalrecord>')).toEqual([
      '/module/web/jpage/dataproxy.jsp?startrecord=46&endrecord=90&perpage=15',
      '/module/web/jpage/dataproxy.jsp?startrecord=91&endrecord=135&perpage=15',
    ]);
    expect(pages('_isJson', '{}')[0]).toMatch(/\/common\/search\/abc123\?.*page=2$/);
  });
});
