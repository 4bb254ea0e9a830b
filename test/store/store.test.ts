import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../extractors/read.ts';
import { documentFrom, storedDocument } from '../../pipeline/store/document.ts';
import { DamagedError, Entries, sealed, unsealed } from '../../pipeline/store/entries.ts';
import { FolderStore } from '../../pipeline/store/folder.ts';
import { keysOf, packHash } from '../../pipeline/store/keys.ts';
import type { Key, Store } from '../../pipeline/store/store.ts';
import { folder } from '../fixtures/run-folder.ts';

const key: Key = 'map/abcdef';
const text = (bytes?: Uint8Array) => bytes && Buffer.from(bytes).toString();

async function listed(store: Store): Promise<string[]> {
  const keys = [];
  for await (const entry of store.list('map')) keys.push(entry.key);
  return keys.sort();
}

describe('a folder as a store', () => {
  test('puts, gets, lists and deletes', async () => {
    const store = new FolderStore(join(folder(), 'new'));
    expect([await store.get(key), await store.has(key), await listed(store)]).toEqual([undefined, false, []]);
    await store.put(key, Buffer.from('one'));
    await store.put(key, Buffer.from('two'));
    await store.put('map/ab0000', Buffer.from('three'));
    expect([text(await store.get(key)), await store.has(key)]).toEqual(['two', true]);
    expect(await listed(store)).toEqual(['map/ab0000', key]);
    await store.delete(key);
    await store.delete(key);
    expect([await store.has(key), await listed(store)]).toEqual([false, ['map/ab0000']]);
  });

  test('writers of one entry do not disturb each other, and leave nothing else', async () => {
    const place = folder();
    const stores = [new FolderStore(place), new FolderStore(place), new FolderStore(place, { sync: false })];
    const big = Buffer.alloc(300_000, 'x');
    await Promise.all(Array.from({ length: 30 }, (_, i) => stores[i % 3].put(key, big)));
    expect(big.equals((await stores[0].get(key))!)).toBe(true);
    expect(readdirSync(join(place, 'map', 'ab'))).toEqual(['abcdef']);
  });

  test('a name that leads elsewhere is refused', async () => {
    const store = new FolderStore(folder());
    for (const odd of ['map/../../x', 'map/..', 'map/a/b', '../abc', 'other/abc', 'map/a b', 'map/', 'map/a'] as Key[])
      await expect(store.put(odd, Buffer.from(''))).rejects.toThrow(/not the name/);
  });
});

describe('entries', () => {
  test('know whether they are whole', () => {
    const entry = sealed(Buffer.from('content'));
    expect(unsealed(entry).toString()).toBe('content');
    const cut = entry.subarray(0, entry.length - 1);
    const zeros = Buffer.alloc(entry.length);
    const turned = Buffer.from(entry);
    turned[entry.length - 1] ^= 1;
    for (const bad of [cut, zeros, turned, Buffer.alloc(0)]) expect(() => unsealed(bad)).toThrow(DamagedError);
  });

  test('a damaged one is put aside and counts as missing', async () => {
    const place = folder();
    const entries = new Entries(new FolderStore(place));
    await entries.put(key, Buffer.from('content'));
    const file = join(place, 'map', 'ab', 'abcdef');
    writeFileSync(file, readFileSync(file).subarray(0, 20));
    expect(await entries.get(key)).toBeUndefined();
    expect(await entries.store.has(key)).toBe(false);
    expect(await entries.store.has('damaged/map-abcdef')).toBe(true);
  });
});

describe('keys', () => {
  const source = { name: 'a.pdf', sha256: 'ff', mediaType: 'application/pdf' };
  const configuration = { versions: { extract: 'e1', map: 'm1' }, reading: { ocr: 'auto' }, pack: 'p1' };
  const own = keysOf(source, configuration);

  test('what decides reading changes both, what decides mapping only its own', () => {
    const read = [
      keysOf({ ...source, sha256: 'fe' }, configuration),
      keysOf({ ...source, name: 'a.docx' }, configuration),
      keysOf(source, { ...configuration, versions: { extract: 'e2', map: 'm1' } }),
      keysOf(source, { ...configuration, reading: { ocr: 'off' } }),
      keysOf(source, { ...configuration, reading: { ocr: 'auto', password: 'x' } }),
    ];
    for (const keys of read)
      for (const kind of ['extract', 'map', 'failure'] as const) expect(keys[kind]).not.toBe(own[kind]);
    const mapped = [
      keysOf({ ...source, name: 'b.pdf' }, configuration),
      keysOf({ ...source, sourceUrl: 'https://example.org/a.pdf' }, configuration),
      keysOf(source, { ...configuration, versions: { extract: 'e1', map: 'm2' } }),
      keysOf(source, { ...configuration, pack: 'p2' }),
      keysOf(source, configuration, [{} as never]),
    ];
    for (const keys of mapped) expect([keys.extract === own.extract, keys.map === own.map]).toEqual([true, false]);
    expect(keysOf(source, { ...configuration, reading: { password: undefined, ocr: 'auto' } })).toEqual(own);
  });

  test('a pack is another one when a file of it changes, comes, or has another name', () => {
    const dir = folder({ 'a.yaml': 'one', 'codes/b.csv': 'two' });
    const hashes = [packHash(dir)];
    writeFileSync(join(dir, 'a.yaml'), 'one ');
    hashes.push(packHash(dir));
    writeFileSync(join(dir, 'c.yaml'), '');
    hashes.push(packHash(dir), packHash(folder({ 'a.yaml': 'one', 'codes/c.csv': 'two' })));
    expect(new Set(hashes).size).toBe(4);
    expect(packHash(folder({ 'a.yaml': 'one', 'codes/b.csv': 'two' }))).toBe(hashes[0]);
  });
});

describe('a document in the store', () => {
  test.each(['linjiang-2024-budget.pdf', 'yunting-2023-final.docx'])(
    '%s is what was read, to the bit',
    async (name) => {
      const bytes = readFileSync(join(import.meta.dirname, '../../samples/documents', name));
      const document = await readDocument(bytes, { name, ocr: 'off' });
      expect(document.blocks.length).toBeGreaterThan(10);
      expect(documentFrom(storedDocument(document))).toStrictEqual(document);
    },
  );

  test('one that this Node cannot read is read anew from its file', () => {
    expect(documentFrom(Buffer.from('{"pages":[]}'))).toBeUndefined();
  });
});
