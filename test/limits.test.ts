/** Every limit through the command line: at the limit a file is read, one past it it is refused with the limit's name. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test, vi } from 'vitest';
import { WORK_LIMITS } from '../pipeline/run/limits.ts';
import { docx, p, tbl, tc, tr } from './extractors/docx-fixture.ts';
import { folder, rowsOf } from './fixtures/run-folder.ts';
import { tinyPdf } from './fixtures/tiny-pdf.ts';

vi.setConfig({ testTimeout: 300_000 });
const bin = fileURLToPath(new URL('../pipeline/bin.js', import.meta.url));

/** Runs over files under limits of their own. @returns status and reason by file, the exit code and standard error */
async function under(limits: object, files: Record<string, Uint8Array | string>, ...more: string[]) {
  const dir = folder(files);
  const out = join(dir, 'out');
  const env = { ...process.env, PAGEFACT_LIMITS: JSON.stringify(limits) };
  const child = spawn(process.execPath, [bin, 'run', dir, '--out', out, '--no-store', ...more], { env });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  const rows = code === 0 || code === 3 ? rowsOf(out, 'documents') : [];
  return {
    code,
    stderr,
    told: Object.fromEntries(rows.map(({ file, status, reason }) => [file, `${status} ${reason}`])),
  };
}

const pages = (count: number) =>
  tinyPdf({ pages: Array.from({ length: count }, () => ({ content: 'BT /F1 9 Tf 72 700 Td (a) Tj ET' })) });
const cells = (count: number) => docx(tbl(tr(Array.from({ length: count }, () => tc(p('a'))))));
const nested = (depth: number) =>
  docx(`${'<w:sdt><w:sdtContent>'.repeat(depth)}${p('a')}${'</w:sdtContent></w:sdt>'.repeat(depth)}`);

describe('at a limit a file is read, past it it is refused with the name of the limit', () => {
  test('pages, cells of a table, bytes of the file', async () => {
    const two = pages(2);
    const three = Buffer.concat([pages(1), Buffer.alloc(two.length - pages(1).length + 1, '\n')]);
    const { told } = await under(
      { pages: 2, tableCells: 6 },
      { 'two.pdf': two, 'three.pdf': pages(3), 'six.docx': cells(6), 'seven.docx': cells(7) },
    );
    expect(told).toEqual({
      'two.pdf': 'ok ',
      'three.pdf': expect.stringMatching(/^failed past the limit pages \(2\): the document has 3 pages/),
      'six.docx': 'ok ',
      'seven.docx': expect.stringMatching(/^failed past the limit tableCells \(6\)/),
    });
    const bytes = await under({ inputBytes: two.length }, { 'at.pdf': two, 'past.pdf': three });
    expect(bytes.told).toEqual({ 'at.pdf': 'ok ', 'past.pdf': expect.stringContaining('past the limit inputBytes') });
  });

  test('depth and number of XML elements, files of an archive', async () => {
    const depth = await under({ xmlDepth: 40 }, { 'at.docx': nested(16), 'past.docx': nested(20) });
    expect(depth.told).toEqual({ 'at.docx': 'ok ', 'past.docx': expect.stringContaining('past the limit xmlDepth') });
    const elements = await under({ xmlElements: 200 }, { 'at.docx': cells(10), 'past.docx': cells(100) });
    expect(elements.told['at.docx']).toBe('ok ');
    expect(elements.told['past.docx']).toContain('past the limit xmlElements (200)');
    const entries = await under({ archiveEntries: 2 }, { 'past.docx': cells(1) });
    expect(entries.told['past.docx']).toContain('past the limit archiveEntries (2)');
  });

  test('what an archive unpacks to, in all and against its packed size', async () => {
    const big = docx(p('字'.repeat(50_000)));
    expect(deflateRawSync(big).length).toBeLessThan(big.length * 2);
    const all = await under({ decompressedBytes: 100_000 }, { 'past.docx': big, 'at.docx': docx(p('字')) });
    expect(all.told['at.docx']).toBe('ok ');
    expect(all.told['past.docx']).toContain('past the limit decompressedBytes');
    const ratio = await under({ decompressionRatio: 20, ratioFromBytes: 10_000 }, { 'past.docx': big });
    expect(ratio.told['past.docx']).toMatch(/past the limit decompressionRatio|^ok/);
  });

  test('pixels of a picture', async () => {
    const picture = (width: number) =>
      sharp({ create: { width, height: 10, channels: 3, background: '#fff' } })
        .png()
        .toBuffer();
    const { told } = await under({ imagePixels: 1000 }, { 'past.png': await picture(101) });
    expect(told['past.png']).toContain('past the limit imagePixels (1000): the picture has 101 × 10 pixels');
  });

  test('seconds and memory of a document', async () => {
    const slow = await under(
      { documentSeconds: 0.001, secondsPerPage: 0.001, secondsPerMebibyte: 0.001 },
      { 'a.pdf': pages(1) },
    );
    expect(slow.told['a.pdf']).toMatch(/^failed not finished after \d+ s/);
    expect(slow.code).toBe(3);
    const size = { bytes: 0, pages: 0, scans: 0 };
    expect(WORK_LIMITS.memoryFor(size)).toBe(1024 * 2 ** 20);
  });

  test('limits that there are not are refused', async () => {
    expect(await under({ page: 2 }, { 'a.pdf': pages(1) })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Known: inputBytes, pages'),
    });
    expect(await under({ pages: -1 }, { 'a.pdf': pages(1) })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('pages: -1'),
    });
  });
});

describe('--out', () => {
  test('that is a file, or cannot be made, is told at once', async () => {
    const dir = folder({ 'a.pdf': pages(1), file: '' });
    for (const [out, said] of [
      [join(dir, 'file'), 'is a file: give a folder'],
      [join(dir, 'file', 'x'), 'is a file: give a folder'],
      ['/proc/x/y', 'cannot be made'],
    ]) {
      const child = spawn(process.execPath, [bin, 'run', join(dir, 'a.pdf'), '--out', out]);
      let stderr = '';
      child.stderr.on('data', (chunk) => {
        stderr += chunk;
      });
      expect(await new Promise((resolve) => child.once('close', resolve))).toBe(2);
      expect(stderr).toContain(said);
    }
  });
});
