/** A store in a bucket, against a server that speaks S3 on this machine. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../pipeline/index.ts';
import { S3Store } from '../../pipeline/store/s3.ts';
import type { Key, Kind } from '../../pipeline/store/store.ts';
import { folder } from '../fixtures/run-folder.ts';

interface Server {
  run(): Promise<{ port: number }>;
  close(): Promise<void>;
}
/** The package has no types. */
const S3rver = createRequire(import.meta.url)('s3rver') as new (options: object) => Server;

const SAMPLES = join(import.meta.dirname, '..', '..', 'samples', 'documents');
const PATHS = ['linjiang-2024-budget.pdf', 'yunting-2023-final.docx'].map((name) => join(SAMPLES, name));
const objects = mkdtempSync(join(tmpdir(), 'pagefact-s3-'));
const server = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: objects,
  configureBuckets: [{ name: 'disclosures' }],
});
let endpoint: string;
const place = (prefix: string) => `s3://disclosures/${prefix}?endpoint=${encodeURIComponent(endpoint)}`;
const before = { ...process.env };

beforeAll(async () => {
  endpoint = `http://127.0.0.1:${(await server.run()).port}`;
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' });
});
afterAll(async () => {
  process.env = before;
  await server.close();
  rmSync(objects, { recursive: true, force: true });
});

const text = (bytes?: Uint8Array) => bytes && Buffer.from(bytes).toString();

describe('a bucket as a store', () => {
  async function listed(store: S3Store, kind: Kind) {
    const keys: [Key, number][] = [];
    for await (const { key, bytes } of store.list(kind)) keys.push([key, bytes]);
    return keys.sort();
  }

  test('puts, gets, lists and deletes as a folder does', async () => {
    const store = new S3Store(place('team/one'));
    const key: Key = 'map/abcdef';
    expect([await store.get(key), await store.has(key), await listed(store, 'map')]).toEqual([undefined, false, []]);
    await store.put(key, Buffer.from('one'));
    await store.put(key, Buffer.from('three'));
    await store.put('extract/ab0000', Buffer.from('x'));
    expect([text(await store.get(key)), await store.has(key), await listed(store, 'map')]).toEqual([
      'three',
      true,
      [[key, 5]],
    ]);
    expect(await listed(new S3Store(place('team/two')), 'map')).toEqual([]);
    await store.delete(key);
    await store.delete(key);
    expect(await store.has(key)).toBe(false);
  });

  test('lists more than one answer holds', async () => {
    // The server above cannot list in parts; this one answers nothing else.
    const parts = createHttpServer((request, response) => {
      const second = new URL(request.url ?? '', 'http://x').searchParams.get('continuation-token') === 'two';
      const entry = (key: string) =>
        `<Contents><Key>p/run/${key}</Key><Size>7</Size><LastModified>2026-01-02T03:04:05.000Z</LastModified></Contents>`;
      const more = second ? '' : '<NextContinuationToken>two</NextContinuationToken>';
      response.setHeader('content-type', 'application/xml');
      response.end(
        `<?xml version="1.0"?><ListBucketResult><IsTruncated>${!second}</IsTruncated>${entry(second ? 'bb' : 'aa')}${more}</ListBucketResult>`,
      );
    }).listen(0, '127.0.0.1');
    await once(parts, 'listening');
    const { port } = parts.address() as AddressInfo;
    try {
      const store = new S3Store(`s3://disclosures/p?endpoint=http%3A%2F%2F127.0.0.1%3A${port}`);
      expect(await listed(store, 'run')).toEqual([
        ['run/aa', 7],
        ['run/bb', 7],
      ]);
    } finally {
      parts.closeAllConnections();
      parts.close();
    }
  });

  test('what is wrong is said: no bucket in the address, one that is not there, a name that leads elsewhere', async () => {
    expect(() => new S3Store('s3:///x')).toThrow(/no bucket/);
    const absent = new S3Store(place('x').replace('disclosures', 'absent'));
    await expect(absent.put('map/abcd', Buffer.from(''))).rejects.toThrow(/absent.*cannot be used: NoSuchBucket/);
    await expect(absent.get('map/abcd')).rejects.toThrow(/NoSuchBucket/);
    await expect(new S3Store(place('x')).get('map/../../a' as Key)).rejects.toThrow(/not the name/);
  });
});

test('a run keeps its work in a bucket, and the next finds it there', async () => {
  const datasets = (out: string) =>
    readdirSync(out)
      .filter((name) => /\.(csv|jsonl|parquet)$/.test(name))
      .map((name) => [
        name,
        createHash('sha256')
          .update(readFileSync(join(out, name)))
          .digest('hex'),
      ]);
  const [local, first, second] = [folder(), folder(), folder()];
  await run({ paths: PATHS, out: local });
  expect((await run({ paths: PATHS, out: first, store: place('runs') })).known).toBe(0);
  expect((await run({ paths: PATHS, out: second, store: place('runs') })).known).toBe(2);
  expect(datasets(first)).toEqual(datasets(local));
  expect(datasets(second)).toEqual(datasets(local));
});
