/** The report: one file with all that it shows, and nothing that a document could make it do. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportCommand } from '../pipeline/commands/report.ts';
import { appendCorrection } from '../pipeline/corrections/file.ts';
import { processDocument } from '../pipeline/process.ts';
import { html } from '../pipeline/report/html.ts';
import { makeReport } from '../pipeline/report/report.ts';
import { inspectFile } from '../pipeline/run/intake.ts';
import { BUILT_IN_PACK, run } from '../pipeline/run/run.ts';
import { corrections } from '../schemas/datasets.ts';
import { loadPack } from '../schemas/pack.ts';
import { hasBrowser, keep, launch, openPage } from './fixtures/browser.ts';

const samples = fileURLToPath(new URL('../samples/documents', import.meta.url));
const paths = ['qinghe-2023-final.pdf', 'yunting-2023-final.docx'].map((name) => join(samples, name));
let dir: string;
let out: string;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'pagefact-report-'));
  out = join(dir, 'out');
  mkdirSync(out);
  // One number is made wrong, one is taken out: something fails, and something is set aside.
  const file = await inspectFile(paths[0]);
  const { rows } = await processDocument({ ...file, bytes: readFileSync(paths[0]) }, loadPack(BUILT_IN_PACK));
  const decided = (print: string, more: object) => {
    const { fact_id } = rows.facts.find(({ raw, table_id }) => raw === print && table_id !== '')!;
    appendCorrection(join(out, 'corrections.csv'), corrections.parse({ fact_id, sha256: file.sha256, ...more }));
  };
  decided('401.80', { action: 'correct', new_value: '4019000' });
  decided('98.30', { action: 'reject', why: '<script>alert(1)</script>' });
  await run({ paths, out });
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('what is put into a template is escaped, what came out of one is not', () => {
  const inner = html`<b>${'<i a="b">\u0001'}</b>`;
  expect(html`<p>${inner}${[inner, null, false]}</p>`.text).toBe(
    `<p>${'<b>&lt;i a=&quot;b&quot;&gt;\ufffd</b>'.repeat(2)}</p>`,
  );
});

describe('a report', () => {
  test('shows figures, the failed check with pictures of both sides, what was set aside, and a sample', async () => {
    const page = await makeReport({ out, sources: [samples], sample: 8 });
    expect(page).toContain('qinghe-2023-final.pdf');
    expect(page).toContain('401.80');
    expect(page).toMatch(/off by 1,000/);
    expect(page).toContain('rejected in review');
    expect(page).toContain('&lt;script&gt;alert(1)');
    expect(page).not.toMatch(/<script|https?:|<link|onerror/);
    const pictures = [...page.matchAll(/data:image\/webp;base64,([^"]+)/g)].map(([, data]) =>
      Buffer.from(data, 'base64'),
    );
    expect(pictures.length).toBeGreaterThan(5);
    for (const picture of pictures.slice(0, 5)) expect((await sharp(picture).metadata()).width).toBeGreaterThan(100);
    // Numbers of a Word file have their words around them.
    expect(page).toMatch(/class="quote">[^<]*<mark>/);
    expect(await makeReport({ out, sources: [samples], sample: 8 })).toBe(page);
  });

  test('without sources tells places in words', async () => {
    const file = join(dir, 'report.html');
    expect(await reportCommand(out, { out: file, sample: 4 })).toBe(0);
    const page = readFileSync(file, 'utf8');
    expect(page).not.toContain('data:image');
    expect(page.match(/<mark>/g)!.length).toBeGreaterThan(4);
  });

  test.skipIf(!hasBrowser)('opens offline without a complaint, on a telephone too', async () => {
    const file = join(dir, 'pictures.html');
    await reportCommand(out, { out: file, sources: [samples], sample: 8 });
    const browser = await launch();
    try {
      for (const width of [1280, 390]) {
        const { page, complaints } = await openPage(browser, { width });
        await page.goto(`file://${file}`);
        expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
        expect(
          await page.evaluate('[...document.images].every((image) => { image.loading = "eager"; return true; })'),
        ).toBe(true);
        await page.waitForFunction(() => {
          // biome-ignore lint/suspicious/noExplicitAny: this runs in the page, whose types are not those of Node
          const { document } = globalThis as any;
          return [...document.images].every((image) => image.complete && image.naturalWidth > 0);
        });
        await keep(page, `report-${width}`);
        expect(complaints).toEqual([]);
      }
    } finally {
      await browser.close();
    }
  });
});
