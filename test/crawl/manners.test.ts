/** How a crawl behaves towards hosts, and what it makes of odd answers. */
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { answer, crawlOf, links, site, sourcesYaml } from './site.ts';

const PDF = '%PDF-1.4 something';

/** State and reason by path after one night. */
async function nightOf(at: Awaited<ReturnType<typeof site>>, extra = '', top = '') {
  const { night, dir } = crawlOf(sourcesYaml(at, extra, top));
  const report = await night();
  const told = Object.fromEntries(
    report.changes.map(({ row }) => [
      row.url.slice(at.origin.length),
      `${row.state}${row.reason && `: ${row.reason}`}`,
    ]),
  );
  return { report, told, dir, night };
}

describe('manners', () => {
  test('robots.txt is obeyed, its delay too, and one request at a time', async () => {
    const at = await site({
      '/robots.txt': 'User-agent: *\nDisallow: /secret/\nCrawl-delay: 0.15\n',
      '/index.html': links(['secret/a.pdf', '决算'], ['b.pdf', '预算'], ['c.pdf', '预算'], ['d.pdf', '预算']),
      ...Object.fromEntries(['b', 'c', 'd'].map((name) => [`/${name}.pdf`, PDF + name])),
    });
    const { report } = await nightOf(at);
    expect(at.take()).toEqual(['/robots.txt', '/index.html', '/b.pdf', '/c.pdf', '/d.pdf']);
    expect(report.left).toEqual([
      { url: `${at.origin}/secret/a.pdf`, source: 'county', reason: 'robots.txt does not allow it', start: false },
    ]);
    // From the end of an answer to the next request, but for the one that told the delay.
    const gaps = at.asked.slice(2).map(({ at: came }, i) => came - at.asked[i + 1].done);
    expect(Math.min(...gaps)).toBeGreaterThan(140);
  });

  test('a robots.txt that cannot be had closes the site; one that is refused opens it', async () => {
    const closed = await site({ '/robots.txt': answer(500, {}), '/index.html': links() });
    const { told } = await nightOf(closed);
    expect([closed.take(), told['/index.html']]).toEqual([
      ['/robots.txt'],
      'failed: robots.txt cannot be read: status 500',
    ]);
    const walled = await site({ '/robots.txt': answer(521, {}), '/index.html': links() });
    expect((await nightOf(walled)).told['/index.html']).toMatch(/^challenged: .*status 521/);
    expect(walled.take()).toEqual(['/robots.txt']);
    const open = await site({ '/robots.txt': answer(403, {}), '/index.html': links() });
    await nightOf(open);
    expect(open.take()).toEqual(['/robots.txt', '/index.html']);
  });

  test('Retry-After is waited for, up to what the plan has patience for', async () => {
    let busy = 0;
    const at = await site({
      '/index.html': links(['a.pdf', '决算'], ['b.pdf', '决算'], ['c.pdf', '决算']),
      '/a.pdf': (request, response) =>
        busy++ === 0 ? answer(503, { 'retry-after': '1' })(request, response) : answer(200, {}, PDF)(request, response),
      '/b.pdf': answer(429, { 'retry-after': '86400' }),
    });
    const { report, told } = await nightOf(at);
    const [first, second] = at.asked.filter(({ path }) => path === '/a.pdf');
    expect(second.at - first.done).toBeGreaterThan(990);
    expect(told['/a.pdf']).toBe('new');
    expect(at.take().slice(-1)).toEqual(['/b.pdf']);
    expect(report.left.map(({ url, reason }) => [url.slice(at.origin.length), reason])).toEqual([
      ['/b.pdf', 'the host is busy (status 429, Retry-After 86400 s)'],
      ['/c.pdf', 'asked to come back in 86400 s'],
    ]);
    expect(report.notes[0].note).toContain('left alone');
  });

  test('the budget of a night ends it, and the next night begins with what was not seen', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const at = await site({
      '/index.html': links(...names.map((name): [string, string] => [`${name}.pdf`, '决算'])),
      ...Object.fromEntries(names.map((name) => [`/${name}.pdf`, PDF + name])),
    });
    const { report, night } = await nightOf(at, '', 'budget: 4');
    expect(at.take()).toEqual(['/robots.txt', '/index.html', '/a.pdf', '/b.pdf']);
    expect(report.left.map(({ reason }) => reason)).toEqual(Array(2).fill('the budget of 4 requests is used up'));
    await night();
    expect(at.take()).toEqual(['/robots.txt', '/index.html', '/c.pdf', '/d.pdf']);
  });

  test('walls are recorded, never worked around, and end the visit of a host that has nothing else', async () => {
    const wall = '<html><script>var $_ts={};document.cookie="x"</script></html>';
    const names = Array.from({ length: 9 }, (_, i) => `${i}.pdf`);
    const at = await site({
      '/index.html': links(...names.map((name): [string, string] => [name, '决算'])),
      '/0.pdf': answer(521, {}, wall),
      '/1.pdf': answer(412, {}, wall),
      '/2.pdf': answer(200, {}, wall),
      '/3.pdf': answer(200, {}, '<html><title>安全验证</title><p>请输入验证码</p></html>'),
      '/4.pdf': answer(302, { location: '/sso/login?to=4' }),
      '/sso/login?to=4': '<html><input type="password"></html>',
    });
    const { report, told } = await nightOf(at);
    expect(Object.keys(told).filter((path) => told[path].startsWith('challenged'))).toHaveLength(5);
    expect(told['/4.pdf']).toContain('login');
    // No request came twice, and nothing was asked for after the fifth wall in a row.
    const asked = at.take();
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked).not.toContain('/5.pdf');
    expect(report.counts.challenged).toBe(5);
    expect(report.left).toHaveLength(4);
  });

  test('the own machine is not asked unless the host may be private', async () => {
    const at = await site({ '/index.html': links() });
    const { night } = crawlOf(sourcesYaml(at).replace('private: true', 'private: false'));
    const report = await night();
    expect(at.take()).toEqual([]);
    expect(report.changes[0].row).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('not on the public net'),
    });
    const named = crawlOf(
      sourcesYaml(at).replace('private: true', 'private: false').replaceAll('127.0.0.1', 'localhost'),
    );
    expect((await named.night()).changes[0].row.reason).toMatch(/localhost has the address .* not on the public net/);
    expect(at.take()).toEqual([]);
  });
});

describe('odd answers', () => {
  test('cost their own address only, with the reason', async () => {
    const at = await site({
      '/index.html': links(
        ...['page', 'empty', 'loop', 'far', 'cut', 'short', 'odd', 'big', 'none', 'moved', 'zipped', 'fine'].map(
          (name): [string, string] => [`${name}.pdf`, '决算'],
        ),
      ),
      '/page.pdf': '<!doctype html><html><title>404</title>您访问的页面不存在</html>',
      '/empty.pdf': answer(200, {}),
      '/loop.pdf': answer(302, { location: '/round' }),
      '/round': answer(302, { location: '/loop.pdf' }),
      '/far.pdf': answer(302, { location: 'http://other.example/a.pdf' }),
      '/cut.pdf': (_request, response) => {
        response.writeHead(200, { 'transfer-encoding': 'chunked' });
        response.write(PDF, () => response.socket!.destroy());
      },
      '/short.pdf': answer(200, { 'content-length': '1000' }, PDF),
      '/odd.pdf': answer(200, {}, Buffer.from([1, 2, 3, 4])),
      '/big.pdf': answer(200, {}, Buffer.alloc(300_000, '%PDF-')),
      '/moved.pdf': answer(301, { location: '/fine.pdf' }),
      '/zipped.pdf': answer(200, { 'content-encoding': 'gzip' }, 'no gzip at all'),
      '/fine.pdf': answer(200, {}, PDF),
    });
    const { told, report } = await nightOf(at, '', 'limits: { body_mib: 0.2, seconds: 5 }');
    expect(told).toEqual({
      '/page.pdf': 'failed: a web page came in place of the document (an error page, often)',
      '/empty.pdf': 'failed: an empty answer came',
      '/loop.pdf': 'failed: its redirects lead in a circle',
      '/far.pdf': 'failed: it leads to other.example, which is not among the hosts of the source',
      '/cut.pdf': expect.stringContaining('failed: the connection was cut'),
      '/short.pdf': expect.stringMatching(/failed: (fewer or more bytes|the connection was cut)/),
      '/odd.pdf': 'failed: what came is of no known kind',
      '/big.pdf': 'failed: larger than the limit body_mib (0.2)',
      '/none.pdf': 'failed: status 404',
      '/zipped.pdf': 'failed: the compressed answer is damaged or cut',
      '/moved.pdf': 'new',
      '/fine.pdf': 'new',
      '/index.html': 'new',
    });
    expect(report.left).toEqual([]);
  });

  test('a server that never ends its answer is given up', async () => {
    const silent = createServer((socket) => {
      const timer = setInterval(() => socket.write('x'), 50);
      socket.on('error', () => {}).on('close', () => clearInterval(timer));
      socket.once('data', () => socket.write('HTTP/1.1 200 OK\r\n\r\n%PDF-'));
    });
    silent.listen(0, '127.0.0.1');
    await sleep(50);
    onTestFinished(() => void silent.close());
    const host = `127.0.0.1:${(silent.address() as { port: number }).port}`;
    const at = await site({ '/index.html': links([`http://${host}/slow.pdf`, '决算']) });
    const top = `limits: { seconds: 1 }`;
    const yaml = sourcesYaml(at, `hosts: ["${host}"]`, top).replace(
      'hosts:\n',
      `hosts:\n  "${host}": { private: true, robots: ignore }\n`,
    );
    const report = await crawlOf(yaml).night();
    expect(report.changes.map(({ row }) => row.reason)).toContain('not finished after 1 s');
  });
});

describe('lists', () => {
  const doc = (n: number): [string, string] => [`/f${n}.pdf`, `第${n}号决算`];
  const files = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`/f${i}.pdf`, PDF + i]));

  test('are paged by number as far as they say, and by links to the next page', async () => {
    const at = await site({
      '/index.html': `${links(doc(0), ['/list2.html', '决算'])}<script>createPageHTML(3, 0, "index", "html");</script>`,
      '/index_1.html': links(doc(1)),
      '/index_2.html': links(doc(2)),
      '/index_3.html': links(doc(9)),
      '/list2.html': links(doc(3), ['/list2.html?p=2', '下一页']),
      '/list2.html?p=2': links(doc(4), ['/list2.html', '上一页']),
      ...files(5),
    });
    const { report } = await nightOf(at, `paging: [{ url: 'index_{n}.html', count: 'createPageHTML\\((\\d+)' }]`);
    expect(report.counts).toMatchObject({ new: 5, failed: 0 });
    expect(at.take()).not.toContain('/index_3.html');
  });

  test('that do not say how long they are end where nothing is, or nothing new', async () => {
    const at = await site({
      '/index.html': links(doc(0)),
      '/index_1.html': links(doc(1)),
      ...files(2),
    });
    const { report } = await nightOf(at, "paging: [{ url: 'index_{n}.html' }]");
    expect(at.take().filter((path) => path.startsWith('/index'))).toEqual([
      '/index.html',
      '/index_1.html',
      '/index_2.html',
    ]);
    expect(report.counts).toMatchObject({ new: 2, failed: 0 });
  });

  test('that go on without end, and calendars, are ended', async () => {
    const at = await site({ '/index.html': links(['/list/1', '下一页'], ['/page/2024-01', '公开日历']), ...files(1) });
    at.server.prependListener('request', (request) => {
      const n = Number(/\/list\/(\d+)/.exec(request.url ?? '')?.[1] ?? 0);
      if (n > 0) at.pages.set(request.url!, links(doc(0), [`/list/${n + 1}`, '下一页']));
      const month = /\/page\/(.*)/.exec(request.url ?? '')?.[1];
      if (month) at.pages.set(request.url!, links([`/page/${month}x`, `公开 ${month}`]));
    });
    await nightOf(at, 'depth: 3');
    const asked = at.take();
    expect(asked.filter((path) => path.startsWith('/list'))).toEqual(['/list/1', '/list/2', '/list/3']);
    expect(asked.filter((path) => path.startsWith('/page'))).toEqual([
      '/page/2024-01',
      '/page/2024-01x',
      '/page/2024-01xx',
    ]);
  });

  test('inside scripts (jpage) and in JSON give their links, and are asked for with a form where the list wants one', async () => {
    const sent: string[] = [];
    const record = (n: number) =>
      `<record><![CDATA[<li><a href="/f${n}.pdf" title="第${n}号决算">x</a></li>]]></record>`;
    const at = await site({
      '/index.html': `<html><script type="text/xml"><datastore><totalrecord>3</totalrecord>${record(0)}</datastore></script></html>`,
      '/data?startrecord=2&endrecord=2': (request, response) =>
        void request
          .on('data', (form) => sent.push(`${request.method} ${form}`))
          .on('end', () =>
            answer(200, {}, `<?xml version="1.0"?><datastore>${record(1)}</datastore>`)(request, response),
          ),
      '/data?startrecord=3&endrecord=3': JSON.stringify({ rows: [{ title: '决算', file: '/f2.pdf' }] }),
      ...files(3),
    });
    const url = '/data?startrecord={first}&endrecord={last}';
    const paging = `paging: [{ url: '${url}', form: webid=1, count: 'totalrecord>(\\d+)', records: 1 }]`;
    expect((await nightOf(at, paging)).report.counts.new).toBe(3);
    expect(sent).toEqual(['POST webid=1']);
    expect(at.asked.find(({ path }) => path === '/f0.pdf')?.headers.referer).toBe(`${at.origin}/index.html`);
  });

  test('are read in GBK, and links that name other years are left out', async () => {
    const gbkPage = Buffer.concat([
      Buffer.from('<html><meta charset="gb2312"><a href="/f0.pdf">2023'),
      Buffer.from('c4eab6c8bef6cbe3', 'hex'),
      Buffer.from('</a><a href="/f1.pdf">2015'),
      Buffer.from('c4eab6c8bef6cbe3', 'hex'),
      Buffer.from('</a></html>'),
    ]);
    const at = await site({ '/index.html': answer(200, { 'content-type': 'text/html' }, gbkPage), ...files(2) });
    const { report } = await nightOf(at, 'years: { from: 2022, to: 2024 }');
    expect(at.take()).not.toContain('/f1.pdf');
    expect(report.left[0].reason).toContain('years');
    expect(report.changes.map(({ row }) => row.title)).toContain('2023年度决算');
  });
});
