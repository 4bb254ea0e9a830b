/** The engines beside each other, and readings that are kept. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { damage } from '../../bench/scans/damage.ts';
import { picturePdf } from '../../bench/scans/picture-pdf.ts';
import { seeded } from '../../bench/scans/random.ts';
import type { Cache } from '../../extractors/cache.ts';
import { crop } from '../../extractors/image/picture.ts';
import { parseHocr } from '../../extractors/ocr/hocr.ts';
import { nativeEngine } from '../../extractors/ocr/native.ts';
import { readScanPage } from '../../extractors/ocr/scan-page.ts';
import { languagesOf } from '../../extractors/ocr/settings.ts';
import { openPdf } from '../../extractors/pdf/open.ts';
import { renderPage } from '../../extractors/pdf/render.ts';
import { readDocument } from '../../extractors/read.ts';
import { pictureOf, ROWS, tablePdf } from './ocr-table.ts';

const languages = languagesOf('chi_sim+eng');
const hasTesseract = /^chi_sim$/m.test(spawnSync('tesseract', ['--list-langs'], { encoding: 'utf8' }).stdout ?? '');

describe.skipIf(!hasTesseract)("the system's tesseract", () => {
  test('reads a table; alone or among others, a piece is read the same way', async () => {
    const engine = nativeEngine(languages);
    expect(engine.name).toMatch(/^tesseract \d+\.\S+ \(chi_sim [0-9a-f]{12}, eng [0-9a-f]{12}\)$/);
    const picture = await pictureOf(ROWS);
    const page = await readScanPage(picture, engine);
    expect(page.glyphs.map(({ text }) => text).join('')).toBe(ROWS.flat().join(''));
    const pieces = [0, 1, 2, 3].map((i) =>
      crop(
        picture,
        { x0: 190 + 333 * (i % 2), y0: 400 + 67 * (i >> 1), x1: 470 + 333 * (i % 2), y1: 455 + 67 * (i >> 1) },
        5,
      ),
    );
    const ask = (i: number) => engine.read(pieces[i], { shows: 'line', numbers: true });
    const together = await Promise.all([0, 1, 2, 3].map(ask));
    expect(together.flat().length).toBeGreaterThan(2);
    expect(await ask(2)).toEqual(together[2]);
    await engine.close();
  });
});

describe('a program that is not what it should be', () => {
  test('is missing', () => {
    expect(() => nativeEngine(languages, 1, '/nowhere/tesseract')).toThrow(/could not be started.*apt-get install/);
  });

  test('has no data for a language; fails at reading', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pagefact-test-'));
    try {
      const program = join(folder, 'tesseract');
      const list = 'List of available languages in "/none/" (2):\\neng\\nchi_sim\\n';
      const answers = `case "$1" in --version) echo "tesseract 9.9";; --list-langs) printf '${list}';; *) echo "no room" >&2; exit 7;; esac`;
      writeFileSync(program, `#!/bin/sh\n${answers}\n`);
      chmodSync(program, 0o755);
      expect(() => nativeEngine(languagesOf('tibt+eng'), 1, program)).toThrow(
        /no data for tibt: install tesseract-ocr-tibt/,
      );
      const engine = nativeEngine(languages, 1, program);
      expect(engine.name).toBe('tesseract 9.9 (chi_sim of unknown data, eng of unknown data)');
      const picture = await pictureOf(ROWS);
      await expect(engine.read(picture, { shows: 'page', numbers: false })).rejects.toThrow('exit code 7: no room');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test('hOCR: pictures, lines, characters; what is no text is left out', () => {
  const char = (text: string, x: number) =>
    `<span class='ocrx_cinfo' title='x_bboxes ${x} 2 ${x + 8} 12; x_conf 98.5'>${text}</span>`;
  const page = (inner: string) =>
    `<div class='ocr_page' title='image "a.pgm"; bbox 0 0 90 20; ppageno 0'>${inner}</div>`;
  const line = `<span class='ocr_line' title="bbox 1 2 40 12; baseline 0 0"><span class='ocrx_word' title='bbox 1 2 40 12'>${char('合', 1)}${char('&lt;', 12)}</span></span>`;
  const pages = parseHocr(
    `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>${page(line)}${page('')}</body></html>`,
  );
  expect(pages).toEqual([
    [
      {
        symbols: [
          { text: '合', confidence: 0.985, box: { x0: 1, y0: 2, x1: 9, y1: 12 } },
          { text: '<', confidence: 0.985, box: { x0: 12, y0: 2, x1: 20, y1: 12 } },
        ],
        box: { x0: 1, y0: 2, x1: 40, y1: 12 },
      },
    ],
    [],
  ]);
  expect(() => parseHocr('<div><span></div>')).toThrow();
});

describe('readings that are kept', () => {
  /** A cache in memory that counts. */
  function memory() {
    const kept = new Map<string, Uint8Array>();
    const asked = { found: 0, missing: 0 };
    const cache: Cache = {
      async get(key) {
        asked[kept.has(key) ? 'found' : 'missing']++;
        return kept.get(key);
      },
      async put(key, bytes) {
        kept.set(key, bytes);
      },
    };
    return { kept, asked, cache };
  }
  async function scan(rows: readonly (readonly string[])[]) {
    const pdf = await openPdf(tablePdf(rows));
    const page = await damage(renderPage(pdf, 1, 150), { dpi: 150, jpeg: 80 }, seeded('kept'));
    pdf.close();
    return page;
  }

  test('a second run takes them and gives the same document; another picture, language or damaged entry is read', async () => {
    const { kept, asked, cache } = memory();
    // English data alone load in a moment.
    const file = picturePdf([await scan([['84.65']]), await scan([['7.77']])]);
    const told: string[] = [];
    const read = (languages = 'eng') =>
      readDocument(file, {
        name: 'a.pdf',
        ocrCache: cache,
        ocrSettings: { engine: 'tesseract.js', languages },
        onPages: ({ scans, scansRead }) => told.push(`${scansRead}/${scans}`),
      });
    const first = await read();
    expect(asked).toEqual({ found: 0, missing: 2 });
    expect(told).toEqual(['undefined/0', '0/2', '1/2', '2/2']);
    expect(await read()).toEqual(first);
    expect(asked).toEqual({ found: 2, missing: 2 });
    const [key] = kept.keys();
    const whole = kept.get(key)!;
    kept.set(key, new TextEncoder().encode('{"glyphs":[{"text":"1"}]}'));
    expect(await read()).toEqual(first);
    expect(kept.get(key)).toEqual(whole);
    await read('eng+chi_sim');
    expect(kept.size).toBe(4);
  });
});
