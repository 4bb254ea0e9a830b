import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../pipeline/run/run.ts';
import { docx, p, r, tbl, tc, tr, zip } from './extractors/docx-fixture.ts';
import { folder, rowsOf } from './fixtures/run-folder.ts';
import { tinyPdf } from './fixtures/tiny-pdf.ts';

const good = tinyPdf({ pages: [{ content: 'BT /F1 12 Tf 72 700 Td (A page) Tj ET' }] });

const cell = (text: string) => tc(p(r(text)));
/** A summary of final accounts, with its title and unit line. */
function summary(rows: string[][]): Uint8Array {
  const title = p(r('某县某局2023年度部门决算')) + p(r('收入支出决算总表')) + p(r('单位：万元'));
  return docx(title + tbl(...rows.map((row) => tr(row.map(cell)))));
}

/** Files that cannot be read, and what people are told. */
const BAD: Record<string, { bytes: Uint8Array | string; reason: RegExp }> = {
  'empty.pdf': { bytes: '', reason: /empty/i },
  'truncated.pdf': { bytes: good.subarray(0, Math.floor(good.length * 0.4)), reason: /./ },
  'no-pages.pdf': { bytes: tinyPdf({ pages: [] }), reason: /page/i },
  'loop.pdf': {
    bytes:
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF',
    reason: /page/i,
  },
  'error-page.pdf': { bytes: '<!DOCTYPE html><html><body>404 Not Found</body></html>', reason: /web page/i },
  'locked.pdf': { bytes: tinyPdf({ pages: [{ content: '' }], password: 'secret' }), reason: /password/i },
  'locked.docx': {
    bytes: Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]),
    reason: /password/i,
  },
  'no-zip.docx': { bytes: 'this is no archive', reason: /zip/i },
  'archive.docx': { bytes: zip({ 'a.txt': 'a' }), reason: /archive|Word/i },
};

describe('bad input', () => {
  test('each file has a failed row with a reason, and the good ones are done', async () => {
    const files = Object.fromEntries(Object.entries(BAD).map(([name, { bytes }]) => [name, bytes]));
    const dir = folder({ ...files, 'good.pdf': good });
    const out = join(dir, 'out');
    const report = await run({ paths: [dir], out, jobs: 2 });
    const rows = new Map(rowsOf(out, 'documents').map((row) => [row.file, row]));
    for (const [name, { reason }] of Object.entries(BAD)) {
      expect(rows.get(name), name).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) });
      expect(rows.get(name)?.reason, name).not.toMatch(/internal error/);
    }
    expect(rows.get('good.pdf')).toMatchObject({ status: 'ok', page_count: '1' });
    expect(report.failed).toHaveLength(Object.keys(BAD).length);
  });

  test('a wrong extension is read by its content and noted', async () => {
    const dir = folder({ 'really-a-pdf.docx': good });
    const out = join(dir, 'out');
    await run({ paths: [dir], out });
    const [row] = rowsOf(out, 'documents');
    expect(row).toMatchObject({
      status: 'ok',
      media_type: 'application/pdf',
      flags: expect.stringContaining('wrong-extension'),
    });
  });

  test('the password opens a protected PDF', async () => {
    const dir = folder({ 'locked.pdf': BAD['locked.pdf'].bytes });
    const out = join(dir, 'out');
    const report = await run({ paths: [dir], out, password: 'secret' });
    expect(report.failed).toEqual([]);
  });

  test('a table without rows harms nothing', async () => {
    const dir = folder({ 'none.docx': docx(`${p(r('before'))}<w:tbl></w:tbl>${p(r('after'))}`) });
    const out = join(dir, 'out');
    expect((await run({ paths: [dir], out })).failed).toEqual([]);
    expect(rowsOf(out, 'facts')).toEqual([]);
  });

  test('a number with two decimal points goes to quarantine and becomes no fact', async () => {
    const bytes = summary([
      ['项目', '决算数', '项目', '决算数'],
      ['一、一般公共预算财政拨款收入', '12.3.4', '一、一般公共服务支出', '100.00'],
      ['本年收入合计', '100.00', '本年支出合计', '100.00'],
      ['总计', '100.00', '总计', '100.00'],
    ]);
    const dir = folder({ 'points.docx': bytes });
    const out = join(dir, 'out');
    await run({ paths: [dir], out });
    expect(rowsOf(out, 'quarantine')).toContainEqual(
      expect.objectContaining({ raw: expect.stringContaining('12.3.4') }),
    );
    expect(rowsOf(out, 'facts').map(({ raw }) => raw)).not.toContain('12.3.4');
  });

  test('a form without one of its columns gives the facts of the others', async () => {
    const bytes = summary([
      ['项目', '决算数'],
      ['一、一般公共预算财政拨款收入', '100.00'],
      ['本年收入合计', '100.00'],
      ['总计', '100.00'],
    ]);
    const dir = folder({ 'half.docx': bytes });
    const out = join(dir, 'out');
    expect((await run({ paths: [dir], out })).failed).toEqual([]);
    const told = rowsOf(out, 'facts').length + rowsOf(out, 'quarantine').length;
    expect(told).toBeGreaterThanOrEqual(3);
  });
});
