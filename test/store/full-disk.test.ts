import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { folder } from '../fixtures/run-folder.ts';
import { datasetHashes } from '../fixtures/same-datasets.ts';

const bin = fileURLToPath(new URL('../../pipeline/bin.js', import.meta.url));
const sample = fileURLToPath(new URL('../../samples/documents/yunxi-2023-performance.docx', import.meta.url));

const pagefact = (out: string) => spawnSync(process.execPath, [bin, 'run', sample, '--out', out], { encoding: 'utf8' });

/** A file system of its own with a fixed size; none where the system does not let us. */
function tinyDisk(): { place: string; resize: (size: string) => void } | undefined {
  const place = folder();
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=48k', 'tmpfs', place]).status === 0;
  if (!mounted) return undefined;
  onTestFinished(() => void spawnSync('umount', ['-l', place]));
  return { place, resize: (size) => void spawnSync('mount', ['-o', `remount,size=${size}`, place]) };
}

/** KiB that the files of a disk take. */
const taken = (place: string) =>
  Number(spawnSync('df', ['-k', '--output=used', place]).stdout.toString().split('\n')[1]);

test('a full disk ends a run with a clean message, and the same command goes on when there is room', (context) => {
  const disk = tinyDisk();
  if (!disk) return context.skip('no right to mount a file system');
  const out = join(disk.place, 'out');
  // The first is full when an entry of the store is to be written, the second when the datasets are.
  for (const size of ['48k', '1m']) {
    disk.resize(size);
    const { status, stderr } = pagefact(out);
    expect([size, status, stderr]).toEqual([
      size,
      1,
      expect.stringMatching(/^pagefact: there is no room left.*run the same command again/m),
    ]);
    expect(readdirSync(out).filter((name) => name !== '.pagefact')).toEqual([]);
  }
  disk.resize('200m');
  expect(pagefact(out).status).toBe(0);
  disk.resize(`${taken(disk.place) + 64}k`);
  expect(pagefact(out)).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(
      /^pagefact: there is no room left.*: 0 MiB are free, and the datasets there take \d+ MiB/m,
    ),
  });
  const quiet = join(folder(), 'out');
  pagefact(quiet);
  expect(datasetHashes(out)).toEqual(datasetHashes(quiet));
}, 300_000);
