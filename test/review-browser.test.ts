/** The review page in a browser: from a list to the number on its page, deciding, and what documents cannot do to it. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCorrections } from '../pipeline/corrections/file.ts';
import { startReview } from '../pipeline/review/server.ts';
import { run } from '../pipeline/run/run.ts';
import { hasBrowser, keep, launch, openPage, settled, visit } from './fixtures/browser.ts';
import { rowsOf } from './fixtures/run-folder.ts';

const samples = fileURLToPath(new URL('../samples/documents', import.meta.url));
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const PDF = 'qinghe-2023-final.pdf';
const WORD = 'yunting-2023-final.docx';
const paths = [PDF, WORD].map((name) => join(samples, name));
let dir: string;
let out: string;
let browser: Browser;
let review: Awaited<ReturnType<typeof startReview>>;

describe.skipIf(!hasBrowser)('the review page', { timeout: 180_000 }, () => {
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'pagefact-browser-'));
    out = join(dir, 'out');
    await run({ paths, out });
    review = await startReview({ out, sources: [samples] });
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    await review?.close();
    rmSync(dir, { recursive: true, force: true });
  });

  test('open, filter, click a number, see it marked, correct it, run again, see the correction, undo it', async () => {
    const { page, complaints } = await openPage(browser);
    await visit(page, review.url);
    expect(await page.locator('.strip a.cell').count()).toBe(13 + 3);
    await keep(page, 'documents');

    await page
      .getByRole('link', { name: /^Numbers/ })
      .first()
      .click();
    await settled(page);
    await page.getByRole('combobox', { name: 'Concept' }).selectOption('revenue.fiscal_appropriation');
    await settled(page);
    await page.getByRole('searchbox').fill('401.80');
    await page.keyboard.press('Enter');
    await settled(page);
    await keep(page, 'numbers');
    await page.locator('a.raw', { hasText: '401.80' }).and(page.locator('tr:has-text("page 5") a.raw')).first().click();
    await settled(page);
    const id = new URL(page.url()).searchParams.get('id')!;
    await expectOverDigits(page, '401.80');
    await keep(page, 'number');

    await page.keyboard.press('e');
    await page.getByLabel('Value', { exact: true }).fill('4,019,000');
    await page.getByLabel('Note', { exact: true }).fill('a digit was lost');
    await page.getByLabel('Your name').fill('林');
    await page.getByRole('button', { name: 'Save correction' }).click();
    await page.locator('.standing').getByText('4,019,000').waitFor();
    expect(readCorrections(join(out, 'corrections.csv'))).toMatchObject([
      { fact_id: id, new_value: '4019000', who: '林' },
    ]);

    await run({ paths, out });
    expect(rowsOf(out, 'facts').find(({ fact_id }) => fact_id === id)).toMatchObject({
      value: '4019000',
      review: 'corrected',
    });
    await visit(page, page.url());
    expect(await page.locator('.equals b').textContent()).toBe('4,019,000');
    expect(await page.locator('.steps li').last().textContent()).toContain('corrected by 林');
    // The corrected number contradicts others now: the other side is a click away.
    expect(await page.locator('.check.failed').count()).toBeGreaterThan(0);
    await keep(page, 'failed-check');
    const other = page.locator('.check.failed a.number').first();
    const raw = await other.locator('b').textContent();
    await other.click();
    await settled(page);
    expect(await page.locator('.big').textContent()).toBe(raw);
    await page.goBack();
    await settled(page);
    await page.getByRole('link', { name: 'Both sides' }).first().click();
    await settled(page);
    await page.locator('.crop img').first().waitFor();
    await keep(page, 'both-sides');

    await visit(page, `${review.url}?view=fact&id=${id}`);
    await page.keyboard.press('u');
    await page.locator('.standing').waitFor({ state: 'detached' });
    expect(readCorrections(join(out, 'corrections.csv')).at(-1)).toMatchObject({ action: 'undo' });
    expect(complaints).toEqual([]);
  });

  test('the number of a Word file is marked in its table', async () => {
    const { page, complaints } = await openPage(browser);
    await visit(page, `${review.url}?view=facts&q=${WORD}`);
    const link = page.locator('a.raw').nth(3);
    const raw = (await link.textContent())!;
    await link.click();
    await settled(page);
    const mark = page.locator('.sheet mark.now');
    expect(raw.startsWith((await mark.textContent())!)).toBe(true);
    expect(await mark.evaluate((element) => element.closest('td, p') !== null)).toBe(true);
    await keep(page, 'word');
    expect(complaints).toEqual([]);
  });

  test('the queue by keyboard only', async () => {
    const { page, complaints } = await openPage(browser, { dark: true });
    await visit(page, `${review.url}?view=queue`);
    // The corrected number of the run before contradicts others.
    const before = await page.locator('[data-row]').count();
    expect(before).toBeGreaterThan(2);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await settled(page);
    const first = page.url();
    await keep(page, 'queue-dark');
    await page.keyboard.press('c');
    await page.waitForURL((url) => url.href !== first);
    await settled(page);
    expect(new URL(page.url()).searchParams.get('queue')).not.toBeNull();
    await page.keyboard.press('2');
    await settled(page);
    expect(await page.locator('[data-row]').count()).toBe(before - 1);
    await visit(page, first);
    await page.keyboard.press('u');
    await page.getByText('Undone', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  test('each picture has points that lead to numbers, and can be taken along', async () => {
    const { page, complaints } = await openPage(browser);
    for (const of of ['coverage', 'years', 'three-public', 'spread']) {
      await visit(page, `${review.url}?view=pictures&of=${of}`);
      const link = page.locator('.drawn svg a').first();
      await link.waitFor({ state: 'attached' });
      await keep(page, `picture-${of}`);
      const [csv] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'CSV' }).click(),
      ]);
      expect(readFileSync(await csv.path(), 'utf8').split('\n').length).toBeGreaterThan(2);
      const [png] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'PNG' }).click(),
      ]);
      expect(
        readFileSync(await png.path())
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
      await link.dispatchEvent('click');
      await settled(page);
      expect(new URL(page.url()).searchParams.get('view')).toBe(of === 'coverage' ? 'facts' : 'fact');
    }
    expect(complaints).toEqual([]);
  });

  test('no view has serious findings of axe, wide or narrow, light or dark, in English or Chinese', async () => {
    const { page: probe } = await openPage(browser);
    await visit(probe, `${review.url}?view=facts`);
    const fact = new URL((await probe.locator('a.raw').first().getAttribute('href'))!, review.url).search;
    const views = [
      '?view=overview',
      '?view=queue',
      '?view=facts',
      fact,
      '?view=quarantine',
      '?view=findings',
      '?view=pictures',
      '?view=decisions',
    ];
    const looks = [
      { width: 1280, dark: false, locale: 'en-US' },
      { width: 390, dark: true, locale: 'zh-CN' },
    ];
    for (const look of looks) {
      const { page, complaints } = await openPage(browser, look);
      for (const view of views) {
        await visit(page, review.url + view);
        // By its source: the policy of the page lets no script be added to it.
        await page.evaluate(readFileSync(axe, 'utf8'));
        const found = await page.evaluate(
          'axe.run().then(({ violations }) => violations.filter(({ impact }) => impact === "serious" || impact === "critical").map(({ id, nodes }) => id + nodes[0].html.slice(0, 200)))',
        );
        expect([view, look, found]).toEqual([view, look, []]);
        expect([view, await page.evaluate('document.documentElement.scrollWidth - innerWidth')]).toEqual([view, 0]);
        await keep(page, `view-${new URLSearchParams(view).get('view')}-${look.width}`);
      }
      expect(complaints).toEqual([]);
    }
  });

  test('what a document says stays text, however hostile and long', async () => {
    const own = join(dir, 'hostile');
    mkdirSync(own);
    copyFileSync(join(out, 'pagefact.duckdb'), join(own, 'work.duckdb'));
    await spoil(join(own, 'work.duckdb'));
    renameSync(join(own, 'work.duckdb'), join(own, 'pagefact.duckdb'));
    const there = await startReview({ out: own, sources: [samples] });
    try {
      const { page, complaints } = await openPage(browser, { width: 390 });
      await visit(page, `${there.url}?view=facts`);
      const fact = new URL((await page.locator('a.raw').first().getAttribute('href'))!, there.url).search;
      const id = (await (await fetch(`${there.url}api/documents`)).json()) as { rows: { document_id: string }[] };
      const found = (await (await fetch(`${there.url}api/findings`)).json()) as {
        rows: { document_id: string; key: string }[];
      };
      const finding = `?view=finding&document=${found.rows[0].document_id}&key=${found.rows[0].key}`;
      const plain = ['overview', 'queue', 'facts', 'quarantine', 'findings', 'decisions'].map(
        (view) => `?view=${view}`,
      );
      const pictures = ['coverage', 'years', 'three-public', 'spread'].map((of) => `?view=pictures&of=${of}`);
      for (const view of [
        ...plain,
        fact,
        finding,
        `?view=page&document=${id.rows[0].document_id}&page=5`,
        ...pictures,
      ]) {
        await visit(page, there.url + view);
        expect(
          await page.evaluate(
            '[window.owned, document.querySelectorAll("main script, main iframe, main img[onerror]").length]',
          ),
        ).toEqual([undefined, 0]);
        expect([view, await page.evaluate('document.documentElement.scrollWidth - innerWidth')]).toEqual([view, 0]);
        await keep(page, `hostile-${new URLSearchParams(view).get('view')}`);
      }
      expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
    } finally {
      await there.close();
    }
  });
});

/** Texts as a malicious document would have them, in every column that the page shows. */
async function spoil(file: string): Promise<void> {
  const bad = `<img src=x onerror="window.owned=1"><script>window.owned=1</script>"'\${1}`;
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const set = (table: string, names: string) =>
    connection.run(
      `UPDATE ${table} SET ${names
        .split(' ')
        .map((name) => `"${name}" = $bad`)
        .join(', ')}`,
      { bad },
    );
  await set('documents', 'entity region_name title reason');
  await connection.run(`UPDATE documents SET file = file || $bad || repeat('长', 900)`, { bad });
  await connection.run(
    'UPDATE facts SET file = (SELECT file FROM documents d WHERE d.document_id = facts.document_id)',
  );
  await set('facts', 'entity subject function_name economic_name raw_unit region_code section_id flags');
  await connection.run(
    `UPDATE facts SET subject = '', function_name = '', economic_name = '' WHERE concept LIKE 'expenditure.total' OR concept LIKE 'three_public%'`,
  );
  await connection.run(
    `INSERT INTO quarantine BY NAME SELECT document_id, 5 AS page, '10,10,40,20' AS bbox, $bad AS raw, $bad AS reason, repeat($bad, 40) AS context FROM documents`,
    { bad },
  );
  await connection.run(
    `INSERT INTO findings BY NAME SELECT document_id, $bad AS check_id, 'fail' AS status, $bad AS formula, 1 AS "left", 2 AS "right",
      -1 AS difference, 0 AS tolerance, (SELECT string_agg(fact_id, ';') FROM (FROM facts LIMIT 4)) AS fact_ids, $bad AS message FROM documents`,
    { bad },
  );
  await connection.run(
    `UPDATE provenance SET record = replace(record, '"prefix":"', '"prefix":"<script>window.owned=1</script>')`,
  );
  connection.closeSync();
  instance.closeSync();
}

/** The mark covers the digits, which pdf.js' own text layer has at that place, and there is ink below it. */
async function expectOverDigits(page: Page, digits: string): Promise<void> {
  await page.locator('.mark.now').waitFor();
  const [mark, text] = (await page.evaluate(`(async () => {
    const { getDocument } = await import(new URL('pdfjs/pdf.min.mjs', document.baseURI).href);
    const image = document.querySelector('.sheet canvas').getBoundingClientRect();
    const box = document.querySelector('.mark.now').getBoundingClientRect();
    const source = performance.getEntriesByType('resource').map(({ name }) => name).find((name) => name.includes('/source?'));
    const task = getDocument({ url: source, useWasm: false });
    const file = await task.promise;
    const page = await file.getPage(5);
    const { items } = await page.getTextContent();
    const { width, height } = page.getViewport({ scale: 1 });
    const places = items.filter(({ str }) => str.includes(${JSON.stringify(digits)})).map(({ transform, width: w, height: h }) =>
      [transform[4] / width, 1 - (transform[5] + h) / height, (transform[4] + w) / width, 1 - transform[5] / height]);
    const own = [(box.left - image.left) / image.width, (box.top - image.top) / image.height, (box.right - image.left) / image.width, (box.bottom - image.top) / image.height];
    await task.destroy();
    return [own, places];
  })()`)) as [number[], number[][]];
  const middle = ([x0, y0, x1, y1]: number[]) => [(x0 + x1) / 2, (y0 + y1) / 2];
  const [x, y] = middle(mark);
  const nearest = text.toSorted(
    (a, b) => Math.hypot(middle(a)[0] - x, middle(a)[1] - y) - Math.hypot(middle(b)[0] - x, middle(b)[1] - y),
  )[0];
  // Shares of the page: a hundredth is some six points, less than a digit is wide.
  expect(Math.abs(middle(nearest)[0] - x)).toBeLessThan(0.006);
  expect(Math.abs(middle(nearest)[1] - y)).toBeLessThan(0.006);
  expect(Math.abs(mark[2] - mark[0] - (nearest[2] - nearest[0]))).toBeLessThan(0.02);
  const ink = await page.evaluate(`(() => {
    const canvas = document.querySelector('.sheet canvas');
    const [x0, y0, x1, y1] = ${JSON.stringify(mark)};
    const { data } = canvas.getContext('2d').getImageData(x0 * canvas.width, y0 * canvas.height, (x1 - x0) * canvas.width, (y1 - y0) * canvas.height);
    let dark = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i] + data[i + 1] + data[i + 2] < 300) dark++;
    return dark / (data.length / 4);
  })()`);
  expect(ink).toBeGreaterThan(0.04);
}
