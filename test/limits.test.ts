/** Every limit through the command line: at the limit a file is read, one past it it is refused with the limit's name. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
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
const nested = (inner: string) =>
  docx(`${'<w:sdt><w:sdtContent>'.repeat(16)}${inner}${'</w:sdtContent></w:sdt>'.repeat(16)}`);
const letters = (count: number) => docx(p('a'.repeat(count)));
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();

/** A PDF with one ruled table. */
function grid(rows: number, cols: number): Uint8Array {
  const [right, bottom] = [50 + 60 * cols, 250 - 20 * rows];
  const content: string[] = [];
  for (let row = 0; row <= rows; row++) content.push(`50 ${250 - 20 * row} m ${right} ${250 - 20 * row} l S`);
  for (let col = 0; col <= cols; col++) content.push(`${50 + 60 * col} 250 m ${50 + 60 * col} ${bottom} l S`);
  for (let row = 0; row < rows; row++)
    for (let col = 0; col < cols; col++)
      content.push(`BT /F1 9 Tf ${55 + 60 * col} ${236 - 20 * row} Td (${row}.${col}) Tj ET`);
  return tinyPdf({ pages: [{ content: content.join('\n') }] });
}

/** The parts of an archive as `zip` writes it: every header is followed by name and packed bytes. */
function unpacked(archive: Uint8Array): Record<string, Buffer> {
  const bytes = Buffer.from(archive);
  const parts: Record<string, Buffer> = {};
  for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50; ) {
    const name = at + 30 + bytes.readUInt16LE(at + 26);
    const end = name + bytes.readUInt32LE(at + 18);
    parts[bytes.toString('utf8', at + 30, name)] = inflateRawSync(bytes.subarray(name, end));
    at = end;
  }
  return parts;
}

const sizeOf = (parts: Record<string, Buffer>) => Object.values(parts).reduce((sum, part) => sum + part.length, 0);

/** How many equal letters unpack to exactly so many times their packed size, and pack no larger with one more. */
function lettersFor(ratio: number): number {
  const sizes = (count: number) => {
    const part = unpacked(letters(count))['word/document.xml'];
    return { whole: part.length, packed: deflateRawSync(part).length };
  };
  for (let count = 2000; count < 4000; count++) {
    const { whole, packed } = sizes(count);
    if (whole === ratio * packed && sizes(count + 1).packed === packed) return count;
  }
  throw new Error(`no number of letters packs ${ratio} to 1`);
}

describe('at a limit a file is read, past it it is refused with the name of the limit', () => {
  test('pages, tables, XML, archives and pictures', async () => {
    // document, body, 2 × 16, p, r, t
    const depth = 37;
    // document, body, p, r, t and 55 empty ones
    const elements = `${p('a')}${'<w:p/>'.repeat(55)}`;
    const words = Array.from({ length: 2000 }, (_, i) => i).join(' ');
    const decompressedBytes = sizeOf(unpacked(docx(p(words))));
    const count = lettersFor(12);
    const { told } = await under(
      {
        ...{ pages: 2, tableCells: 8, xmlDepth: depth, xmlElements: 60, archiveEntries: 3, imagePixels: 1000 },
        ...{ decompressedBytes, decompressionRatio: 12, ratioFromBytes: 1000 },
      },
      {
        ...{ 'at-pages.pdf': pages(2), 'past-pages.pdf': pages(3) },
        ...{ 'at-cells.docx': cells(8), 'past-cells.docx': cells(9) },
        ...{ 'at-grid.pdf': grid(2, 4), 'past-grid.pdf': grid(3, 3) },
        ...{ 'at-deep.docx': nested(p('a')), 'past-deep.docx': nested(`<w:customXml>${p('a')}</w:customXml>`) },
        ...{ 'at-elements.docx': docx(elements), 'past-elements.docx': docx(`${elements}<w:p/>`) },
        ...{ 'at-files.docx': docx(p('b')), 'past-files.docx': docx(p('b'), { styles: '' }) },
        ...{ 'at-unpacked.docx': docx(p(words)), 'past-unpacked.docx': docx(p(`${words}x`)) },
        ...{ 'at-ratio.docx': letters(count), 'past-ratio.docx': letters(count + 1) },
        ...{ 'at-picture.png': await picture(100, 10), 'past-picture.png': await picture(13, 77) },
      },
    );
    const past = (limit: string, found = '') => expect.stringMatching(`^failed past the limit ${limit}: .*${found}`);
    expect(told).toEqual({
      ...{ 'at-pages.pdf': 'ok ', 'past-pages.pdf': past('pages \\(2\\)', 'has 3 pages') },
      ...{ 'at-cells.docx': 'ok ', 'past-cells.docx': past('tableCells \\(8\\)') },
      ...{ 'at-grid.pdf': 'ok ', 'past-grid.pdf': past('tableCells \\(8\\)', 'the table on page 1 has 9 cells') },
      ...{ 'at-deep.docx': 'ok ', 'past-deep.docx': past('xmlDepth \\(37\\)') },
      ...{ 'at-elements.docx': 'ok ', 'past-elements.docx': past('xmlElements \\(60\\)') },
      ...{ 'at-files.docx': 'ok ', 'past-files.docx': past('archiveEntries \\(3\\)', 'holds 4 files') },
      ...{ 'at-unpacked.docx': 'ok ', 'past-unpacked.docx': past(`decompressedBytes \\(${decompressedBytes}\\)`) },
      ...{ 'at-ratio.docx': 'ok ', 'past-ratio.docx': past('decompressionRatio \\(12\\)') },
      ...{ 'at-picture.png': 'ok ', 'past-picture.png': past('imagePixels \\(1000\\)', '13 × 77 pixels') },
    });
  });

  test('bytes of the file, and of a part whose ratio is looked at', async () => {
    const [at, letter] = [pages(2), letters(5000)];
    const part = unpacked(letter)['word/document.xml'].length;
    const past = Buffer.concat([pages(1), Buffer.alloc(at.length + 1 - pages(1).length, '\n')]);
    const limits = { inputBytes: at.length, decompressionRatio: 2 };
    const bytes = await under(
      { ...limits, ratioFromBytes: part },
      { 'at.pdf': at, 'past.pdf': past, 'at.docx': letter },
    );
    expect(bytes.told).toEqual({
      'at.pdf': 'ok ',
      'at.docx': 'ok ',
      'past.pdf': expect.stringMatching(`^failed past the limit inputBytes \\(${at.length}\\)`),
    });
    const ratio = await under({ decompressionRatio: 2, ratioFromBytes: part - 1 }, { 'past.docx': letter });
    expect(ratio.told['past.docx']).toContain('past the limit decompressionRatio');
  });

  test('seconds of a document, and what its size and its pages add', async () => {
    const none = { documentSeconds: 0.001, secondsPerPage: 0.001, secondsPerMebibyte: 0.001 };
    const slow = await under(none, { 'a.pdf': pages(1) });
    expect(slow).toMatchObject({ code: 3, told: { 'a.pdf': expect.stringMatching(/^failed not finished after 0 s/) } });
    const byBytes = await under({ ...none, secondsPerMebibyte: 1e7 }, { 'a.pdf': pages(1) });
    expect(byBytes.told).toEqual({ 'a.pdf': 'ok ' });
    const size = { bytes: 2 ** 20, pages: 10, scans: 2 };
    expect(WORK_LIMITS.timeFor(size)).toBe((120 + 2 + 10 + 2 * 180) * 1000);
  });

  test.skipIf(process.platform !== 'linux')('memory of the process that reads a document', async () => {
    const low = await under({ memoryMebibytes: 20 }, { 'a.pdf': pages(1), 'b.docx': docx(p('a')) });
    const said = expect.stringMatching(/^failed took more than 20 MiB of memory; it was stopped/);
    expect(low.told).toEqual({ 'a.pdf': said, 'b.docx': said });
    // Only documents with pages that are pictures may take what these need.
    const memory = (scans: number) => WORK_LIMITS.memoryFor({ bytes: 1, pages: 1, scans }) / 2 ** 20;
    expect([memory(0), memory(1)]).toEqual([1024, 2048]);
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
