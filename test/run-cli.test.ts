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
    expect(pagefact('query', out, '-- a comment\nselect 1 as x', '--csv').stdout).toBe('x\n1\n');
    expect(pagefact('query', out, 'select 12.500::decimal(9,3) as x, 1200::decimal(9,2) as y', '--csv').stdout).toBe(
      'x,y\n12.5,1200\n',
    );
    // More rows than a call takes arguments.
    expect(pagefact('query', out, 'select 1 as x from range(130000)').stdout).toHaveLength(2 * 130_002);
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
    expect(pagefact('run', folder(), '--out', join(bin, 'below-a-file')).status).toBe(2);
  });

  test('1 when it could not run', () => {
    const dir = folder({ 'a.pdf': page });
    expect(pagefact('inspect', join(dir, 'a.pdf'), '--page', '9').status).toBe(1);
  });

  test('0 for help and version', () => {
    expect(pagefact('--help').status).toBe(0);
    expect(pagefact('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

test('what is wrong is said in one sentence that names it', () => {
  const dir = folder({ 'a.pdf': page });
  const file = join(dir, 'a.pdf');
  const gone = join(dir, 'gone');
  const wrong: [string[], string | RegExp][] = [
    [['query', gone, 'select 1'], `${gone} does not exist: give the output folder of a finished run.`],
    [['checks', dir], `${dir} holds no pagefact.duckdb: give the output folder of a finished run.`],
    [
      ['changes', dir, dir, '--out', gone],
      `${dir} holds no pagefact.duckdb: give the output folder of a finished run.`,
    ],
    [['verify', dir, '--sources', dir], `${dir} holds no pagefact.duckdb: give the output folder of a finished run.`],
    [['run', file, '--out', join(dir, 'out'), '--pack', gone], `${join(gone, 'concepts.csv')}: no such file`],
    [
      ['run', dir, '--out', dir],
      `${dir} is the output folder, in which no documents are looked for: give another --out`,
    ],
    [['run', file, '--out', join(dir, 'out'), '--corrections', gone], `${gone}: no such file`],
    [['tables', gone], `${gone}: no such file or folder`],
    [['tables', file, '--settings', gone], `${gone}: no such file or folder`],
    [['inspect', gone, '--page', '1'], `${gone}: no such file or folder`],
    [['inspect', dir, '--page', '1'], `${dir} is a folder: give a file`],
    [['tables', file, '--csv', file], `${file} is a file: give a folder`],
    [['inspect', file, '--page', '1', '--out', 'a.gif'], 'a.gif: a name that ends in .svg or .png is wanted'],
    [['crawl', gone, '--out', dir], `${gone}: no such file`],
    [['nightly', gone], `${gone}: no such file`],
    [['store', 'stats', gone], `${gone} holds no store: give the folder of --store, or the output folder of a run.`],
    [['status', '--queue', 'localhost'], /'--queue <url>'.*postgres:\/\/.* is wanted/],
    [['review', dir, '--sources', dir, '--port', '99999'], /'--port <n>'.*from 1 to 65535/],
  ];
  for (const [args, sentence] of wrong) {
    const { status, stdout, stderr } = pagefact(...args);
    expect([status, stdout], args.join(' ')).toEqual([2, '']);
    if (typeof sentence === 'string') expect(stderr).toBe(`pagefact: ${sentence}\n`);
    else expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/ENOENT|\n\s+at /);
  }
});

test('files of other origin with the names of datasets are not replaced', () => {
  const dir = folder({ 'a.pdf': page, 'facts.csv': 'name,born\nAda,1815\n' });
  const { status, stderr } = pagefact('run', join(dir, 'a.pdf'), '--out', dir);
  expect([status, stderr]).toEqual([2, expect.stringContaining('facts.csv would be replaced, but no run')]);
  expect(readFileSync(join(dir, 'facts.csv'), 'utf8')).toBe('name,born\nAda,1815\n');
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

test('inspect tells what the table engine weighed, with reasons', () => {
  const lines = [80, 180, 280].map((x) => `${x} 100 m ${x} 160 l S`);
  const across = [100, 130, 160].map((y) => `80 ${y} m 280 ${y} l S`);
  const frame = '300 20 80 60 re S';
  const content = [...lines, ...across, frame, 'BT /F1 10 Tf 90 110 Td (12) Tj ET'].join('\n');
  const dir = folder({ 'a.pdf': tinyPdf({ pages: [{ content }] }) });
  const svg = pagefact('inspect', join(dir, 'a.pdf'), '--page', '1').stdout;
  for (const layer of ['edges', 'candidates-lattice', 'candidates-stream', 'legend'])
    expect(svg).toContain(`id="${layer}"`);
  expect(svg).toMatch(/lattice, table, confidence 0\.98: a grid as drawn \(cells 4/);
  expect(svg).toMatch(/lattice, no table, confidence 0: a frame/);
  const { edges, candidates } = JSON.parse(pagefact('inspect', join(dir, 'a.pdf'), '--page', '1', '--json').stdout);
  expect([edges.horizontal.length, edges.vertical.length]).toEqual([5, 5]);
  expect(candidates).toMatchObject([{ taken: false }, { taken: true, grid: { xs: [80, 180, 280] } }]);
});

test('settings of the table engine are checked and used', () => {
  const dir = folder({
    'a.pdf': tinyPdf({
      pages: [{ content: '80 100 200 60 re S 180 100 m 180 160 l S BT /F1 10 Tf 90 110 Td (12) Tj ET' }],
    }),
    'odd.yaml': 'snapp: 3\nscans: { corner: 99 }',
    'strict.json': '{ "minEdge": 100 }',
  });
  const tables = (name: string) => pagefact('tables', join(dir, 'a.pdf'), '--settings', join(dir, name));
  expect(JSON.parse(pagefact('tables', join(dir, 'a.pdf')).stdout).a).toHaveLength(1);
  expect(JSON.parse(tables('strict.json').stdout).a).toEqual([]);
  expect(tables('odd.yaml')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/scans\.corner.*0 to 30.*unknown snapp.*Known settings: snap, join/s),
  });
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
