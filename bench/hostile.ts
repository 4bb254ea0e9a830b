/**
 * Hostile and odd files, each through the command line: what came of it and how long the run took in all.
 *
 *   node bench/hostile.ts
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { docx, p, r, tbl, tc, tr } from '../test/extractors/docx-fixture.ts';
import { tinyPdf } from '../test/fixtures/tiny-pdf.ts';

const bin = fileURLToPath(new URL('../pipeline/bin.js', import.meta.url));
const text = (words: string) => `BT /F1 9 Tf 72 700 Td (${words}) Tj ET`;
const good = tinyPdf({ pages: [{ content: text('good') }] });
const pdf = (body: string) => Buffer.from(`%PDF-1.4\n${body}\ntrailer<</Root 1 0 R>>\n%%EOF`);
const onePage = (resources: string, content: string, box = '0 0 595 842', more = '') =>
  pdf(
    `1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[${box}]/Resources<<${resources}>>/Contents 4 0 R>>endobj\n4 0 obj<</Length ${content.length}>>stream\n${content}\nendstream endobj\n${more}`,
  );

const FILES: Record<string, Uint8Array | string> = {
  'zip-bomb.docx': docx(p(r('0'.repeat(250 * 2 ** 20)))),
  'nested-400.docx': docx(`${'<w:sdt><w:sdtContent>'.repeat(400)}${p(r('a'))}${'</w:sdtContent></w:sdt>'.repeat(400)}`),
  'million-digits.docx': docx(p(r('1234567890'.repeat(100_000)))),
  'cells-100000.docx': docx(
    tbl(...Array.from({ length: 10_000 }, () => tr(Array.from({ length: 10 }, () => tc(p(r('1.00'))))))),
  ),
  'glyphs-400000.pdf': tinyPdf({
    pages: [
      {
        content: Array.from({ length: 4000 }, (_, i) => `BT /F1 1 Tf 10 ${i / 5} Td (${'a'.repeat(100)}) Tj ET`).join(
          '\n',
        ),
      },
    ],
  }),
  'truncated.pdf': good.subarray(0, Math.floor(good.length / 2)),
  'encrypted.pdf': tinyPdf({ pages: [{ content: text('a') }], password: 'secret' }),
  'empty.pdf': '',
  'recursive-form.pdf': onePage(
    '/XObject<</F 5 0 R>>',
    '/F Do',
    undefined,
    '5 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>/Length 5>>stream\n/F Do\nendstream endobj\n',
  ),
  'pages-in-a-circle.pdf': pdf(
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj',
  ),
  'huge-page.pdf': onePage('', '0 0 m 1 1 l S', '0 0 1000000000 1000000000'),
  'font-missing.pdf': onePage('/Font<</F1 9 0 R>>', text('no such font')),
  'javascript.pdf': pdf(
    '1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj',
  ),
  'line\nend \u202egnp.pdf': tinyPdf({ pages: [{ content: text('odd name') }] }),
  '=cmd.pdf': tinyPdf({ pages: [{ content: text('formula name') }] }),
  'web-page.pdf': '<!DOCTYPE html><html><body>404</body></html>',
  'good.pdf': good,
  'same-bytes.pdf': good,
};

const work = mkdtempSync(join(tmpdir(), 'pagefact-hostile-'));
try {
  for (const [name, bytes] of Object.entries(FILES)) writeFileSync(join(work, name), bytes);
  symlinkSync('loop.pdf', join(work, 'loop.pdf'));
  symlinkSync('.', join(work, 'circle'));
  const out = join(work, 'out');
  const began = performance.now();
  const { status, signal } = spawnSync(
    process.execPath,
    [bin, 'run', work, '--out', out, '--ocr', 'off', '--no-store'],
    { stdio: 'ignore' },
  );
  console.log(`exit code ${status ?? signal} after ${((performance.now() - began) / 1000).toFixed(0)} s\n`);
  const rows: Record<string, string>[] = parse(readFileSync(join(out, 'documents.csv')), { columns: true });
  for (const { file, status: found, reason, flags } of rows)
    console.log(`| \`${JSON.stringify(file).slice(1, -1)}\` | ${found} | ${reason || flags} |`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
