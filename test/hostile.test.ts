/** Hostile files through the command line: each has the row that it must have, and nothing else happens. */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test, vi } from 'vitest';
import { hostileFiles } from '../bench/hostile-files.ts';
import { unguarded } from '../pipeline/emit/csv.ts';
import { folder, rowsOf } from './fixtures/run-folder.ts';

vi.setConfig({ testTimeout: 300_000 });
const bin = fileURLToPath(new URL('../pipeline/bin.js', import.meta.url));

test('hostile files give clear rows, ask nobody for anything, and write nothing beside the output folder', async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked++;
    response.end();
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  // Those that take seconds each are for `bench/hostile.ts`.
  const files = Object.entries(hostileFiles(address)).filter(([, { heavy }]) => !heavy);
  expect(files.length).toBeGreaterThan(40);
  const work = folder();
  const documents = join(work, 'documents');
  mkdirSync(documents);
  for (const [name, { bytes }] of files) writeFileSync(join(documents, name), bytes());
  // From a folder of its own: a path that a file names is one from there.
  const child = spawn(process.execPath, [bin, 'run', 'documents', '--out', 'out'], { cwd: work, stdio: 'ignore' });
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(3);

  const told = new Map(
    rowsOf(join(work, 'out'), 'documents').map(({ file, status, reason }) => [unguarded(file), `${status} ${reason}`]),
  );
  expect(told.size).toBe(files.length);
  for (const [name, { told: must }] of files)
    expect([name, told.get(name)]).toEqual([name, expect.stringMatching(must)]);
  expect(asked).toBe(0);
  expect(readdirSync(work).sort()).toEqual(['documents', 'out']);
  expect(readdirSync(documents).length).toBe(files.length);
});
