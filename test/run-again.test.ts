/** Documents that give something else under the same key, as they were read again. */
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { queryTables } from '../pipeline/emit/query.ts';
import { run } from '../pipeline/run/run.ts';
import { folder } from './fixtures/run-folder.ts';

vi.setConfig({ testTimeout: 300_000 });
const workerModule = new URL('./fixtures/again-worker.ts', import.meta.url);

test.each([
  ['a page that was given up is read', { name: 'scan.pdf', parts: false }],
  ['a page that was given up is read', { name: 'scan.pdf', parts: true }],
  ['it is read again by --force', { name: 'server.pdf', parts: true, force: true }],
])('what was compared and written of a document is done anew when %s: %j', async (_, { name, ...more }) => {
  const dir = folder({ 'budget.pdf': 'budget', [name]: 'final' });
  const out = join(folder(), 'out');
  const night = async () => {
    await run({ paths: [dir], out, jobs: 1, workerModule, ...more });
    const { rows } = await queryTables(out, 'SELECT file, concept, flags FROM facts ORDER BY file, concept');
    return rows.map((row) => row.join(' '));
  };
  const first = ['budget.pdf expenditure.total check_failed:CD02', `${name} expenditure.total check_failed:CD02`];
  expect(await night()).toEqual(first);
  // The line that is flagged is the second now.
  expect(await night()).toEqual([...first, `${name} revenue.other `]);
});
