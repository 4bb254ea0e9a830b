/** What a new document makes a run compare again. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Crossings } from '../pipeline/emit/crossings.ts';
import { partsAt } from '../pipeline/emit/lost.ts';
import { type Made, madeOptions, madeRun } from './fixtures/made-documents.ts';
import { folder } from './fixtures/run-folder.ts';

const body = (name: string, year: number, budget: string, said = budget): Made[] => [
  { body: `云溪县${name}`, report_type: 'budget', value: budget, year },
  { body: `云溪县${name}`, report_type: 'final', value: said, year },
];

/** A run over these documents whose store holds what earlier runs compared. */
async function compared(documents: readonly Made[], kept: Map<string, Uint8Array>) {
  const { listings, entries, store } = await madeRun(documents);
  for (const [key, bytes] of kept) store.kept.set(key as 'cross/a', bytes);
  const read: string[] = [];
  const get = store.get;
  store.get = async (key) => {
    if (key.startsWith('map/')) read.push(key);
    return get(key);
  };
  const given = (place: number) => partsAt(listings, entries, place);
  const crossings = await Crossings.of(listings, given, join(folder(), 'crossings'), madeOptions(entries));
  const findings = documents.map((_, place) => crossings.at(place)?.findings ?? '');
  crossings.close();
  for (const [key, bytes] of store.kept) if (key.startsWith('cross/')) kept.set(key, bytes);
  return { read: new Set(read).size, findings, uses: crossings.uses.length };
}

test('only the documents of a body that has a new one are read and compared again, and the others give the same', async () => {
  const kept = new Map<string, Uint8Array>();
  const known = [...body('教育局', 2023, '100.00', '90.00'), ...body('水利局', 2023, '70.00')];
  const alone: Made = { body: '云溪县林业局', report_type: 'budget', value: '5.00', year: 2023 };
  const first = await compared([...known, alone], kept);
  expect(first).toMatchObject({ read: 5, uses: 1 });
  expect(first.findings[1]).toContain('CD02,fail');
  expect(first.findings[3]).toContain('CD02,pass');
  expect(await compared([...known, alone], kept)).toMatchObject({ read: 0, findings: first.findings });

  const [, final] = body('林业局', 2023, '5.00', '6.00');
  const second = await compared([...known, alone, final], kept);
  expect(second.read).toBe(2);
  expect(second.findings.slice(0, 5)).toEqual(first.findings);
  expect(second.findings[5]).toContain('CD02,fail');
  expect(second.findings).toEqual((await compared([...known, alone, final], new Map())).findings);

  // The year before is compared too, by way of it the years before that.
  const [prior] = body('教育局', 2022, '100.00');
  expect((await compared([...known, alone, final, prior], kept)).read).toBe(3);
  expect(kept.size).toBe(1);
});
