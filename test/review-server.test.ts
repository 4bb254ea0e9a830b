/** The review page's server: who may ask, what is given out, and what the lists answer. */
import { spawn } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCorrections } from '../pipeline/corrections/file.ts';
import { startReview } from '../pipeline/review/server.ts';
import { run } from '../pipeline/run/run.ts';

const samples = fileURLToPath(new URL('../samples/documents', import.meta.url));
const NAMES = ['qinghe-2023-final.pdf', 'yunting-2023-final.docx'];
let dir: string;
let out: string;
let review: Awaited<ReturnType<typeof startReview>>;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'pagefact-review-'));
  out = join(dir, 'out');
  mkdirSync(join(dir, 'sources'));
  for (const name of NAMES) copyFileSync(join(samples, name), join(dir, 'sources', name));
  writeFileSync(join(dir, 'secret.txt'), 'secret');
  symlinkSync(join(dir, 'secret.txt'), join(dir, 'sources', 'link.pdf'));
  await run({ paths: NAMES.map((name) => join(dir, 'sources', name)), out });
  review = await startReview({ out, sources: [join(dir, 'sources')] });
});
afterAll(async () => {
  await review?.close();
  rmSync(dir, { recursive: true, force: true });
});

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
type Json = any;
const ask = async (path: string): Promise<Json> => (await fetch(review.url + path)).json();
const facts = (query: string): Promise<Json> => ask(`api/facts?${query}`);
const post = (body: unknown, headers: Record<string, string> = { 'Content-Type': 'application/json' }) =>
  fetch(`${review.url}api/decide`, { method: 'POST', headers, body: JSON.stringify(body) });

/** A request as a program that minds no rule sends it. @returns status and body */
function raw(path: string, headers: Record<string, string> = {}): Promise<[number, string]> {
  const { port } = new URL(review.url);
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers }, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      resolve([response.statusCode!, body]);
    })
      .on('error', reject)
      .end();
  });
}

describe('who may ask', () => {
  test('nothing is answered without the token', async () => {
    const { origin } = new URL(review.url);
    for (const path of ['/', '/api/start', '/wrong/', `${new URL(review.url).pathname.slice(0, -2)}/`])
      expect((await fetch(origin + path)).status).toBe(403);
    expect((await fetch(review.url)).status).toBe(200);
  });

  test('another host name or another page is refused, the token notwithstanding', async () => {
    const { pathname, port } = new URL(review.url);
    expect((await raw(pathname, { host: `evil.example:${port}` }))[0]).toBe(421);
    expect((await raw(pathname, { host: `localhost:${port}` }))[0]).toBe(200);
    expect((await raw(pathname, { origin: 'https://evil.example' }))[0]).toBe(403);
  });

  test('the policy allows no inline script or style and no other host', async () => {
    const { headers } = await fetch(review.url);
    const policy = headers.get('content-security-policy')!;
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).not.toMatch(/unsafe|http|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('set-cookie')).toBeNull();
  });
});

describe('files', () => {
  const source = async (file: string) => {
    const { rows } = await ask('api/documents');
    return `source?document=${rows.find((row: Json) => row.file === file).document_id}`;
  };

  test('a document is given out byte by byte, a Word file never as something that a browser opens', async () => {
    const pdf = await fetch(review.url + (await source(NAMES[0])));
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(Buffer.from(await pdf.arrayBuffer()).equals(readFileSync(join(samples, NAMES[0])))).toBe(true);
    const docx = await fetch(review.url + (await source(NAMES[1])));
    expect(docx.headers.get('content-type')).toBe('application/octet-stream');
    await docx.arrayBuffer();
  });

  test('nothing else is: no path, no other file of the folder, no link that leads out', async () => {
    const { pathname } = new URL(review.url);
    const tries = [
      '../secret.txt',
      '..%2fsecret.txt',
      'link.pdf',
      'source?document=../../secret.txt',
      'pdfjs/../../package.json',
    ];
    for (const path of [
      ...tries,
      'source?document=link.pdf',
      'api/constructor',
      '__proto__',
      'server.ts',
      '../server.ts',
    ]) {
      const [status, body] = await raw(pathname + path);
      expect([path, status]).toEqual([path, status === 403 ? 403 : 404]);
      expect(body).not.toContain('secret\n');
    }
  });

  test('a file of the same name with other bytes is not shown for it', async () => {
    const other = join(dir, 'other');
    mkdirSync(other);
    writeFileSync(join(other, NAMES[0]), 'another file');
    const elsewhere = await startReview({ out, sources: [other] });
    try {
      const { rows } = (await (await fetch(`${elsewhere.url}api/documents`)).json()) as Json;
      const { document_id } = rows.find((row: Json) => row.file === NAMES[0]);
      const answer = await fetch(`${elsewhere.url}source?document=${document_id}`);
      expect(answer.status).toBe(404);
      expect(((await answer.json()) as Json).error).toContain('a file of this name is there, but with other content');
    } finally {
      await elsewhere.close();
    }
  });

  test('a page and a place of it come as pictures', async () => {
    const [fact] = (await facts('q=401.80')).rows;
    const picture = await fetch(`${review.url}picture?document=${fact.document_id}&page=${fact.page}`);
    const page = await sharp(Buffer.from(await picture.arrayBuffer())).metadata();
    expect([page.format, Math.round(page.width! / 13), Math.round(page.height! / 13)]).toEqual(['webp', 83, 117]);
    const { fact: whole } = await ask(`api/fact?id=${fact.fact_id}`);
    const crop = await fetch(`${review.url}crop?document=${fact.document_id}&page=${fact.page}&bbox=${whole.bbox}`);
    const part = await sharp(Buffer.from(await crop.arrayBuffer())).metadata();
    expect(part.width).toBeLessThan(page.width!);
    expect(part.height).toBeLessThan(page.height! / 4);
    expect((await fetch(`${review.url}crop?document=${fact.document_id}&page=99&bbox=1,1,2,2`)).status).toBe(404);
  });
});

describe('lists', () => {
  test('filters and search narrow the facts, page by page', async () => {
    const all = await facts('limit=500');
    expect(all.total).toBe(all.rows.length);
    const [first] = all.rows;
    const pdf = await facts(`document=${first.document_id}&limit=500`);
    expect(pdf.rows.every((row: Json) => row.file === first.file)).toBe(true);
    expect(pdf.total).toBeLessThan(all.total);
    const pages = [await facts('limit=40'), await facts('limit=40&offset=40')];
    expect(pages.flatMap(({ rows }) => rows.map((row: Json) => row.fact_id))).toEqual(
      all.rows.slice(0, 80).map((row: Json) => row.fact_id),
    );
    expect(
      (await facts('concept=revenue&limit=500')).rows.every((row: Json) => row.concept.startsWith('revenue.')),
    ).toBe(true);
    expect((await facts('q=401.80&concept=revenue&page=5')).rows.some((row: Json) => row.raw === '401.80')).toBe(true);
    // What the vocabulary calls a concept is found as well, and words that stand before a number.
    expect(
      (await facts('q=财政拨款收入&limit=500')).rows.some(
        (row: Json) => row.concept === 'revenue.fiscal_appropriation',
      ),
    ).toBe(true);
    await expect.poll(async () => (await facts('q=x')).context).toBe(true);
    expect((await facts('q=行政运行 408.20')).total).toBeGreaterThan(0);
  });

  test('what people type cannot become SQL', async () => {
    for (const text of [`'; DROP TABLE facts; --`, `" OR 1=1`, '%', '$word0', '\\'])
      expect((await facts(`q=${encodeURIComponent(text)}&entity=${encodeURIComponent(text)}`)).total).toBe(0);
    expect((await facts('sort=constructor&limit=-3&offset=x')).rows).toHaveLength(50);
  });

  test('the queue has what wants a look, the largest amounts first', async () => {
    const { rows } = await facts('open=1&sort=need&limit=500');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every((row: Json) => !['', 'repeated'].includes(row.flags) || row.confidence < 0.9)).toBe(true);
    const failed = rows.map((row: Json) => row.flags.includes('check_failed'));
    expect(failed.lastIndexOf(true)).toBeLessThanOrEqual(
      failed.includes(false) ? failed.indexOf(false) : failed.length,
    );
  });

  test('the pages of a Word file are its paragraphs and tables, with the path of each number', async () => {
    const { rows } = await ask('api/documents');
    const { document_id } = rows.find((row: Json) => row.file === NAMES[1]);
    const [fact] = (await facts(`document=${document_id}`)).rows;
    const { passages, from } = await ask(`api/words?document=${document_id}&page=${fact.page}`);
    expect(from).toBe('file');
    const { fact: whole } = await ask(`api/fact?id=${fact.fact_id}`);
    const places = passages.flatMap((one: Json) => (one.kind === 'table' ? one.rows.flat() : [one]));
    expect(places.find(({ path }: Json) => path === whole.path).text).toContain(fact.raw);
  });
});

describe('decisions', () => {
  test('are lines of corrections.csv with all that finds the fact again', async () => {
    const { rows } = await facts('q=401.80&concept=revenue.fiscal_appropriation');
    const fact = rows.find((row: Json) => row.raw === '401.80');
    const sent = {
      fact_id: fact.fact_id,
      action: 'correct',
      value: '４,019,000',
      unit: fact.unit,
      concept: fact.concept,
      who: '林',
      why: '=a',
    };
    expect((await post(sent)).status).toBe(200);
    const [line] = readCorrections(join(out, 'corrections.csv'));
    const { fact: whole, document, decision } = await ask(`api/fact?id=${fact.fact_id}`);
    expect(line).toMatchObject({
      who: '林',
      action: 'correct',
      fact_id: fact.fact_id,
      sha256: document.sha256,
      page: whole.page,
      bbox: whole.bbox,
      raw: '401.80',
      old_value: '4018000',
      new_value: '4019000',
      new_unit: '',
      new_concept: '',
      why: '=a',
    });
    expect(decision.new_value).toBe('4019000');
    // A second correction keeps what the first changed.
    await post({ ...sent, value: '', concept: 'revenue.other' });
    expect(readCorrections(join(out, 'corrections.csv')).at(-1)).toMatchObject({
      new_value: '4019000',
      new_concept: 'revenue.other',
    });
    expect((await post({ ...sent, action: 'confirm' })).status).toBe(400);
    for (const left of ['4019000', undefined]) {
      const { decision: stands } = (await (await post({ fact_id: fact.fact_id, action: 'undo' })).json()) as Json;
      expect(stands?.new_value).toBe(left);
    }
  });

  test('a number that is decided leaves the queue and comes back when that is undone', async () => {
    const queue = async () => (await facts('open=1&sort=need')).rows.map((row: Json) => row.fact_id);
    const [first] = await queue();
    await post({ fact_id: first, action: 'confirm' });
    expect(await queue()).not.toContain(first);
    await post({ fact_id: first, action: 'undo' });
    expect(await queue()).toContain(first);
  });

  test('what cannot be meant is refused with a sentence', async () => {
    const [{ fact_id, value }] = (await facts('limit=1')).rows;
    const refused = async (body: unknown) => ((await (await post(body)).json()) as Json).error;
    expect(await refused({ fact_id, action: 'correct', value: 'twelve' })).toContain('plain number');
    expect(await refused({ fact_id, action: 'correct', value })).toContain('Nothing is different');
    expect(await refused({ fact_id, action: 'correct', concept: 'no.such' })).toContain('no concept no.such');
    expect(await refused({ fact_id, action: 'undo' })).toContain('nothing to undo');
    expect(await refused({ fact_id, action: 'delete' })).toContain('action');
    expect(await refused({ fact_id: 'x', action: 'confirm' })).toContain('no such fact');
    expect((await post({ fact_id, action: 'confirm' }, { 'Content-Type': 'text/plain' })).status).toBe(415);
    expect((await post({ why: 'x'.repeat(70_000) })).status).toBe(413);
  });
});

test('a run that replaces the tables is noticed', async () => {
  const before = (await ask('api/start')).totals.documents;
  const own = join(dir, 'replaced');
  cpSync(out, own, { recursive: true });
  const there = await startReview({ out: own, sources: [dir] });
  try {
    const documents = async () => ((await (await fetch(`${there.url}api/start`)).json()) as Json).totals.documents;
    expect(await documents()).toBe(before);
    copyFileSync(join(out, 'pagefact.duckdb'), join(own, 'next.duckdb'));
    const instance = await DuckDBInstance.create(join(own, 'next.duckdb'));
    const connection = await instance.connect();
    await connection.run(`DELETE FROM documents WHERE file = '${NAMES[0]}'`);
    connection.closeSync();
    instance.closeSync();
    renameSync(join(own, 'next.duckdb'), join(own, 'pagefact.duckdb'));
    expect(await documents()).toBe(before - 1);
  } finally {
    await there.close();
  }
});

test('where the source file is missing, the tables of the run stand in for the page', async () => {
  const empty = join(dir, 'empty');
  mkdirSync(empty);
  const there = await startReview({ out, sources: [empty] });
  const asked = async (path: string) => (await (await fetch(there.url + path)).json()) as Json;
  try {
    const { rows } = await asked('api/facts?q=401.80&concept=revenue&page=5');
    const fact = rows.find(({ raw }: Json) => raw === '401.80');
    const { facts: marks, missing } = await asked(`api/page?document=${fact.document_id}&page=5`);
    expect(missing).toContain('no such file is there');
    const { passages, from } = await asked(`api/words?document=${fact.document_id}&page=5`);
    expect(from).toBe('cells');
    const { path } = marks.find(({ fact_id }: Json) => fact_id === fact.fact_id);
    const cell = passages.flatMap(({ rows }: Json) => rows.flat()).find((one: Json) => one.path === path);
    expect(cell.text).toBe('401.80');
  } finally {
    await there.close();
  }
});

test('a run of an older version, which lacks datasets and columns, is shown all the same', async () => {
  const own = join(dir, 'older');
  mkdirSync(own);
  copyFileSync(join(out, 'pagefact.duckdb'), join(own, 'pagefact.duckdb'));
  const instance = await DuckDBInstance.create(join(own, 'pagefact.duckdb'));
  const connection = await instance.connect();
  await connection.run('DROP TABLE quarantine');
  await connection.run('ALTER TABLE facts DROP COLUMN review');
  connection.closeSync();
  instance.closeSync();
  const there = await startReview({ out: own, sources: [dir] });
  try {
    const asked = async (path: string) => (await (await fetch(there.url + path)).json()) as Json;
    expect((await asked('api/facts?open=1&sort=need')).total).toBeGreaterThan(0);
    expect(await asked('api/quarantine')).toMatchObject({ total: 0 });
  } finally {
    await there.close();
  }
});

test('the command prints its address and ends when it is told to', async () => {
  const bin = fileURLToPath(new URL('../pipeline/bin.js', import.meta.url));
  const child = spawn(process.execPath, [bin, 'review', out, '--sources', join(dir, 'sources')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const address = await new Promise<string>((resolve) =>
      child.stdout.once('data', (text) => resolve(String(text).trim())),
    );
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{20,}\/$/);
    expect((await fetch(address)).status).toBe(200);
  } finally {
    child.kill('SIGTERM');
  }
  expect(await ended).toBe(0);
});

test('wrong use is said in a sentence', async () => {
  await expect(startReview({ out: dir, sources: [dir] })).rejects.toThrow(/holds no pagefact\.duckdb/);
  await expect(startReview({ out, sources: [join(dir, 'no-such-folder')] })).rejects.toThrow(/no such file or folder/);
});
