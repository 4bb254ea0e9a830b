import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { publish } from '../pipeline/emit/publish.ts';
import { run } from '../pipeline/run/run.ts';
import { docx, p } from './extractors/docx-fixture.ts';
import { folder } from './fixtures/run-folder.ts';

// Whole runs.
vi.setConfig({ testTimeout: 300_000 });
const sample = fileURLToPath(new URL('../samples/documents/yunxi-2023-performance.docx', import.meta.url));

const hashOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

interface Part {
  path: string;
  hash: string;
}

/** Every file that a `datapackage.json` names, with its hash. */
function named(description: Uint8Array): Part[] {
  const { resources } = JSON.parse(Buffer.from(description).toString()) as { resources: (Part & { parts?: Part[] })[] };
  return resources.flatMap(({ parts, ...whole }) => parts ?? [whole]);
}

test('whoever reads run.json before and after the datasets, and finds it the same, has those of one run', async () => {
  const dir = folder({ 'a.docx': docx(p('text')) });
  const out = join(dir, 'out');
  const kept = ['one', 'two'].map((name) => join(dir, name));
  for (const [i, paths] of [[sample], [sample, join(dir, 'a.docx')]].entries()) {
    await run({ paths, out: kept[i], store: false, partition: ['year'] });
  }
  const again = (i: number) => {
    const ready = mkdtempSync(join(dir, 'ready-'));
    cpSync(kept[i], ready, { recursive: true });
    return publish(ready, out);
  };
  cpSync(kept[0], out, { recursive: true });
  let over = false;
  const seen: string[] = [];
  const reading = (async () => {
    while (!over) {
      const before = await readFile(join(out, 'run.json')).catch(() => undefined);
      const description = await readFile(join(out, 'datapackage.json'));
      const parts = named(description);
      const wrong = [];
      // In an order of its own: the last that is moved is looked at first.
      for (const { path, hash } of parts.reverse()) {
        const bytes = await readFile(join(out, path)).catch(() => undefined);
        if (!bytes || hashOf(bytes) !== hash) wrong.push(path);
      }
      const after = await readFile(join(out, 'run.json')).catch(() => undefined);
      if (!before || !after?.equals(before)) continue;
      expect(wrong).toEqual([]);
      expect(JSON.parse(before.toString()).datapackage).toBe(hashOf(description));
      seen.push(hashOf(description));
    }
  })();
  for (let round = 0; round < 10; round++) {
    await again((round + 1) % 2);
    // In peace the reader has its datasets, then the next ones come while it reads.
    for (const before = seen.length; seen.length === before; ) await Promise.race([reading, sleep(5)]);
  }
  over = true;
  await reading;
  expect(new Set(seen).size).toBe(2);
});

test('datasets of one run name each other by their hashes, the divided ones too, and those that did not change stay', async () => {
  const dir = folder({ 'a.docx': docx(p('text')) });
  const [out, fresh] = ['out', 'fresh'].map((name) => join(dir, name));
  await run({ paths: [sample], out, partition: ['year'] });
  const divided = () =>
    named(readFileSync(join(out, 'datapackage.json'))).filter(({ path }) => path.startsWith('parquet/'));
  const before = divided().map(({ path, hash }) => ({ path, hash, stat: statSync(join(out, path)) }));
  expect(before.length).toBeGreaterThan(5);
  const paths = [sample, join(dir, 'a.docx')];
  await run({ paths, out, partition: ['year'] });
  expect(divided().length).toBeGreaterThan(before.length);
  for (const { path, hash, stat } of before) {
    const now = statSync(join(out, path));
    const told = divided().find((part) => part.path === path);
    expect([path, told?.hash, now.ino, now.mtimeMs]).toEqual([path, hash, stat.ino, stat.mtimeMs]);
  }
  await run({ paths, out: fresh, partition: ['year'], store: false });
  expect(readFileSync(join(out, 'datapackage.json'), 'utf8')).toBe(
    readFileSync(join(fresh, 'datapackage.json'), 'utf8'),
  );
  for (const { path, hash } of named(readFileSync(join(out, 'datapackage.json'))))
    expect([path, hashOf(readFileSync(join(out, path)))]).toEqual([path, hash]);
});
