import { describe, expect, it } from 'vitest';
import { readDocx } from '../../extractors/docx/read.ts';
import { ReadError } from '../../extractors/errors.ts';
import { LIMITS, type Limits } from '../../extractors/limits.ts';
import { docx, p, r, tbl, tc, tr, zip } from './docx-fixture.ts';

async function failure(bytes: Uint8Array, limits: Partial<Limits> = {}): Promise<ReadError> {
  try {
    await readDocx(bytes, { name: 'test.docx', limits: { ...LIMITS, ...limits } });
  } catch (error) {
    if (error instanceof ReadError) return error;
    throw error;
  }
  throw new Error('was read without an error');
}

describe('files that are no Word document', () => {
  it.each([
    ['empty', new Uint8Array()],
    ['corrupt', Buffer.from('not a zip at all')],
    ['corrupt', docx(p('x')).subarray(0, 300)],
    ['corrupt', zip({ 'readme.txt': 'hello' })],
    ['wrong-extension', zip({ 'xl/workbook.xml': '<workbook/>' })],
    ['corrupt', zip({ 'word/document.xml': '<w:document xmlns:w="x"><w:body>' })],
    ['corrupt', zip({ 'word/document.xml': '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>' })],
  ])('%s', async (code, bytes) => {
    const error = await failure(bytes);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/\w{3,}/);
  });

  it('tells an encrypted file from an old one', async () => {
    const ole2 = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0]);
    expect((await failure(ole2)).code).toBe('wrong-extension');
    expect((await failure(Buffer.concat([ole2, Buffer.from('EncryptedPackage', 'utf16le')]))).code).toBe('encrypted');
  });
});

describe('limits: read at the limit, refused one past it, by name', () => {
  const read = (bytes: Uint8Array, limits: Partial<Limits>) =>
    readDocx(bytes, { name: 'test.docx', limits: { ...LIMITS, ...limits } });

  it('inputBytes', async () => {
    const bytes = docx(p('x'));
    await read(bytes, { inputBytes: bytes.length });
    expect(await failure(bytes, { inputBytes: bytes.length - 1 })).toMatchObject({
      code: 'limit',
      message: /inputBytes/,
    });
  });

  it('archiveEntries', async () => {
    const bytes = docx(p('x'));
    await read(bytes, { archiveEntries: 3 });
    expect((await failure(bytes, { archiveEntries: 2 })).message).toContain('archiveEntries');
  });

  it('decompressedBytes', async () => {
    const body = p('x'.repeat(100_000));
    await read(docx(body), { decompressedBytes: 110_000 });
    expect((await failure(docx(body), { decompressedBytes: 90_000 })).message).toContain('decompressedBytes');
  });

  it('decompressionRatio: a bomb stops long before it is unpacked', async () => {
    const bomb = docx(p('0'.repeat(20_000_000)));
    expect(bomb.length).toBeLessThan(30_000);
    expect((await failure(bomb)).message).toContain('decompressionRatio');
    await read(bomb, { decompressionRatio: 1100 });
  });

  it('xmlDepth', async () => {
    const nested = (depth: number) => docx(`${'<w:sdt>'.repeat(depth)}${'</w:sdt>'.repeat(depth)}`);
    await read(nested(LIMITS.xmlDepth - 2), {});
    expect((await failure(nested(LIMITS.xmlDepth - 1))).message).toContain('xmlDepth');
  });

  it('xmlElements', async () => {
    const body = docx(p('x'));
    await read(body, { xmlElements: 6 });
    expect((await failure(body, { xmlElements: 4 })).message).toContain('xmlElements');
  });

  it('tableCells', async () => {
    const table = docx(tbl(tr([tc('a'), tc('b')]), tr([tc('c'), tc('d')])));
    await read(table, { tableCells: 4 });
    expect((await failure(table, { tableCells: 3 })).message).toContain('tableCells');
  });

  it('a span that covers a billion columns is cut, not followed', async () => {
    const document = await read(docx(tbl(tr([tc(r('a'), '<w:gridSpan w:val="1000000000"/>')]))), {});
    expect(document.blocks[0]).toMatchObject({ cols: 1000 });
  });
});
