/** The pack that children are handed, or that was made ready when the program was built, is the pack that they would have loaded. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadForAll, preparedPack, received } from '../pipeline/run/loaded.ts';
import { BUILT_IN_PACK } from '../pipeline/run/run.ts';
import { packHash } from '../pipeline/store/keys.ts';
import { loadPack } from '../schemas/pack.ts';
import { folder } from './fixtures/run-folder.ts';

test('it arrives as it was loaded, regular expressions and maps too, with the hash of its files', async () => {
  const { pack, loaded } = await loadForAll(BUILT_IN_PACK);
  expect(received(loaded)).toEqual(pack);
  expect(received(loaded)).toEqual(loadPack(BUILT_IN_PACK));
  expect(loaded.hash).toBe(packHash(BUILT_IN_PACK));
});

test('made ready when the program was built, it is taken as long as its files are the same', async () => {
  const file = join(folder(), 'pack.loaded');
  const { loaded } = await loadForAll(BUILT_IN_PACK);
  writeFileSync(file, JSON.stringify({ ...loaded, dir: '/where/it/was/built' }));
  expect(preparedPack(BUILT_IN_PACK, loaded.hash, file)?.pack).toEqual(loadPack(BUILT_IN_PACK));
  expect(preparedPack(BUILT_IN_PACK, packHash(folder()), file)).toBeUndefined();
  expect(preparedPack(BUILT_IN_PACK, loaded.hash, `${file}.gone`)).toBeUndefined();
  writeFileSync(file, JSON.stringify({ ...loaded, pack: 'AAAA' }));
  expect(preparedPack(BUILT_IN_PACK, loaded.hash, file)).toBeUndefined();
});
