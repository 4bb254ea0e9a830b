/** Whole crawls of a site on this machine. */
import { describe, expect, test } from 'vitest';
import { hasTrouble } from '../../pipeline/crawl/crawl.ts';
import { readSidecar } from '../../pipeline/run/sidecar.ts';
import { zip } from '../extractors/docx-fixture.ts';
import { tinyPdf } from '../fixtures/tiny-pdf.ts';
import { answer, crawlOf, links, site, sourcesYaml, tagged } from './site.ts';

const pdf = (text: string) => tinyPdf({ pages: [{ content: `BT /F1 12 Tf 72 200 Td (${text}) Tj ET` }] });
const gbk = (hex: string) => Buffer.from(hex, 'hex').toString('latin1');

/** 决算 in GBK. */
const JUESUAN = 'bef6cbe3';

const named = (dir: string) => readSidecar(dir)!.map(({ name }) => name);

describe('documents', () => {
  test('are found over pages, kept, and listed with where they come from', async () => {
    const at = await site({
      '/index.html': links(
        ['/list/', '部门决算'],
        ['/about.html', '联系我们'],
        ['http://elsewhere.example/x.pdf', '决算'],
      ),
      '/list/': links(['a.pdf', '甲局2023年度决算'], ['b.pdf', '乙局2023年度决算']),
      '/list/a.pdf': pdf('a'),
      '/list/b.pdf': pdf('b'),
    });
    const { night, dir } = crawlOf(sourcesYaml(at, 'region: { code: "421381" }\nentity: 某县财政局'));
    const report = await night();
    expect(report.counts).toMatchObject({ new: 2, failed: 0 });
    expect(at.take()).toEqual(['/robots.txt', '/index.html', '/list/', '/list/a.pdf', '/list/b.pdf']);
    expect(report.left).toEqual([
      {
        url: 'http://elsewhere.example/x.pdf',
        source: 'county',
        reason: expect.stringContaining('not among the hosts'),
        start: false,
      },
    ]);
    expect(readSidecar(dir)![0]).toMatchObject({
      name: 'a.pdf',
      source_url: `${at.origin}/list/a.pdf`,
      region_code: '421381',
      entity: '某县财政局',
      path: expect.stringMatching(/^originals\/(\w\w)\/\1\w{62}\.pdf$/),
      retrieved_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
    });
    expect(at.asked[0].headers['user-agent']).toMatch(/^Pagefact\/\d.* \(\+mailto:data@example\.org\)$/);
  });

  test('get their names from headers in GBK, in UTF-8 and after RFC 5987', async () => {
    const file = (disposition: string) => answer(200, { 'content-disposition': disposition }, pdf(disposition));
    const at = await site({
      '/index.html': links(['1.pdf', '一'], ['2.pdf', '二'], ['3.pdf', '三'], ['%BE%F6%CB%E3.pdf', '四']),
      '/1.pdf': file(`attachment; filename="${gbk(JUESUAN)}.pdf"`),
      '/2.pdf': file(`attachment; filename="${Buffer.from('预算.pdf').toString('latin1')}"`),
      '/3.pdf': file("attachment; filename=x.pdf; filename*=UTF-8''%E7%BB%A9%E6%95%88.pdf"),
      '/%BE%F6%CB%E3.pdf': pdf('four'),
    });
    const { night, dir } = crawlOf(sourcesYaml(at));
    await night();
    expect(named(dir).sort()).toEqual(['决算.pdf', '决算.pdf', '绩效.pdf', '预算.pdf']);
  });

  test('in archives come out one by one, under GBK names, and what is no document says why', async () => {
    const bytes = Buffer.from(
      zip({
        [`..\\..\\${'x'.repeat(4)}.pdf`]: pdf('in zip'),
        'inner.zip': zip({ 'a.pdf': pdf('deep') }),
        'n.txt': 'text',
      }),
    );
    // The same names with the bytes of GBK and without the flag for UTF-8.
    const raw = Buffer.from(bytes.toString('latin1').replaceAll('xxxx', gbk(JUESUAN)), 'latin1');
    for (let i = raw.indexOf('PK\x03\x04'); i >= 0; i = raw.indexOf('PK\x03\x04', i + 4)) raw.writeUInt16LE(0, i + 6);
    for (let i = raw.indexOf('PK\x01\x02'); i >= 0; i = raw.indexOf('PK\x01\x02', i + 4)) raw.writeUInt16LE(0, i + 8);
    const at = await site({
      '/index.html': links(['a.zip', '决算'], ['b.rar', '预算']),
      '/a.zip': raw,
      '/b.rar': Buffer.from('Rar!\x1a\x07\x01\x00 and so on', 'latin1'),
    });
    const { night, dir } = crawlOf(sourcesYaml(at));
    await night();
    const lines = readSidecar(dir)!.map(({ name, source_url, skip }) => [name, source_url.split('/').at(-1), skip]);
    expect(lines).toEqual([
      ['inner.zip', 'a.zip#inner.zip', expect.stringContaining('archive inside an archive')],
      ['n.txt', 'a.zip#n.txt', expect.stringContaining('no known kind')],
      ['决算.pdf', `a.zip#${encodeURIComponent('决算.pdf')}`, ''],
      ['b.rar', 'b.rar', expect.stringContaining('RAR archive is not opened')],
    ]);
  });

  test('are pages themselves where they state figures', async () => {
    const row = (name: string) => `<tr><td>${name}</td><td>1,234.50</td><td>66.00</td></tr>`;
    const at = await site({
      '/index.html': links(['/page/1.html', '决算说明'], ['/page/2.html', '公开指南']),
      '/page/1.html': `<html><title>某局决算</title><table>${['收入', '支出', '合计'].map(row).join('')}</table>单位：万元</html>`,
      '/page/2.html': '<html><title>公开指南</title><table><tr><td>电话</td></tr></table></html>',
    });
    const { night, dir } = crawlOf(sourcesYaml(at));
    expect((await night()).counts.new).toBe(1);
    expect(readSidecar(dir)!.map(({ source_url, path }) => [source_url, path.slice(-5)])).toEqual([
      [`${at.origin}/page/1.html`, '.html'],
    ]);
  });
});

describe('the second night', () => {
  test('has trouble only where it is new, or at a start page', async () => {
    const at = await site({ '/index.html': links(['dead.pdf', '决算']) });
    const { night } = crawlOf(sourcesYaml(at));
    expect(hasTrouble(await night())).toBe(true);
    const again = await night();
    expect([again.counts.failed, hasTrouble(again)]).toEqual([1, false]);
    at.pages.delete('/index.html');
    await night();
    expect(hasTrouble(await night())).toBe(true);
  });

  test('asks with conditions, and tells new, unchanged, changed, moved and withdrawn apart', async () => {
    const list = (...files: string[]) => links(...files.map((file): [string, string] => [file, `${file} 决算`]));
    const at = await site({
      '/index.html': tagged(list('same.pdf', 'plain.pdf', 'changed.pdf', 'old.pdf', 'gone.pdf'), '"i1"'),
      '/same.pdf': tagged(pdf('same'), '"s"'),
      '/plain.pdf': pdf('no tag'),
      '/changed.pdf': tagged(pdf('100.00'), '"c1"'),
      '/old.pdf': pdf('moves'),
      '/gone.pdf': pdf('goes'),
    });
    const { night, dir, states } = crawlOf(sourcesYaml(at));
    expect((await night()).counts).toMatchObject({ new: 5 });
    const first = readSidecar(dir)!;
    at.pages.set('/changed.pdf', tagged(pdf('900.00'), '"c2"'));
    at.pages.set('/index.html', list('same.pdf', 'plain.pdf', 'changed.pdf', 'moved.pdf', 'fresh.pdf'));
    at.pages.set('/moved.pdf', pdf('moves'));
    at.pages.set('/fresh.pdf', pdf('fresh'));
    at.pages.delete('/old.pdf');
    at.pages.delete('/gone.pdf');
    states.length = 0;
    at.asked.length = 0;
    const report = await night();
    expect(report.counts).toMatchObject({ new: 1, unchanged: 2, changed: 1, moved: 1, withdrawn: 1, failed: 0 });
    expect(at.asked.find(({ path }) => path === '/same.pdf')?.headers['if-none-match']).toBe('"s"');
    const told = Object.fromEntries(report.changes.map(({ row }) => [row.url.slice(at.origin.length), row]));
    expect(told['/old.pdf']).toMatchObject({ state: 'moved', moved_to: `${at.origin}/moved.pdf` });
    expect(told['/moved.pdf']).toMatchObject({ state: 'moved', moved_from: `${at.origin}/old.pdf` });
    expect(told['/gone.pdf']).toMatchObject({ state: 'withdrawn', reason: 'status 404' });
    const lines = Object.fromEntries(readSidecar(dir)!.map((line) => [line.name, line]));
    expect(Object.keys(lines).sort()).toEqual([
      'changed.pdf',
      'fresh.pdf',
      'gone.pdf',
      'moved.pdf',
      'plain.pdf',
      'same.pdf',
    ]);
    expect(lines['gone.pdf'].flags).toEqual(['withdrawn']);
    // What did not change keeps the time at which it was first fetched.
    expect(lines['same.pdf']).toEqual(first.find(({ name }) => name === 'same.pdf'));
    // Still gone: no news.
    expect((await night()).counts).toMatchObject({ unchanged: 5, withdrawn: 0, moved: 0 });
    at.pages.set('/gone.pdf', pdf('goes'));
    const third = await night();
    expect(third.changes.map(({ row }) => row.url)).toEqual([]);
    expect(readSidecar(dir)!.find(({ name }) => name === 'gone.pdf')?.flags).toEqual([]);
  });

  test('reads no page as changed whose words are the same', async () => {
    const page = (time: string) =>
      `<!-- ${time} --><html><title>决算</title><a href="a.pdf">决算</a><script>${time}</script></html>`;
    const at = await site({ '/index.html': page('1'), '/a.pdf': pdf('a') });
    const { night } = crawlOf(sourcesYaml(at));
    await night();
    at.pages.set('/index.html', page('2'));
    expect((await night()).changes).toEqual([]);
  });
});
