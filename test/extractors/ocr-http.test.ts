/** An OCR server that answers, and one that misbehaves: whatever it does, a page is read or said to be unread. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { OcrEngine } from '../../extractors/ocr/engine.ts';
import { makeEngine } from '../../extractors/ocr/engines.ts';
import { httpEngine } from '../../extractors/ocr/http.ts';
import { languagesOf, serverUrl } from '../../extractors/ocr/settings.ts';
import { readDocument } from '../../extractors/read.ts';
import { blank, fill } from './ocr-drawing.ts';

type Answer = (request: { body: string; headers: IncomingMessage['headers'] }, response: ServerResponse) => void;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    asked++;
    answer({ body: Buffer.concat(chunks).toString('latin1'), headers: request.headers }, response);
  });
});
let answer: Answer;
let asked = 0;
let url: URL;
const engines: OcrEngine[] = [];

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/ocr`);
});
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
  asked = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Stands for the second reader; it has nothing to do here. */
const numbers: OcrEngine = { name: 'second', parallel: 1, read: async () => [], close: async () => {} };

function engine(patience: object = {}): OcrEngine {
  const made = httpEngine(url, 'chi_sim', numbers, {
    answer: 5000,
    pauses: [5, 10],
    answerBytes: 100_000,
    ...patience,
  });
  engines.push(made);
  return made;
}

const picture = blank(120, 40);
const read = (made: OcrEngine) => made.read(picture, { shows: 'line', numbers: false });
const json = (response: ServerResponse, value: unknown) =>
  response.setHeader('content-type', 'application/json').end(JSON.stringify(value));
const one = (more: object = {}) => ({
  results: [{ text: '合计 12', bbox: [10, 5, 70, 30], confidence: 0.9, ...more }],
});

describe('a server that answers', () => {
  test('gets the picture and the language; its text comes back as characters side by side', async () => {
    let seen = '';
    answer = ({ body, headers }, response) => {
      seen = `${headers['content-type']}\n${body}`;
      json(response, one({ polygon: [] }));
    };
    const [line] = await read(engine());
    expect(seen).toMatch(/^multipart\/form-data/);
    expect(seen).toMatch(/name="language"\r\n\r\nzh\r\n/);
    const png = Buffer.from(seen.slice(seen.indexOf('\x89PNG')), 'latin1');
    const { width, height } = await sharp(png, { failOn: 'none' }).metadata();
    expect([width, height]).toEqual([120, 40]);
    expect(line.symbols.map(({ text }) => text)).toEqual(['合', '计', '1', '2']);
    expect(line.symbols.map(({ box }) => [box.x0, box.x1])).toEqual([
      [10, 30],
      [30, 50],
      [50, 60],
      [60, 70],
    ]);
    expect(line.symbols.every(({ confidence }) => confidence === 0.9)).toBe(true);
  });

  test('parts of one line are put together from the left; a box on the edge is cut', async () => {
    answer = (_, response) =>
      json(response, {
        results: [
          { text: 'b', bbox: [60, 5, 122, 30], confidence: 1 },
          { text: 'a', bbox: [-1, 5, 40, 30], confidence: 1 },
        ],
      });
    const lines = await read(engine());
    expect(lines).toHaveLength(1);
    expect(lines[0].symbols.map(({ text }) => text).join('')).toBe('ab');
    expect(lines[0].box).toEqual({ x0: 0, y0: 5, x1: 120, y1: 30 });
  });

  test('its name says where it is and never how one gets in', () => {
    const secret = new URL('http://user:word@127.0.0.1:1/ocr?key=abc');
    expect(httpEngine(secret, 'eng', numbers).name).toBe(
      'OCR server http://127.0.0.1:1/ocr (en), numbers also by second',
    );
  });
});

describe('a server that misbehaves', () => {
  test('a fault of its own passes: it is asked again', async () => {
    answer = (_, response) => (asked < 3 ? response.writeHead(500).end('{"error":"busy"}') : json(response, one()));
    expect(await read(engine())).toHaveLength(1);
    expect(asked).toBe(3);
  });

  test.each<[string, Answer, RegExp, number]>([
    [
      'a lasting 500',
      (_, r) => r.writeHead(500).end('{"error":"no model"}'),
      /answered 500: .*no model.*asked 3 times/,
      3,
    ],
    ['a 400', (_, r) => r.writeHead(400).end('{"error":"no such language"}'), /answered 400: .*no such language/, 1],
    ['another address', (_, r) => r.writeHead(302, { location: '/else' }).end(), /answered 302/, 1],
    ['no JSON', (_, r) => r.end('<html>login</html>'), /gave no JSON.*login/, 1],
    ['other JSON', (_, r) => json(r, { text: 'x' }), /cannot be used \(results: /, 1],
    ['a confidence of 97', (_, r) => json(r, one({ confidence: 97 })), /results\.0\.confidence/, 1],
    [
      'a box outside',
      (_, r) => json(r, one({ bbox: [10, 5, 400, 30] })),
      /the box \[10, 5, 400, 30\] in a picture of 120 x 40/,
      1,
    ],
    ['a box without size', (_, r) => json(r, one({ bbox: [10, 5, 10, 30] })), /the box \[10, 5, 10, 30\]/, 1],
    ['too much', (_, r) => json(r, one({ text: 'x'.repeat(200_000) })), /more than 100000 bytes/, 1],
    [
      'a body that breaks off',
      (_, r) => {
        r.writeHead(200, { 'content-length': '1000' }).write('{"results":');
        setTimeout(() => r.destroy(), 5);
      },
      /could not be reached or broke off.*asked 3 times/,
      3,
    ],
    [
      'a connection that is cut',
      (_, r) => void r.socket?.destroy(),
      /could not be reached or broke off.*asked 3 times/,
      3,
    ],
  ])('%s is an error', async (_, behaviour, message, times) => {
    answer = behaviour;
    await expect(read(engine())).rejects.toThrow(message);
    expect(asked).toBe(times);
  });

  test('one that does not answer in time is given up', async () => {
    answer = () => {};
    await expect(read(engine({ answer: 50, pauses: [5] }))).rejects.toThrow(
      /did not answer within 0.05 s; asked 2 times/,
    );
  });

  test('no server at all', async () => {
    const nobody = httpEngine(new URL('http://127.0.0.1:1/ocr'), 'eng', numbers, {
      answer: 5000,
      pauses: [],
      answerBytes: 1000,
    });
    await expect(read(nobody)).rejects.toThrow(/could not be reached.*Is it running, and is the address right/);
  });
});

test('a page of a document whose server fails is a failed page with the reason, never an empty one', async () => {
  answer = (_, response) => response.writeHead(400).end('{"error":"no"}');
  const page = blank(400, 300);
  fill(page, 100, 100, 140, 120);
  const png = await sharp(page.data, { raw: { width: 400, height: 300, channels: 1 } })
    .png()
    .toBuffer();
  const settings = { engine: 'http', languages: 'chi_sim+eng', url: url.href } as const;
  const { pages, ocrEngine } = await readDocument(png, { name: 'a.png', ocrSettings: settings });
  expect(pages[0]).toMatchObject({ kind: 'scan', status: 'failed' });
  expect(pages[0].reason).toMatch(/answered 400/);
  expect(ocrEngine).toMatch(/^OCR server http:\/\/127\.0\.0\.1:\d+\/ocr \(zh\), numbers also by tesseract\.js .*eng/);
});

describe('settings', () => {
  test('numbers are read with the English data where they are named', () => {
    expect(languagesOf('chi_sim+eng')).toEqual({ text: ['chi_sim'], numbers: 'eng' });
    expect(languagesOf('eng+chi_sim+chi_tra')).toEqual({ text: ['chi_sim', 'chi_tra'], numbers: 'eng' });
    expect(languagesOf('chi_sim')).toEqual({ text: ['chi_sim'], numbers: 'chi_sim' });
    expect(() => languagesOf('chi_sim++eng')).toThrow(/"" in "chi_sim\+\+eng" is no language/);
    expect(() => languagesOf('../x')).toThrow(/is no language/);
  });

  test('languages that are not installed are named with what to install', () => {
    const klingon = { engine: 'tesseract.js', languages: 'tlh+eng' } as const;
    expect(() => makeEngine(klingon, 1)).toThrow(/npm install @tesseract\.js-data\/tlh/);
  });

  test('an address that is none', () => {
    expect(() => serverUrl(undefined)).toThrow(/needs an address/);
    expect(() => serverUrl('file:///x')).toThrow(/"file:\/\/\/x" is no http address/);
    expect(() => serverUrl('localhost')).toThrow(/no http address/);
  });
});
