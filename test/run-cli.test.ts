import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { folder } from './fixtures/run-folder.ts';
import { tinyPdf } from './fixtures/tiny-pdf.ts';

const bin = fileURLToPath(new URL('../pipeline/bin.js', import.meta.url));
const page = tinyPdf({ pages: [{ content: 'BT /F1 12 Tf 72 200 Td (One & two) Tj ET 72 150 200 0.5 re f' }] });

function pagefact(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('exit codes', () => {
  test('0 when all is done, and query reads the result', () => {
    const dir = folder({ 'a.pdf': page });
    const out = join(dir, 'out');
    const { status, stderr } = pagefact('run', join(dir, 'a.pdf'), '--out', out);
    expect([status, stderr]).toEqual([0, expect.stringContaining('1 documents, 1 pages')]);
    expect(pagefact('query', out, 'select file from documents').stdout).toMatch(/^file\s*\n-+\na\.pdf\n$/);
    expect(pagefact('query', out, 'select 1 as x', '--csv').stdout).toBe('x\n1\n');
    expect(pagefact('query', out, 'select 1 as x', '--json').stdout).toBe('[{"x":"1"}]\n');
  });

  test('3 when a document failed, which is named with its reason', () => {
    const dir = folder({ 'a.pdf': page, 'b.pdf': '' });
    const { status, stderr } = pagefact('run', dir, '--out', join(dir, 'out'));
    expect(status).toBe(3);
    expect(stderr).toMatch(/failed: .*b\.pdf: .*empty/);
  });

  test('2 for wrong use', () => {
    expect(pagefact('run').status).toBe(2);
    expect(pagefact('run', 'no-such-file.pdf', '--out', folder()).status).toBe(2);
    expect(pagefact('run', folder(), '--out', folder(), '--jobs', 'many').status).toBe(2);
    expect(pagefact('frobnicate').status).toBe(2);
    expect(pagefact('run', folder(), '--out', folder(), '--pack', folder()).status).toBe(2);
  });

  test('1 when it could not run', () => {
    expect(pagefact('query', folder(), 'select 1')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('pagefact.duckdb'),
    });
    expect(pagefact('run', folder(), '--out', join(bin, 'below-a-file')).status).toBe(1);
  });

  test('0 for help and version', () => {
    expect(pagefact('--help').status).toBe(0);
    expect(pagefact('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

test('--json-log writes one JSON object a line', () => {
  const dir = folder({ 'a.pdf': page });
  const { stderr } = pagefact('run', join(dir, 'a.pdf'), '--out', join(dir, 'out'), '--json-log');
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ msg }) => msg)).toEqual(['document', 'run']);
});

test('inspect draws words and rulings over the page', () => {
  const dir = folder({ 'a.pdf': page });
  const svg = pagefact('inspect', join(dir, 'a.pdf'), '--page', '1').stdout;
  expect(svg).toContain('<title>One &amp; two</title>');
  expect(svg).toContain('data:image/png;base64,');
  const png = join(dir, 'page.png');
  expect(pagefact('inspect', join(dir, 'a.pdf'), '--page', '1', '--out', png).status).toBe(0);
  expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG');
  expect(pagefact('inspect', join(dir, 'a.pdf'), '--page', '9')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('no page 9'),
  });
});
