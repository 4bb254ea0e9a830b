/** One request to one address: headers out, an answer with its body in a file, or the reason why there is none. */
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { type Dispatcher, request } from 'undici';
import { ownVersion } from '../version.ts';
import type { Connections } from './connections.ts';
import { type Objects, type Received, TooLargeError } from './objects.ts';
import { PrivateAddressError } from './private-address.ts';
import type { Plan } from './sources.ts';

const MIB = 1024 * 1024;

/** What came back. */
export interface Answer {
  status: number;
  /** Lower-case names; values one character per byte; of repeated headers the first. */
  headers: Record<string, string>;
  /** Only of answers with status 200 to 299, and of others short enough to look at. */
  body?: Received;
}

/** There is no answer. `message` says why, for people. */
export class NoAnswerError extends Error {
  override name = 'NoAnswerError';
  /** It may be another day: the connection was refused, cut, or too slow. */
  readonly passing: boolean;

  constructor(message: string, passing: boolean, options?: ErrorOptions) {
    super(message, options);
    this.passing = passing;
  }
}

/** Says who asks: `Pagefact/0.1.0 (+mailto:…)`. */
export function userAgent({ agent, contact }: Pick<Plan, 'agent' | 'contact'>): string {
  const { version } = ownVersion();
  return `${agent}/${version} (+${contact.includes('://') ? contact : `mailto:${contact}`})`;
}

/** What makes a request one that only asks for news. */
export interface Known {
  etag: string;
  last_modified: string;
}

export interface Asking {
  plan: Plan;
  connections: Connections;
  objects: Objects;
  signal?: AbortSignal;
}

/** What else a request says. */
export interface Extras {
  /** What the server said of the version that is here already. */
  known?: Known;
  /** Page that led here: some servers hand out files only to those who come from their own page. */
  referrer?: string;
  /** Fields that are sent as a form; the request is a POST then. */
  form?: string;
}

/** Of an error page this much is looked at. */
const ERROR_PAGE = MIB;

/**
 * Sends one request. Redirects are not followed.
 * @throws NoAnswerError with a sentence for people; whatever `signal` was aborted with
 */
export async function ask(
  url: URL,
  { plan, connections, objects, signal }: Asking,
  { known, referrer, form }: Extras = {},
): Promise<Answer> {
  const time = AbortSignal.timeout(plan.limits.seconds * 1000);
  let answer: Dispatcher.ResponseData | undefined;
  try {
    answer = await request(url, {
      dispatcher: connections.agentFor(url),
      ...(form !== undefined && { method: 'POST', body: form }),
      headers: {
        'user-agent': userAgent(plan),
        accept: '*/*',
        'accept-language': 'zh-CN,zh;q=0.9,en;q=0.5',
        'accept-encoding': 'gzip, deflate',
        ...(referrer && { referer: referrer }),
        ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(known?.etag && { 'if-none-match': known.etag }),
        ...(known?.last_modified && { 'if-modified-since': known.last_modified }),
      },
      signal: signal ? AbortSignal.any([signal, time]) : time,
    });
    const headers = firstOfEach(answer.headers);
    const status = answer.statusCode;
    if (status === 304 || status === 204 || (status >= 300 && status < 400)) {
      await answer.body.dump();
      return { status, headers };
    }
    const most = status < 300 ? plan.limits.body_mib * MIB : ERROR_PAGE;
    try {
      return { status, headers, body: await objects.receive(decoded(answer.body, headers), most) };
    } catch (error) {
      if (status < 300 || !(error instanceof TooLargeError)) throw error;
      return { status, headers };
    }
  } catch (error) {
    answer?.body.on('error', () => {}).destroy();
    if (signal?.aborted) throw signal.reason;
    throw noAnswer(error, time.aborted, plan);
  }
}

function firstOfEach(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) plain[name] = [value].flat()[0];
  return plain;
}

/** The body without its transfer coding; what comes out is what is counted. */
function decoded(body: Dispatcher.ResponseData['body'], headers: Record<string, string>): AsyncIterable<Uint8Array> {
  const coding = headers['content-encoding']?.toLowerCase().trim();
  const decoder =
    coding === 'gzip' || coding === 'x-gzip'
      ? createGunzip()
      : coding === 'deflate'
        ? createInflate()
        : coding === 'br'
          ? createBrotliDecompress()
          : undefined;
  // An error may come before anybody reads: whoever reads later is told of it all the same.
  body.on('error', (error) => decoder?.destroy(error));
  if (!decoder) return body;
  return body.pipe(decoder.on('error', () => {}));
}

const REASONS: Record<string, string> = {
  ENOTFOUND: 'the name of the host is not known',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNREFUSED: 'the host refuses connections',
  ECONNRESET: 'the host cut the connection',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the host cannot be reached',
  UND_ERR_SOCKET: 'the connection was cut before the answer was complete',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'fewer or more bytes came than the server had announced',
  UND_ERR_CONNECT_TIMEOUT: 'the host does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'the host does not answer',
  UND_ERR_BODY_TIMEOUT: 'the host fell silent in the middle of its answer',
};

function noAnswer(error: unknown, late: boolean, plan: Plan): NoAnswerError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (late) return new NoAnswerError(`not finished after ${plan.limits.seconds} s`, true, { cause: error });
  if (error instanceof PrivateAddressError) return new NoAnswerError(message, false, { cause: error });
  if (error instanceof TooLargeError)
    return new NoAnswerError(`larger than the limit body_mib (${plan.limits.body_mib})`, false, { cause: error });
  if (code.startsWith('Z_') || code === 'ERR_BUFFER_TOO_LARGE')
    return new NoAnswerError('the compressed answer is damaged or cut', true, { cause: error });
  if (/certificate|ERR_TLS|SELF_SIGNED|UNABLE_TO_VERIFY/i.test(`${code} ${message}`))
    return new NoAnswerError(
      `its certificate is not accepted (${message}); "ca" of the host takes a missing one`,
      false,
      {
        cause: error,
      },
    );
  if (/SSL|TLS|EPROTO/.test(`${code} ${message}`))
    return new NoAnswerError(`no common TLS version or cipher; "old_tls" of the host allows old ones`, false, {
      cause: error,
    });
  return new NoAnswerError(REASONS[code] ?? message, true, { cause: error });
}
