/** Pictures in a run: options, progress, kept readings. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { damage } from '../bench/scans/damage.ts';
import { picturePdf } from '../bench/scans/picture-pdf.ts';
import { seeded } from '../bench/scans/random.ts';
import { openPdf } from '../extractors/pdf/open.ts';
import { renderPage } from '../extractors/pdf/render.ts';
import { type ReadingProgress, run } from '../pipeline/run/run.ts';
import { tablePdf } from './extractors/ocr-table.ts';
import { folder } from './fixtures/run-folder.ts';

const bin = fileURLToPath(new URL('../pipeline/bin.js', import.meta.url));

describe('wrong settings are told before anything is read', () => {
  test.each([
    [['--ocr-lang', 'chi_sim+../x'], 2, '"../x" in "chi_sim+../x" is no language'],
    [['--ocr-lang', 'tlh+eng'], 1, 'npm install @tesseract.js-data/tlh'],
    [['--ocr-engine', 'frob'], 2, 'Allowed choices are tesseract.js, tesseract, http'],
    [['--ocr-engine', 'http'], 2, 'The engine http needs an address'],
    [['--ocr-url', 'localhost'], 2, '"localhost" is no http address'],
    [['--ocr-engine', 'tesseract', '--ocr-url', 'http://127.0.0.1:1/'], 2, 'goes with the engine http'],
  ])('%j', (options, code, message) => {
    const out = join(folder(), 'out');
    const args = ['run', fileURLToPath(import.meta.url), '--out', out, ...options];
    const { status, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
    expect(status).toBe(code);
    expect(stderr).toContain(message);
  });
});

test('pages of pictures are counted as they are read, and read once', async () => {
  const dir = folder();
  const pdf = await openPdf(tablePdf([['84.65', '12.35']]));
  const page = await damage(renderPage(pdf, 1, 120), { dpi: 120, jpeg: 80 }, seeded('run'));
  pdf.close();
  writeFileSync(join(dir, 'a.pdf'), picturePdf([page, page]));
  const cache = join(dir, 'readings');
  const again = async (name: string, force = false) => {
    const told: ReadingProgress[] = [];
    const out = join(dir, name);
    const settings = { engine: 'tesseract.js', languages: 'eng' } as const;
    const reading = { ocrSettings: settings, ocrCache: cache, store: false as const, force };
    const report = await run({
      paths: [join(dir, 'a.pdf')],
      out,
      jobs: 1,
      ...reading,
      onReading: (one) => told.push(one),
    });
    expect(report.failed).toEqual([]);
    const files = ['pages.csv', 'quarantine.csv', 'facts.csv'].map((file) => readFileSync(join(out, file), 'utf8'));
    return { told, files };
  };
  const first = await again('one');
  expect(first.told.map(({ scans, scansRead }) => `${scansRead}/${scans}`)).toEqual(['0/2', '1/2', '2/2']);
  const kept = readdirSync(join(cache, 'ocr'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  // Both pages are the same picture.
  expect(kept).toHaveLength(1);
  const file = join(kept[0].parentPath, kept[0].name);
  const entry = readFileSync(file);
  expect((await again('two')).files).toEqual(first.files);
  // A damaged entry is not believed, and written anew.
  writeFileSync(file, Buffer.concat([entry.subarray(0, 100), Buffer.from('x'), entry.subarray(101)]));
  expect((await again('three')).files).toEqual(first.files);
  expect(readFileSync(file).equals(entry)).toBe(true);
});
