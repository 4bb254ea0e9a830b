/**
 * The review page's server: local, and for those only who know the token in its address.
 *
 * Every address begins with the token, so that a view can be passed on to others on the machine as it is, and no cookie is
 * there that another page could use. The Host header must be this server's own, which a page that rebinds its name to
 * 127.0.0.1 cannot have. The page's policy allows nothing but its own files.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { listAssets } from './assets.ts';
import { type Answer, openRoutes, type ReviewOptions } from './routes.ts';
import { WrongRequest } from './wrong-request.ts';

export interface Review {
  /** The page's address with its token. */
  url: string;
  close(): Promise<void>;
}

const BODY_BYTES = 64 * 1024;
/** No inline script or style, nothing from elsewhere. pdf.js makes fonts of a file's own from memory (data:, blob:). */
const POLICY = [
  `default-src 'none'`,
  `script-src 'self'`,
  `style-src 'self'`,
  `img-src 'self' data: blob:`,
  `font-src 'self' data: blob:`,
  `connect-src 'self'`,
  `worker-src 'self'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');
const HEADERS = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

/**
 * Starts the server on 127.0.0.1.
 * @param port 0: any that is free
 * @throws NoRunError, IntakeError, PackError, CorrectionsError; system errors of the port
 */
export async function startReview(options: ReviewOptions & { port?: number }): Promise<Review> {
  const token = randomBytes(18).toString('base64url');
  const assets = listAssets();
  const routes = await openRoutes(options);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => fail(response, error));
  });
  await listening(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  const origins = new Set([...hosts].map((host) => `http://${host}`));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (!hosts.has(request.headers.host ?? '')) return plain(response, 421, 'This server answers on 127.0.0.1 only.');
    const { origin } = request.headers;
    if (origin !== undefined && !origins.has(origin)) return plain(response, 403, 'Another page may not ask this one.');
    const url = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const [, given, ...rest] = url.pathname.split('/');
    if (!same(given, token))
      return plain(response, 403, 'The address lacks the token. Take it from where the review was started.');
    const path = rest.join('/');
    if (request.method === 'POST') return send(response, await routes.post(path, await bodyOf(request)));
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405, 'Only GET and POST.');
    const asset = assets.get(path);
    if (asset) return file(response, asset.path, asset.type);
    return send(response, await routes.get(path, url.searchParams));
  }

  return {
    url: `http://127.0.0.1:${port}/${token}/`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      routes.close();
    },
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

/** In a time that does not tell how much of it is right. */
function same(given: string | undefined, token: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  if (!request.headers['content-type']?.startsWith('application/json')) throw new WrongRequest(415, 'JSON is wanted.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_BYTES) throw new WrongRequest(413, 'Too long.');
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new WrongRequest(400, 'This is no JSON.');
  }
}

async function send(response: ServerResponse, answer: Answer): Promise<void> {
  if ('file' in answer) return file(response, answer.file, answer.type);
  const body = 'json' in answer ? JSON.stringify(answer.json) : answer.bytes;
  const type = 'json' in answer ? 'application/json; charset=utf-8' : answer.type;
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) }).end(body);
}

async function file(response: ServerResponse, path: string, type: string): Promise<void> {
  response.writeHead(200, { 'Content-Type': type });
  await pipeline(createReadStream(path), response);
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
}

/** What went wrong, for people, without paths of the program. */
function fail(response: ServerResponse, error: Error): void {
  if (response.headersSent) return void response.destroy();
  const status = error instanceof WrongRequest ? error.status : 500;
  const text = JSON.stringify({ error: error.message });
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(text);
}
