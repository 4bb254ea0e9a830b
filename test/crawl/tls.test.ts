/** Old TLS is allowed for a host only by its setting, and noted; certificates are checked either way. */
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { folder } from '../fixtures/run-folder.ts';
import { crawlOf } from './site.ts';

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

test.skipIf(!hasOpenssl)('a server of ten years ago (needs openssl)', async () => {
  const dir = folder();
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
  const make = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-keyout',
    key,
    '-out',
    cert,
    ...subject,
  ];
  execFileSync('openssl', make, { stdio: 'ignore' });
  const server = createServer(
    {
      key: readFileSync(key),
      cert: readFileSync(cert),
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    },
    (request, response) => void response.writeHead(request.url === '/a.html' ? 200 : 404).end('<html>决算</html>'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const night = (settings: string) =>
    crawlOf(
      `contact: a@example.org\ndelay: 0\nhosts: { "${host}": { private: true, ${settings} } }\nsources: [{ id: x, start: ["https://${host}/a.html"] }]\n`,
    ).night();

  expect((await night(`ca: "${cert}"`)).changes[0].row.reason).toContain('no common TLS version');
  expect((await night('old_tls: true')).changes[0].row.reason).toContain('certificate is not accepted');
  const report = await night(`old_tls: true, ca: "${cert}"`);
  expect(report.changes.map(({ row }) => row.state)).toEqual(['new']);
  expect(report.notes.map(({ note }) => note)).toEqual([
    `${host}: old TLS is allowed for this host; the connection uses TLSv1.1`,
  ]);
});
