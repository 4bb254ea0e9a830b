/** A small county site on 127.0.0.1, whose pages a test changes between nights. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { crawl } from '../../pipeline/crawl/crawl.ts';
import { loadPlan } from '../../pipeline/crawl/sources.ts';
import { folder } from '../fixtures/run-folder.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
export type Content = string | Uint8Array | Handler;

/** A request that the site got. */
export interface Asked {
  path: string;
  headers: IncomingMessage['headers'];
  /** Milliseconds of the monotonic clock: when it came and when the answer had been sent. */
  at: number;
  done: number;
}

export interface Site {
  origin: string;
  host: string;
  /** What stands at each path; a test changes it. */
  pages: Map<string, Content>;
  asked: Asked[];
  /** Paths asked for since the last call, in their order. */
  take(): string[];
  server: Server;
}

/** Starts a site with these pages; it ends with the test. */
export async function site(pages: Record<string, Content> = {}): Promise<Site> {
  const own = new Map(Object.entries(pages));
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const one: Asked = { path: request.url ?? '', headers: request.headers, at: performance.now(), done: 0 };
    asked.push(one);
    response.on('close', () => {
      one.done = performance.now();
    });
    const content = own.get(one.path);
    if (typeof content === 'function') return content(request, response);
    if (content === undefined) return void response.writeHead(404, { 'content-type': 'text/html' }).end('<p>没有</p>');
    send(response, content);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  let taken = 0;
  const take = () => {
    const paths = asked.slice(taken).map(({ path }) => path);
    taken = asked.length;
    return paths;
  };
  return { origin: `http://${host}`, host, pages: own, asked, take, server };
}

function send(response: ServerResponse, content: string | Uint8Array, headers: Record<string, string> = {}): void {
  const type = typeof content === 'string' ? 'text/html; charset=utf-8' : 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, ...headers }).end(content);
}

/** An answer with headers of its own; values one character per byte, sent as they are. */
export const answer =
  (status: number, headers: Record<string, string>, body: string | Uint8Array = ''): Handler =>
  (_request, response) => {
    const bytes = Buffer.from(body as string);
    const all = { 'content-length': String(bytes.length), ...headers, connection: 'close' };
    const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    response.socket!.end(
      Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Answer\r\n${head.join('')}\r\n`, 'latin1'), bytes]),
    );
  };

/** A file that answers conditional requests with 304. */
export const tagged =
  (body: string | Uint8Array, etag: string): Handler =>
  (request, response) => {
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
    send(response, body, { etag });
  };

/** A page with links. */
export const links = (...list: [href: string, text: string][]): string =>
  `<!doctype html><html><head><title>信息公开</title></head><body>${list
    .map(([href, text]) => `<a href="${href}">${text}</a>`)
    .join('\n')}</body></html>`;

/** Text of a sources file for one site: `extra` goes below the source, `top` below the file. */
export function sourcesYaml(at: Site, extra = '', top = ''): string {
  return `contact: data@example.org
delay: 0
hosts:
  "${at.host}": { private: true }
${top}
sources:
  - id: county
    start: ["${at.origin}/index.html"]
    follow: { url: ['/list', '/page', '/art'], text: ['预算', '决算', '公开'] }
${extra.replace(/^/gm, '    ')}
`;
}

/** A crawl of the sources in a folder of its own; another night is another call with the same folder. */
export function crawlOf(yaml: string, dir = join(folder(), 'crawl')) {
  const file = join(folder({ 'sources.yaml': yaml }), 'sources.yaml');
  const states: string[] = [];
  const night = async (signal?: AbortSignal) =>
    crawl({ plan: loadPlan(file), dir, signal, onVisit: ({ url }, state) => states.push(`${state} ${url}`) });
  return { night, dir, file, states };
}
