/** The pack that children are handed is the pack that they would have loaded. */
import { expect, test } from 'vitest';
import { loadForAll, received } from '../pipeline/run/loaded.ts';
import { BUILT_IN_PACK } from '../pipeline/run/run.ts';
import { packHash } from '../pipeline/store/keys.ts';
import { loadPack } from '../schemas/pack.ts';

test('it arrives as it was loaded, regular expressions and maps too, with the hash of its files', () => {
  const { pack, loaded } = loadForAll(BUILT_IN_PACK);
  expect(received(loaded)).toEqual(pack);
  expect(received(loaded)).toEqual(loadPack(BUILT_IN_PACK));
  expect(loaded.hash).toBe(packHash(BUILT_IN_PACK));
});
